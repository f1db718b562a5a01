import { expect, test } from '../support/test.ts';
import { REGION_ADMIN } from '../support/people.ts';
import { killWhileDownloading } from './downloading.ts';
import { killWhileSaving } from './saving.ts';

/** The short form; `node e2e/kills/main.ts` has the long one. */
const SEED = 1;

// A dozen starts of a browser.
test.setTimeout(300_000);

test('[fault 13] [C12] killed at random points of the first download: it goes on from the last page', async ({
  backend,
}) => {
  const result = await killWhileDownloading(backend.address, {
    staffNo: REGION_ADMIN.staffNo,
    kills: 3,
    seed: SEED,
    pageMs: 400,
  });
  expect(result.rows).toBeGreaterThan(1500);
  for (const again of result.wasted) expect(again).toBeLessThanOrEqual(result.most);
  expect(result.listed).toBe(result.customers);
});

test('[fault 14] [C5] killed while notes are being saved: what was said to be saved is there, and once', async ({
  backend,
}) => {
  const result = await killWhileSaving(backend.address, { kills: 5, seed: SEED });
  expect(result.acknowledged).toBeGreaterThanOrEqual(5);
  expect(result.lost).toEqual([]);
  expect(result.doubled).toEqual([]);
});
