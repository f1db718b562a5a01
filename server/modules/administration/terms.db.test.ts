import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertRegion } from '../../sync/test-support/region.ts';
import { accessTokenFor, bearer, insertPerson } from '../../test-support/people.ts';
import { MovableClock, type TestApp, testApp } from '../../test-support/test-app.ts';

// By the clock of Shanghai it is the 20th already.
const clock = new MovableClock('2026-11-19T16:30:00Z');
let server: TestApp;

beforeAll(async () => {
  server = await testApp({ clock });
  await insertRegion(server.database.pool);
  const manager = { role: 'ACCOUNT_MANAGER' } as const;
  const deputyUntil = (validTo: string) => ({
    ...manager,
    unitCode: 'A1',
    validFrom: '2026-01-01',
    validTo,
  });
  const people = {
    nanning: [{ role: 'NETWORK_SYSTEM_ADMIN', unitCode: 'NN' }],
    liuzhou: [{ role: 'NETWORK_SYSTEM_ADMIN', unitCode: 'LZ' }],
    far: [{ ...manager, unitCode: 'L1' }, deputyUntil('2026-11-19')],
    near: [{ ...manager, unitCode: 'L1' }, deputyUntil('2026-11-20')],
    guest: [deputyUntil('2026-11-19')],
    leaver: [
      { ...manager, unitCode: 'A1', validTo: '2026-12-31' },
      { ...manager, unitCode: 'A2', validTo: '2026-11-19' },
    ],
    heir: [{ ...manager, unitCode: 'A1', validTo: '2026-11-30' }],
  } as const;
  for (const [staffNo, roles] of Object.entries(people)) {
    await insertPerson(server.database.pool, { staffNo, roles });
  }
});
afterAll(() => server.close());

const call = async (who: string, method: 'GET' | 'POST', path: string, payload?: object) =>
  server.app.inject({
    method,
    url: `/admin/v1/${path}`,
    headers: bearer(accessTokenFor(server.app, who, { clock })),
    ...(payload ? { payload } : {}),
  });
const status = async (who: string, path: string, payload: object) =>
  (await call(who, 'POST', path, payload)).statusCode;
const listed = async (who: string, what: 'people' | 'devices', query = '') =>
  (await call(who, 'GET', `${what}?search=${query}`))
    .json<Record<string, { staff_no: string }[]>>()
    [what]!.map(({ staff_no: staffNo }) => staffNo)
    .filter((staffNo) => ['far', 'near', 'guest'].includes(staffNo));

it('whose term as a deputy elsewhere is over belongs to his own administrator alone', async () => {
  expect(await status('liuzhou', 'people/password', { staff_no: 'far' })).toBe(200);
  expect(await status('liuzhou', 'people', { kind: 'RENAME', staff_no: 'far', name: 'far' })).toBe(204);
  expect(await listed('nanning', 'people', 'far')).toEqual([]);
  expect(await listed('nanning', 'devices', 'far')).toEqual([]);
  const device = { staff_no: 'far', device_id: 'test-device' };
  expect(await status('nanning', 'devices/revoke', device)).toBe(403);
  expect(await status('liuzhou', 'devices/revoke', device)).toBe(204);
});

it('whose term runs through today is of both', async () => {
  expect(await status('liuzhou', 'people/password', { staff_no: 'near' })).toBe(403);
  expect(await listed('nanning', 'people', 'near')).toEqual(['near']);
  expect(await listed('nanning', 'people', '&unit_code=A1')).toEqual(['near']);
  expect(await listed('nanning', 'devices', 'near')).toEqual(['near']);
});

it('a sheet may name him again once the term elsewhere is over', async () => {
  const row = (staffNo: string) => ({
    staff_no: staffNo,
    name: staffNo,
    role: 'ACCOUNT_MANAGER',
    unit_code: 'L1',
  });
  const answer = await call('liuzhou', 'POST', 'people/import', {
    file: '人员.xlsx',
    rows: [row('far'), row('near')],
    take: 'NOTHING',
  });
  expect(answer.json()).toMatchObject({
    verdicts: [
      { verdict: 'UNCHANGED', reason: null },
      { verdict: 'REJECTED', reason: 'NOT_YOURS' },
    ],
  });
});

it('whoever works nowhere any more is helped by every administrator, and so is his device', async () => {
  for (const who of ['nanning', 'liuzhou']) {
    expect(await listed(who, 'people', 'guest')).toEqual(['guest']);
    expect(await listed(who, 'devices', 'guest')).toEqual(['guest']);
  }
  expect(await status('liuzhou', 'people/password', { staff_no: 'guest' })).toBe(200);
});

it('a role that is handed over keeps its end; one whose term is over is not handed over', async () => {
  const body = { from_staff_no: 'leaver', to_staff_no: 'heir', disable: false };
  const answer = await call('nanning', 'POST', 'people/handover', body);
  expect(answer.json()).toMatchObject({ communities: [{ unit_code: 'A1' }] });
  const { rows } = await server.database.pool.query(
    `select staff_id, unit_code, valid_to from staff_role where staff_id in ('leaver', 'heir') order by 1, 2`,
  );
  expect(rows).toEqual([
    { staff_id: 'heir', unit_code: 'A1', valid_to: '2026-12-31' },
    { staff_id: 'leaver', unit_code: 'A2', valid_to: '2026-11-19' },
  ]);
  expect((await call('nanning', 'POST', 'people/handover', body)).statusCode).toBe(404);
});

it('a sheet gives a role anew whose term is over, and leaves one that has an end to come', async () => {
  const row = (staffNo: string, unitCode: string) => ({
    staff_no: staffNo,
    name: staffNo,
    role: 'ACCOUNT_MANAGER',
    unit_code: unitCode,
  });
  const sheet = { file: '人员.xlsx', rows: [row('leaver', 'A2'), row('heir', 'A1')], take: 'ALL' };
  expect((await call('nanning', 'POST', 'people/import', sheet)).json()).toMatchObject({
    verdicts: [{ verdict: 'CHANGED' }, { verdict: 'UNCHANGED' }],
    applied: 1,
  });
  const { rows } = await server.database.pool.query(
    `select unit_code, valid_to, is_local from staff_role where staff_id in ('leaver', 'heir') order by 1`,
  );
  expect(rows).toEqual([
    { unit_code: 'A1', valid_to: '2026-12-31', is_local: true },
    { unit_code: 'A2', valid_to: null, is_local: true },
  ]);
});
