import { crc32 } from 'node:zlib';
import { journalRecord } from '../../shared/ipc/contract.ts';
import type { JournalRecord } from '../../shared/ipc/contract.ts';

/**
 * One line per record: format, checksum, JSON of key and text. A write that was cut off leaves a line whose sum
 * does not agree. Sample: `1 5f3c21aa ["01935c1e-7d3a","{\"n\":7}"]`.
 */
export function toLine({ key, text }: JournalRecord): string {
  const json = JSON.stringify([key, text]);
  return `1 ${checksum(json)} ${json}\n`;
}

/** @returns null for a line that was not written whole, or not by this */
export function fromLine(line: string): JournalRecord | null {
  const match = /^1 ([0-9a-f]{8}) (.*)$/s.exec(line);
  const json = match?.[2];
  if (json === undefined || match?.[1] !== checksum(json)) return null;
  try {
    const parsed: unknown = JSON.parse(json);
    if (!Array.isArray(parsed) || parsed.length !== 2) return null;
    const record = journalRecord.safeParse({ key: parsed[0] as unknown, text: parsed[1] as unknown });
    return record.success ? record.data : null;
  } catch {
    return null;
  }
}

const checksum = (json: string): string => crc32(json).toString(16).padStart(8, '0');

export interface JournalContent {
  /** What is kept, by key, in the order in which the keys were first written. */
  kept: Map<string, string>;
  /** Lines that cannot be read; a torn last one does not count. */
  damaged: number;
  /** Those of them that another version of the program has written. */
  foreign: string[];
  /** Some lines say nothing any more: what they kept was written anew or taken out. */
  stale: boolean;
  /** The last line has no end: the next record must begin a line of its own. */
  torn: boolean;
}

/** Reads a journal as far as it can be read: damage in one line costs that line only. */
export function readLines(content: string): JournalContent {
  const lines = content.split('\n');
  const last = lines.pop() ?? '';
  const kept = new Map<string, string>();
  const foreign: string[] = [];
  let damaged = 0;
  let read = 0;
  const take = (record: JournalRecord): void => {
    apply(kept, record);
    read++;
  };
  for (const line of lines) {
    if (line === '') continue;
    const record = fromLine(line);
    if (record !== null) take(record);
    else {
      damaged++;
      if (OTHER_FORMAT.test(line)) foreign.push(line);
    }
  }
  // Whole but for its end of line: the record was written, and the cut came one byte later.
  const rescued = last === '' ? null : fromLine(last);
  if (rescued !== null) take(rescued);
  return { kept, damaged, foreign, stale: read > kept.size, torn: last !== '' };
}

const OTHER_FORMAT = /^(?!1 )\d+ [0-9a-f]{8} /;

export function apply(kept: Map<string, string>, { key, text }: JournalRecord): void {
  if (text === null) kept.delete(key);
  else kept.set(key, text);
}
