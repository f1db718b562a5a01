import type { ReactNode } from 'react';
import styles from './page.module.css';

export interface PageProps {
  title: ReactNode;
  /** Beside the title, smaller: the unit, the count. */
  hint?: ReactNode;
  /** Before the title: a way back. */
  before?: ReactNode;
  /** At the right; at most one filled button. */
  actions?: ReactNode;
  children?: ReactNode;
}

/** The frame of every screen: a title row of 32 and below it parts that scroll by themselves. */
export function Page({ title, hint, before, actions, children }: PageProps): ReactNode {
  return (
    <div className={styles['page']}>
      <div className={styles['head']}>
        {before}
        <h1 className={styles['title']}>{title}</h1>
        {hint !== undefined && <div className={styles['hint']}>{hint}</div>}
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      </div>
      <div className={styles['body']}>{children}</div>
    </div>
  );
}
