import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { insertPerson } from '../test-support/people.ts';
import { testApp, type TestApp } from '../test-support/test-app.ts';
import { insertCustomers, insertRegion, moveCustomer } from './test-support/region.ts';
import { SyncClient } from './test-support/sync-client.ts';

const LAST_OP = '9007199254740991';

describe('pull', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await testApp();
    const { pool } = server.database;
    await insertRegion(pool);
    await insertPerson(pool, { staffNo: '30001', roles: [{ role: 'ACCOUNT_MANAGER', unitCode: 'A1' }] });
    await insertPerson(pool, { staffNo: '30002', roles: [{ role: 'ACCOUNT_MANAGER', unitCode: 'A2' }] });
    await insertPerson(pool, { staffNo: '20001', roles: [{ role: 'TEAM_LEAD', unitCode: 'NN1-GZ-A' }] });
    for (let batch = 0; batch < 10; batch++) {
      await insertCustomers(
        pool,
        Array.from({ length: 30 }, (_, i) => ({
          customerCode: `KH${String(batch * 30 + i).padStart(10, '0')}`,
          community: ['A1', 'A2', 'B1'][i % 3]!,
        })),
      );
    }
  });
  afterAll(() => server.close());

  const clock = async () => {
    const { rows } = await server.database.pool.query<{ seq: number }>('select seq from sync_clock');
    return rows[0]!.seq;
  };

  it('[S3] brings every row of my buckets, page by page, in order of (seq, op)', async () => {
    const client = new SyncClient(server.app, '20001');
    await client.pull({ limit: 37 });
    expect(client.bucketSet).toEqual(['ref', 'staff:20001', 'unit:NN1-GZ-A', 'community:A1', 'community:A2']);
    expect(client.ids()).toHaveLength(200);
    expect(client.ids('orgUnit')).toContain('GX');
    expect(client.pages.length).toBeGreaterThan(5);
    const places = client.pages.flatMap((page) => {
      const ops = page.buckets.flatMap((bucket) => bucket.ops);
      expect(ops.length).toBeLessThanOrEqual(37);
      return ops
        .map((op): [number, number] => [Number(op[2]), Number(op[3])])
        .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    });
    expect(places).toEqual([...places].sort((a, b) => a[0] - b[0] || a[1] - b[1]));
  });

  it('[S5] says n and h of every complete bucket, as an independent sum over the table has them', async () => {
    const client = new SyncClient(server.app, '20001');
    const page = await client.pull({ limit: 2000 });
    const { rows } = await server.database.pool.query<{ n: number }>(
      `select count(*) as n from sync_row where bucket = 'community:A1'`,
    );
    const a1 = page.buckets.find((bucket) => bucket.bucket === 'community:A1')!;
    expect(a1.n).toBe(rows[0]!.n);
    expect(client.sumOf('community:A1')).toEqual({ n: a1.n, h: a1.h });
  });

  it('[S4] begins from zero where there is no cursor, and ends at the clock', async () => {
    const client = new SyncClient(server.app, '30001');
    const page = await client.pull({ limit: 2000 });
    const now = String(await clock());
    expect(page.buckets.map((bucket) => bucket.reset)).toEqual([true, true, true]);
    expect(page.sizes?.find((size) => size.bucket === 'community:A1')).toMatchObject({ customers: 100 });
    for (const bucket of page.buckets) {
      expect(bucket.from).toEqual({ seq: '0', op: '0', base: now });
      expect(bucket.to).toEqual({ seq: now, op: LAST_OP, base: now });
    }
    const again = await client.pull();
    expect(again.sizes).toBeUndefined();
    expect(again.buckets.map(({ reset, ops }) => ({ reset, ops }))).toEqual(
      again.buckets.map(() => ({ reset: false, ops: [] })),
    );
  });

  it('[S3] a pull without news is one statement', async () => {
    const client = new SyncClient(server.app, '20001');
    await client.pull();
    const { pool } = server.database;
    const connect = vi.spyOn(pool, 'connect');
    const query = vi.spyOn(pool, 'query');
    try {
      await client.pull();
      const statements = query.mock.calls.map(
        ([statement]) => (statement as unknown as { name: string }).name,
      );
      expect(statements).toEqual(['caller', 'sync-pull-head']);
      // A transaction would have a connection to itself; a single statement hands the pool a callback.
      expect(connect.mock.calls.filter((args: unknown[]) => args.length === 0)).toEqual([]);
    } finally {
      query.mockRestore();
      connect.mockRestore();
    }
  });

  it('[S3] brings what one commit changed, and nothing else', async () => {
    const client = new SyncClient(server.app, '30001');
    await client.pull();
    await server.database.pool.query(
      `update customer set name = '新名' where customer_code = 'KH0000000000'`,
    );
    const page = await client.pullPage();
    expect(page.buckets.flatMap((bucket) => bucket.ops)).toMatchObject([
      ['customer', 'KH0000000000', page.seq, expect.any(String), false, { name: '新名' }],
    ]);
  });

  it('[S1] a customer that moves leaves one client and comes to another', async () => {
    const giver = new SyncClient(server.app, '30001');
    const taker = new SyncClient(server.app, '30002');
    const both = new SyncClient(server.app, '20001');
    await Promise.all([giver.pull(), taker.pull(), both.pull()]);
    await moveCustomer(server.database.pool, 'KH0000000003', 'A2');
    await Promise.all([giver.pull(), taker.pull(), both.pull()]);
    expect(giver.ids()).not.toContain('KH0000000003');
    expect(taker.ids()).toContain('KH0000000003');
    expect(both.rows.get('customer|KH0000000003')?.bucket).toBe('community:A2');
  });

  it('[S3] moves in the middle of a download never leave half a transaction at completion', async () => {
    const client = new SyncClient(server.app, '20001');
    let at = 0;
    await client.pull({ limit: 20 }, async () => {
      at += 3;
      const code = (i: number) => `KH${String(i % 300).padStart(10, '0')}`;
      await moveCustomer(server.database.pool, code(at), at % 2 ? 'A2' : 'B1');
      await moveCustomer(server.database.pool, code(290 - at), at % 2 ? 'A1' : 'A2');
    });
    const { rows } = await server.database.pool.query<{ id: string; bucket: string }>(
      `select id, bucket from sync_row where entity = 'customer' and bucket in ('community:A1', 'community:A2')
       order by id collate "C"`,
    );
    expect(client.ids()).toEqual(rows.map((row) => row.id));
    for (const row of rows) expect(client.rows.get(`customer|${row.id}`)?.bucket).toBe(row.bucket);
  });
});
