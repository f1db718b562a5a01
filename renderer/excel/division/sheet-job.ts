import type { SheetRow } from '../../../shared/api/division.ts';
import type { CallListNotes } from '../call-list.ts';
import { buildColumnarWorkbook } from '../workbook.ts';
import { readDivisionWorkbook, type WorkbookRefusal } from './read.ts';
import { resultWorkbook } from './write.ts';

/** What became of a row, in words: of the line `line` of the sheet. */
export interface RowVerdict {
  line: number;
  outcome: string;
  reason: string;
}

/** What the worker is asked. The workbook is sent each time, so that nobody has to hold 20,000 rows of cells. */
export type SheetTask =
  | { kind: 'read'; bytes: Uint8Array }
  | { kind: 'result'; bytes: Uint8Array; verdicts: readonly RowVerdict[]; notes: CallListNotes };

export type ReadFile = { ok: true; rows: SheetRow[] } | { ok: false; refusal: WorkbookRefusal };

export type SheetReply =
  | { kind: 'read'; file: ReadFile }
  | { kind: 'workbook'; workbook: Uint8Array<ArrayBuffer> }
  | { kind: 'failed'; message: string };

/** The worker's whole work, apart from the worker so that it runs anywhere. */
export function doSheetTask(task: SheetTask): SheetReply {
  try {
    const read = readDivisionWorkbook(task.bytes);
    if (task.kind === 'read') return { kind: 'read', file: read.ok ? { ok: true, rows: read.rows } : read };
    if (!read.ok) return { kind: 'failed', message: read.refusal.kind };
    const verdicts = new Map(task.verdicts.map((verdict) => [verdict.line, verdict]));
    const list = resultWorkbook(read.read, verdicts, task.notes);
    return { kind: 'workbook', workbook: buildColumnarWorkbook(list) };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}
