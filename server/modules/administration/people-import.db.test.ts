import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ImportResponse, ImportRow, RoleFields } from '../../../shared/api/administration.ts';
import { insertRegion } from '../../sync/test-support/region.ts';
import { insertPerson } from '../../test-support/people.ts';
import { type TestApp, testApp } from '../../test-support/test-app.ts';
import { ask, outcome } from './test-support/ask.ts';

let server: TestApp;
const sql = (text: string, values: unknown[] = []) => server.database.pool.query(text, values);

beforeAll(async () => {
  server = await testApp();
  await insertRegion(server.database.pool);
  await insertPerson(server.database.pool, {
    staffNo: 'nanning',
    roles: [{ role: 'NETWORK_SYSTEM_ADMIN', unitCode: 'NN' }],
  });
});
afterAll(() => server.close());

const row = (staff_no: string, role: string, unit_code: string): ImportRow => ({
  staff_no,
  name: staff_no,
  role,
  unit_code,
});
const send = async (rows: readonly ImportRow[]): Promise<ImportResponse> =>
  (await ask(server, 'nanning', 'POST', 'people/import', { file: '人员.xlsx', rows, take: 'GOOD' }))
    .body as unknown as ImportResponse;

const role: RoleFields = {
  role_key: null,
  title: '社区助理',
  level: 'COMMUNITY',
  permissions: ['customer.read', 'customer.write'],
  menu: [],
};

it('a role is not called by the key of another', async () => {
  expect(await outcome(server, 'nanning', 'roles', { ...role, title: 'ACCOUNT_MANAGER' })).toBe(
    '409 E_ROLE_EXISTS',
  );
  expect(await outcome(server, 'nanning', 'roles', role)).toBe('200');
});

it('each row of a sheet is judged by what it says itself, also where a role is called by the key of another', async () => {
  await sql(
    `insert into role (role_key, title, level, permissions, is_local)
     values ('ROLE_1', 'ACCOUNT_MANAGER', 'COMMUNITY', '{customer.read}', true)`,
  );
  const { verdicts, applied } = await send([
    row('p1', 'ACCOUNT_MANAGER', 'A1'),
    row('nanning', '没有这个角色', 'GX'),
    row('nanning', 'ACCOUNT_MANAGER', 'GX'),
  ]);
  expect(verdicts).toEqual([
    { verdict: 'NEW', reason: null },
    { verdict: 'REJECTED', reason: 'UNKNOWN_ROLE' },
    { verdict: 'REJECTED', reason: 'NOT_YOURS' },
  ]);
  expect(applied).toBe(1);
  const { rows } = await sql(
    `select s.staff_no, r.role, r.unit_code from staff_role r join staff s using (staff_id) order by 1`,
  );
  expect(rows).toEqual([
    { staff_no: 'nanning', role: 'NETWORK_SYSTEM_ADMIN', unit_code: 'NN' },
    { staff_no: 'p1', role: 'ACCOUNT_MANAGER', unit_code: 'A1' },
  ]);
});
