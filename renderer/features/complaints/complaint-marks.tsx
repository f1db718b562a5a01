import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isUnsolved } from '../../../shared/domain/complaints.ts';
import { today as todayOf } from '../../ui/format/index.ts';
import { useServerNow } from '../../ui/index.ts';
import type { ComplaintLine } from '../../data/complaint-lines.ts';
import styles from './complaints.module.css';
import { dueWords, riseWords } from '../../ui/complaint-words.ts';

/** How it stands with its day, how far it has risen, and what the server has not taken yet. */
export function ComplaintMarks({ line: { complaint, escalation } }: { line: ComplaintLine }): ReactNode {
  const { t } = useTranslation();
  const today = todayOf(useServerNow());
  const tone = escalation > 0 ? 'bad' : isUnsolved(complaint) && complaint.dueOn <= today ? 'soon' : 'quiet';
  return (
    <span className={styles['marks']}>
      <span className={styles[tone]}>{dueWords(complaint, today, t)}</span>
      {escalation > 0 && <span className={styles['bad']}>{riseWords(escalation, t)}</span>}
      {complaint.attention && <span className={styles['soon']}>{t('customer.timeline.attention')}</span>}
      {complaint.waiting && !complaint.attention && (
        <span className={styles['quiet']}>{t('customer.timeline.waiting')}</span>
      )}
    </span>
  );
}
