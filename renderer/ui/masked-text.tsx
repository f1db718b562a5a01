import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { useRef, useState } from 'react';
import type { FocusEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { maskAddress, maskPhone, spacedPhone } from './format/index.ts';
import styles from './words.module.css';

export interface MaskedTextProps {
  value: string;
  kind: 'phone' | 'address';
  /** The eye is there without a hover, where nothing else competes for the eye. */
  eye?: 'onHover' | 'always';
  /** Called each time the value is shown, to be registered. */
  onReveal?: () => void;
}

/** `133****0386` with an eye that shows `133 7776 0386` until the place loses focus. */
export function MaskedText({ value, kind, eye = 'onHover', onReveal }: MaskedTextProps): ReactNode {
  const { t } = useTranslation();
  const [revealed, setRevealed] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  if (value === '') return <span className={styles['faint']}>—</span>;

  const plain = kind === 'phone' ? spacedPhone(value) : value;
  const masked = kind === 'phone' ? maskPhone(value) : maskAddress(value);
  const hideUnlessInside = (event: FocusEvent<HTMLElement>): void => {
    if (!event.currentTarget.contains(event.relatedTarget)) setRevealed(false);
  };
  const toggle = (): void => {
    if (!revealed) onReveal?.();
    setRevealed(!revealed);
    // Some browsers do not focus a button on click; without focus there would be no blur that masks again.
    button.current?.focus();
  };
  const label = kind === 'phone' ? t('ui.masked.showPhone') : t('ui.masked.showAddress');
  return (
    <span
      className={`${styles['masked']} ${eye === 'always' || revealed ? styles['alwaysEye'] : ''}`}
      onBlur={hideUnlessInside}
    >
      <span>{revealed ? plain : masked}</span>
      <button
        ref={button}
        type="button"
        className={styles['eye']}
        aria-label={revealed ? t('ui.masked.hide') : label}
        aria-pressed={revealed}
        title={revealed ? t('ui.masked.hide') : label}
        onClick={(event) => {
          event.stopPropagation();
          toggle();
        }}
        onKeyDown={(event) => event.stopPropagation()}
      >
        {revealed ? <EyeInvisibleOutlined /> : <EyeOutlined />}
      </button>
    </span>
  );
}
