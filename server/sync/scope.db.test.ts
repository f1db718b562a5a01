import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertPerson, type TestGrant } from '../test-support/people.ts';
import { testApp, type TestApp } from '../test-support/test-app.ts';
import { MutationBuilder } from './test-support/mutation-builder.ts';
import { insertCustomers, insertRegion, UNITS } from './test-support/region.ts';
import { SyncClient } from './test-support/sync-client.ts';

/** One customer per place; the code says where. */
const CUSTOMERS = {
  KH0000000001: 'A1',
  KH0000000002: 'A1',
  KH0000000003: 'A2',
  KH0000000004: 'B1',
  KH0000000005: 'NN1-GZ-W',
  KH0000000006: 'S1',
  KH0000000007: 'NN1-SY-W',
  KH0000000008: 'T1',
  KH0000000009: 'L1',
};
const ALL = Object.keys(CUSTOMERS).map((code) => Number(code.slice(-1)));
const codes = (numbers: readonly number[]): string[] => numbers.map((n) => `KH000000000${n}`);

interface Person {
  staffNo: string;
  name: string;
  roles: TestGrant[];
  /** Communities whose buckets he holds, beside `ref` and his own. */
  holds: string[];
  /** Units above communities whose roll-ups he holds. */
  rollups: string[];
  /** Customers that he holds, by last digit. */
  reads: number[];
  /** Customers that he may write. */
  writes: number[];
  /** What he is told about all others. */
  elsewhere: 'E_PERMISSION' | 'E_SCOPE';
}

const NN_MASS_MARKET = ['A1', 'A2', 'B1', 'NN1-GZ-W'];
const NN_ALL = [...NN_MASS_MARKET, 'NN1-SY-W', 'S1', 'T1'];

const NN_MASS_MARKET_UNITS = ['NN1-GZ', 'NN1-GZ-A', 'NN1-GZ-B'];
const NN_UNITS = [...NN_MASS_MARKET_UNITS, 'NN', 'NN1', 'NN1-SY', 'NN1-TB'];

const PEOPLE: Person[] = [
  {
    staffNo: '10001',
    name: '韦志强',
    roles: [{ role: 'REGION_SYSTEM_ADMIN', unitCode: 'GX' }],
    holds: [],
    rollups: [],
    reads: [],
    writes: [],
    elsewhere: 'E_PERMISSION',
  },
  {
    staffNo: '10002',
    name: '覃丽华',
    roles: [{ role: 'REGION_CHANNEL_ADMIN', unitCode: 'GX' }],
    holds: ['L1', ...NN_ALL],
    rollups: [...NN_UNITS, 'GX', 'LZ', 'LZ1', 'LZ1-GZ'],
    reads: ALL,
    writes: [],
    elsewhere: 'E_PERMISSION',
  },
  {
    staffNo: '20001',
    name: '钱伟梅',
    roles: [{ role: 'NETWORK_SYSTEM_ADMIN', unitCode: 'NN' }],
    holds: [],
    rollups: [],
    reads: [],
    writes: [],
    elsewhere: 'E_PERMISSION',
  },
  {
    staffNo: '20002',
    name: '马永思',
    roles: [{ role: 'NETWORK_CHANNEL_ADMIN', unitCode: 'NN' }],
    holds: NN_ALL,
    rollups: NN_UNITS,
    reads: [1, 2, 3, 4, 5, 6, 7, 8],
    writes: [1, 2, 3, 4, 5, 6, 7, 8],
    elsewhere: 'E_SCOPE',
  },
  {
    staffNo: '20022',
    name: '梁华',
    roles: [{ role: 'NETWORK_CHANNEL_ADMIN', unitCode: 'NN', channel: 'BUSINESS' }],
    holds: ['NN1-SY-W', 'S1'],
    rollups: ['NN1-SY'],
    reads: [6, 7],
    writes: [6, 7],
    elsewhere: 'E_SCOPE',
  },
  {
    staffNo: '20003',
    name: '冯云凯',
    roles: [{ role: 'NETWORK_CHANNEL_LEADER', unitCode: 'NN', channel: 'MASS_MARKET' }],
    holds: NN_MASS_MARKET,
    rollups: NN_MASS_MARKET_UNITS,
    reads: [1, 2, 3, 4, 5],
    writes: [],
    elsewhere: 'E_PERMISSION',
  },
  {
    staffNo: '20006',
    name: '袁涵梅',
    roles: [{ role: 'NETWORK_PERFORMANCE_REVIEWER', unitCode: 'NN' }],
    holds: [],
    rollups: NN_UNITS,
    reads: [],
    writes: [],
    elsewhere: 'E_PERMISSION',
  },
  {
    staffNo: '20018',
    name: '韩思',
    roles: [{ role: 'DEPARTMENT_LEADER', unitCode: 'NN1-GZ' }],
    holds: NN_MASS_MARKET,
    rollups: NN_MASS_MARKET_UNITS,
    reads: [1, 2, 3, 4, 5],
    writes: [],
    elsewhere: 'E_PERMISSION',
  },
  {
    staffNo: '20020',
    name: '冯春',
    roles: [{ role: 'DEPARTMENT_ADMIN', unitCode: 'NN1-SY' }],
    holds: ['NN1-SY-W', 'S1'],
    rollups: ['NN1-SY'],
    reads: [6, 7],
    writes: [6, 7],
    elsewhere: 'E_SCOPE',
  },
  {
    staffNo: '20026',
    name: '黄海',
    roles: [{ role: 'TEAM_LEAD', unitCode: 'NN1-GZ-A' }],
    holds: ['A1', 'A2'],
    rollups: ['NN1-GZ-A'],
    reads: [1, 2, 3],
    writes: [1, 2, 3],
    elsewhere: 'E_SCOPE',
  },
  {
    staffNo: '30001',
    name: '陆敏',
    roles: [{ role: 'ACCOUNT_MANAGER', unitCode: 'A1' }],
    holds: ['A1'],
    rollups: [],
    reads: [1, 2],
    writes: [1, 2],
    elsewhere: 'E_SCOPE',
  },
  {
    staffNo: '30002',
    name: '韦统',
    roles: [{ role: 'ACCOUNT_MANAGER', unitCode: 'T1' }],
    holds: ['T1'],
    rollups: [],
    reads: [8],
    writes: [8],
    elsewhere: 'E_SCOPE',
  },
  {
    staffNo: '30003',
    name: '莫双岗',
    // Two roles: what one may is not lent to the unit of the other.
    roles: [
      { role: 'ACCOUNT_MANAGER', unitCode: 'B1' },
      { role: 'NETWORK_DATA_VIEWER', unitCode: 'NN' },
    ],
    holds: NN_ALL,
    rollups: NN_UNITS,
    reads: [1, 2, 3, 4, 5, 6, 7, 8],
    writes: [4],
    elsewhere: 'E_SCOPE',
  },
  {
    staffNo: '30004',
    name: '覃代',
    // A deputy in A2 while it lasts; his time in B1 is over, that in L1 has not begun.
    roles: [
      { role: 'ACCOUNT_MANAGER', unitCode: 'A1' },
      { role: 'ACCOUNT_MANAGER', unitCode: 'A2', validFrom: '2020-01-01', validTo: '2099-12-31' },
      { role: 'ACCOUNT_MANAGER', unitCode: 'B1', validFrom: '2020-01-01', validTo: '2020-12-31' },
      { role: 'ACCOUNT_MANAGER', unitCode: 'L1', validFrom: '2099-01-01' },
    ],
    holds: ['A1', 'A2'],
    rollups: [],
    reads: [1, 2, 3],
    writes: [1, 2, 3],
    elsewhere: 'E_SCOPE',
  },
  {
    staffNo: '30005',
    name: '无岗',
    roles: [],
    holds: [],
    rollups: [],
    reads: [],
    writes: [],
    elsewhere: 'E_PERMISSION',
  },
];

