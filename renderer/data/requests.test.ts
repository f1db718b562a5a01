import { describe, expect, it } from 'vitest';
import type { Reassignment } from '../../shared/domain/rows.ts';
import type { MutationArgs } from '../../shared/sync/mutations.ts';
import { overlayRequests } from './requests.ts';
import type { CustomerIndex, CustomerSummary, OutboxEntry, OutboxState } from './types.ts';

const ME = { staffNo: '610023', name: '上官竹凯' };
const HERE = { communityCode: 'C1', billingAccountNumber: 'A1' } as CustomerSummary;
const index: Pick<CustomerIndex, 'positionOf' | 'at'> = {
  positionOf: (code) => (code === 'KH1' ? 0 : undefined),
  at: () => HERE,
};
const row = (change: Partial<Reassignment> = {}): Reassignment => ({
  requestId: 'RQ1',
  part: 'APPROVER',
  customerCode: 'KH1',
  customerName: '姜英',
  billingAccountNumber: 'A1',
  fromCommunity: 'C1',
  toCommunity: 'C2',
  reason: '装机地址在那边',
  state: 'OPEN',
  askedBy: '610025',
  askedByName: '温诗',
  askedAt: '2026-11-20T14:58:00+08:00',
  arrivedAt: '2026-11-20T15:52:00+08:00',
  comment: '',
  ...change,
});
const entry = <T extends keyof MutationArgs>(
  type: T,
  args: MutationArgs[T],
  change: Partial<OutboxEntry> = {},
): OutboxEntry => ({
  uid: 'U1',
  n: 1,
  type,
  entity: 'reassignment',
  id: 'RQ1',
  args,
  base_seq: null,
  occurred_at: '2026-11-21T09:00:00+08:00',
  clock_offset: 0,
  state: 'waiting',
  customerCode: 'KH1',
  customerName: '姜英',
  attempts: 0,
  ...change,
});
const approve = (state: OutboxState = 'waiting'): OutboxEntry =>
  entry('reassignment.decide', { decision: 'APPROVE', comment: '' }, { state });
const give = (change: Partial<OutboxEntry> = {}): OutboxEntry =>
  entry(
    'reassignment.ask',
    {
      requestId: 'RQ1',
      direction: 'GIVE',
      customer: { customerCode: 'KH1' },
      community: 'C2',
      reason: '搬走了',
    },
    change,
  );

describe('[C4] requests with what waits laid over them', () => {
  it('show one that was asked here before the server knows it, and once when it does', () => {
    expect(overlayRequests([], [give()], ME, index)).toMatchObject([
      {
        requestId: 'RQ1',
        part: 'ASKER',
        fromCommunity: 'C1',
        toCommunity: 'C2',
        askedByName: '上官竹凯',
        waiting: 'ask',
      },
    ]);
    const known = row({ part: 'ASKER' });
    expect(overlayRequests([known], [give({ state: 'acknowledged' })], ME, index)).toEqual([
      { ...known, waiting: null, attention: null },
    ]);
  });

  it('show a decision at once, and until a checkpoint tells of it', () => {
    for (const state of ['waiting', 'sending', 'acknowledged'] as const) {
      expect(overlayRequests([row()], [approve(state)], ME, index)).toMatchObject([
        {
          state: 'APPROVED',
          decidedByName: '上官竹凯',
          waiting: state === 'acknowledged' ? null : 'decision',
        },
      ]);
    }
  });

  it('show what the server says of one that ended otherwise, or whose decision it refused', () => {
    expect(overlayRequests([row({ state: 'OVERTAKEN' })], [approve()], ME, index)).toMatchObject([
      { state: 'OVERTAKEN', waiting: null },
    ]);
    expect(overlayRequests([row()], [approve('attention')], ME, index)).toMatchObject([
      { state: 'OPEN', waiting: null, attention: 'U1' },
    ]);
  });

  it('show one as taken back that its asker takes back', () => {
    const withdrawal = entry('reassignment.withdraw', {});
    expect(overlayRequests([row({ part: 'ASKER' })], [withdrawal], ME, index)).toMatchObject([
      { state: 'WITHDRAWN', waiting: 'withdrawal' },
    ]);
  });

  it('come the newest first', () => {
    const older = row({ requestId: 'RQ0', askedAt: '2026-11-19T14:58:00+08:00' });
    const shown = overlayRequests([older, row()], [], ME, index);
    expect(shown.map(({ requestId }) => requestId)).toEqual(['RQ1', 'RQ0']);
  });
});
