import { describe, expect, it } from 'vitest';
import { describeRun, setAsideCsv } from './describe-run.ts';
import type { FeedRun } from './runs.ts';

const RUN: FeedRun = {
  run_id: 6,
  kind: 'billing_users',
  file: 'billing_users_20261120.csv',
  period: '2026-11-20',
  delivered_on: '2026-11-20',
  sha256: '',
  encoding: 'UTF-8',
  outcome: 'TAKEN',
  refusal: null,
  detail: null,
  forced: false,
  rows_read: 7043,
  rows_changed: 6000,
  rows_unchanged: 1040,
  rows_set_aside: 3,
  rows_removed: 6,
  facts: { founded: 6178, closed: 0 },
  started_at: new Date(0),
  duration_ms: 720,
};

describe('a run in one line', () => {
  it('tells what happened to the rows', () => {
    expect(describeRun(RUN)).toBe(
      '#6 taken   billing_users_20261120.csv  7,043 rows: 6,000 changed, 1,040 unchanged, 3 set aside, ' +
        '6 no longer in the file; 6,178 customers founded (0.72 s)',
    );
  });

  it('tells why a file was refused', () => {
    const refused: FeedRun = {
      ...RUN,
      outcome: 'REFUSED',
      refusal: 'E_TRUNCATED',
      detail: 'the file breaks off: line 9 is short',
    };
    expect(describeRun(refused)).toBe(
      '#6 REFUSED billing_users_20261120.csv  E_TRUNCATED: the file breaks off: line 9 is short',
    );
  });
});

describe('rows set aside, as CSV', () => {
  it('keep the row in one cell', () => {
    expect(setAsideCsv([{ line: 3, reason: 'BAD_DATE', row: '1,"甲,乙",x' }])).toBe(
      'line,reason,row\r\n3,BAD_DATE,"1,""甲,乙"",x"\r\n',
    );
  });
});
