import { NOW, WHOLE } from '../../../shared/reports/index.ts';
import type { Cells, FigureKind, ReportColumn, ReportTable } from '../../../shared/reports/index.ts';
import { rowKeys, totalOf, valueOf } from '../../../shared/reports/index.ts';
import { formatCount, formatYuan } from '../../ui/format/index.ts';
import type { CustomerConditions } from '../../data/types.ts';
import type { ReportView } from './report-view.ts';

/** One line of a report: what it is, and a value per column. */
export interface ReportLine {
  key: string;
  values: readonly (number | null)[];
  /** Of the period it is compared with. */
  before: readonly (number | null)[] | null;
}

const valuesOf = (table: ReportTable, row: readonly number[], total: readonly number[]): (number | null)[] =>
  table.columns.map((column) => valueOf(column, row, total));

export function reportLines({ table, frame, cells, before }: ReportView): ReportLine[] {
  const total = totalOf(table, cells);
  const totalBefore = before === null ? [] : totalOf(table, before.cells);
  // A row that was there a month ago and is no more is part of the comparison.
  const all: Cells = before === null ? cells : { ...emptied(before.cells), ...cells };
  return rowKeys(table, frame, all).map((key) => ({
    key,
    values: valuesOf(table, cells[key] ?? [], total),
    before: before === null ? null : valuesOf(table, before.cells[key] ?? [], totalBefore),
  }));
}

const emptied = (cells: Cells): Cells => Object.fromEntries(Object.keys(cells).map((key) => [key, []]));

/** The last line; null where rows differ in unit. */
export function totalLine({ table, cells, before }: ReportView): ReportLine | null {
  if (table.apart) return null;
  const total = totalOf(table, cells);
  const other = before === null ? null : totalOf(table, before.cells);
  return {
    key: WHOLE,
    values: valuesOf(table, total, total),
    before: other === null ? null : valuesOf(table, other, other),
  };
}

/** A line per unit: its totals. Shares are of all units together. */
export function unitLines({ table, units }: ReportView): ReportLine[] {
  const totals = units.map(({ cells }) => totalOf(table, cells));
  const whole = totals.reduce<number[]>((sum, one) => one.map((figure, i) => figure + (sum[i] ?? 0)), []);
  return units.map(({ unitCode }, i) => ({
    key: unitCode,
    values: valuesOf(table, totals[i]!, whole),
    before: null,
  }));
}

/** The main measure of each unit, row by row, with the sum at the end. */
export function spreadLines(view: ReportView): { rows: string[]; lines: ReportLine[] } {
  const { table, frame, units, cells } = view;
  const rows = rowKeys(table, frame, cells);
  const lines = units.map((unit) => {
    const figures = rows.map((row) => unit.cells[row]?.[table.main] ?? 0);
    return {
      key: unit.unitCode,
      values: [...figures, totalOf(table, unit.cells)[table.main] ?? 0],
      before: null,
    };
  });
  return { rows, lines };
}

/** Rows that fit beside each other when a report is spread over units. */
const SPREAD_ROWS = 14;
export const canSpread = ({ table, frame, cells }: ReportView): boolean =>
  !table.apart && rowKeys(table, frame, cells).length <= SPREAD_ROWS;

export const mainColumn = (table: ReportTable): ReportColumn =>
  table.columns.find((column) => 'measure' in column && column.measure === table.main) ?? table.columns[0]!;

export function figureText(value: number | null, kind: FigureKind, none: string): string {
  if (value === null) return none;
  switch (kind) {
    case 'money':
      return formatYuan(value);
    case 'count':
      return formatCount(value);
    case 'percent':
      return `${signed(value, 1)}%`;
    case 'volume':
      return formatCount(Math.round(value));
    case 'days':
      return signed(value, 1);
  }
}

/** Minus is a minus, not a hyphen. */
const signed = (value: number, digits: number): string => value.toFixed(digits).replace('-', '−');

/** The difference of two periods, with its sign; of percentages in points. */
export function differenceText(
  now: number | null,
  before: number | null,
  kind: FigureKind,
  none: string,
): string {
  if (now === null || before === null) return none;
  const change = now - before;
  const text = figureText(change, kind, none);
  // What rounds to nothing has no sign.
  if (!/[1-9]/.test(text)) return text.replace('−', '');
  return change > 0 ? `+${text}` : text;
}

/** What the list behind a figure asks for; undefined for a figure that is made of others. */
export function conditionsOf(
  { id, period, unitCode }: ReportView,
  column: ReportColumn,
  at: { row: string | null; unitCode?: string },
): CustomerConditions | undefined {
  if (!('measure' in column)) return undefined;
  const unit = at.unitCode ?? unitCode;
  return {
    ...(unit === null ? {} : { unitCode: unit }),
    reportCell: {
      report: id,
      measure: column.measure,
      month: period === NOW ? null : period,
      row: at.row,
    },
  };
}
