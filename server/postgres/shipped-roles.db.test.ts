import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MENU_KEYS } from '../../shared/domain/menus.ts';
import { PERMISSIONS, ROLE_KEYS, SHIPPED_ROLES } from '../../shared/domain/permissions.ts';
import type { AccessRow } from '../../shared/domain/rows.ts';
import { rowDrift } from '../sync/history/audit.ts';
import { SyncClient } from '../sync/test-support/sync-client.ts';
import { insertRegion } from '../sync/test-support/region.ts';
import { accessTokenFor, bearer, insertPerson } from '../test-support/people.ts';
import { type TestApp, testApp } from '../test-support/test-app.ts';
import { migrate } from './migrator.ts';

let server: TestApp;
beforeAll(async () => {
  server = await testApp();
  await insertRegion(server.database.pool);
  await insertPerson(server.database.pool, {
    staffNo: '30001',
    roles: [{ role: 'ACCOUNT_MANAGER', unitCode: 'A1' }],
  });
});
afterAll(() => server.close());

const sql = (text: string, values: unknown[] = []) => server.database.pool.query(text, values);
const permissionsOf = async (role: string): Promise<string[]> => {
  const { rows } = await server.database.pool.query<{ permissions: string[] }>(
    'select permissions from role where role_key = $1',
    [role],
  );
  return rows[0]!.permissions;
};

describe('a store that is new', () => {
  it('knows the seventeen roles with what their templates carry, and every screen', async () => {
    for (const role of ROLE_KEYS) expect(await permissionsOf(role)).toEqual(SHIPPED_ROLES[role].permissions);
    const { rows } = await sql('select menu_key from menu_item order by position');
    expect(rows.map((row: { menu_key: string }) => row.menu_key)).toEqual(MENU_KEYS);
  });

  it('shows each role what it may use', async () => {
    const { rows } = await sql(`select menu_key from role_menu where role_key = 'REGION_SYSTEM_ADMIN'`);
    const keys = rows.map((row: { menu_key: string }) => row.menu_key);
    expect(keys).toContain('administration');
    expect(keys).not.toContain('customers');
    // Its figures are of customers, whom an administrator does not see.
    expect(keys).not.toContain('workbench');
  });
});

describe('a store that administrators have changed', () => {
  it('is not put back at the next start, and is offered what is new', async () => {
    await sql(
      `update role set permissions = array_remove(permissions, 'customer.export') where role_key = 'TEAM_LEAD'`,
    );
    await sql(`delete from role_menu where role_key = 'TEAM_LEAD' and menu_key = 'reminders'`);
    await sql(`delete from shipped_known where name in ('customer.write', 'division')`);
    await sql(
      `update role set permissions = array_remove(permissions, 'customer.write') where role_key = 'TEAM_LEAD'`,
    );
    await migrate(server.database.pool);
    const permissions = await permissionsOf('TEAM_LEAD');
    expect(permissions).not.toContain('customer.export');
    expect(permissions).toContain('customer.write');
    const { rows } = await sql(
      `select from role_menu where role_key = 'TEAM_LEAD' and menu_key = 'reminders'`,
    );
    expect(rows).toHaveLength(0);
    expect(new Set(permissions).size).toBe(permissions.length);
    expect(PERMISSIONS).toEqual(expect.arrayContaining(permissions));
  });
});

describe('what a person may do', () => {
  const rowOf = (client: SyncClient): AccessRow =>
    [...client.rows.values()].find((row) => row.entity === 'access')!.body as unknown as AccessRow;

  it('comes to his client with the next sync after a role has changed, with buckets lost and gained', async () => {
    const client = new SyncClient(server.app, '30001');
    await client.pull();
    expect(rowOf(client).roles).toMatchObject([
      { role: 'ACCOUNT_MANAGER', title: '客户经理', unitCode: 'A1', channel: null },
    ]);
    expect(client.bucketSet).toContain('community:A1');

    await sql(`update role set permissions = '{rollup.read}' where role_key = 'ACCOUNT_MANAGER'`);
    await client.pull();
    expect(rowOf(client).roles[0]?.permissions).toEqual(['rollup.read']);
    expect(client.bucketSet).not.toContain('community:A1');
    const refused = await server.app.inject({
      method: 'GET',
      url: '/cabinets/v1/rules',
      headers: bearer(accessTokenFor(server.app, '30001')),
    });
    expect(refused.statusCode).toBe(403);

    await sql(
      `update role set permissions = '{customer.read,cabinet.edit}' where role_key = 'ACCOUNT_MANAGER'`,
    );
    await client.pull();
    expect(client.bucketSet).toContain('community:A1');
    const allowed = await server.app.inject({
      method: 'GET',
      url: '/cabinets/v1/rules',
      headers: bearer(accessTokenFor(server.app, '30001')),
    });
    expect(allowed.statusCode).toBe(200);
  });

  it('shows a menu that was given, renamed and taken away, in its order', async () => {
    const client = new SyncClient(server.app, '30001');
    await sql(`delete from role_menu where role_key = 'ACCOUNT_MANAGER'`);
    await sql(
      `insert into role_menu values ('ACCOUNT_MANAGER', 'reminders'), ('ACCOUNT_MANAGER', 'customers')`,
    );
    await client.pull();
    expect(rowOf(client).menu.map((item) => item.key)).toEqual(['customers', 'reminders']);
    await sql(`update menu_item set name = '我的提醒', position = -1 where menu_key = 'reminders'`);
    await client.pull();
    expect(rowOf(client).menu.map(({ key, name }) => [key, name])).toEqual([
      ['reminders', '我的提醒'],
      ['customers', ''],
    ]);
    await sql(`delete from role_menu where role_key = 'ACCOUNT_MANAGER'`);
    await client.pull();
    expect(rowOf(client).menu).toEqual([]);
  });

  it('is what the tables say, whoever changes them', async () => {
    await sql(`update org_unit set name = '渡东片1社区' where unit_code = 'A1'`);
    await sql(`delete from staff_role where staff_id = '30001'`);
    expect(await rowDrift(server.database.pool)).toEqual([]);
  });
});
