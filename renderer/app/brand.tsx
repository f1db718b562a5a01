import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useServer } from '../session/react.tsx';
import styles from './brand.module.css';

/** The mark, the name, and the tag that tells a test environment on every screen. */
export function Brand(): ReactNode {
  const { t } = useTranslation();
  const test = useServer().info?.test_environment === true;
  return (
    <div className={styles['brand']} data-test={test}>
      <svg width="17" height="16" viewBox="0 0 17 16" aria-hidden>
        <path
          d="M1.2 2h14.6M1.2 8h9.4M1.2 14h5.6"
          stroke="var(--mark)"
          strokeWidth="2.4"
          strokeLinecap="round"
        />
        <circle cx="14.1" cy="8" r="1.9" fill="#8FD3DD" />
        <circle cx="10.3" cy="14" r="1.9" fill="#8FD3DD" />
      </svg>
      <span className={styles['name']}>{t('common.productName')}</span>
      {test && <span className={styles['tag']}>{t('shell.testEnvironment')}</span>}
    </div>
  );
}

/** The bar of 44; in a test environment a yellow line runs under it. */
export function Bar({ children }: { children?: ReactNode }): ReactNode {
  const test = useServer().info?.test_environment === true;
  return (
    <header className={styles['bar']} data-test={test}>
      <Brand />
      {children}
    </header>
  );
}
