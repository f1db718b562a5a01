import { unzipSync } from 'fflate';
import * as XLSX from 'xlsx';
import { MAX_SHEET_ROWS, type SheetRow } from '../../../shared/api/division.ts';
import { DIVISION_COLUMNS, DIVISION_SHEET, RESULT_COLUMNS, segmentFromWord } from './layout.ts';

/** Why a file is not taken at all. Nothing of it has been looked at further, and nothing was changed. */
export type WorkbookRefusal =
  | { kind: 'EMPTY' | 'TOO_LARGE' | 'OLD_XLS' | 'PASSWORD' | 'NOT_XLSX' | 'DAMAGED' | 'FOREIGN' }
  | { kind: 'FIRST_COLUMN'; found: string }
  | { kind: 'COLUMNS'; column: string }
  | { kind: 'MERGED' | 'FORMULA' | 'NUMBER_IN_CODE'; cell: string }
  | { kind: 'DUPLICATE_CODES'; code: string; lines: number[] }
  | { kind: 'TOO_MANY_ROWS'; rows: number };

export interface ReadRow {
  /** As the sheet counts: data begin in line 2. */
  line: number;
  cells: string[];
}

export type ReadWorkbook =
  { ok: true; rows: SheetRow[]; read: ReadRow[] } | { ok: false; refusal: WorkbookRefusal };

const MAX_FILE_BYTES = 20 * 1024 * 1024;
/** A file that unpacks to more than this is not a sheet of 20,000 rows. */
const MAX_UNPACKED_BYTES = 256 * 1024 * 1024;

/** Reads a division workbook that somebody brings back; strict, because what it says is written for many customers. */
export function readDivisionWorkbook(bytes: Uint8Array): ReadWorkbook {
  const kind = refusalOfFile(bytes);
  if (kind) return { ok: false, refusal: kind };
  let workbook: XLSX.WorkBook;
  try {
    // One row more than may be: so that a sheet that is too long is known without being read to its end.
    workbook = XLSX.read(bytes, {
      type: 'array',
      dense: true,
      cellFormula: true,
      sheetRows: MAX_SHEET_ROWS + 2,
    });
  } catch (error) {
    const locked = error instanceof Error && /password/i.test(error.message);
    return { ok: false, refusal: { kind: locked ? 'PASSWORD' : 'DAMAGED' } };
  }
  return readSheet(workbook);
}

/** What the first bytes and the table of contents tell. */
function refusalOfFile(bytes: Uint8Array): WorkbookRefusal | undefined {
  if (bytes.length === 0) return { kind: 'EMPTY' };
  if (bytes.length > MAX_FILE_BYTES) return { kind: 'TOO_LARGE' };
  const starts = (...magic: number[]) => magic.every((byte, at) => bytes[at] === byte);
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) {
    return { kind: holdsText(bytes, 'EncryptedPackage') ? 'PASSWORD' : 'OLD_XLS' };
  }
  if (!starts(0x50, 0x4b)) return { kind: 'NOT_XLSX' };
  let unpacked = 0;
  try {
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        unpacked += originalSize;
        return false;
      },
    });
  } catch {
    return { kind: 'DAMAGED' };
  }
  return unpacked > MAX_UNPACKED_BYTES ? { kind: 'TOO_LARGE' } : undefined;
}

/** Names in a compound file are UTF-16. */
function holdsText(bytes: Uint8Array, text: string): boolean {
  const wanted = Uint8Array.from([...text].flatMap((character) => [character.charCodeAt(0), 0]));
  for (let at = bytes.indexOf(wanted[0]!); at >= 0; at = bytes.indexOf(wanted[0]!, at + 1)) {
    if (wanted.every((byte, offset) => bytes[at + offset] === byte)) return true;
  }
  return false;
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
  if (headers[0] !== first?.header) return { kind: 'FIRST_COLUMN', found: headers[0] ?? '' };
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

const textOf = (cell: XLSX.CellObject | undefined): string =>
  cell === undefined || cell.v === undefined
    ? ''
    : typeof cell.v === 'string'
      ? cell.v
      : (cell.w ?? String(cell.v));

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
