import type { DeviceReport } from '../../../shared/api/devices.ts';
import type { BucketCheck, SyncAttempt } from '../types.ts';
import type { CacheDatabase } from './schema.ts';

/** What the cache remembers beside rows. */
export interface CacheMeta {
  /** The life of the server's history that cursors and seqs belong to. */
  epoch: string;
  /** The same as outside of this database; anything else means loss (SPEC C5). */
  marker: string;
  /** Tells the key apart that rows are sealed with; absent in a cache of a version that did not encrypt. */
  sealedWith: string;
  everComplete: boolean;
  verifiedAt: string;
  verifiedBuckets: number;
  verifiedRows: number;
  bucketChecks: BucketCheck[];
  /** The snapshot of the last whole checkpoint. */
  checkpointSeq: string;
  /** The newest kept page whose rows are in their tables, as those of all before it are; see arrivals.ts. */
  storedArrival: number;
  /** Device clock minus server clock, in ms. */
  clockOffset: number;
  attempts: SyncAttempt[];
  /** Communities that the person opened, and those of them that the last checkpoint had asked for. */
  opened: string[];
  openedAnswered: string[];
  /** What this device last told of itself, and when by its own clock, in ms. */
  reported: { at: number; report: DeviceReport };
  /** There is a snapshot of the index to start from. */
  snapshot: { format: number; parts: number };
}

export async function readMeta<K extends keyof CacheMeta>(
  db: CacheDatabase,
  key: K,
): Promise<CacheMeta[K] | undefined> {
  const row = await db.meta.get(key);
  return row?.value as CacheMeta[K] | undefined;
}

export async function writeMeta<K extends keyof CacheMeta>(
  db: CacheDatabase,
  key: K,
  value: CacheMeta[K],
): Promise<void> {
  await db.meta.put({ key, value });
}
