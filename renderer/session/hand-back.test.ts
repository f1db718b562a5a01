import { expect, it, vi } from 'vitest';
import { createStore } from '../data/store.ts';
import type { OutboxEntry, SyncStatus } from '../data/types.ts';
import { watchForRecall } from './hand-back.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

function stage(answers: (boolean | Error)[]) {
  const status = createStore({ trouble: null } as SyncStatus);
  const outbox = createStore<readonly OutboxEntry[]>([]);
  const handBack = vi.fn(async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer ?? false;
  });
  const onGone = vi.fn();
  watchForRecall({ status, outbox, handBack }, onGone);
  return { status, outbox, handBack, onGone };
}

it('does nothing while the machine is the person’s', async () => {
  const { status, handBack } = stage([]);
  status.set({ trouble: 'upgrade' } as SyncStatus);
  await settled();
  expect(handBack).not.toHaveBeenCalled();
});

it('goes only when nothing waits, and tries again when the network failed it', async () => {
  const { status, outbox, handBack, onGone } = stage([false, new Error('offline'), true]);
  status.set({ trouble: 'deviceRevoked' } as SyncStatus);
  await settled();
  expect(onGone).not.toHaveBeenCalled();
  outbox.set([]);
  await settled();
  status.set({ trouble: 'deviceRevoked', paused: false } as SyncStatus);
  await settled();
  expect(handBack).toHaveBeenCalledTimes(3);
  expect(onGone).toHaveBeenCalledTimes(1);
  outbox.set([]);
  await settled();
  expect(handBack).toHaveBeenCalledTimes(3);
});
