import { isoInShanghai, minuteOf } from '../../shared/lib/dates.ts';
import type { Day } from '../../shared/lib/dates.ts';
import type { Fen } from '../../shared/lib/money.ts';

/**
 * What a list looks like when it leaves as a workbook: one format everywhere. Sheet 1 has the header in row 1 and
 * data from row 2, nothing else; sheet 说明 says where the figures come from, who took them, and how many rows.
 */
export interface CallListColumn {
  key: string;
  header: string;
  /**
   * `text`: codes, phones, names; never a number to Excel. `money`: fen in, yuan out. `count`: a whole number.
   * `month`: `2026-10`, text. `day`: `2026-10-31`, a real date that Excel can filter by. `input`: text that may be
   * written over where the sheet is protected.
   */
  kind: 'text' | 'money' | 'count' | 'month' | 'day' | 'input';
  /** In characters of the narrow kind, as Excel counts them. */
  width: number;
  hidden?: boolean;
}

/** What makes a sheet one to be filled in and brought back. */
export interface FormGuards {
  /** Columns whose cells offer a list: the cells `from` of another sheet, `'可选社区'!$A$2:$A$90`. */
  lists: readonly { column: string; from: string }[];
  /** Further sheets, cells of text row by row. */
  sheets: readonly { name: string; rows: readonly (readonly string[])[]; widths: readonly number[] }[];
}

export interface SourceAsOf {
  /** As a person reads it: 计费系统. */
  source: string;
  asOf: string;
  /** True when the source is later than its cadence. */
  late?: boolean;
}

export interface CallListNotes {
  asOf: readonly SourceAsOf[];
  /** One line per condition; empty for no condition. */
  filter: readonly string[];
  exportedBy: string;
  /** As a person reads it: 2026-11-21 14:32. */
  exportedAt: string;
  rowCount: number;
  watermark: string;
}

/** Who takes it along, and when; the watermark says both. */
export function takenBy(
  { name, staffNo }: { name: string; staffNo: string },
  now: Date,
): Pick<CallListNotes, 'exportedBy' | 'exportedAt' | 'watermark'> {
  const exportedAt = minuteOf(isoInShanghai(now));
  const exportedBy = `${name} ${staffNo}`;
  return { exportedBy, exportedAt, watermark: `${exportedBy} ${exportedAt}` };
}

export type CallListCell = string | Fen | Day | null;

export interface CallListSpec {
  /** Names sheet 1 and, by way of the caller, the file. */
  title: string;
  columns: readonly CallListColumn[];
  rows: readonly Readonly<Record<string, CallListCell | undefined>>[];
  notes: CallListNotes;
}

/** The values of one column: numbers in a typed array (NaN = empty), texts in a plain one. */
export type ColumnValues = Float64Array<ArrayBuffer> | (string | null)[];

/** The same list by columns: what a worker is sent, because it copies in a fraction of the time of objects. */
export interface ColumnarCallList extends Omit<CallListSpec, 'rows'> {
  values: readonly ColumnValues[];
  form?: FormGuards;
}

const isNumeric = (kind: CallListColumn['kind']): boolean => kind === 'money' || kind === 'count';

/** Turns rows into columns. A value that its column cannot hold is a mistake of the caller and throws. */
export function toColumns(spec: CallListSpec): ColumnarCallList {
  const { title, columns, notes } = spec;
  return { title, columns, notes, values: columns.map((column) => columnOf(spec, column)) };
}

/** One column of the rows; throws as `toColumns` does. */
export function columnOf({ rows }: CallListSpec, { key, kind }: CallListColumn): ColumnValues {
  if (!isNumeric(kind)) return rows.map((row) => textOf(row[key], key));
  const numbers = new Float64Array(rows.length);
  rows.forEach((row, i) => {
    const value = row[key] ?? Number.NaN;
    if (typeof value !== 'number') throw new TypeError(`column ${key} wants numbers, not ${typeof value}`);
    numbers[i] = value;
  });
  return numbers;
}

function textOf(value: CallListCell | undefined, key: string): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'string') throw new TypeError(`column ${key} wants text, not ${typeof value}`);
  return value;
}
