import type { Rollup } from '../../../shared/domain/rollups.ts';
import { addMonths, monthOf } from '../../../shared/lib/dates.ts';
import type { Translate } from '../../i18n/index.ts';
import type { ChartSheet } from '../workbench/index.ts';
import type { UnitLine } from './figures.ts';

/** A unit a row, as the comparison shows it, with the amounts that its percentages compare. */
export function compareSheet(lines: readonly UnitLine[], { day, month }: Rollup, t: Translate): ChartSheet {
  return {
    kinds: ['billing_users', 'bi_fees', 'arrears', 'agreements'],
    filter: [t('territory.counted', { day })],
    columns: [
      { key: 'unitCode', header: t('territory.compare.unit'), kind: 'text', width: 16 },
      { key: 'name', header: t('territory.compare.unit'), kind: 'text', width: 22 },
      { key: 'customers', header: t('territory.compare.customers'), kind: 'count', width: 10 },
      { key: 'live', header: t('territory.compare.live'), kind: 'count', width: 10 },
      {
        key: 'revenue',
        header: t('territory.compare.revenue', { month: month ?? '' }),
        kind: 'money',
        width: 16,
      },
      { key: 'lastMonth', header: t('territory.compare.lastMonthAmount'), kind: 'money', width: 16 },
      { key: 'lastYear', header: t('territory.compare.lastYearAmount'), kind: 'money', width: 16 },
      { key: 'arrears', header: t('territory.compare.arrears'), kind: 'money', width: 14 },
      { key: 'inArrears', header: t('territory.compare.inArrears'), kind: 'count', width: 10 },
      { key: 'ending', header: t('territory.compare.ending'), kind: 'count', width: 10 },
      { key: 'zeroCharge', header: t('territory.compare.zero'), kind: 'count', width: 10 },
    ],
    rows: lines.map(({ isCommunity: _, ...line }) => ({ ...line })),
  };
}

export interface MonthLine {
  month: string;
  count: number;
}

export const monthLines = ({ day, figures }: Rollup): MonthLine[] =>
  figures.expiryByMonth.map((count, i) => ({ month: addMonths(monthOf(day), i), count }));

export const monthsSheet = (rollup: Rollup, t: Translate): ChartSheet => ({
  kinds: ['agreements'],
  filter: [t('territory.counted', { day: rollup.day })],
  columns: [
    { key: 'month', header: t('territory.months.month'), kind: 'month', width: 10 },
    { key: 'count', header: t('territory.months.count'), kind: 'count', width: 12 },
  ],
  rows: monthLines(rollup).map((line) => ({ ...line })),
});
