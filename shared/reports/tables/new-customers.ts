import { monthNumber, NONE, PLACEMENTS } from '../customer-facts.ts';
import { rowOf } from './cells.ts';
import { share } from './table.ts';
import type { ReportTable } from './table.ts';

/** 新增客户归属: how the customers that were first seen in a month came to their community. */
export const newCustomers: ReportTable = {
  period: 'calendar',
  sources: ['billing_users', 'line97'],
  measures: 3,
  columns: [
    { key: 'customers', kind: 'count', measure: 0 },
    share('share', 0),
    { key: 'live', kind: 'count', measure: 1 },
    { key: 'inService', kind: 'count', measure: 2 },
  ],
  rows: () => PLACEMENTS,
  rowNames: 'named',
  main: 0,
  count: ({ month }) => {
    const number = month === null ? NONE : monthNumber(month);
    return (cells, facts) => {
      if (number === NONE || facts.firstSeen !== number) return;
      const row = rowOf(cells, PLACEMENTS[facts.placement] ?? PLACEMENTS[0], 3);
      row[0]!++;
      if (facts.liveFrom !== NONE && facts.liveUntil === NONE) row[1]!++;
      row[2]! += facts.inService;
    };
  },
};
