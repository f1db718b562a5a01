import type { Pool } from 'pg';
import type { Freshness } from '../../../shared/domain/rows.ts';

/** How the store stands, the same whichever server process is asked. */
export interface StoreFigures {
  /** The position of the newest commit. */
  clock: string;
  customers: number;
  buckets: number;
  tombstones: number;
  bytes: string;
  freshness: Pick<Freshness, 'kind' | 'asOf'>[];
  setUpAt: Date;
  refusedFiles: { kind: string; count: string }[];
  /** Of which nobody has taken note. */
  alarms: { kind: string; feed: string; count: number }[];
  devicesSeen: number;
  /** When the newest nightly upkeep ended, in seconds since 1970, and how many differences it found; null: never. */
  upkeep: { doneAt: number; findings: number } | null;
}

/**
 * One read of small or indexed tables; counts of large ones are PostgreSQL's own estimates. Removals may be millions
 * after a territory was re-cut: of them the number is that of the partial index which the purge walks, as the last
 * vacuum or analyze left it, so that a scrape costs the same whatever is in there.
 */
export async function storeFigures(pool: Pool, now: Date): Promise<StoreFigures> {
  const { rows } = await pool.query<StoreFigures>(
    `select (select seq::text from sync_clock) as clock,
       (select coalesce(max(reltuples), 0)::float8 from pg_class where oid = 'customer'::regclass) as customers,
       (select count(*)::int from sync_bucket) as buckets,
       (select greatest(reltuples, 0)::float8 from pg_class where oid = 'sync_state_tombstones'::regclass) as tombstones,
       pg_database_size(current_database())::text as bytes,
       (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'asOf', as_of)), '[]')
          from feed_freshness) as freshness,
       (select min(applied_at) from schema_migration) as "setUpAt",
       (select coalesce(jsonb_agg(f), '[]') from (
          select coalesce(kind, 'unknown') as kind, count(*)::text as count
          from feed_run where outcome = 'REFUSED' group by 1) f) as "refusedFiles",
       (select coalesce(jsonb_agg(f), '[]') from (
          select kind, coalesce(feed, '') as feed, count(*)::int as count from feed_alarm
          where resolved_at is null and acknowledged_at is null group by 1, 2) f) as alarms,
       (select count(*)::int from device where last_seen_at > $1::timestamptz - interval '1 day') as "devicesSeen",
       (select jsonb_build_object('doneAt', extract(epoch from done_at),
            'findings', coalesce(jsonb_array_length(report -> 'drift'), 0))
          from upkeep_night order by night desc limit 1) as upkeep`,
    [now],
  );
  return rows[0]!;
}
