import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
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
  useWindowTitle(typeof title === 'string' ? title : null);
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

/** What the task bar, a list of windows and a printed page call this window. */
function useWindowTitle(title: string | null): void {
  const { t } = useTranslation();
  const product = t('common.productName');
  useEffect(() => {
    if (title === null) return;
    document.title = `${title} · ${product}`;
    return () => {
      document.title = product;
    };
  }, [title, product]);
}
