import type { PoolClient } from 'pg';
import type { FeedDefinition } from './definition.ts';
import type { FeedRun } from './runs.ts';

const FEW = 50;

/**
 * Tells the planner of tables that have just become much larger; autovacuum would do so a minute too late, and until
 * then thousands of rows are joined one by one.
 */
export async function renewStatistics(
  client: PoolClient,
  feed: FeedDefinition | undefined,
  runs: readonly FeedRun[],
): Promise<void> {
  if (!feed) return;
  const changed = runs.reduce((sum, run) => sum + run.rows_changed, 0);
  const { rows } = await client.query<{ known: number }>(
    'select greatest(min(reltuples), 0) as known from pg_class where oid = any ($1::regclass[])',
    [Object.keys(feed.fills)],
  );
  if (changed > (rows[0]?.known ?? 0) / 2 + FEW) {
    const tables = Object.entries(feed.fills).map(([table, columns]) => `${table} (${columns.join(', ')})`);
    await client.query(`analyze ${tables.join(', ')}`);
  }
}
