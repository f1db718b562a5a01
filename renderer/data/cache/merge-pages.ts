import type { BucketPage, PullResponse } from '../../../shared/sync/protocol.ts';
import type { ArrivedPage } from './arrivals.ts';
import { REF_BUCKET } from '../../../shared/sync/protocol.ts';

/**
 * Pages that came one after the other as the one that they would have been, had it been asked for their buckets and more
 * rows at once.
 * @param pages of one epoch, each asked for from where those before ended; see goesOn
 */
export function mergePages(pages: readonly ArrivedPage[]): ArrivedPage {
  const [first, ...others] = pages as [ArrivedPage, ...ArrivedPage[]];
  return others.reduce(mergeTwo, first);
}

function mergeTwo(one: ArrivedPage, other: ArrivedPage): ArrivedPage {
  const buckets = new Map<string, BucketPage>(one.page.buckets.map((bucket) => [bucket.bucket, bucket]));
  for (const bucket of other.page.buckets) {
    const before = buckets.get(bucket.bucket);
    buckets.set(
      bucket.bucket,
      before === undefined
        ? bucket
        : { ...bucket, reset: before.reset, from: before.from, ops: [...before.ops, ...bucket.ops] },
    );
  }
  const page: PullResponse = { ...other.page, buckets: [...buckets.values()] };
  // What the first has moved the other was asked from its end, and the whole was from where the first was.
  const moved = new Set(one.page.buckets.map(({ bucket }) => bucket));
  const others = Object.entries(other.basis.cursors).filter(([bucket]) => !moved.has(bucket));
  const cursors = { ...Object.fromEntries(others), ...one.basis.cursors };
  return { basis: { epoch: one.basis.epoch, cursors }, page };
}

/**
 * Whether this one was asked for from where the one before leaves the cache, in the same epoch, and begins no bucket of
 * it anew. Units and rights come first and are stored by themselves: where nothing else finds room, they are there.
 */
export function goesOn(before: ArrivedPage, { basis, page }: ArrivedPage): boolean {
  if (basis.epoch !== before.page.epoch || page.epoch !== before.page.epoch) return false;
  const begun = new Set(before.page.buckets.map(({ bucket }) => bucket));
  if (begun.has(REF_BUCKET) && !page.buckets.some(({ bucket }) => bucket === REF_BUCKET)) return false;
  return page.buckets.every(({ bucket, reset }) => !(reset && begun.has(bucket)));
}
