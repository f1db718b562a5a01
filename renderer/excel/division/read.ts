import * as XLSX from 'xlsx';
import { MAX_SHEET_ROWS, type SheetRow } from '../../../shared/api/division.ts';
import { openWorkbook, textOf, type WorkbookRefusal } from '../open-workbook.ts';
import { DIVISION_COLUMNS, DIVISION_SHEET, RESULT_COLUMNS, segmentFromWord } from './layout.ts';

export interface ReadRow {
  /** As the sheet counts: data begin in line 2. */
  line: number;
  cells: string[];
}

export type ReadWorkbook =
  { ok: true; rows: SheetRow[]; read: ReadRow[] } | { ok: false; refusal: WorkbookRefusal };

/** Reads a division workbook that somebody brings back; strict, because what it says is written for many customers. */
export function readDivisionWorkbook(bytes: Uint8Array): ReadWorkbook {
  const opened = openWorkbook(bytes);
  return opened.ok ? readSheet(opened.workbook) : opened;
}

const refused = (refusal: WorkbookRefusal): ReadWorkbook => ({ ok: false, refusal });

function readSheet(workbook: XLSX.WorkBook): ReadWorkbook {
  const sheet = workbook.Sheets[DIVISION_SHEET] ?? workbook.Sheets[workbook.SheetNames[0] ?? ''];
  const cells = sheet?.['!data'];
  if (!sheet || !cells?.[0]) return refused({ kind: 'FOREIGN' });
  const headers = cells[0].map((cell) => textOf(cell).trim());
  const wrong = refusalOfHeaders(headers);
  if (wrong) return refused(wrong);

  const merged = sheet['!merges']?.[0];
  if (merged) return refused({ kind: 'MERGED', cell: XLSX.utils.encode_range(merged) });
  const full = (sheet as { '!fullref'?: string })['!fullref'] ?? sheet['!ref'] ?? 'A1';
  const lastLine = XLSX.utils.decode_range(full).e.r + 1;
  if (lastLine - 1 > MAX_SHEET_ROWS) return refused({ kind: 'TOO_MANY_ROWS', rows: lastLine - 1 });

  const read: ReadRow[] = [];
  for (const [at, row] of cells.entries()) {
    if (at === 0 || !row?.some((cell) => textOf(cell) !== '')) continue;
    const bad = refusalOfRow(row, at);
    if (bad) return refused(bad);
    read.push({ line: at + 1, cells: DIVISION_COLUMNS.map((_, column) => textOf(row[column]).trim()) });
  }
  if (read.length === 0) return refused({ kind: 'EMPTY' });
  const doubled = duplicateOf(read);
  return doubled ? refused(doubled) : { ok: true, rows: read.map(asSheetRow), read };
}

/** The columns must stand as they went out; the result columns of an earlier import may follow. */
function refusalOfHeaders(headers: readonly string[]): WorkbookRefusal | undefined {
  const known = DIVISION_COLUMNS.filter(({ header }) => headers.includes(header)).length;
  if (known < 3) return { kind: 'FOREIGN' };
  const [first] = DIVISION_COLUMNS;
  if (headers[0] !== first?.header)
    return { kind: 'FIRST_COLUMN', found: headers[0] ?? '', wanted: first?.header ?? '' };
  const allowed = [...DIVISION_COLUMNS, ...RESULT_COLUMNS];
  const missing = DIVISION_COLUMNS.find(({ header }, at) => headers[at] !== header);
  if (missing) return { kind: 'COLUMNS', column: missing.header };
  const foreign = headers.find((header, at) => header !== '' && header !== allowed[at]?.header);
  return foreign === undefined ? undefined : { kind: 'COLUMNS', column: foreign };
}

function refusalOfRow(
  row: readonly (XLSX.CellObject | undefined)[],
  at: number,
): WorkbookRefusal | undefined {
  for (const [column, cell] of row.entries()) {
    const name = () => XLSX.utils.encode_cell({ r: at, c: column });
    if (cell?.f !== undefined) return { kind: 'FORMULA', cell: name() };
    // A code that Excel took for a number has lost its leading zeros, or its last digits.
    if (cell?.t === 'n' && CODE_COLUMNS.has(column)) return { kind: 'NUMBER_IN_CODE', cell: name() };
  }
  return undefined;
}

const CODE_COLUMNS: ReadonlySet<number> = new Set(
  DIVISION_COLUMNS.flatMap(({ key }, at) =>
    ['customerCode', 'billingAccountNumber', 'accessNumber', 'community', 'rowKey'].includes(key) ? [at] : [],
  ),
);

function duplicateOf(read: readonly ReadRow[]): WorkbookRefusal | undefined {
  const linesOf = new Map<string, number[]>();
  for (const { line, cells } of read) {
    const code = cells[0] ?? '';
    linesOf.set(code, [...(linesOf.get(code) ?? []), line]);
  }
  for (const [code, lines] of linesOf) {
    if (lines.length > 1) return { kind: 'DUPLICATE_CODES', code, lines };
  }
  return undefined;
}

const columnAt = Object.fromEntries(DIVISION_COLUMNS.map(({ key }, at) => [key, at]));

function asSheetRow({ line, cells }: ReadRow): SheetRow {
  const cell = (key: string): string => cells[columnAt[key] ?? -1] ?? '';
  const version = Number(cell('version'));
  return {
    line,
    row_key: cell('rowKey') || null,
    version: Number.isSafeInteger(version) && version > 0 ? version : null,
    customer_code: cell('customerCode'),
    community: cell('community'),
    segment: cell('segment') === '' ? '' : segmentFromWord(cell('segment')),
  };
}
