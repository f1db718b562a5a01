import { describe, expect, it } from 'vitest';
import type { CustomerDetail, CustomerIndex, CustomerSummary } from '../../../data/types.ts';
import { chinese } from '../../../i18n/test-support/translate.ts';
import type { ExportContext } from './call-list.ts';
import { exportablePositions } from './exportable.ts';
import { makeCallList } from './make-call-list.ts';

const context: ExportContext = {
  t: await chinese(),
  units: new Map(),
  thisMonth: '2026-10',
  now: new Date('2026-11-21T06:32:00Z'),
};
const summaries = Array.from(
  { length: 1203 },
  (_, i) => ({ customerCode: `KH${i}`, contactPhone: '', communityCode: 'C' }) as CustomerSummary,
);
const detailOf = (customerCode: string): CustomerDetail =>
  ({
    customer: {
      customerCode,
      contact: {
        persons: [{ name: '', role: '', phone: `phone of ${customerCode}` }],
        address: '',
        remark: '',
      },
      subscriptions: [],
      agreements: [],
    },
    interactions: [],
  }) as unknown as CustomerDetail;
const request = {
  shown: ['customerCode'] as const,
  filter: [],
  freshness: [],
  staff: { name: '姜军娜', staffNo: '20109' },
  summaries,
};

describe('making a call list', () => {
  it('reads in chunks and keeps the order, also past customers that have left', async () => {
    const asked: number[] = [];
    const progress: number[] = [];
    const spec = await makeCallList(
      {
        ...request,
        read: async (codes) => {
          asked.push(codes.length);
          return codes.filter((code) => code !== 'KH700').map(detailOf);
        },
        signal: new AbortController().signal,
        onProgress: (done) => progress.push(done),
      },
      context,
    );
    expect(asked).toEqual([500, 500, 203]);
    expect(progress).toEqual([500, 1000, 1203]);
    expect(spec.notes.rowCount).toBe(1203);
    expect(spec.rows.map((row) => row['customerCode'])).toEqual(summaries.map((one) => one.customerCode));
    expect(spec.rows[701]!['call.phones']).toBe('phone of KH701');
    expect(spec.rows[700]!['call.phones']).toBe('');
  });
  it('ends between two chunks when it is cancelled', async () => {
    const abort = new AbortController();
    let reads = 0;
    const made = makeCallList(
      {
        ...request,
        read: async (codes) => {
          reads++;
          abort.abort();
          return codes.map(detailOf);
        },
        signal: abort.signal,
        onProgress: () => undefined,
      },
      context,
    );
    await expect(made).rejects.toThrow();
    expect(reads).toBe(1);
  });
});

it('takes along only customers of communities that may be exported', () => {
  const communities = ['A', 'B', 'A'];
  const index = {
    at: (position: number) => ({ communityCode: communities[position]! }),
    countByCommunity: () =>
      new Map([
        ['A', 2],
        ['B', 1],
      ]),
  } as unknown as Pick<CustomerIndex, 'at' | 'countByCommunity'>;
  expect(exportablePositions([2, 1, 0], index, (code) => code === 'A')).toEqual([2, 0]);
  expect(exportablePositions([2, 1, 0], index, () => true)).toEqual([2, 1, 0]);
});
