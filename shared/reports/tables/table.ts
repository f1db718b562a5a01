import type { ProductDictionary } from '../../domain/product-dictionary.ts';
import type { FeedKind, ProductCategory } from '../../domain/rows.ts';
import type { Day, Month } from '../../lib/dates.ts';
import type { CustomerFacts } from '../customer-facts.ts';
import type { Fold } from '../fold.ts';
import type { Cells } from './cells.ts';
import { mergeCells, WHOLE } from './cells.ts';

/** How a figure is written. `volume` has one decimal at most and no unit of its own: its row says what is counted. */
export type FigureKind = 'count' | 'money' | 'volume' | 'percent' | 'days';

/**
 * A column of a report. A measure is counted and adds up over customers, units and rows; a derived one is made of
 * measures when it is shown, so that a sum of units is never a sum of percentages.
 */
export type ReportColumn =
  | {
      key: string;
      kind: Exclude<FigureKind, 'percent'>;
      measure: number;
      /** One customer may stand in several rows: the total is not their sum but what `WHOLE` counts. */
      distinct?: true;
    }
  | { key: string; kind: FigureKind; derive: Derive };

/** @param row the measures of a row; @param total those of all rows together */
export type Derive = (row: readonly number[], total: readonly number[]) => number | null;

/** What a report is of: the day it is counted on, and the month looked at. */
export interface ReportFrame {
  day: Day;
  /** The month looked at; null before analytics delivered one. */
  month: Month | null;
  /** Ids of the feedback that says something; absent where nobody needs to know. */
  answered?: ReadonlySet<string>;
}

/** Counts one customer. It is made once per fold, so what depends on the frame alone is worked out once. */
export type Count = (cells: Cells, facts: CustomerFacts) => void;

/** How a row's key becomes a name. `text`: it is one. `named`: the catalogue has some under the report's id. */
export type RowNames = 'feeClass' | 'stage' | 'traffic' | 'named' | 'text' | 'staff' | 'outcome';

/**
 * A report as a table: what its rows and columns are and what one customer adds to them. The same table is folded by
 * the client over its index and by the server over each community; its words are in the catalogue under its id.
 */
export interface ReportTable {
  /**
   * `month`: of a month that analytics delivered. `calendar`: of a month up to the running one. `state`: as it is
   * now, because the sources keep no past of it.
   */
  readonly period: 'month' | 'calendar' | 'state';
  /** The files that its figures come from. */
  readonly sources: readonly FeedKind[];
  readonly measures: number;
  readonly columns: readonly ReportColumn[];
  /** Rows in their order, shown also where they are empty; `occurring`: those that occur, the largest first. */
  readonly rows: 'occurring' | ((frame: ReportFrame) => readonly string[]);
  readonly rowNames: RowNames;
  /** Of the rows, which are plans, those alone that the dictionary knows as this; it is asked when they are shown. */
  readonly only?: readonly ProductCategory[];
  /** It counts what people have written feedback on, so its frame has to say what they have. */
  readonly feedback?: true;
  /** Its rows differ in unit: there is no total. */
  readonly apart?: true;
  /** The measure that a comparison of units spreads over the rows, and a chart draws. */
  readonly main: number;
  readonly count: (frame: ReportFrame) => Count;
}

export function tableFold(table: ReportTable, frame: ReportFrame): Fold<Cells> {
  const add = table.count(frame);
  return { empty: () => ({}), add, merge: mergeCells };
}

/** The rows that are shown of a report which the dictionary restricts; all of any other. */
export function shownCells(table: ReportTable, cells: Cells, dictionary: ProductDictionary): Cells {
  const { only } = table;
  if (only === undefined) return cells;
  return Object.fromEntries(
    Object.entries(cells).filter(([plan]) => only.some((category) => dictionary.ofPlan(plan).has(category))),
  );
}

/** All rows as one. */
export function totalOf(table: ReportTable, cells: Cells): number[] {
  const total = new Array<number>(table.measures).fill(0);
  for (const [key, figures] of Object.entries(cells)) {
    if (key !== WHOLE) for (let i = 0; i < total.length; i++) total[i]! += figures[i] ?? 0;
  }
  for (const column of table.columns) {
    if ('measure' in column && column.distinct) total[column.measure] = cells[WHOLE]?.[column.measure] ?? 0;
  }
  return total;
}

/** Keys of the rows as they are shown. */
export function rowKeys(table: ReportTable, frame: ReportFrame, cells: Cells): string[] {
  if (table.rows !== 'occurring') return [...table.rows(frame)];
  const size = (key: string): number => Math.abs(cells[key]?.[table.main] ?? 0);
  return Object.keys(cells)
    .filter((key) => key !== WHOLE)
    .sort((a, b) => size(b) - size(a) || (a < b ? -1 : 1));
}

export const valueOf = (
  column: ReportColumn,
  row: readonly number[],
  total: readonly number[],
): number | null => ('measure' in column ? (row[column.measure] ?? 0) : column.derive(row, total));

/** Whether a customer is among those that a figure counts: what the list behind the figure asks. */
export function isCountedIn(
  table: ReportTable,
  frame: ReportFrame,
  { row, measure }: { row: string | null; measure: number },
): (facts: CustomerFacts) => boolean {
  const add = table.count(frame);
  return (facts) => {
    const own: Cells = {};
    add(own, facts);
    if (row !== null) return (own[row]?.[measure] ?? 0) !== 0;
    return Object.entries(own).some(([key, figures]) => key !== WHOLE && figures[measure] !== 0);
  };
}

/** part / whole in percent; null where there is no whole. */
export const percent = (part: number, whole: number): number | null =>
  whole === 0 ? null : (part / whole) * 100;

/** A column of what part of the whole a row's measure is. */
export const share = (key: string, measure: number): ReportColumn => ({
  key,
  kind: 'percent',
  derive: (row, total) => percent(row[measure] ?? 0, total[measure] ?? 0),
});
