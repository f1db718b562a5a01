import type { SheetRow } from '../../../shared/api/division.ts';
import { messageOf } from '../../../shared/lib/errors.ts';
import type { CallListNotes } from '../call-list.ts';
import { buildColumnarWorkbook } from '../workbook.ts';
import type { WorkbookRefusal } from '../open-workbook.ts';
import { codeSheetWithResults, readCodeSheet, type CodeRow } from '../code-sheet/read.ts';
import { readDivisionWorkbook } from './read.ts';
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
  | { kind: 'result'; bytes: Uint8Array; verdicts: readonly RowVerdict[]; notes: CallListNotes }
  | { kind: 'readCodes'; bytes: Uint8Array; firstColumn?: string | undefined }
  | {
      kind: 'codesResult';
      bytes: Uint8Array;
      firstColumn?: string | undefined;
      verdicts: readonly RowVerdict[];
      notes: CallListNotes;
    };

export type ReadFile = { ok: true; rows: SheetRow[] } | { ok: false; refusal: WorkbookRefusal };

/** `cells`: the whole row, under `headers`. */
export type ReadCodeFile =
  | { ok: true; headers: string[]; rows: (CodeRow & { cells: string[] })[] }
  | { ok: false; refusal: WorkbookRefusal };

export type SheetReply =
  | { kind: 'read'; file: ReadFile }
  | { kind: 'codes'; file: ReadCodeFile }
  | { kind: 'workbook'; workbook: Uint8Array<ArrayBuffer> }
  | { kind: 'failed'; message: string };

/** The worker's whole work, apart from the worker so that it runs anywhere. */
export function doSheetTask(task: SheetTask): SheetReply {
  try {
    if (task.kind === 'readCodes' || task.kind === 'codesResult') return doCodeTask(task);
    const read = readDivisionWorkbook(task.bytes);
    if (task.kind === 'read') return { kind: 'read', file: read.ok ? { ok: true, rows: read.rows } : read };
    if (!read.ok) return { kind: 'failed', message: read.refusal.kind };
    const verdicts = new Map(task.verdicts.map((verdict) => [verdict.line, verdict]));
    const list = resultWorkbook(read.read, verdicts, task.notes);
    return { kind: 'workbook', workbook: buildColumnarWorkbook(list) };
  } catch (error) {
    return { kind: 'failed', message: messageOf(error) };
  }
}

function doCodeTask(task: Extract<SheetTask, { kind: 'readCodes' | 'codesResult' }>): SheetReply {
  const read = readCodeSheet(task.bytes, task.firstColumn);
  if (task.kind === 'readCodes') {
    return {
      kind: 'codes',
      file: read.ok ? { ok: true, headers: read.sheet.headers, rows: read.sheet.rows } : read,
    };
  }
  if (!read.ok) return { kind: 'failed', message: read.refusal.kind };
  const verdicts = new Map(task.verdicts.map((verdict) => [verdict.line, verdict]));
  const list = codeSheetWithResults(read.sheet, verdicts, task.notes);
  return { kind: 'workbook', workbook: buildColumnarWorkbook(list) };
}
