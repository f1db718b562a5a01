import type { Table } from 'dexie';
import type { AnyRow, Entity } from '../../../shared/domain/rows.ts';
import type { BucketPage, Operation, PullResponse } from '../../../shared/sync/protocol.ts';
import type { CachedRow, RowCodec } from './codec.ts';
import type { BucketRow, CacheDatabase, Mark, PageBasis, PendingRemove } from './schema.ts';
import type { RowHead, RowHeads } from './row-heads.ts';
import { addHash, rowHash, subtractHash } from '../../../shared/sync/checksum.ts';
import { readMeta, writeMeta } from './meta.ts';
import { compareSeq, sameCursor } from './schema.ts';
import { touch, touchTables } from './snapshot.ts';

export type AppliedPage =
  | { kind: 'applied'; rows: readonly PutRow[] }
  /** The cache has moved on since the page was asked for: nothing was written. */
  | { kind: 'dropped' };

export interface PutRow {
  entity: Entity;
  id: string;
  row: AnyRow;
}

/** Sums and cursors of the buckets of one page while it is being applied. */
interface PageWork {
  buckets: Map<string, BucketRow>;
  /** Buckets to be written: a pull without news writes none. */
  changed: Set<string>;
  heads: Map<string, RowHead>;
  marked: Map<string, string>;
  puts: Map<string, CachedRow>;
  newMarks: Mark[];
  removes: PendingRemove[];
  rows: PutRow[];
  bodies: PageBodies;
}

/** The bodies of a page's rows by `entity|id|seq`, made before its transaction begins. */
export type PageBodies = ReadonlyMap<string, CachedRow['body']>;

/**
 * So many puts wait in the browser at once: an edit that is being saved stands behind these and no more. Fewer leave
 * the browser idle between them (16 cost a sixth more time on a quiet machine), more save nothing.
 */
const PUTS_AT_ONCE = 64;

const keyOf = (entity: string, id: string): string => `${entity}|${id}`;

/**
 * Applies one page in one transaction (SPEC C1): compares cursors and epoch, puts rows, queues removes, moves
 * cursors. Sums follow what is really stored: a row that comes again, or from another bucket, is counted once.
 * @param arrival where the page was kept until now, see arrivals.ts; null where it was not
 */
export async function applyPage(
  db: CacheDatabase,
  bodies: PageBodies,
  heads: RowHeads,
  basis: PageBasis,
  page: PullResponse,
  arrival: number | null = null,
): Promise<AppliedPage> {
  const ops = page.buckets.flatMap((bucket) => bucket.ops);
  const entities = [...new Set(ops.map(([entity]) => entity))];
  const tables: Table[] = [
    ...entities.map((e) => db.rows(e)),
    db.buckets,
    db.removes,
    db.marks,
    ...(arrival === null ? [] : [db.arrivals]),
    ...touchTables(db),
  ];
  const work = await db.transaction('rw', tables, async ({ idbtrans }) => {
    const work = await prepare(db, heads, basis, page, ops, bodies);
    if (work === null) return null;
    for (const bucket of page.buckets) applyBucket(work, bucket);
    await store(db, idbtrans, work, page.epoch);
    if (arrival !== null) await db.arrivals.delete(arrival);
    return work;
  });
  if (work === null) return { kind: 'dropped' };
  heads.committed(work.puts.values());
  return { kind: 'applied', rows: work.rows };
}

/** Seals the rows of a page. It needs no transaction, so the next page can be made ready while one is stored. */
export async function sealPage(codec: RowCodec, page: PullResponse): Promise<PageBodies> {
  const rows = page.buckets
    .flatMap(({ ops }) => ops)
    .filter((op) => !op[4])
    .map(([entity, id, seq, , , row]) => ({ entity, id, seq, row: row as object }));
  const bodies = await codec.encode(rows);
  return new Map(rows.map(({ entity, id, seq }, at) => [bodyKey(entity, id, seq), bodies[at]!]));
}

const bodyKey = (entity: string, id: string, seq: string): string => `${entity}|${id}|${seq}`;

