import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';

/** Resolves once a connection of this database waits for what another one holds. */
export async function somebodyWaits(pool: Pool): Promise<void> {
  const waits = async (): Promise<boolean> =>
    (
      await pool.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
    ).rowCount !== 0;
  while (!(await waits())) await pause(5);
}

/**
 * Begins `work` while another connection has done `sql` and not committed it, commits once `work` waits for it, and
 * returns what `work` comes to: it has then to go by what was committed and not by what it read before.
 */
export async function whileHeld<T>(pool: Pool, sql: string, work: () => Promise<T>): Promise<T> {
  const other = await pool.connect();
  try {
    await other.query('begin');
    await other.query(sql);
    const done = work();
    await Promise.race([somebodyWaits(pool), done]);
    await other.query('commit');
    return await done;
  } finally {
    other.release(true);
  }
}
