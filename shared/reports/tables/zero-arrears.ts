import { rowOf } from './cells.ts';
import { share } from './table.ts';
import type { ReportTable } from './table.ts';

const ROWS = ['ZERO', 'ARREARS_1', 'ARREARS_3', 'ARREARS_6'] as const;

/** 零次与欠费反馈: numbers that ask for a look, and how many of them somebody has written feedback on. */
export const zeroArrears: ReportTable = {
  period: 'state',
  sources: ['billing_users', 'bi_fees', 'arrears'],
  measures: 3,
  columns: [
    { key: 'items', kind: 'count', measure: 0 },
    share('share', 0),
    { key: 'customers', kind: 'count', measure: 1 },
    { key: 'amount', kind: 'money', measure: 2 },
  ],
  rows: () => ROWS,
  rowNames: 'named',
  main: 0,
  count: () => (cells, facts) => {
    if (facts.zeroCharge > 0) {
      const row = rowOf(cells, 'ZERO', 3);
      row[0]! += facts.zeroCharge;
      row[1]!++;
    }
    const seen: string[] = [];
    for (let i = facts.arrearsFrom; i < facts.arrearsTo; i += 2) {
      const stage = facts.arrears[i]!;
      const key = stage >= 6 ? 'ARREARS_6' : stage >= 3 ? 'ARREARS_3' : 'ARREARS_1';
      const row = rowOf(cells, key, 3);
      row[0]!++;
      if (!seen.includes(key)) row[1]!++;
      seen.push(key);
      row[2]! += facts.arrears[i + 1]!;
    }
  },
};
