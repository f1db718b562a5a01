import type { PoolClient } from 'pg';
import type { Day } from '../../shared/lib/dates.ts';
import type { NamedFeed } from './file-name.ts';
import { Refusal } from './refusal.ts';

/** What stands against taking a file as a whole, apart from its own bytes. `--force` passes all of these. */

const KEPT_SHARE = 0.9;
const BAD_SHARE = 0.05;

/**
 * A file is not taken after a newer one of its kind: it would turn the store back. Fees are compared by the delivery
 * of their month. @throws Refusal E_OLDER
 */
export async function refuseOlder(
  client: PoolClient,
  { feed, period }: NamedFeed,
  deliveredOn: Day,
): Promise<void> {
  const monthly = feed.period === 'month';
  const { rows } = await client.query<{ newest: string | null }>(
    monthly
      ? `select max(delivered_on)::text as newest from feed_run where kind = $1 and outcome = 'TAKEN' and period = $2`
      : `select max(period) as newest from feed_run where kind = $1 and outcome = 'TAKEN' and $2::text is not null`,
    [feed.kind, period],
  );
  const newest = rows[0]?.newest;
  const own = monthly ? deliveredOn : period;
  if (newest && own && own < newest) {
    throw new Refusal('E_OLDER', `this is of ${own}, and the file of ${newest} was taken already`);
  }
}

/** @throws Refusal E_SHRUNK */
export async function refuseShrunk(client: PoolClient, { feed }: NamedFeed, rows: number): Promise<void> {
  if (!feed.guardsShrinking) return;
  const last = await client.query<{ file: string; rows_read: number }>(
    `select file, rows_read from feed_run where kind = $1 and outcome = 'TAKEN' order by run_id desc limit 1`,
    [feed.kind],
  );
  const before = last.rows[0];
  if (before && rows < before.rows_read * KEPT_SHARE) {
    throw new Refusal('E_SHRUNK', `${rows} rows, and ${before.file} had ${before.rows_read}`);
  }
}

/** @throws Refusal E_BAD_ROWS */
export function refuseBadRows(read: number, bad: number): void {
  if (bad > read * BAD_SHARE) throw new Refusal('E_BAD_ROWS', `${bad} of ${read}`);
}

/**
 * A store holds real feeds or an invented region, never both; the first file decides which.
 * @throws Refusal E_STORE_KIND
 */
export async function claimStore(client: PoolClient, wanted: 'real' | 'demo', force: boolean): Promise<void> {
  await client.query(`insert into store_info (key, value) values ('kind', $1) on conflict do nothing`, [
    wanted,
  ]);
  const { rows } = await client.query<{ value: string }>(`select value from store_info where key = 'kind'`);
  const kind = rows[0]?.value;
  if (kind !== wanted && !force) {
    const holds = kind === 'demo' ? 'invented data of the demo' : 'real data';
    throw new Refusal('E_STORE_KIND', `it holds ${holds}; use another DATA_DIR`);
  }
}
