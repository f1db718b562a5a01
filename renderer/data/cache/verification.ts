import type { PullResponse } from '../../../shared/sync/protocol.ts';
import type { BucketCheck } from '../types.ts';
import type { BucketRow, CacheDatabase } from './schema.ts';
import { writeMeta } from './meta.ts';

/** What comparing the sums of a complete answer with those that are here has shown (SPEC C3). */
export interface Verification {
  /** Buckets whose rows are not the server's. */
  mismatched: string[];
  verifiedBuckets: number;
  verifiedRows: number;
  buckets: BucketCheck[];
}

/** @param here what is here of a bucket; undefined where it has not been heard of */
export function compareSums(
  answer: PullResponse,
  here: (bucket: string) => Pick<BucketRow, 'n' | 'h'> | undefined,
): Verification {
  const told = answer.buckets.filter(({ n, h }) => n !== undefined && h !== undefined);
  const buckets = told.map(({ bucket: name, n, h }): BucketCheck => {
    const bucket = here(name);
    return { bucket: name, rows: bucket?.n ?? 0, verified: bucket?.n === n && bucket?.h === h! >>> 0 };
  });
  const verified = buckets.filter((bucket) => bucket.verified);
  return {
    mismatched: buckets.filter((bucket) => !bucket.verified).map(({ bucket }) => bucket),
    verifiedBuckets: verified.length,
    verifiedRows: verified.reduce((sum, { rows }) => sum + rows, 0),
    buckets,
  };
}

/** Remembers what a checkpoint has shown; what was verified before stays where something does not agree now. */
export async function noteVerification(
  db: CacheDatabase,
  answer: PullResponse,
  { mismatched, verifiedBuckets, verifiedRows, buckets }: Verification,
): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    await writeMeta(db, 'checkpointSeq', answer.seq);
    await writeMeta(db, 'bucketChecks', buckets);
    if (mismatched.length > 0) return;
    await writeMeta(db, 'everComplete', true);
    await writeMeta(db, 'verifiedAt', answer.server_time);
    await writeMeta(db, 'verifiedBuckets', verifiedBuckets);
    await writeMeta(db, 'verifiedRows', verifiedRows);
  });
}
