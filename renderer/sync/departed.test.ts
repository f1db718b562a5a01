import { expect, it } from 'vitest';
import type { MutationArgs } from '../../shared/sync/mutations.ts';
import type { OutboxEntry } from '../data/types.ts';
import { departedCustomers } from './departed.ts';

const entry = <T extends keyof MutationArgs>(
  type: T,
  args: MutationArgs[T],
  customerCode: string,
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
  customerCode,
  customerName: '姜英',
  attempts: 0,
});
const about = { requestId: 'RQ1', community: 'C2', reason: '搬走了' };
const nobodyHere = { positionOf: () => undefined };

it('[C7] a customer whose giving away waits has left; one of somebody else was never here', () => {
  const give = entry(
    'reassignment.ask',
    { ...about, direction: 'GIVE', customer: { customerCode: 'KH1' } },
    'KH1',
  );
  expect(departedCustomers([give], nobodyHere)).toEqual([
    { customerCode: 'KH1', customerName: '姜英', edits: 1 },
  ]);
  const others = [
    entry('reassignment.ask', { ...about, direction: 'TAKE', customer: { accessNumber: '077155' } }, ''),
    entry('reassignment.decide', { decision: 'APPROVE', comment: '' }, 'KH2'),
    entry('reassignment.withdraw', {}, 'KH3'),
  ];
  expect(departedCustomers(others, nobodyHere)).toEqual([]);
});
