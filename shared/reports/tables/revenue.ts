import { REPORTING_SEGMENTS } from '../../domain/org-units.ts';
import { FEE_CLASSES } from '../../domain/rows.ts';
import { feeIn, monthNumber, NONE, revenueIn } from '../customer-facts.ts';
import { rowOf } from './cells.ts';
import { share } from './table.ts';
import type { ReportTable } from './table.ts';

const TOTAL = REPORTING_SEGMENTS.length;

/** 收入分类分渠道: a fee class a row, a reporting segment a column. */
export const revenue: ReportTable = {
  period: 'month',
  sources: ['bi_fees'],
  measures: TOTAL + 1,
  columns: [
    ...REPORTING_SEGMENTS.map((key, measure) => ({ key, kind: 'money' as const, measure })),
    { key: 'total', kind: 'money', measure: TOTAL },
    share('share', TOTAL),
  ],
  rows: () => FEE_CLASSES,
  rowNames: 'feeClass',
  main: TOTAL,
  count: ({ month }) => {
    const number = month === null ? NONE : monthNumber(month);
    return (cells, facts) => {
      for (const feeClass of FEE_CLASSES) {
        const fee = feeIn(facts, feeClass, number);
        if (fee === null || fee === 0) continue;
        const row = rowOf(cells, feeClass, TOTAL + 1);
        row[facts.reportingSegment]! += fee;
        row[TOTAL]! += fee;
      }
    };
  },
};

/** Upper bounds in fen, the last band open; a month that charged nothing is a band of its own. */
const BANDS = [
  ['ZERO', 0],
  ['TO_20', 20_00],
  ['TO_50', 50_00],
  ['TO_100', 100_00],
  ['TO_200', 200_00],
  ['TO_500', 500_00],
  ['ABOVE', Number.POSITIVE_INFINITY],
] as const;

/** 客户收入分档: how many customers bring how much. */
export const bands: ReportTable = {
  period: 'month',
  sources: ['bi_fees'],
  measures: 2,
  columns: [
    { key: 'customers', kind: 'count', measure: 0 },
    share('customerShare', 0),
    { key: 'revenue', kind: 'money', measure: 1 },
    share('revenueShare', 1),
    {
      key: 'mean',
      kind: 'money',
      derive: ([customers = 0, sum = 0]) => (customers === 0 ? null : Math.round(sum / customers)),
    },
  ],
  rows: () => BANDS.map(([key]) => key),
  rowNames: 'named',
  main: 0,
  count: ({ month }) => {
    const number = month === null ? NONE : monthNumber(month);
    return (cells, facts) => {
      const charged = revenueIn(facts, number);
      if (charged === null) return;
      const band = BANDS.find(([, most]) => charged <= most)!;
      const row = rowOf(cells, band[0], 2);
      row[0]!++;
      row[1]! += charged;
    };
  },
};
