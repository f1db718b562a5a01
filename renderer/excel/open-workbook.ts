import * as XLSX from 'xlsx';
import { MAX_SHEET_ROWS } from '../../shared/api/division.ts';
import { troubleOfZip } from './zip-contents.ts';
import { isDayFormat, typedDay } from './typed-day.ts';

/** Why a file is not taken at all. Nothing of it has been looked at further, and nothing was changed. */
export type WorkbookRefusal =
  | { kind: 'EMPTY' | 'TOO_LARGE' | 'OLD_XLS' | 'PASSWORD' | 'NOT_XLSX' | 'DAMAGED' | 'FOREIGN' }
  | { kind: 'FIRST_COLUMN'; found: string; wanted: string }
  | { kind: 'COLUMNS'; column: string }
  | { kind: 'MERGED' | 'FORMULA' | 'NUMBER_IN_CODE'; cell: string }
  | { kind: 'DUPLICATE_CODES'; code: string; lines: number[] }
  | { kind: 'TOO_MANY_ROWS'; rows: number };

const MAX_FILE_BYTES = 20 * 1024 * 1024;
/** A file that unpacks to more than this is not a sheet of 20,000 rows. */
const MAX_UNPACKED_BYTES = 256 * 1024 * 1024;

/** Opens a workbook that somebody brings, as far as the rows that may be; strict about what is a workbook at all. */
export function openWorkbook(
  bytes: Uint8Array,
): { ok: true; workbook: XLSX.WorkBook } | { ok: false; refusal: WorkbookRefusal } {
  const kind = refusalOfFile(bytes);
  if (kind) return { ok: false, refusal: kind };
  try {
    // One row more than may be: so that a sheet that is too long is known without being read to its end.
    const workbook = XLSX.read(bytes, {
      type: 'array',
      dense: true,
      cellFormula: true,
      // Formats tell a day from a number.
      cellNF: true,
      sheetRows: MAX_SHEET_ROWS + 2,
    });
    return { ok: true, workbook };
  } catch (error) {
    const locked = error instanceof Error && /password/i.test(error.message);
    return { ok: false, refusal: { kind: locked ? 'PASSWORD' : 'DAMAGED' } };
  }
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
  const trouble = troubleOfZip(bytes, MAX_UNPACKED_BYTES);
  return trouble === null ? undefined : { kind: trouble };
}

/** Names in a compound file are UTF-16. */
function holdsText(bytes: Uint8Array, text: string): boolean {
  const wanted = Uint8Array.from([...text].flatMap((character) => [character.charCodeAt(0), 0]));
  for (let at = bytes.indexOf(wanted[0]!); at >= 0; at = bytes.indexOf(wanted[0]!, at + 1)) {
    if (wanted.every((byte, offset) => bytes[at + offset] === byte)) return true;
  }
  return false;
}

/** What a cell says; a day is written `2026-12-07`, with its time where it has one, however the sheet shows it. */
export function textOf(cell: XLSX.CellObject | undefined): string {
  if (cell?.v === undefined) return '';
  if (typeof cell.v === 'string') return cell.v;
  if (typeof cell.v === 'number' && typeof cell.z === 'string' && isDayFormat(cell.z))
    return typedDay(cell.v);
  return cell.w ?? String(cell.v);
}