describe('who holds what, and who may write what', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await testApp();
    const { pool } = server.database;
    await insertRegion(pool);
    await insertCustomers(
      pool,
      Object.entries(CUSTOMERS).map(([customerCode, community]) => ({ customerCode, community })),
    );
    for (const person of PEOPLE) await insertPerson(pool, person);
  });
  afterAll(() => server.close());

  it.each(PEOPLE)(
    '[S6] $staffNo $name holds $holds, and roll-ups of $rollups',
    async ({ staffNo, holds, rollups, reads }) => {
      const client = new SyncClient(server.app, staffNo);
      await client.pull();
      expect(client.bucketSet).toEqual([
        'ref',
        `staff:${staffNo}`,
        ...rollups.map((unit) => `unit:${unit}`).sort(),
        ...holds.map((community) => `community:${community}`).sort(),
      ]);
      expect(client.ids()).toEqual(codes(reads));
    },
  );

  it.each(PEOPLE)(
    '[S6] $staffNo $name gets no other bucket by asking for it',
    async ({ staffNo, reads, rollups }) => {
      const client = new SyncClient(server.app, staffNo);
      const everything = [
        'ref',
        'staff:10001',
        ...Object.values(CUSTOMERS).map((of) => `community:${of}`),
        ...UNITS.map((unit) => `unit:${unit.unitCode}`),
      ];
      const page = await client.ask({
        open: everything,
        buckets: everything,
        cursors: {},
        limit: 2000,
      });
      const got = page.buckets.flatMap((bucket) =>
        bucket.ops.flatMap(([entity, id]) => (entity === 'customer' ? [id] : [])),
      );
      expect(got.sort()).toEqual(codes(reads));
      const units = page.buckets
        .filter(({ bucket }) => bucket.startsWith('unit:'))
        .map(({ bucket }) => bucket);
      expect(units.sort()).toEqual(rollups.map((unit) => `unit:${unit}`).sort());
      if (staffNo !== '10001')
        expect(page.buckets.map((bucket) => bucket.bucket)).not.toContain('staff:10001');
    },
  );

  it.each(PEOPLE)('[S11] $staffNo $name writes $writes', async ({ staffNo, writes, elsewhere }) => {
    const client = new SyncClient(server.app, staffNo);
    const outbox = new MutationBuilder();
    const { rows } = await server.database.pool.query<{ code: string; remark: string }>(
      `select customer_code as code, contact ->> 'remark' as remark from customer order by 1`,
    );
    const asked = rows.flatMap(({ code, remark }) => [
      outbox.note(code),
      outbox.editContact(code, [{ field: 'remark', from: remark, to: `${staffNo} 到访` }]),
    ]);
    const { results } = await client.push(asked);
    const told = rows.map(({ code }, i) => [
      code,
      ...results.slice(2 * i, 2 * i + 2).map((result) => result.code ?? result.status),
    ]);
    const allowed = new Set(codes(writes));
    expect(told).toEqual(
      rows.map(({ code }) => {
        const expected = allowed.has(code) ? 'applied' : elsewhere;
        return [code, expected, expected];
      }),
    );
    const written = await server.database.pool.query<{ code: string }>(
      `select customer_code as code from interaction where staff_no = $1 order by 1`,
      [staffNo],
    );
    expect(written.rows.map((row) => row.code)).toEqual(codes(writes));
  });
});
