import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertPerson } from '../../test-support/people.ts';
import { type TestApp, testApp } from '../../test-support/test-app.ts';
import { insertCustomers, insertRegion } from '../test-support/region.ts';
import { SyncClient } from '../test-support/sync-client.ts';
import { audit } from './audit.ts';
import { heal } from './heal.ts';

let server: TestApp;
let client: SyncClient;
const codes = Array.from({ length: 12 }, (_, i) => `KH${String(i).padStart(10, '0')}`);

beforeEach(async () => {
  server = await testApp();
  const { pool } = server.database;
  await insertRegion(pool);
  await insertPerson(pool, { staffNo: '20001', roles: [{ role: 'NETWORK_CHANNEL_ADMIN', unitCode: 'NN' }] });
  await insertCustomers(
    pool,
    codes.map((customerCode, i) => ({ customerCode, community: i % 2 === 0 ? 'A1' : 'B1' })),
  );
  client = new SyncClient(server.app, '20001');
  await client.pull();
});
afterEach(() => server.close());

const sql = (text: string) => server.database.pool.query(text);
const kinds = async () =>
  (await audit(server.database.pool)).drift.map(({ kind, where }) => `${kind} ${where}`);
/** Heals, and shows that the audit finds nothing more and that a client from before ends where the store is. */
const healed = async () => {
  const done = await heal(server.database.pool);
  expect(await kinds()).toEqual([]);
  await client.pull();
  const { rows } = await server.database.pool.query<{
    bucket: string;
    entity: string;
    id: string;
    body: string;
  }>('select bucket, entity, id, body from sync_row where bucket = any($1)', [client.bucketSet]);
  const truth = rows.map(({ body, ...row }) => ({ ...row, body: JSON.parse(body) as unknown }));
  const held = [...client.rows.values()].map(({ seq: _, ...row }) => row);
  const inOrder = <R extends { entity: string; id: string }>(list: R[]): R[] =>
    list.sort((a, b) => (`${a.entity} ${a.id}` < `${b.entity} ${b.id}` ? -1 : 1));
  expect(inOrder(held)).toEqual(inOrder(truth));
  return done;
};

describe('the audit', () => {
  it('[S10] finds nothing on a store that was written as it should be', async () => {
    await sql(`update customer set community_code = 'A2' where customer_code = '${codes[0]}'`);
    await sql(`delete from customer where customer_code = '${codes[1]}'`);
    const report = await audit(server.database.pool);
    expect(report.drift).toEqual([]);
    expect(report.rows).toBeGreaterThan(codes.length);
  });

  it('[S10] [fault 33] truncate is refused, for every table that a client or a retry depends on', async () => {
    for (const table of [
      'sync_row',
      'sync_state',
      'customer',
      'interaction',
      'mutation_receipt',
      'sync_client',
    ]) {
      await expect(sql(`truncate ${table} cascade`), table).rejects.toThrow('is synchronised');
    }
    expect(await kinds()).toEqual([]);
  });

  it('[S10] [fault 33] rows that SQL changed behind sleeping triggers are found, and healing tells clients', async () => {
    await sql(`begin; alter table customer disable trigger all;
      update customer set name = 'renamed' where customer_code = '${codes[0]}';
      update customer set community_code = 'A2' where customer_code = '${codes[2]}';
      delete from customer where customer_code = '${codes[1]}';
      alter table customer enable trigger all; commit`);
    const { drift } = await audit(server.database.pool);
    expect(drift).toEqual([
      { kind: 'ROW_STALE', where: 'customer', count: 2, samples: [codes[0], codes[2]] },
      { kind: 'ROW_GHOST', where: 'customer', count: 1, samples: [codes[1]] },
    ]);
    expect(await healed()).toMatchObject({ rows: 3, newEpoch: false });
    expect(client.rows.get(`customer|${codes[0]}`)?.body).toMatchObject({ name: 'renamed' });
    expect(client.rows.get(`customer|${codes[1]}`)).toBeUndefined();
  });

  it('[S10] [fault 33] rows whose log slept are found, though they are what the tables make of them', async () => {
    await sql(`begin; alter table sync_row disable trigger user;
      update customer set name = 'unheard' where customer_code = '${codes[3]}';
      update customer set community_code = 'A2' where customer_code = '${codes[4]}';
      delete from customer where customer_code = '${codes[5]}';
      alter table sync_row enable trigger user; commit`);
    expect(await kinds()).toEqual(['CHANGED customer', 'GHOST customer', 'UNLOGGED customer']);
    // Without the log nobody hears of it: the sums of client and server agree on what is wrong.
    await client.pull();
    expect(client.rows.get(`customer|${codes[5]}`)).toBeDefined();
    expect(await healed()).toMatchObject({ rows: 0, log: 4 });
    expect(client.rows.get(`customer|${codes[3]}`)?.body).toMatchObject({ name: 'unheard' });
    expect(client.rows.get(`customer|${codes[5]}`)).toBeUndefined();
  });

  it('[S10] [fault 33] triggers that are asleep, gone or other ones are found, and made as they were', async () => {
    await sql(`alter table sync_row disable trigger sync_row_updated`);
    await sql(`drop trigger project_changed on customer`);
    await sql(`create or replace function sync_row_deleted() returns trigger language plpgsql as
      $$ begin return null; end $$`);
    expect(await kinds()).toEqual([
      'GUARD_CHANGED functions',
      'GUARD_MISSING customer',
      'GUARD_DISABLED sync_row',
    ]);
    expect(await healed()).toMatchObject({ guards: 3 });
    await sql(`update customer set name = 'heard' where customer_code = '${codes[0]}'`);
    await client.pull();
    expect(client.rows.get(`customer|${codes[0]}`)?.body).toMatchObject({ name: 'heard' });
  });

  it('[S10] a row without its place in history, and one left in the queue, are alarms and are sealed', async () => {
    await sql(`update sync_state set seq = null where id = '${codes[6]}'`);
    await sql(`begin; alter table sync_queue disable trigger user; insert into sync_queue values ('7');
      alter table sync_queue enable trigger user; commit`);
    expect(await kinds()).toEqual(['UNSEALED customer', 'QUEUED sync_queue']);
    await healed();
  });

  it('[S10] a clock or a bucket that stands behind its log is found; a clock begins another epoch', async () => {
    await sql(`update sync_bucket set last_seq = 0 where bucket = 'community:A1'`);
    expect(await kinds()).toEqual(['BUCKET sync_bucket']);
    expect(await healed()).toMatchObject({ newEpoch: false });
    await sql('update sync_clock set seq = 1');
    expect(await kinds()).toEqual(['BUCKET sync_bucket', 'CLOCK sync_clock']);
    expect((await heal(server.database.pool)).newEpoch).toBe(true);
    expect(await kinds()).toEqual([]);
    await expect(client.pull()).rejects.toThrow('409 E_EPOCH');
  });

  it('[S10] healing waits for whoever writes, and loses nothing that he logs', async () => {
    await sql(`begin; alter table sync_row disable trigger user;
      update customer set name = 'unheard' where customer_code = '${codes[3]}';
      alter table sync_row enable trigger user; commit`);
    const writer = await server.database.pool.connect();
    await writer.query('begin');
    await writer.query(`update customer set community_code = 'A2' where customer_code = '${codes[7]}'`);
    const healing = heal(server.database.pool);
    await writer.query('select pg_sleep(0.3)');
    await writer.query('commit');
    writer.release();
    await healing;
    await healed();
    expect(client.rows.get(`customer|${codes[7]}`)?.bucket).toBe('community:A2');
  });
});
