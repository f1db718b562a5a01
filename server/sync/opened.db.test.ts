import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldRollups } from '../rollups/fold-rollups.ts';
import { insertPerson } from '../test-support/people.ts';
import { testApp, type TestApp } from '../test-support/test-app.ts';
import { insertCustomers, insertRegion } from './test-support/region.ts';
import { SyncClient } from './test-support/sync-client.ts';

/** More than this many customers in reach, and a person holds roll-ups and what he opens. */
const MOST = 5;

/** Customers 1 to 8 in 南宁, two of them in A1; 9 in 柳州. */
const COMMUNITIES = ['A1', 'A1', 'A2', 'B1', 'NN1-GZ-W', 'S1', 'NN1-SY-W', 'T1', 'L1'];
const NN_UNITS = ['NN', 'NN1', 'NN1-GZ', 'NN1-GZ-A', 'NN1-GZ-B', 'NN1-SY', 'NN1-TB'].map((u) => `unit:${u}`);

describe('a scope that is too large to carry', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await testApp({ config: { testMostCustomers: MOST } });
    const { pool } = server.database;
    await insertRegion(pool);
    await insertCustomers(
      pool,
      COMMUNITIES.map((community, i) => ({ customerCode: `KH000000000${i + 1}`, community })),
    );
    // 冯云凯 leads 南宁; 袁涵梅 reviews performance there; 韩思 leads a department that is small enough.
    await insertPerson(pool, {
      staffNo: '20003',
      name: '冯云凯',
      roles: [{ role: 'NETWORK_CHANNEL_LEADER', unitCode: 'NN' }],
    });
    await insertPerson(pool, {
      staffNo: '20006',
      name: '袁涵梅',
      roles: [{ role: 'NETWORK_PERFORMANCE_REVIEWER', unitCode: 'NN' }],
    });
    await insertPerson(pool, {
      staffNo: '20018',
      name: '韩思',
      roles: [{ role: 'DEPARTMENT_LEADER', unitCode: 'NN1-GZ' }],
    });
    await foldRollups(pool);
  });
  afterAll(() => server.close());

  const customersOf = async (client: SyncClient, open: string[]): Promise<string[]> => {
    await client.pull({ open });
    return client.ids().map((id) => id.slice(-1));
  };

  it('[S6] brings its leader the roll-ups of all units in it, and no customer before he opens a community', async () => {
    const client = new SyncClient(server.app, '20003');
    await client.pull();
    expect(client.bucketSet).toEqual(['ref', 'staff:20003', ...NN_UNITS]);
    expect(client.ids()).toEqual([]);
    expect(client.ids('rollup').join(' ')).toBe(
      'A1 A2 B1 NN NN1 NN1-GZ NN1-GZ-A NN1-GZ-B NN1-GZ-W NN1-SY NN1-SY-W NN1-TB S1 T1',
    );
  });

  it('[S6] opens what he asks for, and takes it away when he closes it', async () => {
    const client = new SyncClient(server.app, '20003');
    expect(await customersOf(client, ['community:A1'])).toEqual(['1', '2']);
    expect(client.bucketSet).toContain('community:A1');
    expect(await customersOf(client, ['community:A1', 'community:S1'])).toEqual(['1', '2', '6']);
    expect(await customersOf(client, ['community:S1'])).toEqual(['6']);
    expect(await customersOf(client, [])).toEqual([]);
  });

  it('[S6] opens in the order of asking, and as many as one person may hold', async () => {
    const client = new SyncClient(server.app, '20003');
    const open = ['T1', 'A1', 'A2', 'B1', 'S1'].map((code) => `community:${code}`);
    expect(await customersOf(client, open)).toEqual(['1', '2', '3', '4', '8']);
    expect(client.bucketSet).not.toContain('community:S1');
  });

  it('[S6] does not open what lies outside of it, nor what is no community', async () => {
    const client = new SyncClient(server.app, '20003');
    expect(
      await customersOf(client, ['community:L1', 'unit:GX', 'unit:LZ', 'staff:20018', 'nowhere']),
    ).toEqual([]);
    expect(client.bucketSet).toEqual(['ref', 'staff:20003', ...NN_UNITS]);
    expect(client.ids('rollup')).not.toContain('L1');
    expect(client.ids('rollup')).not.toContain('GX');
  });

  it('[S6] is opened by nobody who may not read customers', async () => {
    const client = new SyncClient(server.app, '20006');
    expect(await customersOf(client, ['community:A1'])).toEqual([]);
    expect(client.bucketSet).toEqual(['ref', 'staff:20006', ...NN_UNITS]);
    expect(client.ids('rollup')).toContain('A1');
  });

  it('[S6] leaves him who has fewer customers with all of them, whatever he opens', async () => {
    const client = new SyncClient(server.app, '20018');
    expect(await customersOf(client, ['community:A1', 'community:S1'])).toEqual(['1', '2', '3', '4', '5']);
  });

  it('[S6] needs no opening any more when it has become small, and tells so with the next page', async () => {
    const client = new SyncClient(server.app, '20003');
    await client.pull();
    const { pool } = server.database;
    await pool.query(`update customer set community_code = 'L1' where customer_code in
      ('KH0000000006', 'KH0000000007', 'KH0000000008')`);
    expect(await customersOf(client, [])).toEqual(['1', '2', '3', '4', '5']);
    await pool.query(`update customer set community_code = 'S1' where customer_code = 'KH0000000006'`);
    expect(await customersOf(client, [])).toEqual([]);
  });
});
