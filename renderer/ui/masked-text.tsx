import { memo, useState } from 'react';
import type { FocusEvent, KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { maskAddress, maskPhone, spacedPhone } from './format/index.ts';
import { useRegisterReveal } from './reveals.ts';
import styles from './words.module.css';

export interface MaskedTextProps {
  value: string;
  kind: 'phone' | 'address';
  /** Whose it is: showing it in clear is registered. */
  customerCode: string;
  /** The eye is there without a hover, where nothing else competes for the eye. */
  eye?: 'onHover' | 'always';
}

/** `133****0386` with an eye that shows `133 7776 0386` until the place loses focus. */
export function MaskedText(props: MaskedTextProps): ReactNode {
  const { t } = useTranslation();
  const show = props.kind === 'phone' ? t('ui.masked.showPhone') : t('ui.masked.showAddress');
  return (
    <MaskedValue
      {...props}
      showLabel={show}
      hideLabel={t('ui.masked.hide')}
      registeredLabel={t('ui.masked.registered')}
    />
  );
}

export interface MaskedValueProps extends MaskedTextProps {
  showLabel: string;
  hideLabel: string;
  registeredLabel: string;
}

const EYE = 'M1.2 8C4 2.9 12 2.9 14.8 8 12 13.1 4 13.1 1.2 8ZM8 5.7a2.3 2.3 0 1 1 0 4.6 2.3 2.3 0 1 1 0-4.6Z';
const STRUCK_EYE = `${EYE}M3 13.4 13 2.6`;

/** The same for a table, which has translated the labels once for all its rows. */
export const MaskedValue = memo(function MaskedValue(props: MaskedValueProps): ReactNode {
  const { value, kind, customerCode, eye = 'onHover' } = props;
  const register = useRegisterReveal();
  const [revealed, setRevealed] = useState(false);
  if (value === '') return <span className={styles['faint']}>—</span>;

  const hideUnlessInside = (event: FocusEvent<HTMLElement>): void => {
    if (!event.currentTarget.contains(event.relatedTarget)) setRevealed(false);
  };
  const toggle = (event: MouseEvent<HTMLElement>): void => {
    event.stopPropagation();
    if (!revealed) register?.(customerCode, kind);
    setRevealed(!revealed);
    // Some browsers do not focus a button on click; without focus there would be no blur that masks again.
    event.currentTarget.focus();
  };
  const label = revealed ? props.hideLabel : props.showLabel;
  return (
    <span className={eye === 'always' || revealed ? EYE_SHOWN : styles['masked']} onBlur={hideUnlessInside}>
      <span>{textOf(value, kind, revealed)}</span>
      {revealed && register !== null && <span className={styles['registered']}>{props.registeredLabel}</span>}
      <button
        type="button"
        className={styles['eye']}
        aria-label={label}
        aria-pressed={revealed}
        title={label}
        onClick={toggle}
        onKeyDown={staysHere}
      >
        <svg viewBox="0 0 16 16" width="13" height="13" aria-hidden>
          <path d={revealed ? STRUCK_EYE : EYE} fill="none" stroke="currentColor" strokeWidth="1.2" />
        </svg>
      </button>
    </span>
  );
});

const EYE_SHOWN = `${styles['masked'] ?? ''} ${styles['alwaysEye'] ?? ''}`;

function textOf(value: string, kind: MaskedTextProps['kind'], revealed: boolean): string {
  if (kind === 'phone') return revealed ? spacedPhone(value) : maskPhone(value);
  return revealed ? value : maskAddress(value);
}

/** Enter and Space press the eye; the row around it must not take them for its own. */
const staysHere = (event: KeyboardEvent): void => event.stopPropagation();
