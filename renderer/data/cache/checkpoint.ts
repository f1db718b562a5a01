import type { Entity } from '../../../shared/domain/rows.ts';
import type { PullResponse } from '../../../shared/sync/protocol.ts';
import type { CachedRow } from './codec.ts';
import type { RowHeads } from './row-heads.ts';
import type { BucketRow, CacheDatabase, PendingRemove } from './schema.ts';
import type { Verification } from './verification.ts';
import { ENTITIES } from '../../../shared/domain/rows.ts';
import { rowHash, subtractHash } from '../../../shared/sync/checksum.ts';
import { writeMeta } from './meta.ts';
import { compareSeq } from './schema.ts';
import { touch, touchTables } from './snapshot.ts';
import { compareSums, noteVerification } from './verification.ts';

export interface RemovedRow {
  entity: Entity;
  id: string;
}

/** Buckets that do not agree have lost their cursors, and will be read anew. */
export interface Checkpoint extends Verification {
  removed: RemovedRow[];
}

/** SPEC C1: no transaction of the engine holds the tables for longer than this many rows take. */
const ROWS_PER_TRANSACTION = 1000;

/**
 * What is done when an answer about all buckets is complete: removals that waited (C2), the sweep of buckets that
 * were sent from zero, the end of buckets that are no longer mine, and the comparison with the server's sums (C3).
 * Each step can be cut off and is taken up again at the next checkpoint.
 */
export async function completeCheckpoint(
  db: CacheDatabase,
  heads: RowHeads,
  answer: PullResponse,
): Promise<Checkpoint> {
  const removed = [
    ...(await runRemoves(db)),
    ...(await sweep(db)),
    ...(await leaveBuckets(db, new Set(answer.bucket_set))),
  ];
  heads.removed(removed);
  const verified = await verify(db, answer);
  return { removed, ...verified };
}

async function runRemoves(db: CacheDatabase): Promise<RemovedRow[]> {
  const removed: RemovedRow[] = [];
  for (;;) {
    const batch = await db.removes.limit(ROWS_PER_TRANSACTION).toArray();
    if (batch.length === 0) return removed;
    removed.push(...(await runBatch(db, batch)));
  }
}

async function runBatch(db: CacheDatabase, batch: readonly PendingRemove[]): Promise<RemovedRow[]> {
  const entities = [...new Set(batch.map((remove) => remove.entity))];
  const tables = [...entities.map((e) => db.rows(e)), db.buckets, db.removes, db.marks, ...touchTables(db)];
  return db.transaction('rw', tables, async () => {
    const removed: RemovedRow[] = [];
    const buckets = new BucketSums(db);
    for (const entity of entities) {
      const wanted = batch.filter((remove) => remove.entity === entity);
      const rows = await db.rows(entity).bulkGet(wanted.map((remove) => remove.id));
      const gone = new Map<string, CachedRow>();
      wanted.forEach((remove, at) => {
        const row = rows[at];
        if (row?.bucket === remove.bucket && compareSeq(row.seq, remove.seq) < 0) gone.set(row.id, row);
        // Gone already, behind our back; whoever still shows it must hear of it too.
        else if (row === undefined) removed.push({ entity, id: remove.id });
      });
      for (const { id, seq, bucket } of gone.values()) {
        await buckets.subtract(bucket, entity, id, seq);
        removed.push({ entity, id });
      }
      await db.rows(entity).bulkDelete([...gone.keys()]);
    }
    await buckets.store();
    await touch(db, removed);
    await db.removes.bulkDelete(batch.map((remove) => remove.key!));
    return removed;
  });
}

/** Sums of buckets while rows are taken away in one transaction. */
class BucketSums {
  readonly #db: CacheDatabase;
  readonly #rows = new Map<string, BucketRow>();

  constructor(db: CacheDatabase) {
    this.#db = db;
  }

