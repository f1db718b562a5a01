import type { StorageOptions } from '../storage.ts';

/** The part of the Storage Buckets API that is used here; the compiler's own library does not know it yet. */
interface StorageBuckets {
  open(name: string, options: { persisted: boolean }): Promise<{ indexedDB: IDBFactory }>;
}

const BUCKET = 'outbox';

/**
 * The outbox has a storage bucket for itself. A browser writes one bucket to the disk after the other's turn: in the
 * bucket of the cache an edit waits for the commit of the page that is being stored (90 ms at the 95th percentile), in
 * its own for nobody (7 ms). Nor is it gone with the cache when one byte of that is damaged.
 *
 * A browser without buckets keeps it beside the cache. One that has them and cannot open them is in trouble; to look
 * elsewhere then would be to find an empty outbox.
 */
export async function outboxStorage(): Promise<StorageOptions> {
  const buckets =
    'storageBuckets' in navigator ? (navigator.storageBuckets as StorageBuckets | undefined) : undefined;
  if (buckets === undefined) return {};
  const { indexedDB } = await buckets.open(BUCKET, { persisted: true });
  return { indexedDB, IDBKeyRange };
}
