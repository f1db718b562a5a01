import type { AnyRow, Entity } from '../../../shared/domain/rows.ts';
import type { BucketPage, Operation, PullResponse } from '../../../shared/sync/protocol.ts';
import type { CachedRow } from './codec.ts';
import type { BucketRow, Mark, PageBasis, PendingRemove } from './schema.ts';
import type { RowHead } from './row-heads.ts';
import { addHash, rowHash, subtractHash } from '../../../shared/sync/checksum.ts';
import { compareSeq, sameCursor } from './schema.ts';

export interface PutRow {
  entity: Entity;
  id: string;
  row: AnyRow;
}

/** What the tables say of everything that a page is about, before it is applied. */
export interface Before {
  epoch: string | null;
  /** Those of the page, and those in which its rows sit until now. */
  buckets: ReadonlyMap<string, BucketRow>;
  /** By `entity|id`. */
  heads: Map<string, RowHead>;
  /** Rows that came in the present run of a bucket that is read anew, with its name, by `entity|id`. */
  marked: Map<string, string>;
}

/** What a page comes to: everything that its transaction writes. */
export interface PageWork {
  buckets: Map<string, BucketRow>;
  /** Buckets to be written: a pull without news writes none. */
  changed: Set<string>;
  puts: Map<string, CachedRow>;
  newMarks: Mark[];
  removes: PendingRemove[];
  rows: PutRow[];
}

/** A page while it is being applied. */
interface Applying extends PageWork {
  heads: Map<string, RowHead>;
  marked: Map<string, string>;
  bodies: PageBodies;
}

/** The bodies of a page's rows by `entity|id|seq`, made before its transaction begins. */
export type PageBodies = ReadonlyMap<string, CachedRow['body']>;

const keyOf = (entity: string, id: string): string => `${entity}|${id}`;

export const bodyKey = (entity: string, id: string, seq: string): string => `${entity}|${id}|${seq}`;

export const operationsOf = (page: PullResponse): Operation[] => page.buckets.flatMap(({ ops }) => ops);

/** The operations that bring a row; the others say that one is gone. */
export const putsOf = (page: PullResponse): Operation[] => operationsOf(page).filter((op) => !op[4]);

/** The rows of a page as they are shown. */
export const rowsOf = (page: PullResponse): PutRow[] =>
  putsOf(page).map(([entity, id, , , , row]) => ({ entity, id, row: row as unknown as AnyRow }));

/** Whether the cache still is where it was when the page was asked for (SPEC C1). */
export function fits(
  { epoch, buckets }: Pick<Before, 'epoch' | 'buckets'>,
  basis: PageBasis,
  page: PullResponse,
): boolean {
  if (epoch !== basis.epoch || (epoch !== null && page.epoch !== epoch)) return false;
  return page.buckets.every(({ bucket }) => sameCursor(buckets.get(bucket)?.cursor, basis.cursors[bucket]));
}

/**
 * Rows to be put, removals to be queued, cursors and sums as they will be. Sums follow what is really stored: a row
 * that comes again, or from another bucket, is counted once.
 */
export function workOf(before: Before, page: PullResponse, bodies: PageBodies): PageWork {
  const work: Applying = {
    buckets: new Map([...before.buckets].map(([name, row]) => [name, { ...row }])),
    changed: new Set(),
    heads: before.heads,
    marked: before.marked,
    puts: new Map(),
    newMarks: [],
    removes: [],
    rows: [],
    bodies,
  };
  for (const { bucket, reset } of page.buckets) {
    if (!work.buckets.has(bucket)) work.buckets.set(bucket, freshBucket(bucket));
    if (reset) beginRun(work, bucket);
  }
  for (const bucket of page.buckets) applyBucket(work, bucket);
  return work;
}

const freshBucket = (bucket: string): BucketRow => ({
  bucket,
  cursor: null,
  complete: false,
  sweeping: false,
  n: 0,
  h: 0,
});

/** A bucket is sent from zero: what is there of it stays visible, but counts no more. */
function beginRun(work: Applying, name: string): void {
  const bucket = work.buckets.get(name)!;
  const leftovers = bucket.sweeping || bucket.n > 0;
  work.changed.add(name);
  work.buckets.set(name, { ...freshBucket(name), sweeping: leftovers });
}

function applyBucket(work: Applying, page: BucketPage): void {
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

function put(work: Applying, bucketName: string, op: PutRow & { seq: string }): void {
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
const isCounted = (work: Applying, key: string, head: RowHead, bucket: BucketRow): boolean =>
  !bucket.sweeping || work.marked.get(key) === head.bucket;
