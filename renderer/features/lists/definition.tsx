import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListId } from '../../../shared/reports/index.ts';
import styles from './lists.module.css';

/** 口径: which subscriptions stand here and how the figures are made, in the words of docs/reports.md. */
export function Definition({ id }: { id: ListId }): ReactNode {
  const { t } = useTranslation();
  return (
    <p className={styles['definition']}>
      <span className={styles['definitionLabel']}>{t('lists.definition')}</span>
      {t(`lists.list.${id}.rows`)}
      <span className={styles['dot']}>·</span>
      {t(`lists.list.${id}.figures`)}
    </p>
  );
}
