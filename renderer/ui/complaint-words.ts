import { daysPast, isUnsolved } from '../../shared/domain/complaints.ts';
import type { Complaint } from '../../shared/domain/complaints.ts';
import { daysBetween } from '../../shared/lib/dates.ts';
import type { Day } from '../../shared/lib/dates.ts';
import type { Translate } from '../i18n/index.ts';

/** How it stands with the day: 过期 2 天, 今天到期, 还有 3 天; of what has ended, whether it was in time. */
export function dueWords(
  complaint: Pick<Complaint, 'state' | 'dueOn' | 'solvedOn'>,
  today: Day,
  t: Translate,
): string {
  const { dueOn, solvedOn } = complaint;
  if (!isUnsolved(complaint)) {
    const late = solvedOn === undefined ? 0 : daysBetween(dueOn, solvedOn);
    return late > 0 ? t('complaints.due.late', { count: late }) : t('complaints.due.inTime');
  }
  const past = daysPast(complaint, today);
  if (past > 0) return t('complaints.due.past', { count: past });
  if (past === 0) return t('complaints.due.today');
  return past === -1 ? t('complaints.due.tomorrow') : t('complaints.due.left', { count: -past });
}

export const riseWords = (escalation: 0 | 1 | 2, t: Translate): string =>
  t(`complaints.rise.${(['none', 'lead', 'leader'] as const)[escalation]}`);

/** What a complaint is about, on one line: 故障：宽带每晚掉线. */
export const aboutWords = ({ kind, text }: Pick<Complaint, 'kind' | 'text'>, t: Translate): string =>
  `${t(`domain.complaintKind.${kind}`)} · ${text}`;
