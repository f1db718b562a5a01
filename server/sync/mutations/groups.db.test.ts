import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PushResponse } from '../../../shared/sync/protocol.ts';
import { insertPerson } from '../../test-support/people.ts';
import { testApp, type TestApp } from '../../test-support/test-app.ts';
import { rowDrift } from '../history/audit.ts';
import { MutationBuilder } from '../test-support/mutation-builder.ts';
import { insertCustomers, insertRegion, moveCustomer } from '../test-support/region.ts';
import { SyncClient } from '../test-support/sync-client.ts';

/** 韦 works A1, 覃 B1; 陆 leads the zone of A1 and A2; 莫 administers the department, 罗 only reads it. */
const PEOPLE = [
  ['wei', 'ACCOUNT_MANAGER', 'A1'],
  ['qin', 'ACCOUNT_MANAGER', 'B1'],
  ['lu', 'TEAM_LEAD', 'NN1-GZ-A'],
  ['mo', 'DEPARTMENT_ADMIN', 'NN1-GZ'],
  ['luo', 'DEPARTMENT_LEADER', 'NN1-GZ'],
  ['net', 'NETWORK_CHANNEL_ADMIN', 'NN'],
  ['far', 'ACCOUNT_MANAGER', 'L1'],
  ['sys', 'REGION_SYSTEM_ADMIN', 'GX'],
] as const;
const [OF_A1, ALSO_A1, OF_A2, OF_B1, OF_L1] = ['KH1', 'KH2', 'KH3', 'KH4', 'KH5'];

let server: TestApp;
let clients = 0;

const outcomes = ({ results }: PushResponse) => results.map(({ status, code }) => code ?? status);

class Person {
  readonly client: SyncClient;
  readonly #edits = new MutationBuilder();

  constructor(staffNo: string) {
    this.client = new SyncClient(server.app, staffNo, `client-${++clients}`);
  }

