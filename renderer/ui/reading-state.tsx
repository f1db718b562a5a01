import { Spin } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './states.module.css';

/** Something is being read: a small ring and words, once it takes long enough to be noticed. */
export function ReadingState({
  title,
}: {
  /** What is read; without it only that it is. */ title?: string;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={styles['reading']} role="status" aria-busy="true">
      <Spin size="small" />
      {title ?? t('ui.reading')}
    </div>
  );
}
