/**
 * One text per row, joined into one long string: `indexOf` runs over it at memory speed, and a worker hands it
 * over as one value. Row i is `blob.slice(ends[i - 1] + 1, ends[i])`; a line feed ends each row.
 */
export interface TextColumn {
  blob: string;
  ends: Uint32Array;
}

export function textColumn(rows: readonly string[]): TextColumn {
  const ends = new Uint32Array(rows.length);
  let at = 0;
  for (let row = 0; row < rows.length; row++) {
    at += rows[row]!.length;
    ends[row] = at;
    at += 1;
  }
  return { blob: rows.length === 0 ? '' : `${rows.join('\n')}\n`, ends };
}

export const textAt = (column: TextColumn, row: number): string =>
  column.blob.slice(row === 0 ? 0 : column.ends[row - 1]! + 1, column.ends[row]!);

export const textStart = (column: TextColumn, row: number): number =>
  row === 0 ? 0 : column.ends[row - 1]! + 1;

/** What a person may have typed or a feed written, in one form: no full-width letters, no capitals, one line. */
export const normalise = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll('\n', ' ');

/** Numbers by their digits and letters only: `0771-555 1234` → `07715551234`. */
export const bareNumber = (text: string): string => normalise(text).replace(/[\s\-()+]/g, '');

/**
 * Calls `onHit(row, at)` for the first place in each row where the needle stands, in row order. Where it answers
 * false, the hit does not count and the search goes on in the same row.
 */
export function scan(column: TextColumn, needle: string, onHit: (row: number, at: number) => boolean): void {
  const { blob, ends } = column;
  let row = 0;
  let at = blob.indexOf(needle);
  while (at >= 0) {
    while (ends[row]! <= at) row++;
    at = blob.indexOf(needle, onHit(row, at) ? ends[row]! : at + 1);
  }
}
