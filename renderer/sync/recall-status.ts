import type { CacheDatabase } from '../data/cache/schema.ts';
import type { StatusBoard } from './status-board.ts';
import { readMeta } from '../data/cache/meta.ts';

/** Puts on the board what the last run, or another window, left in the cache. */
export async function recallStatus(db: CacheDatabase, board: StatusBoard): Promise<void> {
  const [everComplete, verifiedAt, verifiedBuckets, verifiedRows, clockOffset, attempts, buckets] =
    await Promise.all([
      readMeta(db, 'everComplete'),
      readMeta(db, 'verifiedAt'),
      readMeta(db, 'verifiedBuckets'),
      readMeta(db, 'verifiedRows'),
      readMeta(db, 'clockOffset'),
      readMeta(db, 'attempts'),
      readMeta(db, 'bucketChecks'),
    ]);
  board.recall({
    everComplete: everComplete ?? false,
    verifiedBuckets: verifiedBuckets ?? 0,
    verifiedRows: verifiedRows ?? 0,
    clockOffset: clockOffset ?? 0,
    attempts: attempts ?? [],
    bucketChecks: buckets ?? [],
    ...(verifiedAt === undefined ? {} : { verifiedAt }),
  });
}
