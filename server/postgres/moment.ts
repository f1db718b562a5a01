import type { PoolClient } from 'pg';

/**
 * Tells the triggers when it is by the server's clock, until the caller's transaction ends: what they write of its deeds
 * bears that moment, where the database's own clock may go otherwise.
 */
export async function tellMoment(client: PoolClient, at: Date): Promise<void> {
  await client.query(`select set_config('channeldesk.moment', $1, true)`, [at.toISOString()]);
}
