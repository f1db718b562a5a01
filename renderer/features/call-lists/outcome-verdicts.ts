import { resultFromWord } from '../../../shared/domain/calls.ts';
import type { CallEntry, CallPurpose, CallResult } from '../../../shared/domain/calls.ts';
import { isDay, isoInShanghai, minuteOf } from '../../../shared/lib/dates.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import type { Fates, RowVerdict, SheetRows } from '../workbook-import/index.ts';

/** What becomes of a row of a sheet that comes back with outcomes. */
export type OutcomeVerdictKind =
  | 'ACCEPT'
  | 'SAME'
  | 'EMPTY'
  | 'OLDER'
  | 'BAD_RESULT'
  | 'BAD_DAY'
  | 'BAD_TIME'
  | 'DOUBLE'
  | 'GONE'
  | 'UNKNOWN';
export const OUTCOME_FATES: Fates<OutcomeVerdictKind> = {
  ACCEPT: 'write',
  SAME: 'leave',
  EMPTY: 'leave',
  OLDER: 'refuse',
  BAD_RESULT: 'refuse',
  BAD_DAY: 'refuse',
  BAD_TIME: 'refuse',
  DOUBLE: 'refuse',
  GONE: 'refuse',
  UNKNOWN: 'refuse',
};

/** A row as it was written in the sheet. */
export interface OutcomeRow {
  line: number;
  code: string;
  result: string;
  nextOn: string;
  note: string;
  calledAt: string;
}

export interface OutcomeVerdict extends RowVerdict<OutcomeVerdictKind> {
  /** What will be recorded; of an accepted row alone. */
  call?: { result: CallResult; nextOn: Day | null; note: string; happenedAt: Date };
}

export interface OutcomeRules {
  purpose: CallPurpose;
  entryOf: (customerCode: string) => CallEntry | undefined;
  isHere: (customerCode: string) => boolean;
  now: Date;
}

/** Row by row, before anything is written; the same customer counts where it stands first. */
export function outcomeVerdicts(rows: readonly OutcomeRow[], rules: OutcomeRules): OutcomeVerdict[] {
  const seen = new Set<string>();
  return rows.map((row) => {
    const { line, code } = row;
    if (seen.has(code)) return { line, code, kind: 'DOUBLE' };
    seen.add(code);
    return { line, code, ...judged(row, rules) };
  });
}

function judged(row: OutcomeRow, rules: OutcomeRules): Pick<OutcomeVerdict, 'kind' | 'call'> {
  const entry = rules.entryOf(row.code);
  if (entry === undefined) return { kind: 'UNKNOWN' };
  if (row.result === '') return { kind: 'EMPTY' };
  const result = resultFromWord(rules.purpose, row.result);
  if (result === undefined) return { kind: 'BAD_RESULT' };
  const nextOn = row.nextOn === '' ? null : dayFrom(row.nextOn);
  if (nextOn === undefined) return { kind: 'BAD_DAY' };
  const same =
    entry.result === result && (entry.note ?? '') === row.note && (entry.nextOn ?? null) === nextOn;
  if (same) return { kind: 'SAME' };
  if (!rules.isHere(row.code)) return { kind: 'GONE' };
  const happenedAt = momentFrom(row.calledAt, entry, rules.now);
  if (happenedAt === undefined) return { kind: 'BAD_TIME' };
  const older = entry.calledAt !== undefined && happenedAt.getTime() < Date.parse(entry.calledAt);
  return older ? { kind: 'OLDER' } : { kind: 'ACCEPT', call: { result, nextOn, note: row.note, happenedAt } };
}

/** `2026/12/7` → `2026-12-07`; undefined for what is no day. */
function dayFrom(text: string): Day | undefined {
  const parts = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (parts === null) return undefined;
  const day = `${parts[1]}-${parts[2]!.padStart(2, '0')}-${parts[3]!.padStart(2, '0')}`;
  return isDay(day) ? day : undefined;
}

/** The time as it went out means that only the words were changed: then it was said now, as it is where none stands. */
function momentFrom(text: string, { calledAt }: CallEntry, now: Date): Date | undefined {
  const known = calledAt === undefined ? '' : minuteOf(isoInShanghai(new Date(calledAt)));
  if (text === '' || text === known) return now;
  const parts = /^(\S+)[ T](\d{1,2}):(\d{2})(?::\d{2})?$/.exec(text);
  const day = parts === null ? undefined : dayFrom(parts[1]!);
  if (parts === null || day === undefined) return undefined;
  const moment = new Date(`${day}T${parts[2]!.padStart(2, '0')}:${parts[3]}:00+08:00`);
  return Number.isNaN(moment.getTime()) || moment > now ? undefined : moment;
}

const WANTED = ['result', 'nextOn', 'note', 'calledAt'] as const;
export type OutcomeColumn = (typeof WANTED)[number];

/** The rows by the names of their columns; the column that is missing, where one is. Only the outcome must be there. */
export function outcomeRows(
  sheet: SheetRows,
  headerOf: (column: OutcomeColumn) => string,
): OutcomeRow[] | { missing: string } {
  const at = Object.fromEntries(WANTED.map((column) => [column, sheet.headers.indexOf(headerOf(column))]));
  if (at['result'] === -1) return { missing: headerOf('result') };
  return sheet.rows.map(({ line, code, cells }) => {
    const cell = (column: OutcomeColumn): string => cells[at[column] ?? -1] ?? '';
    return {
      line,
      code,
      result: cell('result'),
      nextOn: cell('nextOn'),
      note: cell('note'),
      calledAt: cell('calledAt'),
    };
  });
}