  async subtract(name: string, entity: Entity, id: string, seq: string): Promise<void> {
    const bucket = this.#rows.get(name) ?? (await this.#db.buckets.get(name));
    if (bucket === undefined) return;
    this.#rows.set(name, bucket);
    // In a run from zero only marked rows were counted; its marks fall with the sweep.
    if (bucket.sweeping && (await this.#db.marks.get(`${entity}|${id}`))?.bucket !== name) return;
    bucket.n -= 1;
    bucket.h = subtractHash(bucket.h, rowHash(entity, id, seq));
  }

  async store(): Promise<void> {
    await this.#db.buckets.bulkPut([...this.#rows.values()]);
  }
}

/** Takes away what an earlier run left in buckets that have now been sent from zero to the end. */
async function sweep(db: CacheDatabase): Promise<RemovedRow[]> {
  const swept = (await db.buckets.toArray()).filter((bucket) => bucket.sweeping && bucket.complete);
  if (swept.length === 0) return [];
  const names = new Set(swept.map((bucket) => bucket.bucket));
  const removed = await deleteRows(db, async (rows) => {
    const candidates = rows.filter((row) => names.has(row.bucket));
    const marks = await db.marks.bulkGet(candidates.map((row) => `${row.entity}|${row.id}`));
    return candidates.filter((row, at) => marks[at]?.bucket !== row.bucket);
  });
  await db.transaction('rw', db.buckets, db.marks, async () => {
    await db.marks.filter((mark) => names.has(mark.bucket)).delete();
    for (const name of names) await db.buckets.update(name, { sweeping: false });
  });
  return removed;
}

/** SPEC C3, C7: rows of buckets that are no longer mine go. What waits in the outbox stays there. */
async function leaveBuckets(db: CacheDatabase, mine: ReadonlySet<string>): Promise<RemovedRow[]> {
  const left = (await db.buckets.toCollection().primaryKeys()).filter((name) => !mine.has(name));
  if (left.length === 0) return [];
  const names = new Set(left);
  const removed = await deleteRows(db, (rows) =>
    Promise.resolve(rows.filter((row) => names.has(row.bucket))),
  );
  await db.buckets.bulkDelete(left);
  return removed;
}

interface StoredHead {
  entity: Entity;
  id: string;
  bucket: string;
}

/** Walks over all rows, in transactions of a bounded size, and deletes those that `choose` names. */
async function deleteRows(
  db: CacheDatabase,
  choose: (rows: readonly StoredHead[]) => Promise<readonly StoredHead[]>,
): Promise<RemovedRow[]> {
  const removed: RemovedRow[] = [];
  for (const entity of ENTITIES) {
    const table = db.rows(entity);
    for (let last = ''; ;) {
      const walked = await db.transaction('rw', [table, db.marks, ...touchTables(db)], async () => {
        const rows = await table.where(':id').above(last).limit(ROWS_PER_TRANSACTION).toArray();
        const gone = await choose(rows);
        await table.bulkDelete(gone.map((row) => row.id));
        await touch(db, gone);
        removed.push(...gone.map(({ id }) => ({ entity, id })));
        return rows.at(-1)?.id;
      });
      if (walked === undefined) break;
      last = walked;
    }
  }
  return removed;
}

async function verify(db: CacheDatabase, answer: PullResponse): Promise<Verification> {
  return db.transaction('rw', db.buckets, db.meta, async () => {
    const stored = await db.buckets.bulkGet(answer.buckets.map(({ bucket }) => bucket));
    const rows = new Map(answer.buckets.map(({ bucket }, at) => [bucket, stored[at]]));
    const verification = compareSums(answer, (bucket) => rows.get(bucket));
    await readAnew(db, verification.mismatched);
    await noteVerification(db, answer, verification);
    return verification;
  });
}

/** Drops the cursors: the next download of these buckets begins from zero, over what is there. */
export async function readAnew(db: CacheDatabase, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await db.buckets.update(name, { cursor: null, complete: false, sweeping: true, n: 0, h: 0 });
  }
}

/**
 * SPEC S9: the server lives another life of its history. The data stay; cursors and seqs mean nothing any more,
 * and every bucket is read anew. Buckets count no row until it is sent again, which is what clearing seqs means.
 */
export async function beginEpoch(db: CacheDatabase, epoch: string): Promise<void> {
  await db.transaction('rw', [db.buckets, db.removes, db.marks, db.arrivals, db.meta], async () => {
    await readAnew(db, await db.buckets.toCollection().primaryKeys());
    await db.removes.clear();
    await db.marks.clear();
    await db.arrivals.clear();
    await writeMeta(db, 'epoch', epoch);
  });
}
