import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_PULL_LIMIT } from '../../shared/sync/protocol.ts';
import { insertPerson, insertUnits } from '../test-support/people.ts';
import { testApp, type TestApp } from '../test-support/test-app.ts';
import { PAGE_BYTES } from './pull.ts';
import { insertCustomers, insertRegion } from './test-support/region.ts';
import { MutationBuilder } from './test-support/mutation-builder.ts';
import { SyncClient } from './test-support/sync-client.ts';

const COMMUNITIES = 500;
const LARGE = 50_000;
const WIDE = 150;
/** The most that a row may hold. */
const WIDE_BYTES = 64 * 1024;

/** The head of a department with 500 communities: one holds 50,000 customers, one holds rows of 64 KB. */
describe('a scope at its limits', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await testApp();
    const { pool } = server.database;
    await insertRegion(pool);
    await insertUnits(
      pool,
      Array.from({ length: COMMUNITIES }, (_, i) => ({
        unitCode: `C${i}`,
        parentCode: 'NN1-SY',
        kind: 'COMMUNITY' as const,
        channel: 'BUSINESS' as const,
      })),
    );
    await insertPerson(pool, { staffNo: '40001', roles: [{ role: 'DEPARTMENT_ADMIN', unitCode: 'NN1-SY' }] });
    // Rows as clients get them, written past the tables that they come from: only their number and size count here.
    await pool.query(
      `insert into sync_row (entity, id, bucket, body)
       select 'ledger', 'L' || i, 'community:C7', jsonb_build_object('customerCode', 'L' || i)
       from generate_series(1, $1) as i`,
      [LARGE],
    );
    await pool.query(
      `insert into sync_row (entity, id, bucket, body)
       select 'ledger', 'W' || i, 'community:C9', jsonb_build_object('customerCode', 'W' || i, 'wide',
         (select string_agg(md5(i || '-' || part), '') from generate_series(1, ($2::int - 200) / 32) as part))
       from generate_series(1, $1) as i`,
      [WIDE, WIDE_BYTES],
    );
    await insertCustomers(
      pool,
      Array.from({ length: COMMUNITIES }, (_, i) => ({ customerCode: `KH${i}`, community: `C${i}` })),
    );
    await pool.query('analyze sync_state, sync_row');
  }, 240_000);
  afterAll(() => server.close());

  it('[fault 34] [S3] [S6] no page exceeds its rows and bytes, and all of it arrives', async () => {
    const client = new SyncClient(server.app, '40001');
    let pages = 0;
    for (let complete = false; !complete; pages++) {
      const page = await client.pullPage({ limit: MAX_PULL_LIMIT });
      const ops = page.buckets.flatMap((bucket) => bucket.ops);
      const bytes = ops.reduce((sum, op) => sum + Buffer.byteLength(JSON.stringify(op[5] ?? null)), 0);
      expect(ops.length).toBeLessThanOrEqual(MAX_PULL_LIMIT);
      expect(bytes).toBeLessThanOrEqual(PAGE_BYTES);
      // Whole pages: nobody is sent round for a handful of rows.
      if (!page.complete) expect(ops.length >= 1500 || bytes > PAGE_BYTES - 2 * WIDE_BYTES).toBe(true);
      complete = page.complete;
    }
    expect(client.bucketSet.length).toBeGreaterThanOrEqual(COMMUNITIES + 2);
    expect(client.ids('ledger')).toHaveLength(LARGE + WIDE);
    expect(client.ids('customer')).toHaveLength(COMMUNITIES);
    expect(pages).toBeGreaterThan(LARGE / MAX_PULL_LIMIT);
    // Again: every bucket is in the answer, and none has a row.
    const again = await client.pull({ limit: MAX_PULL_LIMIT });
    expect(again.buckets.flatMap((bucket) => bucket.ops)).toEqual([]);
    expect(again.buckets).toHaveLength(client.bucketSet.length);
  });

  it('[fault 32] while queries crawl, others are pulled for and pushed as if there were none', async () => {
    const { pool } = server.database;
    await insertPerson(pool, { staffNo: '40002', roles: [{ role: 'ACCOUNT_MANAGER', unitCode: 'A1' }] });
    await insertCustomers(pool, [{ customerCode: 'KHA', community: 'A1' }]);
    let crawling = 0;
    const crawlers = Array.from({ length: 2 }, async () => {
      crawling++;
      // Would take an hour; ended from outside.
      await pool
        .query(`select 'crawl', count(*) from generate_series(1, 20000000000)`)
        .catch(() => undefined);
      crawling--;
    });
    const client = new SyncClient(server.app, '40002');
    const builder = new MutationBuilder();
    for (let round = 0; round < 20; round++) {
      const { results } = await client.push([builder.note('KHA')]);
      expect(results).toMatchObject([{ status: 'applied' }]);
      await client.pull();
      expect(client.ids('interaction')).toHaveLength(round + 1);
    }
    // None of them waited for one of those.
    expect(crawling).toBe(2);
    await pool.query(
      `select pg_cancel_backend(pid) from pg_stat_activity
       where datname = current_database() and query like 'select ''crawl''%' and pid <> pg_backend_pid()`,
    );
    await Promise.all(crawlers);
    expect((await server.app.inject({ url: '/healthz' })).statusCode).toBe(200);
  });
});
