import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { csvCell } from './feed-files.ts';
import type { FeedFile, FeedSink } from './feed-files.ts';

const FLUSH_AT = 32 * 1024;

/** Writes feed files below a folder, each with a small buffer of its own, so that thirty grow side by side. */
export function folderSink(folder: string): FeedSink {
  const open: { flush: () => void; close: () => void }[] = [];
  return {
    open(file, header) {
      const path = join(folder, file);
      mkdirSync(dirname(path), { recursive: true });
      const handle = openSync(path, 'w');
      let buffer = `${header}\n`;
      let rows = 0;
      const flush = (): void => {
        writeSync(handle, buffer);
        buffer = '';
      };
      const append = (line: string): void => {
        rows++;
        buffer += line;
        if (buffer.length > FLUSH_AT) flush();
      };
      open.push({ flush, close: () => closeSync(handle) });
      const feed: FeedFile = {
        get rows() {
          return rows;
        },
        row: (...cells) => append(csvLine(cells)),
        plainRow: (text) => append(`${text}\n`),
      };
      return feed;
    },
    close() {
      for (const file of open) {
        file.flush();
        file.close();
      }
      open.length = 0;
    },
  };
}

/** Keeps the text of each file; for tests. */
export function memorySink(): FeedSink & { texts: () => Map<string, string> } {
  const parts = new Map<string, string[]>();
  return {
    open(file, header) {
      const lines = [`${header}\n`];
      parts.set(file, lines);
      return {
        get rows() {
          return lines.length - 1;
        },
        row: (...cells) => void lines.push(csvLine(cells)),
        plainRow: (text) => void lines.push(`${text}\n`),
      };
    },
    close() {},
    texts: () => new Map([...parts].map(([file, lines]) => [file, lines.join('')])),
  };
}

function csvLine(cells: readonly (string | number)[]): string {
  let line = csvCell(cells[0] ?? '');
  for (let i = 1; i < cells.length; i++) line += `,${csvCell(cells[i]!)}`;
  return `${line}\n`;
}
