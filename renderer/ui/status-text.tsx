import type { ReactElement, ReactNode } from 'react';
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
  return statusWord(status, t(`domain.status.${status}`));
}

/** The same for a cell of a table, which has translated the word once for all rows. */
export const statusWord = (status: SubscriptionStatus, word: string): ReactElement => (
  <span className={STATUS_TONE[status]} title={word}>
    {word}
  </span>
);

/** 6 means six months and more, 0 none. */
export type MarkedStage = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** How far arrears reach back: a square of the ageing colour and the words; — for none. */
export function ArrearsMark({ stage }: { stage: MarkedStage }): ReactNode {
  const { t } = useTranslation();
  return arrearsMark(
    stage,
    stage === 6 ? t('domain.arrearsStageLast') : t('domain.arrearsStage', { count: stage }),
  );
}

/** The same for a cell of a table; `word` is not looked at for 0. */
export const arrearsMark = (stage: MarkedStage, word: string): ReactElement =>
  stage === 0 ? (
    <span className={styles['faint']}>—</span>
  ) : (
    <span className={styles['mark']}>
      <i style={SQUARES[stage]} />
      {word}
    </span>
  );

const SQUARES = [0, 1, 2, 3, 4, 5, 6].map((stage) => ({ background: `var(--arrears-${stage})` }));
