import type { PullResponse } from '../../../shared/sync/protocol.ts';
import type { RowCodec } from './codec.ts';
import type { CacheDatabase, PageBasis } from './schema.ts';

/** A page as it came, with what it was asked from. */
export interface ArrivedPage {
  basis: PageBasis;
  page: PullResponse;
}

/** The text of a page, where it is at hand: to write it anew would cost as much as to read it. */
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
 */
export async function keepArrival(
  db: CacheDatabase,
  codec: RowCodec,
  { basis, page, bytes = new TextEncoder().encode(JSON.stringify(page)) }: ArrivedPage & AsItCame,
): Promise<number> {
  return db.arrivals.add({ basis, body: await codec.seal(bytes, ABOUT) });
}

const ABOUT = 'arrival';

/** The pages that were kept and not stored, in the order in which they came; none where one cannot be opened. */
export async function recallArrivals(db: CacheDatabase, codec: RowCodec): Promise<KeptPage[]> {
  const rows = await db.arrivals.orderBy('at').toArray();
  const opened = await Promise.all(rows.map(({ body }) => codec.open(body, ABOUT))).catch(() => null);
  if (opened === null) {
    await db.arrivals.clear();
    return [];
  }
  return rows.map(({ at, basis }, i) => ({
    at: at!,
    basis,
    page: JSON.parse(new TextDecoder().decode(opened[i])) as PullResponse,
  }));
}
