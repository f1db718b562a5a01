import * as XLSX from 'xlsx';
import { MAX_SHEET_ROWS } from '../../../shared/api/division.ts';
import type { CallListColumn, CallListNotes, ColumnarCallList } from '../call-list.ts';
import { toColumns } from '../call-list.ts';
import { openWorkbook, textOf, type WorkbookRefusal } from '../open-workbook.ts';

/** The first column of a sheet that names customers. */
export const CODE_HEADER = '客户编码';
/** Appended when it comes back; a sheet that has been here before has them already. */
const RESULT_HEADERS = ['结果', '原因'] as const;
const WIDEST = 60;

export interface CodeRow {
  /** As the sheet counts: data begin in line 2. */
  line: number;
  /** Empty where other cells of the row are not. */
  code: string;
}

export interface CodeSheet {
  name: string;
  headers: string[];
  rows: (CodeRow & { cells: string[] })[];
}

export type ReadCodes = { ok: true; sheet: CodeSheet } | { ok: false; refusal: WorkbookRefusal };

const refused = (refusal: WorkbookRefusal): ReadCodes => ({ ok: false, refusal });

/**
 * Reads what a workbook names in its first column; other columns are kept and come back as they were.
 * @param firstColumn the header that it must have
 */
export function readCodeSheet(bytes: Uint8Array, firstColumn = CODE_HEADER): ReadCodes {
  const opened = openWorkbook(bytes);
  if (!opened.ok) return opened;
  const name = opened.workbook.SheetNames[0] ?? '';
  const sheet = opened.workbook.Sheets[name];
  const cells = sheet?.['!data'];
  if (!sheet || !cells?.[0]) return refused({ kind: 'EMPTY' });
  const all = cells[0].map((cell) => textOf(cell).trim());
  if (all[0] !== firstColumn)
    return refused({ kind: 'FIRST_COLUMN', found: all[0] ?? '', wanted: firstColumn });
  const merged = sheet['!merges']?.[0];
  if (merged) return refused({ kind: 'MERGED', cell: XLSX.utils.encode_range(merged) });
  const full = (sheet as { '!fullref'?: string })['!fullref'] ?? sheet['!ref'] ?? 'A1';
  const lastLine = XLSX.utils.decode_range(full).e.r + 1;
  if (lastLine - 1 > MAX_SHEET_ROWS) return refused({ kind: 'TOO_MANY_ROWS', rows: lastLine - 1 });

  const kept = all.flatMap((header, at) => (isResult(header) ? [] : [at]));
  const rows: CodeSheet['rows'] = [];
  for (const [at, row] of cells.entries()) {
    if (at === 0 || !row?.some((cell) => textOf(cell).trim() !== '')) continue;
    const first = row[0];
    const cell = XLSX.utils.encode_cell({ r: at, c: 0 });
    if (first?.f !== undefined) return refused({ kind: 'FORMULA', cell });
    if (first?.t === 'n') return refused({ kind: 'NUMBER_IN_CODE', cell });
    const values = kept.map((column) => textOf(row[column]).trim());
    rows.push({ line: at + 1, code: values[0] ?? '', cells: values });
  }
  if (rows.length === 0) return refused({ kind: 'EMPTY' });
  return { ok: true, sheet: { name, headers: kept.map((at) => all[at]!), rows } };
}

const isResult = (header: string): boolean => (RESULT_HEADERS as readonly string[]).includes(header);

/** The same sheet with what became of each row. */
export function codeSheetWithResults(
  { name, headers, rows }: CodeSheet,
  verdicts: ReadonlyMap<number, { outcome: string; reason: string }>,
  notes: CallListNotes,
): ColumnarCallList {
  const column = (header: string, at: number): CallListColumn => ({
    key: `c${at}`,
    header,
    kind: 'text',
    width: Math.min(
      WIDEST,
      Math.max(header.length * 2, ...rows.map(({ cells }) => cells[at]?.length ?? 0)) + 2,
    ),
  });
  return toColumns({
    title: name,
    columns: [
      ...headers.map(column),
      { key: 'outcome', header: RESULT_HEADERS[0], kind: 'text', width: 10 },
      { key: 'reason', header: RESULT_HEADERS[1], kind: 'text', width: 40 },
    ],
    rows: rows.map(({ line, cells }) => ({
      ...Object.fromEntries(cells.map((cell, at) => [`c${at}`, cell])),
      outcome: verdicts.get(line)?.outcome ?? '',
      reason: verdicts.get(line)?.reason ?? '',
    })),
    notes,
  });
}
