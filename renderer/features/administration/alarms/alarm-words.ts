import type { AlarmRow } from '../../../../shared/api/feeds.ts';
import type { Translate } from '../../../i18n/index.ts';
import { formatCount } from '../../../ui/format/index.ts';
import { refusalWord } from '../feed-words.ts';

/** What is the matter, in one sentence. */
export function alarmWords({ kind, detail }: AlarmRow, t: Translate): string {
  const { as_of: asOf, since = '', file = '', refusal, problem = '' } = detail;
  const count = (rows: number | undefined): string => formatCount(rows ?? 0);
  switch (kind) {
    case 'OVERDUE':
      return asOf === undefined
        ? t('administration.alarm.NEVER', { since })
        : t('administration.alarm.OVERDUE', { asOf });
    case 'FAILED':
      return t('administration.alarm.FAILED', { file, why: refusalWord(refusal, t) });
    case 'SET_ASIDE':
      return t('administration.alarm.SET_ASIDE', {
        file,
        aside: count(detail.set_aside),
        rows: count(detail.rows),
      });
    case 'FEWER':
      return t('administration.alarm.FEWER', {
        file,
        rows: count(detail.rows),
        before: count(detail.before),
      });
    case 'FOLDER':
      return t('administration.alarm.FOLDER', { problem });
  }
}
