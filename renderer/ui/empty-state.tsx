import type { ReactNode } from 'react';
import styles from './states.module.css';

export interface EmptyStateProps {
  /** What is missing. */
  title: ReactNode;
  /** How to fill it. */
  hint?: ReactNode;
  /** One button. */
  action?: ReactNode;
}

/** Nothing is here: what is missing, how to fill it, one button, no picture. */
export function EmptyState({ title, hint, action }: EmptyStateProps): ReactNode {
  return (
    <div className={styles['empty']} role="status">
      <div className={styles['title']}>{title}</div>
      {hint !== undefined && <div className={styles['text']}>{hint}</div>}
      {action !== undefined && <div className={styles['action']}>{action}</div>}
    </div>
  );
}
