import { Zip, ZipDeflate, unzipSync } from 'fflate';
import * as XLSX from 'xlsx';
import { looksLikeFormula } from '../../shared/lib/spreadsheet-text.ts';
import { toColumns } from './call-list.ts';
import type { CallListNotes, CallListSpec, ColumnarCallList, FormGuards } from './call-list.ts';
import { cellText, sheetName, xmlText } from './cell-text.ts';
import { columnLetters, rowsXml } from './sheet-rows.ts';
import { CELL_FORMATS, FORMAT_NAMES, frameOf, restyle } from './sheet-styles.ts';

/**
 * Builds the workbook of a call list. Pure: the same list gives the same cells, and nothing of a browser is needed.
 * SheetJS makes the package, the sheet 说明 and the frame of the list; the rows of the list are written into that
 * frame piece by piece and packed as they come, so that progress can be told and little memory is held.
 *
 * A text that begins like a formula (`=1+1`, a name `-山-`, a phone `+86...`) is written as what it is, with the
 * cell format's quotePrefix: Excel and LibreOffice show and keep it to the letter, also after it was edited. An
 * apostrophe written into the value would be part of it for everyone who reads the file by program.
 */
export const NOTES_SHEET = '说明';

/** How much is done, 0 to 1. */
export type Progress = (done: number) => void;

const LIST_PART = 'xl/worksheets/sheet1.xml';
const STYLES_PART = 'xl/styles.xml';
const ROWS_AT_ONCE = 1_000;
/** Makes a sheet a tenth of its size; higher levels take three times as long for a tenth less. */
const ZIP_LEVEL = 2;

export const buildCallListWorkbook = (spec: CallListSpec, progress?: Progress): Uint8Array<ArrayBuffer> =>
  buildColumnarWorkbook(toColumns(spec), progress);

export function buildColumnarWorkbook(list: ColumnarCallList, progress?: Progress): Uint8Array<ArrayBuffer> {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  const skeleton = unzipSync(skeletonOf(list));
  const part = (name: string): string => {
    const bytes = skeleton[name];
    if (!bytes) throw new Error(`the workbook has no ${name}`);
    return decoder.decode(bytes);
  };
  const frame = frameOf(part(LIST_PART), listRange(list));
  const styles = restyle(part(STYLES_PART));

  const packed: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    packed.push(chunk);
  });
  const write = (name: string, pieces: Iterable<string | Uint8Array>): void => {
    const file = new ZipDeflate(name, { level: ZIP_LEVEL });
    zip.add(file);
    for (const piece of pieces) file.push(typeof piece === 'string' ? encoder.encode(piece) : piece);
    file.push(new Uint8Array(0), true);
  };
  for (const [name, bytes] of Object.entries(skeleton))
    if (name !== LIST_PART) write(name, [name === STYLES_PART ? styles : bytes]);
  write(LIST_PART, sheetPieces(list, frame, progress));
  zip.end();
  progress?.(1);
  return joined(packed);
}

function* sheetPieces(
  list: ColumnarCallList,
  { head, tail, styles }: ReturnType<typeof frameOf>,
  progress?: Progress,
): Generator<string> {
  const { columns, values } = list;
  const rowCount = values[0]?.length ?? 0;
  yield head;
  for (const { xml, rows } of rowsXml(columns, values, styles, ROWS_AT_ONCE)) {
    yield xml;
    progress?.((rows / rowCount) * 0.99);
  }
  yield list.form ? withLists(tail, list, list.form) : tail;
}

/** The order of the parts of a sheet is fixed: lists stand before the errors that are not to be shown. */
function withLists(tail: string, { columns }: ColumnarCallList, { lists }: FormGuards): string {
  const rules = lists.map(({ column, from }) => {
    const letters = columnLetters(columns.findIndex(({ key }) => key === column));
    return (
      `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${letters}2:${letters}${LAST_FORM_ROW}">` +
      `<formula1>${xmlText(from)}</formula1></dataValidation>`
    );
  });
  const xml = `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`;
  const at = tail.indexOf('<ignoredErrors');
  if (at < 0) throw new Error('the workbook is not written as expected: ignoredErrors');
  return tail.slice(0, at) + xml + tail.slice(at);
}

