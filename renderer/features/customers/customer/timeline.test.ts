import { describe, expect, it } from 'vitest';
import type { Balance, Customer } from '../../../../shared/domain/rows.ts';
import type { InteractionView } from '../../../data/types.ts';
import { buildTimeline, filterTimeline } from './timeline.ts';

const customer = {
  name: '孔少佳',
  placement: { kind: 'OPENING', decidedOn: '2020-12-06' },
  subscriptions: [
    { subscriptionId: '1', name: '孔少佳', accessNumber: 'nn1', activatedOn: '2020-12-06' },
    { subscriptionId: '2', name: '黎玉东', accessNumber: 'nn2', activatedOn: '2024-03-27' },
    { subscriptionId: '3', name: '孔少佳', accessNumber: 'nn3', activatedOn: '2020-12-06' },
  ],
} as Customer;
const balance: Balance = {
  customerCode: 'KH1',
  arrears: [{ subscriptionId: '2', sinceMonth: '2026-09', months: 2, amount: 16924 }],
  prepaid: [],
};
const interaction = (interactionId: string, kind: 'VISIT' | 'CALL', happenedAt: string): InteractionView => ({
  interactionId,
  customerCode: 'KH1',
  kind,
  purpose: '',
  outcome: '',
  note: '',
  happenedAt,
  staffNo: '20109',
  waiting: false,
  attention: false,
});

describe('the timeline', () => {
  const entries = buildTimeline(customer, balance, [
    interaction('a', 'CALL', '2026-11-06T16:40:00+08:00'),
    interaction('b', 'VISIT', '2026-11-06T09:00:00Z'),
    interaction('c', 'VISIT', '2026-08-31T17:00:00Z'),
  ]);
  it('merges people and sources, the newest first, whatever the offset', () => {
    expect(entries.map((entry) => entry.id)).toEqual(['b', 'a', 'c', 'arrears-2', 'joined-2', 'placement']);
  });
  it('tells only later subscriptions from the founding one', () => {
    expect(entries.filter((entry) => entry.kind === 'joined').map((entry) => entry.accessNumber)).toEqual([
      'nn2',
    ]);
  });
  it('filters by what happened', () => {
    expect(filterTimeline(entries, 'visit').map((entry) => entry.id)).toEqual(['b', 'c']);
    expect(filterTimeline(entries, 'call').map((entry) => entry.id)).toEqual(['a']);
    expect(filterTimeline(entries, 'placement').map((entry) => entry.id)).toEqual(['joined-2', 'placement']);
    expect(filterTimeline(entries, 'all')).toHaveLength(6);
  });
});
