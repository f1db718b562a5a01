import { expect, it, vi } from 'vitest';
import { AlarmStore } from './alarm-store.ts';

const EVERY_MS = 5 * 60_000;

it('asks once, however often a screen leaves and comes back, and again when the answer has become old', async () => {
  let now = 0;
  const ask = vi.fn(() => Promise.resolve({ alarms: [], open: 2, may_acknowledge: true }));
  const store = new AlarmStore({ ask } as unknown as ConstructorParameters<typeof AlarmStore>[0], () => now);
  const drawn = vi.fn();
  for (let i = 0; i < 20; i++) {
    store.subscribe(drawn)();
    await Promise.resolve();
  }
  expect(ask).toHaveBeenCalledTimes(1);

  now = EVERY_MS;
  const leave = store.subscribe(drawn);
  await vi.waitFor(() => expect(drawn).toHaveBeenCalledTimes(1));
  expect(ask).toHaveBeenCalledTimes(2);
  expect(store.get().open).toBe(2);
  leave();
});