async function prepare(
  db: CacheDatabase,
  heads: RowHeads,
  basis: PageBasis,
  page: PullResponse,
  ops: readonly Operation[],
  bodies: PageBodies,
): Promise<PageWork | null> {
  const epoch = (await readMeta(db, 'epoch')) ?? null;
  if (epoch !== basis.epoch || (epoch !== null && page.epoch !== epoch)) return null;
  const names = page.buckets.map((bucket) => bucket.bucket);
  const stored = await db.buckets.bulkGet(names);
  const moved = names.some((name, at) => !sameCursor(stored[at]?.cursor, basis.cursors[name]));
  if (moved) return null;

  const found = await heads.read(ops.filter((op) => !op[4]).map(([entity, id]) => ({ entity, id })));
  const buckets = new Map<string, BucketRow>();
  stored.forEach((row, at) => buckets.set(names[at]!, row ?? freshBucket(names[at]!)));
  const others = new Set([...found.values()].map((head) => head.bucket).filter((b) => !buckets.has(b)));
  for (const row of await db.buckets.bulkGet([...others])) if (row) buckets.set(row.bucket, row);
  const work: PageWork = {
    buckets,
    changed: new Set(),
    heads: found,
    marked: new Map(),
    puts: new Map(),
    newMarks: [],
    removes: [],
    rows: [],
    bodies,
  };
  for (const { bucket, reset } of page.buckets) {
    if (!reset) continue;
    if (buckets.get(bucket)!.sweeping) await db.marks.filter((mark) => mark.bucket === bucket).delete();
    beginRun(work, bucket);
  }
  if ([...buckets.values()].some((bucket) => bucket.sweeping)) {
    const marks = await db.marks.bulkGet([...found.keys()]);
    for (const mark of marks) if (mark) work.marked.set(mark.key, mark.bucket);
  }
  return work;
}

export const freshBucket = (bucket: string): BucketRow => ({
  bucket,
  cursor: null,
  complete: false,
  sweeping: false,
  n: 0,
  h: 0,
});

/** A bucket is sent from zero: what is there of it stays visible, but counts no more. */
function beginRun(work: PageWork, name: string): void {
  const bucket = work.buckets.get(name)!;
  const leftovers = bucket.sweeping || bucket.n > 0;
  work.changed.add(name);
  work.buckets.set(name, { ...freshBucket(name), sweeping: leftovers });
}

function applyBucket(work: PageWork, page: BucketPage): void {
  for (const op of page.ops) {
    const [entity, id, seq, , deleted] = op;
    if (deleted) work.removes.push({ bucket: page.bucket, entity, id, seq });
    else put(work, page.bucket, { entity, id, seq, row: op[5] as unknown as AnyRow });
  }
  const bucket = work.buckets.get(page.bucket)!;
  if (!sameCursor(bucket.cursor, page.to) || (!page.more && !bucket.complete)) work.changed.add(page.bucket);
  bucket.cursor = page.to;
  bucket.complete = bucket.complete || !page.more;
}

function put(work: PageWork, bucketName: string, op: PutRow & { seq: string }): void {
  const { entity, id, seq, row } = op;
  const key = keyOf(entity, id);
  const before = work.heads.get(key);
  const beforeBucket = before && work.buckets.get(before.bucket);
  if (before && beforeBucket && isCounted(work, key, before, beforeBucket)) {
    // An older state of a row that has moved on meanwhile, to another bucket or in this one.
    if (compareSeq(before.seq, seq) > 0) return;
    work.changed.add(before.bucket);
    beforeBucket.n -= 1;
    beforeBucket.h = subtractHash(beforeBucket.h, rowHash(entity, id, before.seq));
  }
  const bucket = work.buckets.get(bucketName)!;
  work.changed.add(bucketName);
  bucket.n += 1;
  bucket.h = addHash(bucket.h, rowHash(entity, id, seq));
  if (bucket.sweeping) {
    work.marked.set(key, bucketName);
    work.newMarks.push({ key, bucket: bucketName });
  }
  work.heads.set(key, { bucket: bucketName, seq });
  work.puts.set(key, {
    bucket: bucketName,
    entity,
    id,
    seq,
    body: work.bodies.get(bodyKey(entity, id, seq))!,
  });
  work.rows.push({ entity, id, row });
}

/** Rows of an earlier run, and of buckets that nobody reads any more, count nowhere and yield to anything. */
const isCounted = (work: PageWork, key: string, head: RowHead, bucket: BucketRow): boolean =>
  !bucket.sweeping || work.marked.get(key) === head.bucket;

async function store(
  db: CacheDatabase,
  transaction: IDBTransaction,
  work: PageWork,
  epoch: string,
): Promise<void> {
  await putRows(transaction, [...work.puts.values()]);
  await db.buckets.bulkPut([...work.changed].map((name) => work.buckets.get(name)!));
  if (work.removes.length > 0) await db.removes.bulkAdd(work.removes);
  if (work.newMarks.length > 0) await db.marks.bulkPut(work.newMarks);
  await touch(db, work.rows);
  await writeMeta(db, 'epoch', epoch);
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
