import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertPerson } from '../test-support/people.ts';
import { freshDatabase } from '../test-support/fresh-database.ts';
import { testApp, type TestApp } from '../test-support/test-app.ts';
import { insertRegion } from './test-support/region.ts';
import { SyncClient } from './test-support/sync-client.ts';

const WRITERS = 12;
const ACCOUNTS = 240;
const EACH = 1000;
const TOTAL = ACCOUNTS * EACH;
const RUN_MS = 5_000;
const BUCKETS = ['A1', 'A2', 'B1', 'NN1-GZ-W', 'S1', 'T1'].map((community) => `community:${community}`);

/** A seeded generator, so that a failing run can be had again. Mulberry32. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Moves money between two accounts, and now and then an account to another bucket, in one transaction. */
async function transfer(pool: Pool, draw: () => number): Promise<void> {
  const pick = () => `ACC${Math.floor(draw() * ACCOUNTS)}`;
  const [from, to] = [pick(), pick()].sort() as [string, string];
  if (from === to) return;
  const amount = Math.floor(draw() * 100);
  const db = await pool.connect();
  try {
    await db.query('begin');
    const add = (id: string, by: number) =>
      db.query(
        `update sync_row set body = jsonb_set(body::jsonb, '{amount}', to_jsonb((body::jsonb ->> 'amount')::int + $2))::text
         where entity = 'balance' and id = $1`,
        [id, by],
      );
    await add(from, -amount);
    if (draw() < 0.3) {
      await db.query(`update sync_row set bucket = $2 where entity = 'balance' and id = $1`, [
        from,
        BUCKETS[Math.floor(draw() * BUCKETS.length)],
      ]);
    }
    if (draw() < 0.1) await db.query('savepoint s');
    await add(to, amount);
    await db.query(draw() < 0.05 ? 'rollback' : 'commit');
  } finally {
    db.release();
  }
}

const moneyOf = (client: SyncClient): { accounts: number; sum: number } => {
  const held = [...client.rows.values()].filter((row) => row.entity === 'balance');
  return { accounts: held.length, sum: held.reduce((sum, row) => sum + Number(row.body.amount), 0) };
};

describe('12 writers, an incremental reader and a fresh one', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await testApp({ database: await freshDatabase({ poolSize: WRITERS + 6 }) });
    const { pool } = server.database;
    await insertRegion(pool);
    await insertPerson(pool, {
      staffNo: '20002',
      roles: [{ role: 'NETWORK_CHANNEL_ADMIN', unitCode: 'NN' }],
    });
    await pool.query(
      `insert into sync_row select 'balance', 'ACC' || i, ($1::text[])[1 + i % 6], '{"amount": ${EACH}}'
       from generate_series(0, ${ACCOUNTS - 1}) i`,
      [BUCKETS],
    );
  });
  afterAll(() => server.close());

  it("[S2] [S3] [S5] every checkpoint holds every account once, the whole sum, and the server's n and h", async () => {
    const { pool } = server.database;
    const end = Date.now() + RUN_MS;
    const checkpoints = { incremental: 0, fresh: 0 };
    const goesOn = () => Date.now() < end || Math.min(checkpoints.incremental, checkpoints.fresh) < 5;
    let transfers = 0;
    const writer = async (seed: number) => {
      const draw = random(seed);
      while (goesOn()) {
        await transfer(pool, draw);
        transfers++;
        // Flat out they change every row faster than pages of this size bring them.
        await sleep(draw() * 50);
      }
    };
    // At completion the client itself compares its n and h with the server's, and throws.
    const reader = async (kind: keyof typeof checkpoints) => {
      let client = new SyncClient(server.app, '20002');
      while (goesOn()) {
        if (kind === 'fresh') client = new SyncClient(server.app, '20002');
        await client.pull({ limit: kind === 'fresh' ? 90 : 40 });
        expect(moneyOf(client), `${kind}, checkpoint ${checkpoints[kind]}`).toEqual({
          accounts: ACCOUNTS,
          sum: TOTAL,
        });
        client.pages = [];
        checkpoints[kind]++;
      }
    };
    await Promise.all([
      ...Array.from({ length: WRITERS }, (_, i) => writer(i + 1)),
      reader('incremental'),
      reader('fresh'),
    ]);
    expect(transfers).toBeGreaterThan(100);
  }, 60_000);
});
