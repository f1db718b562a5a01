import type { SessionStaff } from '../../../shared/api/auth.ts';
import { isoInShanghai } from '../../../shared/lib/dates.ts';
import type { GroupView } from '../../data/groups.ts';
import type { CallListNotes } from '../../excel/index.ts';
import type { Translate } from '../../i18n/index.ts';
import type { MemberVerdict } from './member-verdicts.ts';

/** What became of a row, as the workbook that goes back says it. */
export function verdictWords(
  { outcome, first }: MemberVerdict,
  t: Translate,
): { outcome: string; reason: string } {
  return {
    outcome: t(`groups.outcome.${outcome}`),
    reason:
      outcome === 'DOUBLE'
        ? t('groups.import.double', { line: first ?? 0 })
        : t(`groups.outcomeHint.${outcome}`),
  };
}

export function notesOf(
  group: GroupView,
  rowCount: number,
  { name, staff_no }: Pick<SessionStaff, 'name' | 'staff_no'>,
  now: Date,
  t: Translate,
): CallListNotes {
  const exportedAt = isoInShanghai(now).slice(0, 16).replace('T', ' ');
  const who = `${name} ${staff_no}`;
  return {
    asOf: [],
    filter: [t('groups.import.into', { name: group.name })],
    exportedBy: who,
    exportedAt,
    rowCount,
    watermark: `${who} ${exportedAt}`,
  };
}
