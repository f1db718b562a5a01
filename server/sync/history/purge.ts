import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../../postgres/transaction.ts';

const DAY_MS = 86_400_000;

/** A client that was away for longer downloads the buckets from which something went, once more. */
export const TOMBSTONE_DAYS = 60;
/** What a repeated push is told in full. After that its status and code, without what people wrote. */
export const RESULT_DAYS = 60;
/** As long as a client that was away may come back with what it holds for acknowledged, and somewhat longer. */
export const RECEIPT_DAYS = 400;

export interface Purged {
  tombstones: number;
  /** Buckets that clients from before have to read from zero. */
  buckets: number;
  /** Receipts whose result was cut down to status and code. */
  results: number;
  receipts: number;
}

/**
 * Notes where the clock stands, once an hour whoever calls how often: the age of a tombstone is read from these marks.
 */
export async function noteMark(pool: Pool, now: Date): Promise<void> {
  await pool.query(
    `insert into sync_mark (at, seq)
     select $1, c.seq from sync_clock c
     where not exists (select from sync_mark m where m.at > $1::timestamptz - interval '1 hour')
     on conflict (at) do nothing`,
    [now],
  );
}

/**
 * SPEC S4: takes away tombstones older than `days` and moves `min_seq` of their buckets past them in the same
 * transaction, so that no snapshot sees one without the other. 0 days: every tombstone there is.
 * Receipts keep their uid for RECEIPT_DAYS, because that alone makes a replay safe (SPEC S9).
 */
export async function purge(pool: Pool, now: Date, days: number = TOMBSTONE_DAYS): Promise<Purged> {
  const horizon = await horizonOf(pool, now, days);
  const buckets = new Set<string>();
  let tombstones = 0;
  for (;;) {
    const taken = await inTransaction(pool, (db) => purgeSome(db, horizon));
    for (const { bucket } of taken.buckets) buckets.add(bucket);
    tombstones += taken.tombstones;
    if (taken.tombstones < TOMBSTONES_AT_ONCE) break;
  }
  return { tombstones, buckets: buckets.size, ...(await purgeReceipts(pool, now)) };
}

/** The clock as it stood `days` ago, or shortly before; 0 where nobody knows. */
async function horizonOf(pool: Pool, now: Date, days: number): Promise<number> {
  const { rows } = await pool.query<{ seq: number }>(
    days === 0
      ? 'select seq from sync_clock'
      : {
          text: 'select coalesce(max(seq), 0) as seq from sync_mark where at <= $1',
          values: [new Date(now.getTime() - days * DAY_MS)],
        },
  );
  return rows[0]?.seq ?? 0;
}

/** The clock is held while they go, and every commit waits for the clock. */
const TOMBSTONES_AT_ONCE = 2_000;

/**
 * First the state rows, then the clock, then the buckets: the order of every writer, so nobody deadlocks. A
 * tombstone that somebody is about to turn into a row again is passed over; it is none any more then.
 */
async function purgeSome(
  db: PoolClient,
  horizon: number,
): Promise<{ tombstones: number; buckets: { bucket: string }[] }> {
  const { rows } = await db.query<{ bucket: string; highest: number; n: number }>({
    text: `with old as (
        select bucket, entity, id from sync_state where deleted and seq <= $1
        order by seq limit $2 for update skip locked
      ), gone as (
        delete from sync_state s using old o
        where (s.bucket, s.entity, s.id) = (o.bucket, o.entity, o.id) returning s.bucket, s.seq
      )
      select bucket, max(seq) as highest, count(*) as n from gone group by bucket order by bucket`,
    values: [horizon, TOMBSTONES_AT_ONCE],
  });
  if (rows.length > 0) {
    await db.query('select from sync_clock for update');
    await db.query({
      text: `update sync_bucket b set min_seq = greatest(b.min_seq, p.highest)
        from unnest($1::text[], $2::bigint[]) as p (bucket, highest) where b.bucket = p.bucket`,
      values: [rows.map((row) => row.bucket), rows.map((row) => row.highest)],
    });
  }
  return { tombstones: rows.reduce((sum, row) => sum + row.n, 0), buckets: rows };
}

async function purgeReceipts(pool: Pool, now: Date): Promise<Pick<Purged, 'results' | 'receipts'>> {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const cut = await pool.query(
    `update mutation_receipt set result = result - 'server_row' - 'conflicts' - 'message'
     where received_at < $1 and result ?| array['server_row', 'conflicts', 'message']`,
    [before(RESULT_DAYS)],
  );
  const gone = await pool.query('delete from mutation_receipt where received_at < $1', [
    before(RECEIPT_DAYS),
  ]);
  await pool.query('delete from sync_mark where at < $1', [before(RECEIPT_DAYS)]);
  return { results: cut.rowCount ?? 0, receipts: gone.rowCount ?? 0 };
}
