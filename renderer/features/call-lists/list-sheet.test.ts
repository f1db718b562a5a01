import { expect, it } from 'vitest';
import type { CallList } from '../../../shared/domain/calls.ts';
import type { Agreement } from '../../../shared/domain/rows.ts';
import type { CustomerDetail } from '../../data/types.ts';
import type { Translate } from '../../i18n/index.ts';
import { SAMPLE_TODAY, sampleCustomer } from '../../test-support/sample-rows.ts';
import { callFacts } from './customer-facts.ts';
import { listSheet } from './list-sheet.ts';

const agreement = (start: string, end: string): Agreement => ({
  agreementNumber: `B-${start}`,
  subscriptionId: '4444444410',
  plan: 'E9包年',
  start,
  end,
  monthlyCommitment: 91_20,
  penalty: 228_00,
});
const ENDED = agreement('2022-01-02', '2024-01-01');
const RUNNING = agreement('2024-12-21', '2026-12-20');

const list: CallList = {
  listId: 'L1',
  name: '续约',
  purpose: 'RENEWAL',
  order: 'DUE',
  script: '',
  madeBy: '20109',
  madeByName: '黄秀丽',
  madeAt: '2026-11-20T09:00:00.000+08:00',
};

function dueOf(agreements: Agreement[]): { written: unknown; called: string | undefined } {
  const { customer, ...rest } = sampleCustomer(1);
  const detail: CustomerDetail = { ...rest, customer: { ...customer, agreements }, interactions: [] };
  const { customerCode, name } = customer;
  const { rows } = listSheet(
    list,
    [{ listId: list.listId, customerCode, customerName: name, place: 0, waiting: false }],
    new Map([[customerCode, detail]]),
    {
      t: ((key: string) => key) as unknown as Translate,
      units: new Map(),
      nameOf: (staffNo) => staffNo,
      today: SAMPLE_TODAY,
    },
  );
  return { written: rows[0]?.['due'], called: callFacts(detail, null, SAMPLE_TODAY).agreement?.end };
}

it('writes the agreement that whoever calls sees: the nearest end of those that run', () => {
  const { written, called } = dueOf([ENDED, RUNNING]);
  expect(called).toBe('2026-12-20');
  expect(written).toBe(called);
});

it('writes the one that ended last where none runs, and nothing where there is none', () => {
  expect(dueOf([agreement('2020-01-02', '2022-01-01'), ENDED]).written).toBe('2024-01-01');
  expect(dueOf([]).written).toBeNull();
});
