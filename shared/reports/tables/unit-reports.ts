import type { RollupFrame, UnitReports } from '../../domain/rollups.ts';
import { addMonths, monthOf } from '../../lib/dates.ts';
import type { Month } from '../../lib/dates.ts';
import type { Fold } from '../fold.ts';
import { mergeCells } from './cells.ts';
import type { ReportId } from './registry.ts';
import { REPORT_TABLES, reportTable } from './registry.ts';
import type { ReportFrame, ReportTable } from './table.ts';

/** Months that can be looked at, each with the same one of the year before as far as the sources reach. */
const MONTHS = 13;
/** Stands for the month where a report is of now. */
export const NOW = 'now';

const IDS = Object.keys(REPORT_TABLES) as ReportId[];

/** The newest month that a report can be of; null where the sources have said nothing. */
export const newestMonth = (table: ReportTable, { day, month }: RollupFrame): Month | null =>
  table.period === 'calendar' ? monthOf(day) : month;

/** What a report can be of, the newest first: months, or `NOW` alone. */
export function periodsOf(table: ReportTable, frame: RollupFrame): string[] {
  if (table.period === 'state') return [NOW];
  const newest = newestMonth(table, frame);
  return newest === null ? [] : Array.from({ length: MONTHS }, (_, back) => addMonths(newest, -back));
}

/** The frame of a report of one period. */
export const frameOf = ({ day, month, answered }: ReportFrame, period: string): ReportFrame => ({
  day,
  month: period === NOW ? month : period,
  ...(answered === undefined ? {} : { answered }),
});

/** Every report of every period in one pass, as the server keeps them for units; see `fitted`. */
export function unitReportsFold(frame: ReportFrame): Fold<UnitReports> {
  const parts = IDS.flatMap((id) => {
    const table = reportTable(id);
    return periodsOf(table, frame).map((period) => ({
      id,
      period,
      count: table.count(frameOf(frame, period)),
    }));
  });
  return {
    empty: () => ({}),
    add: (reports, facts) => {
      for (const { id, period, count } of parts) count(((reports[id] ??= {})[period] ??= {}), facts);
    },
    merge: (into, other) => {
      for (const [id, periods] of Object.entries(other))
        for (const [period, cells] of Object.entries(periods))
          mergeCells(((into[id] ??= {})[period] ??= {}), cells);
    },
  };
}

/** Of what a row may hold (64 KB), what is left beside the other figures of a unit. */
export const MOST_REPORT_BYTES = 44 * 1024;

/**
 * As much as fits into a row: of the report that takes the most room the oldest month goes, and where there is one
 * month only, the report; who looks at so large a unit sees it one step below.
 */
export function fitted(reports: UnitReports, most = MOST_REPORT_BYTES): UnitReports {
  const kept = sorted(reports);
  const sizes = new Map(Object.entries(kept).map(([id, periods]) => [id, sizeOf(periods)]));
  let size = [...sizes.values()].reduce((sum, one) => sum + one, 0);
  while (size > most) {
    const [id, before] = [...sizes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]!;
    const periods = kept[id]!;
    const oldest = Object.keys(periods).sort()[0]!;
    delete periods[oldest];
    const left = Object.keys(periods).length === 0 ? 0 : sizeOf(periods);
    if (left === 0) {
      delete kept[id];
      sizes.delete(id);
    } else sizes.set(id, left);
    size -= before - left;
  }
  return kept;
}

/** In the order of their names, so that what says the same reads the same in whatever order customers were folded. */
const sorted = (reports: UnitReports): UnitReports =>
  byName(reports, (periods) => byName(periods, (cells) => byName(cells, (figures) => figures)));

const byName = <T>(of: Record<string, T>, each: (value: T) => T): Record<string, T> =>
  Object.fromEntries(
    Object.entries(of)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, each(value)]),
  );

/** In UTF-8, where a Chinese character of a name takes three bytes. */
function sizeOf(periods: UnitReports[string]): number {
  const json = JSON.stringify(periods);
  return json.length + 2 * (json.match(/[^ -~]/g)?.length ?? 0);
}
