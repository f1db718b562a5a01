import type { CheckedRow } from '../../../shared/api/division.ts';
import { REPORTING_SEGMENTS, type ReportingSegment } from '../../../shared/domain/org-units.ts';
import type { RowVerdict } from '../../excel/division/sheet-job.ts';
import type { Translate } from '../../i18n/index.ts';

export type Outcome = CheckedRow['outcome'];
export const OUTCOMES: readonly Outcome[] = ['ACCEPTED', 'UNCHANGED', 'REJECTED'];

/** What the person chose on a row that somebody changed since the export: the sheet's value, or what is there now. */
export type Choice = 'SHEET' | 'NOW';
export type Choices = ReadonlyMap<number, Choice>;

/** A row as it stands with the person's choice. */
export interface Verdict {
  row: CheckedRow;
  outcome: Outcome;
  choice: Choice | null;
}

export const isContested = (row: CheckedRow): boolean => row.reason === 'CHANGED_SINCE_EXPORT';

/**
 * A change since the export is the last thing that the server looks for, so a contested row on which the sheet's value
 * is chosen will be accepted. One that is kept as it is does not go into the batch.
 */
export function verdictOf(row: CheckedRow, choices: Choices): Verdict {
  const choice = choices.get(row.line) ?? null;
  if (choice === 'NOW') return { row, outcome: 'UNCHANGED', choice };
  if (choice === 'SHEET' && isContested(row)) return { row, outcome: 'ACCEPTED', choice };
  return { row, outcome: row.outcome, choice };
}

const ORDER: Record<Outcome, number> = { REJECTED: 0, ACCEPTED: 1, UNCHANGED: 2 };

/** Rejected rows first. A choice changes a row and not its place: nothing jumps from under the hand. */
export const verdictsOf = (rows: readonly CheckedRow[], choices: Choices): Verdict[] =>
  [...rows]
    .sort((a, b) => ORDER[a.outcome] - ORDER[b.outcome] || a.line - b.line)
    .map((row) => verdictOf(row, choices));

export function sumsOf(verdicts: readonly Verdict[]): Record<Outcome, number> {
  const sums: Record<Outcome, number> = { ACCEPTED: 0, UNCHANGED: 0, REJECTED: 0 };
  for (const { outcome } of verdicts) sums[outcome] += 1;
  return sums;
}

/** What words need to know beyond the row. */
export interface RowWords {
  t: Translate;
  isUnitCode: (text: string) => boolean;
}

export interface RowContext extends RowWords {
  /** Who stood in a pool when the sheet was checked; the move itself changes that. */
  pooled: ReadonlySet<string>;
}

const isSegment = (segment: string): segment is ReportingSegment =>
  (REPORTING_SEGMENTS as readonly string[]).includes(segment);

export const segmentWords = (segment: string, t: Translate): string =>
  isSegment(segment) ? t(`domain.segment.${segment}`) : segment;

/** Why the row is what it is: the refusal with what helps, or what the move does. */
export function reasonWords({ row, outcome, choice }: Verdict, context: RowContext): string {
  const { t } = context;
  if (choice === 'NOW') return t('division.import.keptNow');
  if (row.reason !== null && outcome === 'REJECTED') return refusalWords(row, context);
  if (choice === 'SHEET') return t('division.import.tookSheet');
  if (outcome === 'UNCHANGED') return t('division.import.same');
  const { base, sheet } = row;
  if (sheet.community_name === '' || base?.community_name === sheet.community_name) {
    return t('division.import.segmentOnly', {
      from: segmentWords(base?.segment ?? '', t),
      to: segmentWords(sheet.segment, t),
    });
  }
  if (sheet.responsible_unit !== '' && base?.responsible_unit !== sheet.responsible_unit) {
    return t('division.import.toUnit', { unit: sheet.responsible_unit });
  }
  return context.pooled.has(row.customer_code)
    ? t('division.import.leavesPool')
    : t('division.import.within');
}

function refusalWords({ reason, hint }: CheckedRow, { t, isUnitCode }: RowContext): string {
  const several = hint.split(' ').filter((part) => part !== '');
  const listed = several.join('、');
  switch (reason) {
    case null:
      return '';
    case 'FOREIGN_ROW':
      return hint === '' ? t('division.refusal.FOREIGN_ROW') : t('division.refusal.FOREIGN_ROW_OF', { hint });
    case 'UNKNOWN_COMMUNITY':
      if (several.length === 0) return t('division.refusal.UNKNOWN_COMMUNITY');
      return several.every(isUnitCode)
        ? t('division.refusal.UNKNOWN_COMMUNITY_TWICE', { hint: listed })
        : t('division.refusal.UNKNOWN_COMMUNITY_NEAR', { hint: listed });
    case 'DUPLICATE_ROW': {
      const more = several.at(-1)?.startsWith('+') === true ? Number(several.at(-1)) : 0;
      return more > 0
        ? t('division.refusal.DUPLICATE_ROW_MORE', { hint: several.slice(0, -1).join('、'), count: more })
        : t('division.refusal.DUPLICATE_ROW', { hint: listed });
    }
    default:
      return t(`division.refusal.${reason}`, { hint });
  }
}

/** The mark and the word of a row: after writing, accepted rows have been written. */
export function outcomeWords({ outcome, choice }: Verdict, written: boolean, t: Translate): string {
  if (choice === 'NOW') return t('division.import.kept');
  if (outcome === 'ACCEPTED' && written) return t('division.import.applied');
  return t(`division.import.${outcome}`);
}

/** What the workbook that comes back says of each row. */
export const writtenVerdicts = (
  verdicts: readonly Verdict[],
  written: boolean,
  context: RowContext,
): RowVerdict[] =>
  verdicts.map((verdict) => ({
    line: verdict.row.line,
    outcome: outcomeWords(verdict, written, context.t),
    reason: reasonWords(verdict, context),
  }));
