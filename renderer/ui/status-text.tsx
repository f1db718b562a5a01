import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SubscriptionStatus } from '../../shared/domain/rows.ts';
import styles from './words.module.css';

const STATUS_TONE: Record<SubscriptionStatus, string | undefined> = {
  IN_SERVICE: undefined,
  SUSPENDED: styles['soon'],
  NUMBER_RETAINED: styles['quiet'],
  TERMINATED: styles['faint'],
};

/** The status of a subscription in plain words: only 停机 asks for an act, so only it is amber. */
export function StatusText({ status }: { status: SubscriptionStatus }): ReactNode {
  const { t } = useTranslation();
  return <span className={STATUS_TONE[status]}>{t(`domain.status.${status}`)}</span>;
}

/** 6 means six months and more, 0 none. */
export type MarkedStage = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** How far arrears reach back: a square of the ageing colour and the words; — for none. */
export function ArrearsMark({ stage }: { stage: MarkedStage }): ReactNode {
  const { t } = useTranslation();
  if (stage === 0) return <span className={styles['faint']}>—</span>;
  return (
    <span className={styles['mark']}>
      <i style={{ background: `var(--arrears-${stage})` }} />
      {stage === 6 ? t('domain.arrearsStageLast') : t('domain.arrearsStage', { count: stage })}
    </span>
  );
}
