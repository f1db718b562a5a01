import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './states.module.css';
import { CloseCircleFilled, ExclamationCircleFilled } from './icons.tsx';

export interface ErrorStateProps {
  /** What happened. */
  title: ReactNode;
  /** What was kept, and what to do. */
  text?: ReactNode;
  action?: ReactNode;
  /** Last and small, for support. */
  code?: string;
  /** `soon`: nothing was refused, but somebody must act. */
  tone?: 'bad' | 'soon';
}

/** What happened, what was kept, what to do; the code last and small. */
export function ErrorState({ title, text, action, code, tone = 'bad' }: ErrorStateProps): ReactNode {
  const { t } = useTranslation();
  const codeText = code !== undefined && (
    <span className={styles['code']}>{t('ui.error.code', { code })}</span>
  );
  return (
    <div className={`${styles['error']} ${styles[tone]}`} role="alert">
      <span className={styles['icon']}>
        {tone === 'bad' ? <CloseCircleFilled /> : <ExclamationCircleFilled />}
      </span>
      <div className={styles['message']}>
        <div className={styles['what']}>{title}</div>
        {text !== undefined && <div className={styles['text']}>{text}</div>}
        {action === undefined && codeText}
      </div>
      {action !== undefined && (
        <div className={styles['side']}>
          {action}
          {codeText}
        </div>
      )}
    </div>
  );
}
