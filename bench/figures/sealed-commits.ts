import type { Pool } from 'pg';
import { createPool } from '../../server/postgres/database.ts';
import type { Bench } from '../bench.ts';
import { takeDemoFiles } from '../stage/demo.ts';
import { note } from '../stage/stage.ts';
import { median } from '../statistics.ts';

const CUSTOMERS = 2000;
const WRITERS = 12;
const ROUNDS = 7;
const ROUND_MS = 2000;
/** Sealed commits are to be at least 0.7 times as many, so each may take so much longer. */
const MOST = 1 / 0.7;

/** A note about a customer, as a push writes it, its row for clients and its entry in their log. */
const WRITE = {
  name: 'bench-write',
  text: `insert into interaction (interaction_id, customer_code, kind, purpose, outcome, note, happened_at, staff_no)
    values (gen_random_uuid()::text, $1, 'VISIT', '', '', '', '2026-11-20T10:00:00+08:00', 'bench')`,
};

/**
 * What the seal costs when twelve write at once: commits that lock the clock, stamp their rows, move the heads of
 * their buckets and tell whoever waits, beside the same commits without all that. Both take turns in one store.
 */
export const sealedCommits: Bench = {
  names: ['sealed_commit_12_writers_ms'],
  run: async (stage) => {
    const store = await stage.emptyStore();
    await takeDemoFiles(store, await stage.demoFiles(CUSTOMERS));
    const writers = createPool(store.url, { max: WRITERS });
    try {
      const { rows } = await store.pool.query<{ customer_code: string }>(
        'select customer_code from customer',
      );
      const codes = rows.map((row) => row.customer_code);
      await round(writers, codes);
      const sealed: number[] = [];
      const unsealed: number[] = [];
      for (let i = 0; i < ROUNDS; i++) {
        sealed.push(await round(writers, codes));
        await withoutSeal(store.pool, async () => unsealed.push(await round(writers, codes)));
      }
      note(
        `${WRITERS} writers: ${perSecond(sealed)} sealed commits a second, ${perSecond(unsealed)} unsealed`,
      );
      return [
        {
          name: 'sealed_commit_12_writers_ms',
          value: median(sealed),
          floor: median(unsealed),
          most: MOST,
        },
      ];
    } finally {
      await writers.end();
      await store.drop();
    }
  },
};

const perSecond = (msPerCommit: readonly number[]): number => Math.round(1000 / median(msPerCommit));

/** @returns milliseconds per commit of all writers together */
async function round(writers: Pool, codes: readonly string[]): Promise<number> {
  const began = performance.now();
  let commits = 0;
  const write = async (writer: number): Promise<void> => {
    for (let i = writer; performance.now() - began < ROUND_MS; i += WRITERS) {
      await writers.query({ ...WRITE, values: [codes[(i * 7919) % codes.length]] });
      commits++;
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
  return (performance.now() - began) / commits;
}

/** Nobody writes meanwhile but `work`; what it leaves unstamped is taken away before anybody could miss it. */
async function withoutSeal(pool: Pool, work: () => Promise<unknown>): Promise<void> {
  await pool.query('alter table sync_queue disable trigger sync_seal');
  await work();
  await pool.query('alter table sync_queue enable trigger sync_seal');
  await pool.query('delete from sync_queue');
  await pool.query('delete from sync_state where seq is null');
  await pool.query('vacuum sync_queue, sync_state');
}
