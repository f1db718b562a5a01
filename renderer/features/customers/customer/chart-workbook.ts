import type { Freshness } from '../../../../shared/domain/rows.ts';
import { daysLate } from '../../../../shared/domain/feed-sources.ts';
import type { Month } from '../../../../shared/lib/dates.ts';
import { takenBy } from '../../../excel/index.ts';
import type { CallListSpec } from '../../../excel/index.ts';
import type { Translate } from '../../../i18n/index.ts';
import type { StackSeries } from '../../../ui/charts/index.ts';

export interface ChartSheet {
  title: string;
  /** Whose chart it is, in words. */
  about: string;
  months: readonly Month[];
  series: readonly StackSeries[];
  unit: 'yuan' | 'count';
  freshness: readonly Freshness[];
  staff: { name: string; staffNo: string };
  now: Date;
}

/** The figures of a chart as a workbook in the one format of exports: a month a row, a class a column, the total. */
export function chartSpec(sheet: ChartSheet, t: Translate): CallListSpec {
  const kind = sheet.unit === 'yuan' ? ('money' as const) : ('count' as const);
  const fees = sheet.freshness.filter((row) => row.kind === 'bi_fees');
  return {
    title: sheet.title,
    columns: [
      { key: 'month', header: t('ui.chart.month'), kind: 'month', width: 10 },
      ...sheet.series.map(({ key, name }) => ({ key, header: name, kind, width: 12 })),
      { key: 'total', header: t('ui.chart.total'), kind, width: 12 },
    ],
    rows: sheet.months.map((month, i) => ({
      month,
      ...Object.fromEntries(sheet.series.map(({ key, values }) => [key, values[i] ?? 0])),
      total: sheet.series.reduce((sum, { values }) => sum + (values[i] ?? 0), 0),
    })),
    notes: {
      asOf: fees.map((row) => ({
        source: t(`domain.source.${row.source}`),
        asOf: row.asOf,
        late: daysLate(row, sheet.now) > 0,
      })),
      filter: [sheet.about],
      rowCount: sheet.months.length,
      ...takenBy(sheet.staff, sheet.now),
    },
  };
}
