import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedGrant } from '../../shared/domain/permissions.ts';
import type { PullResponse } from '../../shared/sync/protocol.ts';
import { insertPerson } from '../test-support/people.ts';
import { testApp, type TestApp } from '../test-support/test-app.ts';
import { BucketFacts } from './bucket-facts.ts';
import { heldBuckets } from './bucket-set.ts';
import { PAGE_BYTES } from './pull.ts';
import { readPullHead } from './pull-head.ts';
import { insertCustomers, insertRegion, moveCustomer } from './test-support/region.ts';
import { RefusedError, SyncClient } from './test-support/sync-client.ts';

describe('pull: cursors, membership, limits, refusals', () => {
  let server: TestApp;
  let made = 0;
  const clientOf = (staffId: string) => new SyncClient(server.app, staffId, `client-${++made}`);

  beforeAll(async () => {
    server = await testApp();
    const { pool } = server.database;
    await insertRegion(pool);
    await insertPerson(pool, { staffNo: '30001', roles: [{ role: 'ACCOUNT_MANAGER', unitCode: 'A1' }] });
    await insertPerson(pool, { staffNo: '30002', roles: [{ role: 'ACCOUNT_MANAGER', unitCode: 'A2' }] });
    await insertPerson(pool, { staffNo: '20001', roles: [{ role: 'TEAM_LEAD', unitCode: 'NN1-GZ-A' }] });
    await insertPerson(pool, { staffNo: '10002', roles: [{ role: 'REGION_CHANNEL_ADMIN', unitCode: 'GX' }] });
    await insertCustomers(
      pool,
      Array.from({ length: 60 }, (_, i) => ({
        customerCode: `KH${String(i).padStart(10, '0')}`,
        community: ['A1', 'A2', 'B1'][i % 3]!,
      })),
    );
  });
  afterAll(() => server.close());

  const sql = (text: string, values: unknown[] = []) => server.database.pool.query(text, values);
  const refusedWith = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof RefusedError)) throw new Error('expected to be refused');
    return error.refused;
  };

  describe('tombstones and resets', () => {
    it('[S4] tombstones from before a download began are not sent, later ones are', async () => {
      await moveCustomer(server.database.pool, 'KH0000000000', 'B1');
      const client = clientOf('30001');
      await client.pull();
      expect(
        client.pages.flatMap((page) => page.buckets).flatMap((b) => b.ops.filter((op) => op[4])),
      ).toEqual([]);
      await moveCustomer(server.database.pool, 'KH0000000003', 'B1');
      const page = await client.pull();
      const gone = page.buckets.flatMap((bucket) => bucket.ops.filter((op) => op[4]));
      expect(gone.map((op) => [op[0], op[1], op.length])).toEqual([['customer', 'KH0000000003', 5]]);
      expect(client.ids()).not.toContain('KH0000000003');
    });

    it('[S4] a removal in the middle of a download is heard of, though its row was sent before', async () => {
      const client = clientOf('30001');
      let moved = false;
      await client.pull({ limit: 5 }, async () => {
        const held = client.ids()[0];
        if (moved || held === undefined) return;
        moved = true;
        await moveCustomer(server.database.pool, held, 'B1');
      });
      expect(moved).toBe(true);
      const { rows } = await sql(
        `select id from sync_row where bucket = 'community:A1' and entity = 'customer' order by 1`,
      );
      expect(client.ids()).toEqual((rows as { id: string }[]).map((row) => row.id));
    });

    it('[S4] a bucket whose tombstones were purged past the base of a cursor is sent from zero, others are not', async () => {
      const client = clientOf('20001');
      await client.pull();
      await moveCustomer(server.database.pool, 'KH0000000012', 'B1');
      // What a purge does: the tombstone goes, and the bucket remembers how far.
      await sql(`with purged as (delete from sync_state where bucket = 'community:A1' and deleted returning seq)
        update sync_bucket set min_seq = (select max(seq) from purged) where bucket = 'community:A1'`);
      const page = await client.pull();
      expect(page.buckets.filter((bucket) => bucket.reset).map((bucket) => bucket.bucket)).toEqual([
        'community:A1',
      ]);
      expect(page.sizes?.map((size) => size.bucket)).toEqual(['community:A1']);
      expect(client.ids()).not.toContain('KH0000000012');
      expect((await client.pull()).buckets.some((bucket) => bucket.reset)).toBe(false);
    });
  });

  describe('membership', () => {
    it('[S6] is computed anew for every page: what is lost in the middle of a download is gone at its end', async () => {
      const client = clientOf('20001');
      let narrowed = false;
      await client.pull({ limit: 10 }, async () => {
        if (narrowed) return;
        narrowed = true;
        await sql(`update staff_role set unit_code = 'A2' where staff_id = '20001'`);
      });
      await sql(`update staff_role set unit_code = 'NN1-GZ-A' where staff_id = '20001'`);
      expect(client.bucketSet).toEqual(['ref', 'staff:20001', 'community:A2']);
      expect([...client.rows.values()].some((row) => row.bucket === 'community:A1')).toBe(false);
      await client.pull();
      expect([...client.rows.values()].some((row) => row.bucket === 'community:A1')).toBe(true);
    });

    it('[S6] a community that is founded is there at the next pull, empty as it is', async () => {
      const client = clientOf('20001');
      await client.pull();
      await sql(`insert into org_unit (unit_code, name, parent_code, kind, channel, path)
        select 'A3', 'A3', 'NN1-GZ-A', 'COMMUNITY', 'MASS_MARKET', path || array['A3'] from org_unit where unit_code = 'NN1-GZ-A'`);
      const page = await client.pull();
      expect(page.buckets.find((bucket) => bucket.bucket === 'community:A3')).toMatchObject({
        reset: true,
        n: 0,
        h: 0,
      });
    });

    it('[S6] a subset of buckets may be asked for; the set is told whole', async () => {
      const client = clientOf('20001');
      const page = await client.pullPage({ buckets: ['community:A1', 'community:B1'] });
      expect(page.buckets.map((bucket) => bucket.bucket)).toEqual(['community:A1']);
      expect(page.complete).toBe(true);
      expect(page.bucket_set).toContain('community:A2');
    });

    it('[S6] a scope of too many customers holds only what is opened, in the order of asking, as far as it fits', async () => {
      const { pool } = server.database;
      const caller = {
        staffId: '10002',
        grants: [shippedGrant('REGION_CHANNEL_ADMIN', 'GX')],
      } as const;
      const head = await readPullHead(pool, caller, 'any');
      const count = async (bucket: string) => {
        const { rows } = await sql(
          `select count(*) as n from sync_row where bucket = $1 and entity = 'customer'`,
          [bucket],
        );
        return (rows as { n: number }[])[0]!.n;
      };
      const names = async (opened: string[], most: number) =>
        (await heldBuckets(pool, new BucketFacts(), head.buckets, opened, most)).map(
          (bucket) => bucket.bucket,
        );
      const own = head.buckets
        .map(({ bucket }) => bucket)
        .filter((bucket) => !bucket.startsWith('community:'));
      expect(own).toEqual(expect.arrayContaining(['ref', 'staff:10002', 'unit:GX']));
      const two = (await count('community:A1')) + (await count('community:A2'));
      expect(await names([], two)).toEqual(own);
      expect(await names(['community:A2', 'community:A1', 'community:B1'], two)).toEqual([
        ...own,
        'community:A1',
        'community:A2',
      ]);
      expect(await names(['community:NOWHERE', 'staff:30001', 'community:A2', 'community:A2'], two)).toEqual([
        ...own,
        'community:A2',
      ]);
      expect(await names([], 60)).toHaveLength(head.buckets.length);
    });

    it('[S6] above 50,000 customers a pull brings roll-ups and what is opened', async () => {
      await sql(
        `insert into sync_row select 'customer', 'BIG' || i, 'community:L1', '{}' from generate_series(1, 50000) i`,
      );
      try {
        const client = clientOf('10002');
        await client.pull();
        const own = client.bucketSet;
        expect(own).toContain('unit:GX');
        expect(own.filter((bucket) => bucket.startsWith('community:'))).toEqual([]);
        await client.pull({ open: ['community:A2'] });
        expect(client.bucketSet).toEqual([...own, 'community:A2']);
        expect(client.ids()).toHaveLength(20);
        expect((await client.pull({ open: ['community:A2'] })).buckets.flatMap((b) => b.ops)).toEqual([]);
        await client.pull();
        expect(client.ids()).toEqual([]);
      } finally {
        await sql(`delete from sync_row where id like 'BIG%'`);
      }
    });
  });

  describe('limits', () => {
    it('[S3] a page ends at 4 MB of bodies, whatever its rows', async () => {
      await sql(`insert into sync_row select 'ledger', 'FAT' || i, 'community:A1', '{"fill":"' || repeat(md5(i::text), 2000) || '"}'
        from generate_series(1, 200) i`);
      try {
        const client = clientOf('30001');
        await client.pull({ limit: 2000 });
        expect(client.ids('ledger')).toHaveLength(200);
        expect(client.pages.length).toBeGreaterThan(2);
        for (const page of client.pages) {
          expect(JSON.stringify(page).length).toBeLessThan(PAGE_BYTES * 1.1);
        }
      } finally {
        await sql(`delete from sync_row where id like 'FAT%'`);
      }
    });

    it('answers gzipped where the client takes it', async () => {
      const client = clientOf('10002');
      const response = await server.app.inject({
        method: 'POST',
        url: '/sync/v1/pull',
        headers: { ...client.headers, 'accept-encoding': 'gzip' },
        payload: client.pullRequest(),
      });
      expect(response.headers['content-encoding']).toBe('gzip');
      expect((JSON.parse(gunzipSync(response.rawPayload).toString()) as PullResponse).complete).toBe(true);
    });

    it('answers with a file of gzip where the client unpacks by itself', async () => {
      const client = clientOf('10002');
      const response = await server.app.inject({
        method: 'POST',
        url: '/sync/v1/pull',
        headers: {
          ...client.headers,
          accept: 'application/gzip, application/json',
          'accept-encoding': 'gzip',
        },
        payload: client.pullRequest(),
      });
      expect(response.headers['content-type']).toBe('application/gzip');
      expect(response.headers['content-encoding']).toBeUndefined();
      expect(JSON.parse(gunzipSync(response.rawPayload).toString())).toMatchObject({ complete: true });
    });

    it('answers plainly where the client takes no gzip, and where there is next to nothing to pack', async () => {
      const client = clientOf('30001');
      const ask = (acceptEncoding: string) =>
        server.app.inject({
          method: 'POST',
          url: '/sync/v1/pull',
          headers: { ...client.headers, 'accept-encoding': acceptEncoding },
          payload: client.pullRequest(),
        });
      const whole = await ask('gzip;q=0, identity');
      expect(whole.headers['content-encoding']).toBeUndefined();
      expect(whole.json<PullResponse>().complete).toBe(true);
      await client.pull();
      const quiet = await ask('gzip');
      expect(quiet.headers['content-encoding']).toBeUndefined();
      expect(quiet.json<PullResponse>().buckets.flatMap(({ ops }) => ops)).toEqual([]);
    });
  });

  describe('refusals', () => {
    it('[S9] another epoch, cursors without one, or cursors ahead of the clock are E_EPOCH', async () => {
      const client = clientOf('30001');
      const page = await client.pull();
      const ahead = String(Number(page.seq) + 1000);
      const asked = [
        { epoch: 'of-a-former-life' },
        { epoch: null },
        { cursors: { ...client.cursors, ref: { seq: ahead, op: '0', base: '0' } } },
        { cursors: { ...client.cursors, ref: { seq: '0', op: '0', base: ahead } } },
        { cursors: { ref: { seq: '9999999999999999999', op: '0', base: '0' } } },
      ];
      const epochNow = async () =>
        ((await sql('select epoch from sync_clock')) as { rows: { epoch: string }[] }).rows[0]!.epoch;
      for (const request of asked) {
        const epoch = await epochNow();
        const refused = await refusedWith(client.ask({ epoch, ...request }));
        // What is ahead of the clock begins an epoch (once a day); whatever is told is what holds.
        expect(refused).toMatchObject({ status: 409, code: 'E_EPOCH', error: { epoch: await epochNow() } });
      }
      expect((await client.ask({ epoch: null, cursors: {} })).epoch).not.toBe(page.epoch);
    });

    it('an op beyond all numbers is past the end of its seq', async () => {
      const client = clientOf('30001');
      await client.pull();
      for (const cursor of Object.values(client.cursors)) cursor.op = '9999999999999999999';
      expect((await client.ask()).buckets.flatMap((bucket) => bucket.ops)).toEqual([]);
    });

    it('a cursor of a bucket that is not in the set is ignored', async () => {
      const client = clientOf('30001');
      await client.pull();
      const page = await client.ask({
        cursors: {
          ...client.cursors,
          'community:B1': client.cursors['community:A1']!,
          __proto__x: client.cursors.ref!,
        },
      });
      expect(page.buckets.map((bucket) => bucket.bucket)).toEqual(['ref', 'staff:30001', 'community:A1']);
    });

    it('another protocol or schema is 426 E_UPGRADE', async () => {
      const client = clientOf('30001');
      const { 'sync-protocol': _, ...without } = client.headers;
      for (const headers of [without, { ...client.headers, 'sync-protocol': '2' }]) {
        expect(await client.post('/sync/v1/pull', client.pullRequest(), headers)).toMatchObject({
          status: 426,
          body: { error: { code: 'E_UPGRADE', protocol: 1 } },
        });
      }
      expect(await refusedWith(client.ask({ schema: 2 }))).toMatchObject({ status: 426, code: 'E_UPGRADE' });
    });

    it('a request for another person is E_USER_MISMATCH, one without a token E_TOKEN', async () => {
      const client = clientOf('30001');
      expect(await refusedWith(client.ask({ staff_id: '30002' }))).toMatchObject({
        status: 409,
        code: 'E_USER_MISMATCH',
      });
      const answer = await client.post('/sync/v1/pull', client.pullRequest(), { 'sync-protocol': '1' });
      expect(answer).toMatchObject({ status: 401, body: { error: { code: 'E_TOKEN' } } });
    });

    it('a damaged request is E_REQUEST', async () => {
      const client = clientOf('30001');
      const good = client.pullRequest();
      for (const body of [
        { ...good, limit: 2001 },
        { ...good, limit: 0 },
        { ...good, cursors: { ref: { seq: '-1', op: '0', base: '0' } } },
        { ...good, cursors: { ref: { seq: 1, op: '0', base: '0' } } },
        { ...good, client_id: 'x'.repeat(65) },
        [],
      ]) {
        expect(await client.post('/sync/v1/pull', body)).toMatchObject({
          status: 400,
          body: { error: { code: 'E_REQUEST' } },
        });
      }
    });
  });
});
