import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../../postgres/transaction.ts';
import { brokenGuards, rowDrift } from './audit.ts';
import { beginEpoch } from './epochs.ts';

export interface Healed {
  /** Triggers and functions made as they were. */
  guards: number;
  /** Rows of clients that were built anew. */
  rows: number;
  /** Log rows written anew, the news of those rows not counted. */
  log: number;
  /** Positions that could not be were put right; where the clock itself was wrong, another epoch has begun. */
  newEpoch: boolean;
}

/** Rows that are built by one transaction; customers are locked for as long. */
const ROWS_AT_ONCE = 1_000;

/**
 * Puts right what an audit finds, so that clients hear of it with their next pull. What is true is what the tables
 * say; the log is made to tell of it as a change of today. Each step is whole by itself, so one that fails (a
 * lock that somebody holds) leaves the store better than it was, and healing can be asked for again.
 */
export async function heal(pool: Pool): Promise<Healed> {
  const guards = await inTransaction(pool, healGuards);
  const newEpoch = await inTransaction(pool, healPositions);
  let rows = 0;
  for (const { entity, ids } of await rowDrift(pool)) {
    for (let at = 0; at < ids.length; at += ROWS_AT_ONCE) {
      const batch = ids.slice(at, at + ROWS_AT_ONCE);
      await pool.query('select project_rows_now($1, $2)', [entity, batch]);
      rows += batch.length;
    }
  }
  const healed = await pool.query<{ n: number }>('select sync_heal_log() as n');
  return { guards, rows, log: healed.rows[0]!.n, newEpoch };
}

async function healGuards(db: PoolClient): Promise<number> {
  // Functions may name one another, in whatever order they come.
  await db.query('set local check_function_bodies = off');
  const broken = await brokenGuards(db);
  for (const { kind, drift, name, table_name: table, definition } of broken) {
    const trigger = db.escapeIdentifier(name);
    if (kind === 'TRIGGER' && drift === 'GUARD_CHANGED')
      await db.query(`drop trigger ${trigger} on ${table}`);
    await db.query(
      drift === 'GUARD_DISABLED' ? `alter table ${table} enable trigger ${trigger}` : definition,
    );
  }
  return broken.length;
}

/** The clock is locked before the buckets, as whoever seals does. */
async function healPositions(db: PoolClient): Promise<boolean> {
  const { rows } = await db.query<{ behind: boolean; unknown: boolean }>(
    `select c.seq < (select coalesce(max(seq), 0) from sync_state) as behind,
       not exists (select from sync_epoch e where e.epoch = c.epoch) as unknown
     from sync_clock c for update`,
  );
  const { behind, unknown } = rows[0]!;
  if (behind) {
    await db.query('update sync_clock set seq = (select max(seq) from sync_state)');
  }
  const newEpoch = behind || unknown;
  if (newEpoch) await beginEpoch(db, 'HEALED');
  await db.query(
    `insert into sync_bucket as b (bucket, last_seq)
     select bucket, max(seq) from sync_state where seq is not null group by bucket
     on conflict (bucket) do update set last_seq = excluded.last_seq where b.last_seq < excluded.last_seq`,
  );
  await db.query(
    `update sync_bucket b set last_seq = least(b.last_seq, c.seq), min_seq = least(b.min_seq, c.seq)
     from sync_clock c where greatest(b.last_seq, b.min_seq) > c.seq`,
  );
  return newEpoch;
}
