import { isDay } from '../../shared/lib/dates.ts';
import type { CallListColumn, ColumnValues } from './call-list.ts';
import { looksLikeFormula } from '../../shared/lib/spreadsheet-text.ts';
import { xmlText } from './cell-text.ts';
import type { CellFormat } from './sheet-styles.ts';

/**
 * The rows of a list as sheet XML, written straight from its columns: SheetJS would first make an object of each of
 * 400,000 cells, which costs more than everything else together.
 * Sample: `<row r="2"><c r="A2" s="2" t="inlineStr"><is><t>0781000123</t></is></c><c r="B2" s="4"><v>12.5</v></c></row>`
 */
export type StyleIds = Readonly<Record<CellFormat, number>>;

type CellXml = (row: number, reference: string) => string;

/** Yields the XML of up to `rowsAtOnce` rows at a time; data begin in row 2. */
export function* rowsXml(
  columns: readonly CallListColumn[],
  values: readonly ColumnValues[],
  styles: StyleIds,
  rowsAtOnce: number,
): Generator<{ xml: string; rows: number }> {
  const cells = columns.map((column, i) => cellXml(column, values[i] ?? [], styles));
  const letters = columns.map((_, i) => columnLetters(i));
  const rowCount = values[0]?.length ?? 0;
  for (let start = 0; start < rowCount; start += rowsAtOnce) {
    const end = Math.min(rowCount, start + rowsAtOnce);
    let xml = '';
    for (let row = start; row < end; row++) {
      const number = row + 2;
      xml += `<row r="${number}">`;
      for (let i = 0; i < cells.length; i++) xml += cells[i]!(row, `${letters[i]}${number}`);
      xml += '</row>';
    }
    yield { xml, rows: end };
  }
}

function cellXml({ kind }: CallListColumn, values: ColumnValues, styles: StyleIds): CellXml {
  const text: CellXml = (row, reference) => textXml(values[row], reference, styles);
  switch (kind) {
    case 'money':
      return (row, reference) => numberXml(values[row], 100, reference, styles.money);
    case 'count':
      return (row, reference) => numberXml(values[row], 1, reference, styles.count);
    case 'day':
      return (row, reference) => {
        const day = values[row];
        return typeof day === 'string' && isDay(day)
          ? `<c r="${reference}" s="${styles.day}"><v>${excelDay(day)}</v></c>`
          : text(row, reference);
      };
    case 'text':
    case 'month':
      return text;
    case 'input':
      // An empty cell is there too, for its look says that it may be filled.
      return (row, reference) =>
        textXml(values[row], reference, { ...styles, text: styles.input }) ||
        `<c r="${reference}" s="${styles.input}"/>`;
  }
}

/** An empty cell is no cell. */
function textXml(value: string | number | null | undefined, reference: string, styles: StyleIds): string {
  if (typeof value !== 'string' || value === '') return '';
  const style = looksLikeFormula(value) ? styles.quotedText : styles.text;
  const space = value.trim().length === value.length ? '' : ' xml:space="preserve"';
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t${space}>${xmlText(value)}</t></is></c>`;
}

function numberXml(
  value: string | number | null | undefined,
  divisor: number,
  reference: string,
  style: number,
): string {
  if (typeof value !== 'number' || !Number.isFinite(value)) return '';
  return `<c r="${reference}" s="${style}"><v>${value / divisor}</v></c>`;
}

const EXCEL_DAY_ZERO = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;

/** A day as Excel's count of days, which knows no time zone: 2026-11-20 → 46346. */
const excelDay = (day: string): number => (Date.parse(`${day}T00:00:00Z`) - EXCEL_DAY_ZERO) / DAY_MS;

/** 0 → A, 25 → Z, 26 → AA. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}
