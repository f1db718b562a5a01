import { expect, it } from 'vitest';
import type { Listed } from './outbox-listing.ts';
import { OutboxListing } from './outbox-listing.ts';

const listed = (): Listed => ({ entries: [], loss: null });

/** A listing whose readings end when they are told to. */
function slowListing() {
  const readings: ((value: Listed) => void)[] = [];
  const shown: Listed[] = [];
  const listing = new OutboxListing(
    () => new Promise((resolve) => readings.push(resolve)),
    (value) => shown.push(value),
  );
  return { listing, readings, shown };
}

it('what was written while all was being read is not hidden by that reading: it is read once more', async () => {
  const { listing, readings, shown } = slowListing();
  const done = listing.refresh();
  listing.outdated();
  readings[0]!(listed());
  await expect.poll(() => readings.length).toBe(2);
  expect(shown).toHaveLength(0);
  const newest = listed();
  readings[1]!(newest);
  await done;
  expect(shown).toEqual([newest]);
});

it('where nothing is being read, nothing is read for what was written', async () => {
  const { listing, readings, shown } = slowListing();
  listing.outdated();
  expect(readings).toHaveLength(0);
  const done = listing.refresh();
  readings[0]!(listed());
  await done;
  expect(readings).toHaveLength(1);
  expect(shown).toHaveLength(1);
});
