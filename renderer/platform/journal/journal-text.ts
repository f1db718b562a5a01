import { fnv1a32 } from '../../../shared/lib/fnv.ts';

/** `text` null: the key is taken out. */
export interface TextRecord {
  key: string;
  text: string | null;
}

/**
 * One line per record: format, checksum, JSON of key and text. A write that was cut off leaves a line whose sum does
 * not agree. Sample: `1 5f3c21aa ["01935c1e-7d3a","{\"n\":7}"]`.
 */
export function toLine({ key, text }: TextRecord): string {
  const json = JSON.stringify([key, text]);
  return `1 ${sumOf(json)} ${json}\n`;
}

/** @returns null for a line that was not written whole, or not by this */
export function fromLine(line: string): TextRecord | null {
  const match = /^1 ([0-9a-f]{8}) (.*)$/s.exec(line);
  const json = match?.[2];
  if (json === undefined || match?.[1] !== sumOf(json)) return null;
  const [key, text] = JSON.parse(json) as [string, string | null];
  return { key, text };
}

/** What a journal holds, as far as it can be read: damage in one line costs that line only. */
export interface JournalContent {
  kept: Map<string, string>;
  /** Lines that could be read. */
  lines: number;
  /** Lines that cannot be read. */
  damaged: number;
  /** Those of them that another version of the program has written. */
  foreign: string[];
}

export const emptyContent = (): JournalContent => ({ kept: new Map(), lines: 0, damaged: 0, foreign: [] });

/** Lines laid over what is known. */
export function applyLines(into: JournalContent, text: string): void {
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const record = fromLine(line);
    if (record === null) {
      into.damaged++;
      if (OTHER_FORMAT.test(line)) into.foreign.push(line);
      continue;
    }
    into.lines++;
    if (record.text === null) into.kept.delete(record.key);
    else into.kept.set(record.key, record.text);
  }
}

const OTHER_FORMAT = /^(?!1 )\d+ [0-9a-f]{8} /;

const sumOf = (json: string): string => fnv1a32(json).toString(16).padStart(8, '0');
