import type { PullResponse } from '../../../shared/sync/protocol.ts';
import type { RowCodec } from './codec.ts';
import type { CacheDatabase, PageBasis } from './schema.ts';
import { isGzip, parsedGzip } from '../gzip.ts';
import { readMeta } from './meta.ts';

/** A page as it came, with what it was asked from. */
export interface ArrivedPage {
  basis: PageBasis;
  page: PullResponse;
}

/** A page as JSON or gzip of it, where it is at hand: to write it anew would cost as much as to read it. */
export interface AsItCame {
  bytes?: Uint8Array<ArrayBuffer> | undefined;
}

/** A page that waits in the database for its rows to be stored. `at` is its place in the order of coming. */
export interface KeptPage extends ArrivedPage {
  at: number;
}

/**
 * Keeps a page as it came, in one record: that costs a fiftieth of storing its rows. Nothing moves by it, neither rows
 * nor cursors; it only saves asking for the page again should this be cut off before its rows are stored (SPEC C12).
 * Which of them are stored the transaction of their rows says (`storedArrival`); they are taken away here, where nobody
 * has to wait for it.
 * @param stored the newest kept page whose rows are stored
 */
export async function keepArrival(
  db: CacheDatabase,
  codec: RowCodec,
  { basis, page, bytes = new TextEncoder().encode(JSON.stringify(page)) }: ArrivedPage & AsItCame,
  stored: number | null = null,
): Promise<number> {
  const body = await codec.seal(bytes, ABOUT);
  return db.transaction('rw', db.arrivals, async () => {
    if (stored !== null) await forgetArrivals(db, stored);
    return db.arrivals.add({ basis, body });
  });
}

const ABOUT = 'arrival';

/** Up to this one; what is behind it waits. */
export async function forgetArrivals(db: CacheDatabase, upTo: number): Promise<void> {
  await db.arrivals.where(':id').belowOrEqual(upTo).delete();
}

/** For whoever stores them: the done ones go, and all of them where one cannot be opened. */
export async function recallArrivals(db: CacheDatabase, codec: RowCodec): Promise<KeptPage[]> {
  const stored = await readMeta(db, 'storedArrival');
  if (stored !== undefined) await forgetArrivals(db, stored);
  const kept = await readArrivals(db, codec).catch(() => null);
  if (kept !== null) return kept;
  await db.arrivals.clear();
  return [];
}

/** The pages that were kept and not stored, in the order in which they came. @throws where one cannot be opened */
export async function readArrivals(db: CacheDatabase, codec: RowCodec): Promise<KeptPage[]> {
  const rows = await db.transaction('r', db.arrivals, db.meta, async () => {
    const stored = await readMeta(db, 'storedArrival');
    return db.arrivals
      .where(':id')
      .above(stored ?? 0)
      .toArray();
  });
  return Promise.all(
    rows.map(async ({ at, basis, body }) => ({
      at: at!,
      basis,
      page: await parsedPage(await codec.open(body, ABOUT)),
    })),
  );
}

const parsedPage = async (bytes: Uint8Array<ArrayBuffer>): Promise<PullResponse> =>
  (isGzip(bytes) ? await parsedGzip(bytes) : JSON.parse(new TextDecoder().decode(bytes))) as PullResponse;