function skeletonOf(list: ColumnarCallList): Uint8Array {
  const workbook = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(workbook, listFrame(list), sheetName(list.title, [NOTES_SHEET]));
  XLSX.utils.book_append_sheet(workbook, notesSheet(list.title, list.notes), NOTES_SHEET);
  for (const { name, rows, widths } of list.form?.sheets ?? []) {
    XLSX.utils.book_append_sheet(workbook, textSheet(rows, widths), name);
  }
  return new Uint8Array(XLSX.write(workbook, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}

/** Header, sample cells, widths and filter. SheetJS walks the range it is given, so that is two rows only. */
function listFrame(list: ColumnarCallList): XLSX.WorkSheet {
  return {
    '!data': [
      list.columns.map(({ header }) => textCell(header, CELL_FORMATS.header)),
      FORMAT_NAMES.map((name) => textCell('x', CELL_FORMATS[name])),
    ],
    '!ref': rangeOf(2, Math.max(list.columns.length, FORMAT_NAMES.length)),
    '!cols': list.columns.map(({ width, hidden }) => ({ wch: width, ...(hidden ? { hidden } : {}) })),
    '!autofilter': { ref: listRange(list) },
    ...(list.form ? { '!protect': WHAT_STAYS_ALLOWED } : {}),
  };
}

/** Without a password: it guards against slips of the hand. False means allowed. */
const WHAT_STAYS_ALLOWED: XLSX.ProtectInfo = { autoFilter: false, sort: false, formatColumns: false };
/** Lists reach somewhat past the last row, so that they do not end in the middle of a sheet. */
const LAST_FORM_ROW = 20_001;

function textSheet(rows: readonly (readonly string[])[], widths: readonly number[]): XLSX.WorkSheet {
  return {
    '!data': rows.map((row, at) =>
      row.map((text) => textCell(text, at === 0 ? CELL_FORMATS.header : undefined)),
    ),
    '!ref': rangeOf(Math.max(1, rows.length), widths.length),
    '!cols': widths.map((width) => ({ wch: width })),
  };
}

const listRange = ({ columns, values }: ColumnarCallList): string =>
  rangeOf((values[0]?.length ?? 0) + 1, columns.length);

const rangeOf = (rows: number, columns: number): string =>
  XLSX.utils.encode_range({ r: 0, c: 0 }, { r: rows - 1, c: Math.max(0, columns - 1) });

/** The labels are part of the format, which is Chinese whatever language the screens of the sender are in. */
function notesSheet(title: string, notes: CallListNotes): XLSX.WorkSheet {
  const filter = notes.filter.length === 0 ? ['无（全部）'] : notes.filter;
  const lines: [label: string, value: string | number, remark?: string][] = [
    ['清单', title],
    ['导出人', notes.exportedBy],
    ['导出时间', notes.exportedAt],
    ['行数', notes.rowCount],
    ...filter.map((line, i): [string, string] => [i === 0 ? '筛选条件' : '', line]),
    ...notes.asOf.map(({ source, asOf, late }): [string, string, string] => [
      `数据截至 · ${source}`,
      asOf,
      late ? '已超过应到时间' : '',
    ]),
    ['水印', notes.watermark],
  ];
  return {
    '!data': lines.map(([label, value, remark]) => [
      textCell(label, CELL_FORMATS.header),
      typeof value === 'number' ? { t: 'n', v: value, z: CELL_FORMATS.count } : textCell(value),
      textCell(remark ?? ''),
    ]),
    '!ref': rangeOf(lines.length, 3),
    '!cols': [{ wch: 26 }, { wch: 60 }, { wch: 18 }],
  };
}

function textCell(text: string, format?: string): XLSX.CellObject {
  if (text === '') return { t: 'z' };
  const escaped = cellText(text).replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
  return {
    t: 's',
    v: escaped,
    z: format ?? (looksLikeFormula(text) ? CELL_FORMATS.quotedText : CELL_FORMATS.text),
  };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}