  async does(
    type: Parameters<MutationBuilder['of']>[0],
    id: string,
    args: object,
  ): Promise<string | undefined> {
    return outcomes(await this.client.push([this.#edits.of(type, id, args as Record<string, unknown>)]))[0];
  }

  makes(groupId: string, unitCode: string, more: object = {}): Promise<string | undefined> {
    const said = { typeCode: 'BUILDING', name: '民族大厦', address: '', inCharge: '', remark: '', ...more };
    return this.does('group.create', groupId, { groupId, unitCode, ...said });
  }

  changes(groupId: string, members: { add?: string[]; remove?: string[] }): Promise<string | undefined> {
    return this.does('group.members', groupId, { add: [], remove: [], ...members });
  }

  /** What he holds of an entity, as `id`s; rows of one group are of several communities. */
  async holds(entity: string): Promise<string[]> {
    await this.client.pull();
    return this.client.ids(entity);
  }
}

const as = (staffNo: (typeof PEOPLE)[number][0]): Person => new Person(staffNo);

beforeAll(async () => {
  server = await testApp();
  const { pool } = server.database;
  await insertRegion(pool);
  for (const [staffNo, role, unitCode] of PEOPLE)
    await insertPerson(pool, { staffNo, roles: [{ role, unitCode }] });
  await insertCustomers(pool, [
    { customerCode: OF_A1!, community: 'A1' },
    { customerCode: ALSO_A1!, community: 'A1' },
    { customerCode: OF_A2!, community: 'A2' },
    { customerCode: OF_B1!, community: 'B1' },
    { customerCode: OF_L1!, community: 'L1' },
  ]);
});
afterAll(async () => {
  expect(await rowDrift(server.database.pool)).toEqual([]);
  await server.close();
});
beforeEach(async () => {
  await server.database.pool.query('delete from customer_group');
});

describe('who may make and maintain a group', () => {
  it.each([
    ['wei', 'A1', 'applied'],
    ['wei', 'A2', 'E_SCOPE'],
    ['wei', 'NN1-GZ-A', 'E_SCOPE'],
    ['lu', 'NN1-GZ-A', 'applied'],
    ['lu', 'A2', 'applied'],
    ['lu', 'B1', 'E_SCOPE'],
    ['mo', 'NN1-GZ', 'applied'],
    ['net', 'NN', 'applied'],
    ['net', 'LZ', 'E_SCOPE'],
    ['luo', 'NN1-GZ', 'E_PERMISSION'],
    ['sys', 'GX', 'E_PERMISSION'],
    ['wei', 'nowhere', 'E_NOT_FOUND'],
  ] as const)('%s at %s: %s', async (who, unit, said) => {
    expect(await as(who).makes('g1', unit)).toBe(said);
  });

  it('changes it where he maintains it, field by field', async () => {
    await as('lu').makes('g1', 'NN1-GZ-A');
    const rename = (to: string, from = '民族大厦') => ({ changes: [{ field: 'name', from, to }] });
    expect(await as('wei').does('group.update', 'g1', rename('我的'))).toBe('E_SCOPE');
    expect(await as('far').does('group.update', 'g1', rename('我的'))).toBe('E_SCOPE');
    expect(await as('luo').does('group.update', 'g1', rename('我的'))).toBe('E_PERMISSION');
    expect(await as('lu').does('group.update', 'g1', rename('民族大厦 A 座'))).toBe('applied');
    expect(await as('mo').does('group.update', 'g1', rename('民族大厦 B 座'))).toBe('conflict');
    expect(await as('mo').does('group.update', 'none', rename('x'))).toBe('E_NOT_FOUND');
    const retype = { changes: [{ field: 'typeCode', from: 'BUILDING', to: 'NONE' }] };
    expect(await as('mo').does('group.update', 'g1', retype)).toBe('E_INVALID');
  });

  it('takes it away with its memberships, and twice is once', async () => {
    await as('wei').makes('g1', 'A1');
    await as('wei').changes('g1', { add: [OF_A1!] });
    expect(await as('qin').does('group.remove', 'g1', {})).toBe('E_SCOPE');
    expect(await as('lu').does('group.remove', 'g1', {})).toBe('applied');
    expect(await as('lu').does('group.remove', 'g1', {})).toBe('applied');
    expect(await as('wei').holds('groupMembership')).toEqual([]);
    expect(await as('wei').holds('customerGroup')).toEqual([]);
  });
});

describe('who may put whom into a group', () => {
  beforeEach(async () => {
    await as('lu').makes('zone', 'NN1-GZ-A');
    await as('wei').makes('own', 'A1');
  });

  it.each([
    // His customer, into the group of the zone in which it lives.
    ['wei', 'zone', OF_A1, 'applied'],
    ['wei', 'zone', OF_A2, 'E_SCOPE'],
    // His customer lives outside the zone of the group.
    ['qin', 'zone', OF_B1, 'E_SCOPE'],
    ['qin', 'own', OF_B1, 'E_SCOPE'],
    // He maintains the group, and the customer is in his scope though outside the group's unit: groups span communities.
    ['mo', 'own', OF_B1, 'applied'],
    ['mo', 'zone', OF_L1, 'E_SCOPE'],
    ['luo', 'zone', OF_A1, 'E_PERMISSION'],
    ['sys', 'zone', OF_A1, 'E_PERMISSION'],
    ['wei', 'none', OF_A1, 'E_NOT_FOUND'],
    ['wei', 'own', 'KH-NONE', 'E_NOT_FOUND'],
  ] as const)('%s into %s: %s: %s', async (who, group, customer, said) => {
    expect(await as(who).changes(group, { add: [customer!] })).toBe(said);
  });

  it('is all or nothing, and again changes nothing', async () => {
    expect(await as('wei').changes('zone', { add: [OF_A1!, OF_A2!] })).toBe('E_SCOPE');
    expect(await as('wei').holds('groupMembership')).toEqual([]);
    expect(await as('wei').changes('zone', { add: [OF_A1!, ALSO_A1!] })).toBe('applied');
    expect(await as('lu').changes('zone', { add: [OF_A1!, OF_A2!], remove: [ALSO_A1!] })).toBe('applied');
    expect(await as('lu').holds('groupMembership')).toEqual([`zone@${OF_A1}`, `zone@${OF_A2}`]);
    expect(await as('wei').changes('zone', { add: [OF_A1!, OF_A1!] })).toBe('E_INVALID');
    expect(await as('wei').changes('zone', {})).toBe('E_INVALID');
  });

  it('takes a customer out where he writes it, and nowhere else', async () => {
    await as('mo').changes('own', { add: [OF_B1!] });
    expect(await as('wei').changes('own', { remove: [OF_B1!] })).toBe('E_SCOPE');
    expect(await as('qin').changes('own', { remove: [OF_B1!] })).toBe('applied');
  });
});

describe('who knows of a group', () => {
  it('is whoever sees its unit, or a member; memberships move with the customer in one commit', async () => {
    await as('wei').makes('own', 'A1');
    await as('wei').changes('own', { add: [OF_A1!, ALSO_A1!] });
    const qin = as('qin');
    expect(await qin.holds('customerGroup')).toEqual([]);
    await moveCustomer(server.database.pool, OF_A1!, 'B1');
    expect(await qin.holds('customerGroup')).toEqual(['own@B1']);
    expect(await qin.holds('groupMembership')).toEqual([`own@${OF_A1}`]);
    expect(await as('wei').holds('groupMembership')).toEqual([`own@${ALSO_A1}`]);
    const { rows } = await server.database.pool.query<{ n: number }>(
      `select count(distinct seq)::integer as n from sync_state where id in ($1, $2) and not deleted`,
      [OF_A1, `own@${OF_A1}`],
    );
    expect(rows[0]!.n).toBe(1);
    expect(await qin.changes('own', { remove: [OF_A1!] })).toBe('applied');
    expect(await qin.holds('customerGroup')).toEqual([]);
    await moveCustomer(server.database.pool, OF_A1!, 'A1');
  });

  it('follows the tree: a community that comes under the unit learns of its groups', async () => {
    await as('lu').makes('zone', 'NN1-GZ-A');
    expect(await as('far').holds('customerGroup')).toEqual([]);
    expect(await as('lu').holds('customerGroup')).toEqual(['zone@A1', 'zone@A2']);
    const { pool } = server.database;
    const { rows } = await pool.query<{ path: string[] }>("select path from org_unit where unit_code = 'B1'");
    await pool.query(
      `update org_unit set path = (select path || 'B1'::text from org_unit where unit_code = 'NN1-GZ-A') where unit_code = 'B1'`,
    );
    expect(await as('lu').holds('customerGroup')).toEqual(['zone@A1', 'zone@A2', 'zone@B1']);
    await pool.query("update org_unit set path = $1 where unit_code = 'B1'", [rows[0]!.path]);
    expect(await as('lu').holds('customerGroup')).toEqual(['zone@A1', 'zone@A2']);
  });
});

describe('types of groups', () => {
  const made = (to: string, from: string | null = null) => ({ changes: [{ field: 'name', from, to }] });
  it('are the same for everybody and kept by channel administrators', async () => {
    expect(await as('far').holds('groupType')).toContain('BUILDING');
    expect(await as('mo').does('groupType.put', 'HOSPITAL', made('医院'))).toBe('E_PERMISSION');
    expect(await as('wei').does('groupType.put', 'HOSPITAL', made('医院'))).toBe('E_PERMISSION');
    expect(await as('net').does('groupType.put', 'HOSPITAL', made('医院'))).toBe('applied');
    expect(await as('net').does('groupType.put', 'HOSPITAL', made('医疗机构'))).toBe('conflict');
    expect(await as('net').does('groupType.put', 'HOSPITAL', made('医疗机构', '医院'))).toBe('applied');
    expect(
      await as('net').does('groupType.put', 'EMPTY', {
        changes: [{ field: 'retired', from: null, to: true }],
      }),
    ).toBe('E_INVALID');
  });
  it('that are retired are not given any more', async () => {
    await as('net').does('groupType.put', 'OLD', made('旧'));
    expect(await as('wei').makes('g', 'A1', { typeCode: 'OLD' })).toBe('applied');
    const retire = { changes: [{ field: 'retired', from: null, to: true }] };
    expect(await as('net').does('groupType.put', 'OLD', retire)).toBe('applied');
    expect(await as('wei').makes('h', 'A1', { typeCode: 'OLD' })).toBe('E_INVALID');
    expect(await as('wei').holds('customerGroup')).toEqual(['g@A1']);
  });
});
