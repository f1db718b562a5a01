import { addMonths, monthOf } from '../../lib/dates.ts';
import { dayFromNumber, dayNumber } from '../customer-facts.ts';
import { EXPIRY_MONTHS } from '../agreement-expiry.ts';
import { rowOf, WHOLE } from './cells.ts';
import { share } from './table.ts';
import type { ReportFrame, ReportTable } from './table.ts';

const monthsAhead = ({ day }: ReportFrame): string[] =>
  Array.from({ length: EXPIRY_MONTHS }, (_, i) => addMonths(monthOf(day), i));

/** 协议到期: what has ended apart, what ends by month, what ends after a year. */
export const expiry: ReportTable = {
  period: 'state',
  sources: ['agreements'],
  measures: 3,
  columns: [
    { key: 'agreements', kind: 'count', measure: 0 },
    { key: 'customers', kind: 'count', measure: 1, distinct: true },
    { key: 'commitment', kind: 'money', measure: 2 },
    share('share', 2),
  ],
  rows: (frame) => ['EXPIRED', ...monthsAhead(frame), 'LATER'],
  rowNames: 'named',
  main: 0,
  count: (frame) => {
    const today = dayNumber(frame.day);
    const beyond = dayNumber(`${addMonths(monthOf(frame.day), EXPIRY_MONTHS)}-01`);
    return (cells, facts) => {
      let before = '';
      for (let i = facts.agreementsFrom; i < facts.agreementsTo; i++) {
        const end = facts.agreementEnds[i]!;
        const key = end < today ? 'EXPIRED' : end >= beyond ? 'LATER' : monthOf(dayFromNumber(end));
        const row = rowOf(cells, key, 3);
        row[0]!++;
        if (key !== before) row[1]!++;
        row[2]! += facts.commitments[i]!;
        if (before === '') rowOf(cells, WHOLE, 3)[1]!++;
        before = key;
      }
    };
  },
};
