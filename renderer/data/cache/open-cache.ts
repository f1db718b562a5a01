import type { OutboxNotes } from '../outbox/outbox-notes.ts';
import type { StorageOptions, StorageWatch } from '../storage.ts';
import type { StorageLoss } from '../types.ts';
import { openGuarded } from '../storage.ts';
import { readMeta, writeMeta } from './meta.ts';
import { CacheDatabase } from './schema.ts';

export interface CacheSurroundings {
  name: string;
  storage: StorageOptions;
  /** Remembers that there was a cache. */
  notes: Pick<OutboxNotes, 'cacheWasKept' | 'rememberCache'>;
  /** What stands outside of the browser's database (SPEC C5); null where nothing does. */
  marker: string | null;
  watch: StorageWatch;
}

/**
 * Opens the cache. One that is not what was kept last (gone, or of another life of this machine) is emptied, and
 * downloads again.
 */
export async function openCache(
  around: CacheSurroundings,
): Promise<{ db: CacheDatabase; lost: StorageLoss['cause'] | null }> {
  const { name, storage, notes, marker, watch } = around;
  const db = new CacheDatabase(name, storage);
  const { damaged } = await openGuarded(db, storage, watch);
  const inside = await readMeta(db, 'marker');
  if (marker === null || inside === marker) return { db, lost: null };
  const missing = inside === undefined && (await notes.cacheWasKept());
  const lost = missing ? (damaged ? 'damaged' : 'missing') : inside === undefined ? null : 'foreign';
  if (lost !== null)
    await db.transaction('rw', db.tables, () => Promise.all(db.tables.map((t) => t.clear())));
  await writeMeta(db, 'marker', marker);
  await notes.rememberCache();
  return { db, lost };
}
