import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../ui/format/index.ts';
import styles from './administration.module.css';

interface ListedCountProps {
  /** How many the server knows. */
  total: number;
  /** How many of them stand here. */
  listed: number;
  counted: (count: number) => string;
}

/** How many there are; where the list breaks off, that a search finds the others. */
export function ListedCount({ total, listed, counted }: ListedCountProps): ReactNode {
  const { t } = useTranslation();
  return (
    <span className={styles['count']}>
      {listed < total
        ? t('administration.brokenOff', { total: counted(total), listed: formatCount(listed) })
        : counted(total)}
    </span>
  );
}
