import { expect, it } from 'vitest';
import type { RequestView } from '../../data/request-view.ts';
import type { NewEdit, OutboxEntry, OutboxState, Workspace } from '../../data/types.ts';
import { decide, withdraw } from './acts.ts';

const request = (requestId: string): RequestView =>
  ({ requestId, customerCode: `KH${requestId}`, customerName: `客户${requestId}` }) as RequestView;
const requests = ['R1', 'R2', 'R3'].map(request);

/** Keeps what is written, one at a time and not at once; `refuses`: what has no room. */
function outboxOf(kept: Record<string, OutboxState> = {}, refuses: readonly string[] = []) {
  const entries = Object.entries(kept).map(
    ([id, state]) => ({ type: 'reassignment.decide', id, state }) as OutboxEntry,
  );
  const written: string[] = [];
  const workspace = {
    outbox: { get: () => entries },
    write: async ({ type, id }: NewEdit) => {
      await Promise.resolve();
      if (refuses.includes(id)) throw new Error('no room');
      written.push(id);
      entries.push({ type, id, state: 'waiting' } as OutboxEntry);
    },
  } as unknown as Pick<Workspace, 'write' | 'outbox'>;
  return { workspace, written };
}

it('writes each decision once, however often it is asked for meanwhile', async () => {
  const { workspace, written } = outboxOf();
  const [first, second] = await Promise.all([
    decide(workspace, requests, 'APPROVE', ''),
    decide(workspace, requests, 'APPROVE', ''),
  ]);
  expect(written.toSorted()).toEqual(['R1', 'R2', 'R3']);
  expect(first.written + second.written).toBe(3);
  expect(await decide(workspace, requests, 'REJECT', '晚了')).toEqual({
    written: 0,
    decided: new Set(['R1', 'R2', 'R3']),
    failed: false,
  });
  expect(written).toHaveLength(3);
});

it('decides again what was refused', async () => {
  const { workspace, written } = outboxOf({ R1: 'attention', R2: 'acknowledged', R3: 'sending' });
  await decide(workspace, requests, 'APPROVE', '');
  expect(written).toEqual(['R1']);
});

it('takes a request back once, however often it is asked to', async () => {
  const { workspace, written } = outboxOf();
  const [request] = requests;
  const both = { ...workspace, drop: () => Promise.reject(new Error('nothing to drop')) };
  await Promise.all([withdraw(both, request!), withdraw(both, request!)]);
  await withdraw(both, request!);
  expect(written).toEqual(['R1']);
});

it('says how far it came where a decision cannot be kept, and can be asked for the rest', async () => {
  const refuses = ['R2'];
  const { workspace, written } = outboxOf({}, refuses);
  expect(await decide(workspace, requests, 'APPROVE', '')).toEqual({
    written: 1,
    decided: new Set(['R1']),
    failed: true,
  });
  refuses.pop();
  expect(await decide(workspace, requests, 'APPROVE', '')).toMatchObject({ written: 2, failed: false });
  expect(written).toEqual(['R1', 'R2', 'R3']);
});
