import { ARREARS_STAGES } from '../arrears-ageing.ts';
import { rowOf, WHOLE } from './cells.ts';
import { share } from './table.ts';
import type { ReportTable } from './table.ts';

/** 欠费账龄分单位: by how many months, six meaning six and more. */
export const arrears: ReportTable = {
  period: 'state',
  sources: ['arrears'],
  measures: 3,
  columns: [
    { key: 'items', kind: 'count', measure: 0 },
    { key: 'customers', kind: 'count', measure: 1, distinct: true },
    { key: 'amount', kind: 'money', measure: 2 },
    share('share', 2),
  ],
  rows: () => ARREARS_STAGES.map(String),
  rowNames: 'stage',
  main: 2,
  count: () => (cells, facts) => {
    let seen = 0;
    for (let i = facts.arrearsFrom; i < facts.arrearsTo; i += 2) {
      const stage = facts.arrears[i]!;
      const row = rowOf(cells, String(stage), 3);
      row[0]!++;
      if ((seen & (1 << stage)) === 0) row[1]!++;
      row[2]! += facts.arrears[i + 1]!;
      if (seen === 0) rowOf(cells, WHOLE, 3)[1]!++;
      seen |= 1 << stage;
    }
  },
};
