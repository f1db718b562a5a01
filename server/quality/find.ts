import type { Pool } from 'pg';
import { type Clock, systemClock } from '../../shared/lib/clock.ts';
import { dayOf, isoInShanghai } from '../../shared/lib/dates.ts';
import { inTransaction } from '../postgres/transaction.ts';
import { SEARCHES } from './kinds.ts';
import { replaceFindings } from './replace-findings.ts';
import { recordTies } from './ties.ts';

/** 'qual': one search at a time per store, from whatever process. */
const SEARCH_KEY = 0x7175_616c;
const CHECKED_AT = 'quality_checked_at';

/**
 * Looks for everything that the data-quality list shows, as one change. What was known keeps the day on which it was first found; what
 * has been put right goes.
 */
export async function findQuality(pool: Pool, options: { clock?: Clock } = {}): Promise<void> {
  const now = (options.clock ?? systemClock).now();
  const day = dayOf(now);
  await inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [SEARCH_KEY]);
    await client.query('set local jit = off');
    await recordTies(client, day);
    for (const { kind, prefix, query } of SEARCHES)
      await replaceFindings(client, { kind, prefix, query, day });
    await client.query(
      `insert into store_info (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value`,
      [CHECKED_AT, isoInShanghai(now)],
    );
  });
}

/** Looks where a feed has been taken since the last look, or the day is another; true where it did. */
export async function findQualityWhereDue(pool: Pool, clock: Clock): Promise<boolean> {
  const checked = await lastChecked(pool);
  const { rows } = await pool.query<{ due: boolean }>(
    `select exists (select from feed_run where outcome = 'TAKEN'
       and ($1::timestamptz is null or started_at > $1)) as due`,
    [checked],
  );
  const stale = checked !== null && dayOf(new Date(checked)) !== dayOf(clock.now());
  if (!rows[0]?.due && !stale) return false;
  await findQuality(pool, { clock });
  return true;
}

export async function lastChecked(pool: Pool): Promise<string | null> {
  const { rows } = await pool.query<{ value: string }>('select value from store_info where key = $1', [
    CHECKED_AT,
  ]);
  return rows[0]?.value ?? null;
}
