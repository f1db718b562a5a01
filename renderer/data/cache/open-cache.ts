import type { OutboxNotes } from '../outbox/outbox-notes.ts';
import type { StorageOptions, StorageWatch } from '../storage.ts';
import type { StorageLoss } from '../types.ts';
import type { SealedCodec } from './sealed-codec.ts';
import { openGuarded } from '../storage.ts';
import { readMeta, writeMeta } from './meta.ts';
import { CacheDatabase } from './schema.ts';
import { sealClearRows } from './seal-clear-rows.ts';

export interface CacheSurroundings {
  name: string;
  storage: StorageOptions;
  /** Remembers that there was a cache. */
  notes: Pick<OutboxNotes, 'cacheWasKept' | 'rememberCache'>;
  /** What stands outside of the browser's database (SPEC C5); null where nothing does. */
  marker: string | null;
  codec: SealedCodec;
  watch: StorageWatch;
}

type Loss = StorageLoss['cause'] | null;

/**
 * Opens the cache. One that is not what was kept last (gone, or of another life of this machine), and one whose key is
 * lost, is emptied, and downloads again.
 */
export async function openCache(around: CacheSurroundings): Promise<{ db: CacheDatabase; lost: Loss }> {
  const { name, storage, notes, marker, codec, watch } = around;
  const db = new CacheDatabase(name, storage);
  const { damaged } = await openGuarded(db, storage, watch);
  const inside = await readMeta(db, 'marker');
  const sealedWith = await readMeta(db, 'sealedWith');
  const missing = marker !== null && inside === undefined && (await notes.cacheWasKept());
  const lost = ((): Loss => {
    if (missing) return damaged ? 'damaged' : 'missing';
    if (marker !== null && inside !== undefined && inside !== marker) return 'foreign';
    return sealedWith !== undefined && sealedWith !== codec.key ? 'keyLost' : null;
  })();
  if (lost !== null)
    await db.transaction('rw', db.tables, () => Promise.all(db.tables.map((t) => t.clear())));
  // Of a version that did not encrypt yet: what is here stays here, for whoever has no network today.
  else if (sealedWith === undefined) await sealClearRows(db, codec);
  await writeMeta(db, 'sealedWith', codec.key);
  if (marker !== null && inside !== marker) {
    await writeMeta(db, 'marker', marker);
    await notes.rememberCache();
  }
  return { db, lost };
}
