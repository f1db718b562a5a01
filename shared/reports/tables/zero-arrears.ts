import { feedbackId } from '../../domain/feedback.ts';
import type { FeedbackTopic } from '../../domain/feedback.ts';
import type { Month } from '../../lib/dates.ts';
import { monthNumber } from '../customer-facts.ts';
import { isZeroCharge } from '../subscription-facts.ts';
import type { Cells } from './cells.ts';
import { rowOf } from './cells.ts';
import { percent, share } from './table.ts';
import type { ReportTable } from './table.ts';

const ROWS = ['ZERO', 'ARREARS_1', 'ARREARS_3', 'ARREARS_6'] as const;
const DONE = 3;
const MEASURES = 4;

const rowOfStage = (stage: number): (typeof ROWS)[number] =>
  stage >= 6 ? 'ARREARS_6' : stage >= 3 ? 'ARREARS_3' : 'ARREARS_1';

/** 零次与欠费反馈: numbers that ask for a look, and how many of them somebody has written feedback on. */
export const zeroArrears: ReportTable = {
  period: 'state',
  sources: ['billing_users', 'bi_fees', 'arrears'],
  measures: MEASURES,
  columns: [
    { key: 'items', kind: 'count', measure: 0 },
    share('share', 0),
    { key: 'customers', kind: 'count', measure: 1 },
    { key: 'amount', kind: 'money', measure: 2 },
    // Made of its measure, so that no list stands behind it: whom it counts hangs on what people have written.
    { key: 'done', kind: 'count', derive: (row) => row[DONE] ?? 0 },
    { key: 'completion', kind: 'percent', derive: (row) => percent(row[DONE] ?? 0, row[0] ?? 0) },
  ],
  rows: () => ROWS,
  rowNames: 'named',
  feedback: true,
  main: 0,
  count: ({ month, answered }) => {
    if (month === null) return () => {};
    const number = monthNumber(month);
    return (cells, facts) => {
      const seen: string[] = [];
      for (let at = 0; at < facts.subscriptionCount; at++) {
        const subscription = facts.subscription(at);
        const { subscriptionId, arrearsStage, arrears } = subscription;
        const add = (key: string, topic: FeedbackTopic, amount: number): void => {
          const row = count(cells, key, seen);
          row[2]! += amount;
          if (answered?.has(idOf(topic, subscriptionId, month))) row[DONE]!++;
        };
        if (isZeroCharge(subscription, number)) add('ZERO', 'ZERO_CHARGE', 0);
        if (arrearsStage > 0) add(rowOfStage(arrearsStage), 'ARREARS', arrears);
      }
    };
  },
};

/** One subscription more in a row, and its customer where it is the first of it there. */
function count(cells: Cells, key: string, seen: string[]): number[] {
  const row = rowOf(cells, key, MEASURES);
  row[0]!++;
  if (!seen.includes(key)) {
    seen.push(key);
    row[1]!++;
  }
  return row;
}

const idOf = (topic: FeedbackTopic, subscriptionId: string, month: Month): string =>
  feedbackId({ topic, subscriptionId, month });
