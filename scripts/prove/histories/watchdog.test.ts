import { expect, it } from 'vitest';
import { Watchdog } from './watchdog.ts';

it('says of what stands still where everybody stands, and nothing of what comes to its end', async () => {
  const watchdog = new Watchdog(20);
  expect(await watchdog.watch('step 1', () => Promise.resolve(7))).toBe(7);
  const never = new Promise<void>(() => undefined);
  const stuck = watchdog.watch(
    'step 2',
    () => {
      watchdog.at('step 2: write of desk-0');
      return never;
    },
    () => ['desk-0 waits'],
  );
  await expect(stuck).rejects.toMatchObject({
    said: ['stands still at step 2: write of desk-0', 'desk-0 waits'],
  });
});
