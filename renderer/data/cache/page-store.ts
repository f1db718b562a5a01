import type { Table } from 'dexie';
import type { Entity } from '../../../shared/domain/rows.ts';
import type { PullResponse } from '../../../shared/sync/protocol.ts';
import type { CachedRow, RowCodec } from './codec.ts';
import type { Before, PageBodies, PageWork, PutRow } from './apply-page.ts';
import type { BucketRow, CacheDatabase, PageBasis } from './schema.ts';
import type { RowHeads } from './row-heads.ts';
import { bodyKey, fits, operationsOf, putsOf, workOf } from './apply-page.ts';
import { readMeta, writeMeta } from './meta.ts';
import { sameCursor } from './schema.ts';
import { touch, touchTables } from './snapshot.ts';

export type AppliedPage =
  | { kind: 'applied'; rows: readonly PutRow[] }
  /** The cache has moved on since the page was asked for: nothing was written. */
  | { kind: 'dropped' };

/** A page on its way into the tables. */
export interface Storing {
  /** The browser has all of its rows: another page may be begun, and follows this one there without a pause. */
  taken: Promise<void>;
  applied: Promise<AppliedPage>;
}

/** The bucket rows and the epoch as they are once everything that was begun is stored. */
interface Foreseen {
  epoch: string | null;
  buckets: Map<string, BucketRow>;
}

/**
 * So many puts wait in the browser at once. Fewer leave it idle between them (16 cost a sixth more time on a quiet
 * machine), more save nothing.
 */
const PUTS_AT_ONCE = 64;

/**
 * Stores page after page, each in one transaction (SPEC C1): compares cursors and epoch, puts rows, queues removes,
 * moves cursors.
 *
 * What a page does depends on what the tables say before it. Only one engine writes them (SPEC C8), so in a first
 * download that is known without asking: a page is begun while the one before is being committed, and its transaction
 * asks whether things are as they were foreseen while its rows are already on their way. Where they are not, it is
 * taken back.
 */
export class PageStore {
  readonly #db: CacheDatabase;
  readonly #heads: RowHeads;
  #foreseen: Foreseen | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(db: CacheDatabase, heads: RowHeads) {
    this.#db = db;
    this.#heads = heads;
  }

  /** @param arrival where the page, and all before it, were kept until now (arrivals.ts); null where it was not */
  store(bodies: PageBodies, basis: PageBasis, page: PullResponse, arrival: number | null = null): Storing {
    let onTaken: () => void = () => undefined;
    const taken = new Promise<void>((resolve) => (onTaken = resolve));
    const before = this.#foresee(page);
    const applied =
      before === null
        ? this.#last.then(() => this.#storeAsked(bodies, basis, page, arrival))
        : this.#storeForeseen(before, bodies, basis, page, arrival, onTaken);
    this.#last = applied.then(onTaken, onTaken);
    return { taken, applied };
  }

  /** Asks the tables first, and begins when everything before it is stored. */
  async #storeAsked(
    bodies: PageBodies,
    basis: PageBasis,
    page: PullResponse,
    arrival: number | null,
  ): Promise<AppliedPage> {
    const db = this.#db;
    const stored = await db.transaction('rw', this.#tablesFor(page), async ({ idbtrans }) => {
      const before = await readBefore(db, this.#heads, basis, page);
      if (before === null) return null;
      const work = workOf(before, page, bodies);
      await write(db, idbtrans, work, page.epoch, arrival);
      return { work, buckets: this.#heads.following ? await db.buckets.toArray() : null };
    });
    if (stored === null) return this.#dropped();
    const { work, buckets } = stored;
    this.#heads.put(work.puts.values());
    if (buckets !== null)
      this.#foreseen = { epoch: page.epoch, buckets: new Map(buckets.map((row) => [row.bucket, row])) };
    return { kind: 'applied', rows: work.rows };
  }

  async #storeForeseen(
    before: Before,
    bodies: PageBodies,
    basis: PageBasis,
    page: PullResponse,
    arrival: number | null,
    onTaken: () => void,
  ): Promise<AppliedPage> {
    if (!fits(before, basis, page)) return this.#dropped();
    const db = this.#db;
    const work = workOf(before, page, bodies);
    // Also those that lose a row to another bucket: their sums are written too.
    const touched = [...new Set([...before.buckets.keys(), ...work.changed])];
    this.#heads.put(work.puts.values());
    for (const name of work.changed) this.#foreseen!.buckets.set(name, work.buckets.get(name)!);
    this.#foreseen!.epoch = page.epoch;
    try {
      await db.transaction('rw', this.#tablesFor(page), async ({ idbtrans }) => {
        await Promise.all([
          mustBeAs(before, db, touched),
          write(db, idbtrans, work, page.epoch, arrival, onTaken),
        ]);
      });
    } catch (error) {
      this.#forget();
      if (error instanceof NotAsForeseen) return { kind: 'dropped' };
      throw error;
    }
    return { kind: 'applied', rows: work.rows };
  }

  /** What the tables will say when all that was begun is stored; null where that has to be asked. */
  #foresee(page: PullResponse): Before | null {
    if (this.#foreseen === null) return null;
    const { epoch, buckets } = this.#foreseen;
    const heads = this.#heads.foresee(rowsPut(page));
    if (heads === null) return null;
    const names = new Set(page.buckets.map(({ bucket }) => bucket));
    for (const { bucket } of heads.values()) names.add(bucket);
    const rows = new Map<string, BucketRow>();
    for (const name of names) if (buckets.has(name)) rows.set(name, buckets.get(name)!);
    const anew = page.buckets.some(({ bucket, reset }) => reset && (rows.get(bucket)?.n ?? 0) > 0);
    if (anew || [...rows.values()].some(({ sweeping }) => sweeping)) return null;
    return { epoch, buckets: rows, heads, marked: new Map() };
  }

  #dropped(): AppliedPage {
    this.#forget();
    return { kind: 'dropped' };
  }

  /** What was foreseen did not come about: the tables are asked from here on. */
  #forget(): void {
    this.#foreseen = null;
    this.#heads.stopFollowing();
  }

  #tablesFor(page: PullResponse): Table[] {
    const db = this.#db;
    const entities = [...new Set(operationsOf(page).map(([entity]) => entity))];
    return [...entities.map((e) => db.rows(e)), db.buckets, db.removes, db.marks, ...touchTables(db)];
  }
}

