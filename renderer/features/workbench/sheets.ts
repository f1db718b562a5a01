import { FEE_CLASSES } from '../../../shared/domain/rows.ts';
import type { Month } from '../../../shared/lib/dates.ts';
import { ARREARS_STAGES, byEnd, dayFromNumber } from '../../../shared/reports/index.ts';
import type { AgreementExpiry, ArrearsAgeing, Mover } from '../../../shared/reports/index.ts';
import type { Translate } from '../../i18n/index.ts';
import { exportableRows } from './exportable-rows.ts';
import type { RowCustomers } from './exportable-rows.ts';
import type { Trend } from './figures.ts';
import type { ChartSheet } from './use-chart-files.ts';

export const stageName = (stage: number, t: Translate): string =>
  stage >= 6 ? t('workbench.kpi.longest') : t('domain.arrearsStage', { count: stage });

/** A month a row, a class a column, the total, and the same month of the year before. */
export function trendSheet(trend: Trend, t: Translate): ChartSheet {
  return {
    kinds: ['bi_fees'],
    filter: [],
    columns: [
      { key: 'month', header: t('ui.chart.month'), kind: 'month', width: 10 },
      ...FEE_CLASSES.map((key) => ({
        key,
        header: t(`domain.feeClass.${key}`),
        kind: 'money' as const,
        width: 12,
      })),
      { key: 'total', header: t('ui.chart.total'), kind: 'money', width: 14 },
      { key: 'lastYear', header: t('ui.chart.lastYear'), kind: 'money', width: 14 },
    ],
    rows: trend.months.map((month, i) => ({
      month,
      ...Object.fromEntries(FEE_CLASSES.map((key) => [key, trend.fees[key][i]!])),
      total: trend.totals[i] ?? null,
      lastYear: trend.lastYear[i] ?? null,
    })),
  };
}

export function ageingSheet(ageing: ArrearsAgeing, t: Translate): ChartSheet {
  return {
    kinds: ['arrears'],
    filter: [],
    columns: [
      { key: 'stage', header: t('workbench.ageing.stage'), kind: 'text', width: 12 },
      { key: 'items', header: t('workbench.ageing.itemsColumn'), kind: 'count', width: 10 },
      { key: 'customers', header: t('workbench.ageing.customersColumn'), kind: 'count', width: 10 },
      { key: 'amount', header: t('workbench.ageing.amount'), kind: 'money', width: 14 },
    ],
    rows: ARREARS_STAGES.map((stage) => ({
      stage: stageName(stage, t),
      items: ageing.items[stage - 1]!,
      customers: ageing.customers[stage - 1]!,
      amount: ageing.amounts[stage - 1]!,
    })),
  };
}

/** What a sheet says of rows that name customers of elsewhere. */
const leftOutLines = (leftOut: number, t: Translate): string[] =>
  leftOut === 0 ? [] : [t('workbench.files.leftOut', { count: leftOut })];

/** An agreement a row, the nearest end first. */
export function expirySheet(expiry: AgreementExpiry, customers: RowCustomers, t: Translate): ChartSheet {
  const { rows, leftOut } = exportableRows(byEnd(expiry.ending), customers);
  return {
    kinds: ['agreements'],
    filter: [t('workbench.expiry.ahead'), ...leftOutLines(leftOut, t)],
    leftOut,
    columns: [
      { key: 'end', header: t('workbench.expiry.end'), kind: 'day', width: 12 },
      { key: 'customerCode', header: t('workbench.expiry.customerCode'), kind: 'text', width: 14 },
      { key: 'name', header: t('workbench.expiry.customer'), kind: 'text', width: 24 },
      { key: 'commitment', header: t('workbench.expiry.commitment'), kind: 'money', width: 12 },
    ],
    rows: rows.map(({ key, end, commitment }) => {
      const { customerCode, name } = customers.at(key);
      return { end: dayFromNumber(end), customerCode, name, commitment };
    }),
  };
}

export function moversSheet(
  movers: readonly Mover[],
  month: Month,
  customers: RowCustomers,
  t: Translate,
): ChartSheet {
  const { rows, leftOut } = exportableRows(movers, customers);
  return {
    kinds: ['bi_fees'],
    filter: [t('workbench.movers.against', { month }), ...leftOutLines(leftOut, t)],
    leftOut,
    columns: [
      { key: 'customerCode', header: t('workbench.movers.customerCode'), kind: 'text', width: 14 },
      { key: 'name', header: t('workbench.movers.customer'), kind: 'text', width: 24 },
      { key: 'revenue', header: t('workbench.movers.revenueColumn'), kind: 'money', width: 12 },
      { key: 'change', header: t('workbench.movers.change'), kind: 'money', width: 12 },
    ],
    rows: rows.map(({ key, revenue, change }) => {
      const { customerCode, name } = customers.at(key);
      return { customerCode, name, revenue, change };
    }),
  };
}
