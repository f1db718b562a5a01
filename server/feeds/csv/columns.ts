import type { SetAsideReason } from '../reasons.ts';

/** What the cells of a column hold, and with that which of them are fit to enter the store. */
export type CellType =
  | { type: 'text' }
  /** `2026-11-20`; where `optional`, an empty cell is null. */
  | { type: 'day'; optional?: true }
  /** `202611` → `2026-11` */
  | { type: 'month' }
  /** `2026-11-08 14:15` in Asia/Shanghai */
  | { type: 'minute' }
  /** Yuan with up to two decimals → fen. */
  | { type: 'fen'; negative?: true }
  /** A whole number, not negative. */
  | { type: 'count' }
  /** One of the given words, stored as what it stands for; '' may be one of them. */
  | { type: 'word'; words: Readonly<Record<string, string | null>>; reason: SetAsideReason };

export type Column = CellType & {
  /** As the file's header writes it. */
  header: string;
  /** As the staging table calls it. */
  name: string;
  /** Part of what makes a row one: it must not be empty. */
  required?: true;
};

const SQL_TYPES: Readonly<Record<CellType['type'], string>> = {
  text: 'text',
  word: 'text',
  month: 'text',
  day: 'date',
  minute: 'timestamptz',
  fen: 'bigint',
  count: 'bigint',
};

export const sqlTypeOf = (column: Column): string => SQL_TYPES[column.type];
