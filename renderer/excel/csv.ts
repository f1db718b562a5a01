import { harmlessText } from '../../shared/lib/spreadsheet-text.ts';

const quoted = (cell: string): string => `"${harmlessText(cell).replaceAll('"', '""')}"`;

/** A CSV file as Excel opens it: UTF-8 with its mark, every cell in quotes. */
export const csvOf = (rows: readonly (readonly string[])[]): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(`\uFEFF${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`);
