import type { TextColumn } from './text.ts';
import { textAt, textColumn } from './text.ts';

/** Repeated texts by number: row i has `values[ids[i]]`. */
export interface DictionaryColumn {
  values: string[];
  ids: Uint16Array;
}

/** Several numbers per row: those of row i stand from `ends[i - 1]` (0 for the first) up to `ends[i]`. */
export interface RaggedColumn {
  ends: Uint32Array;
  items: Int32Array;
}

export const valueAt = (column: DictionaryColumn, row: number): string => column.values[column.ids[row]!]!;

export const itemsAt = (column: RaggedColumn, row: number): number[] =>
  Array.from(column.items.subarray(row === 0 ? 0 : column.ends[row - 1]!, column.ends[row]!));

/** Ids of a row with a space between them. */
export const wordsColumn = (rows: readonly (readonly string[])[]): TextColumn =>
  textColumn(rows.map((words) => words.join(' ')));

export function wordsAt(column: TextColumn, row: number): string[] {
  const line = textAt(column, row);
  return line === '' ? [] : line.split(' ');
}

export const oneLine = (value: string): string =>
  value.includes('\n') ? value.replaceAll('\n', ' ') : value;

export class Dictionary {
  readonly values: string[] = [];
  readonly #ids = new Map<string, number>();

  idOf(value: string): number {
    let id = this.#ids.get(value);
    if (id === undefined) {
      id = this.values.push(value) - 1;
      this.#ids.set(value, id);
    }
    return id;
  }
}

export function dictionary(rows: readonly string[]): DictionaryColumn {
  const dictionary = new Dictionary();
  return { ids: Uint16Array.from(rows, (value) => dictionary.idOf(value)), values: dictionary.values };
}

export function ragged(rows: readonly (readonly number[])[]): RaggedColumn {
  let end = 0;
  return {
    ends: Uint32Array.from(rows, (items) => (end += items.length)),
    items: Int32Array.from(rows.flat()),
  };
}
