import type { PoolClient } from 'pg';
import type { Queryable } from '../pull-head.ts';

/** Why a life of the history began (SPEC S9). */
export type EpochCause = 'RESTORED' | 'CURSOR_AHEAD' | 'CLOCK_BEHIND' | 'HEALED';

/**
 * Begins another life of the history: every client keeps its data, clears its cursors, and sends again what was
 * acknowledged. Whether that is called for is the caller's to know, with the clock's row locked.
 */
export async function beginEpoch(db: PoolClient, cause: EpochCause): Promise<string> {
  const { rows } = await db.query<{ epoch: string }>(
    `with begun as (update sync_clock set epoch = gen_random_uuid()::text returning epoch, seq)
     insert into sync_epoch (epoch, cause, clock) select epoch, $1, seq from begun returning epoch`,
    [cause],
  );
  return rows[0]!.epoch;
}

/** What a store is known by, from outside of it. */
export interface StoreHead {
  storeId: string;
  epoch: string;
  clock: number;
}

export async function readStoreHead(db: Queryable): Promise<StoreHead> {
  const { rows } = await db.query<StoreHead>({
    name: 'store-head',
    text: `select i.value as "storeId", c.epoch, c.seq as clock
      from sync_clock c, store_info i where i.key = 'store_id'`,
  });
  const head = rows[0];
  if (!head) throw new Error('the store has no clock or no id');
  return head;
}