class NotAsForeseen extends Error {
  override name = 'NotAsForeseen';
}

/** Seals the rows of a page. It needs no transaction, so the next page can be made ready while one is stored. */
export async function sealPage(codec: RowCodec, page: PullResponse): Promise<PageBodies> {
  const rows = putsOf(page).map(([entity, id, seq, , , row]) => ({ entity, id, seq, row: row as object }));
  const bodies = await codec.encode(rows);
  return new Map(rows.map(({ entity, id, seq }, at) => [bodyKey(entity, id, seq), bodies[at]!]));
}

const rowsPut = (page: PullResponse): { entity: Entity; id: string }[] =>
  putsOf(page).map(([entity, id]) => ({ entity, id }));

/** Runs inside the transaction of the page; marks of a run that begins anew go. @returns null where it does not fit */
async function readBefore(
  db: CacheDatabase,
  heads: RowHeads,
  basis: PageBasis,
  page: PullResponse,
): Promise<Before | null> {
  const epoch = (await readMeta(db, 'epoch')) ?? null;
  const names = page.buckets.map(({ bucket }) => bucket);
  const buckets = await bucketRows(db, names);
  if (!fits({ epoch, buckets }, basis, page)) return null;
  const found = await heads.read(rowsPut(page));
  const others = [...new Set([...found.values()].map(({ bucket }) => bucket))].filter((b) => !buckets.has(b));
  for (const [name, row] of await bucketRows(db, others)) buckets.set(name, row);
  let sweeping = [...buckets.values()].some((bucket) => bucket.sweeping);
  for (const { bucket, reset } of page.buckets) {
    if (!reset) continue;
    const row = buckets.get(bucket);
    if (row?.sweeping) await db.marks.filter((mark) => mark.bucket === bucket).delete();
    sweeping ||= (row?.n ?? 0) > 0;
  }
  const marked = new Map<string, string>();
  if (sweeping) {
    for (const mark of await db.marks.bulkGet([...found.keys()])) if (mark) marked.set(mark.key, mark.bucket);
  }
  return { epoch, buckets, heads: found, marked };
}

async function bucketRows(db: CacheDatabase, names: readonly string[]): Promise<Map<string, BucketRow>> {
  const rows = names.length === 0 ? [] : await db.buckets.bulkGet([...names]);
  return new Map(rows.filter((row) => row !== undefined).map((row) => [row.bucket, row]));
}

/** @throws NotAsForeseen */
async function mustBeAs(before: Before, db: CacheDatabase, names: readonly string[]): Promise<void> {
  const [epoch, rows] = await Promise.all([readMeta(db, 'epoch'), db.buckets.bulkGet([...names])]);
  const same = (row: BucketRow | undefined, foreseen: BucketRow | undefined): boolean =>
    sameCursor(row?.cursor, foreseen?.cursor) &&
    row?.n === foreseen?.n &&
    row?.h === foreseen?.h &&
    row?.sweeping === foreseen?.sweeping;
  if ((epoch ?? null) === before.epoch && names.every((name, at) => same(rows[at], before.buckets.get(name))))
    return;
  throw new NotAsForeseen('the cache has moved on under a page that was begun');
}

async function write(
  db: CacheDatabase,
  transaction: IDBTransaction,
  work: PageWork,
  epoch: string,
  arrival: number | null,
  onTaken: () => void = () => undefined,
): Promise<void> {
  await Promise.all([
    putRows(transaction, [...work.puts.values()]).then(onTaken),
    db.buckets.bulkPut([...work.changed].map((name) => work.buckets.get(name)!)),
    ...(work.removes.length > 0 ? [db.removes.bulkAdd(work.removes)] : []),
    ...(work.newMarks.length > 0 ? [db.marks.bulkPut(work.newMarks)] : []),
    touch(db, work.rows),
    writeMeta(db, 'epoch', epoch),
    ...(arrival === null ? [] : [writeMeta(db, 'storedArrival', arrival)]),
  ]);
}

/**
 * Straight to the object stores: one request per row and nothing around it. The next rows go out when the last but
 * one have been taken, so that the browser is never idle and never far behind.
 */
async function putRows(transaction: IDBTransaction, rows: readonly CachedRow[]): Promise<void> {
  let before: Promise<void> | undefined;
  for (let at = 0; at < rows.length; at += PUTS_AT_ONCE) {
    const batch = rows.slice(at, at + PUTS_AT_ONCE);
    const requests = batch.map((row) => transaction.objectStore(row.entity).put(row));
    const last = taken(requests.at(-1)!);
    await before;
    before = last;
  }
  await before;
}

/** A request that fails aborts the transaction, which then says why. */
const taken = (request: IDBRequest): Promise<void> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error('a row was not stored'));
  });
