import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UnitChange } from '../../../shared/api/administration.ts';
import type { Channel, UnitKind } from '../../../shared/domain/org-units.ts';
import { insertCustomers, insertRegion } from '../../sync/test-support/region.ts';
import { SyncClient } from '../../sync/test-support/sync-client.ts';
import { insertPerson } from '../../test-support/people.ts';
import { type TestApp, testApp } from '../../test-support/test-app.ts';
import { ask as askAdministration } from './test-support/ask.ts';

let server: TestApp;
const sql = (text: string, values: unknown[] = []) => server.database.pool.query(text, values);

beforeAll(async () => {
  server = await testApp();
  const { pool } = server.database;
  await insertRegion(pool);
  await insertCustomers(pool, [
    { customerCode: 'KH0000000001', community: 'A1' },
    { customerCode: 'KH0000000002', community: 'B1' },
  ]);
  const people = [
    ['region', 'REGION_SYSTEM_ADMIN', 'GX'],
    ['nanning', 'NETWORK_SYSTEM_ADMIN', 'NN'],
    ['chief', 'NETWORK_CHANNEL_ADMIN', 'NN'],
    ['wei', 'ACCOUNT_MANAGER', 'A1'],
    ['lead-a', 'TEAM_LEAD', 'NN1-GZ-A'],
    ['lead-b', 'TEAM_LEAD', 'NN1-GZ-B'],
  ] as const;
  for (const [staffNo, role, unitCode] of people)
    await insertPerson(pool, { staffNo, roles: [{ role, unitCode }] });
});
afterAll(() => server.close());

const ask = (who: string, path: 'units' | 'units/preview', change: UnitChange) =>
  askAdministration(server, who, 'POST', path, change);
const save = async (who: string, change: UnitChange): Promise<string> => {
  const { status, body } = await ask(who, 'units', change);
  if (status < 300) return String(status);
  const { code, reason } = (body as { error: { code: string; reason?: string } }).error;
  return [status, code, reason].filter((part) => part !== undefined).join(' ');
};
const add = (
  unit_code: string,
  parent_code: string,
  unit_kind: UnitKind,
  channel: Channel | null = null,
): UnitChange => ({
  kind: 'ADD',
  unit_code,
  name: `新${unit_code}`,
  parent_code,
  unit_kind,
  channel,
  billing_area: '青秀',
});

describe('a move', () => {
  const move = { kind: 'MOVE', unit_code: 'B1', parent_code: 'NN1-GZ-A' } as const;

  it('is looked at first: what moves, and who gains or loses how many communities', async () => {
    await sql(`insert into cabinet_rule (cabinet, billing_area, community_code) values ('J1', '青秀', 'B1')`);
    await sql(`insert into reassignment_request (request_id, customer_code, from_community, to_community, reason,
        asked_by, asked_at, arrived_at, state)
      values ('r1', 'KH0000000001', 'A1', 'B1', 'x', 'wei', '2026-11-20T08:00:00+08:00', now(), 'OPEN')`);
    const { body } = await ask('nanning', 'units/preview', move);
    expect(body).toEqual({
      units: 0,
      communities: 1,
      customers: 1,
      people: 0,
      rules: 1,
      requests: 1,
      groups: 0,
      // Whoever reads all of the network holds it before and after.
      gain: [{ staff_no: 'lead-a', name: 'lead-a', communities: 1 }],
      lose: [{ staff_no: 'lead-b', name: 'lead-b', communities: 1 }],
      hanging: [],
    });
    const { rows } = await sql(`select parent_code from org_unit where unit_code = 'B1'`);
    expect(rows).toEqual([{ parent_code: 'NN1-GZ-B' }]);
  });

  it('gives and takes the communities with the next sync, and is written down with where it was', async () => {
    expect(await save('nanning', move)).toBe('204');
    const [a, b] = [new SyncClient(server.app, 'lead-a'), new SyncClient(server.app, 'lead-b')];
    await Promise.all([a.pull(), b.pull()]);
    expect([a.bucketSet.includes('community:B1'), b.bucketSet.includes('community:B1')]).toEqual([
      true,
      false,
    ]);
    const { rows } = await sql(
      `select actor, subject, detail ->> 'parentBefore' as was from audit_event where kind = 'UNIT_CHANGED'`,
    );
    expect(rows).toEqual([{ actor: 'nanning', subject: 'B1', was: 'NN1-GZ-B' }]);
  });

  it.each([
    ['nanning', { ...move, unit_code: 'NN1-GZ', parent_code: 'A1' }, '400 E_UNIT ABOVE_ITSELF'],
    ['nanning', { ...move, unit_code: 'A1', parent_code: 'NN1' }, '400 E_UNIT MISPLACED'],
    ['nanning', { ...move, unit_code: 'A1', parent_code: 'NN1-SY' }, '400 E_UNIT OTHER_CHANNEL'],
    ['nanning', { ...move, unit_code: 'A1', parent_code: 'NN1-GZ-A' }, '400 E_UNIT SAME_PARENT'],
    ['nanning', { ...move, unit_code: 'NN1-GZ-W', parent_code: 'NN1-SY' }, '400 E_UNIT POOL_STAYS'],
    ['region', { ...move, unit_code: 'GX', parent_code: 'NN' }, '400 E_UNIT ROOT_STAYS'],
    ['nanning', { ...move, unit_code: 'A1', parent_code: 'LZ1-GZ' }, '403 E_SCOPE'],
    ['wei', { ...move, unit_code: 'A1', parent_code: 'NN1-GZ-B' }, '403 E_PERMISSION'],
  ])('%s, %j: %s', async (who, change, outcome) => {
    expect(await save(who, change)).toBe(outcome);
    expect((await ask(who, 'units/preview', change)).status).toBe(Number(outcome.slice(0, 3)));
  });
});

describe('a unit that is retired', () => {
  const retire = (unit_code: string): UnitChange => ({ kind: 'RETIRE', unit_code });

  it('goes when nothing hangs on it; what does is told before and when it is tried', async () => {
    const { body } = await ask('nanning', 'units/preview', retire('A1'));
    expect(body).toMatchObject({ hanging: ['CUSTOMERS', 'PEOPLE', 'REQUESTS'], customers: 1, people: 1 });
    const tried = await ask('nanning', 'units', retire('A1'));
    expect(tried).toMatchObject({
      status: 409,
      body: { error: { code: 'E_UNIT_IN_USE', hanging: ['CUSTOMERS', 'PEOPLE', 'REQUESTS'], requests: 1 } },
    });
    expect(await save('nanning', retire('NN1-GZ-A'))).toBe('409 E_UNIT_IN_USE');
    expect(await save('nanning', retire('A2'))).toBe('204');
  });

  it('a department takes its pool along, there and back', async () => {
    expect(await save('nanning', retire('NN1-GZ-W'))).toBe('400 E_UNIT POOL_STAYS');
    expect(await save('nanning', retire('NN1-SY'))).toBe('409 E_UNIT_IN_USE');
    expect(await save('nanning', retire('S1'))).toBe('204');
    expect(await save('nanning', retire('NN1-SY'))).toBe('204');
    const alive = () =>
      sql(`select unit_code from org_unit where path @> '{NN1-SY}' and retired_on is null order by 1`).then(
        ({ rows }) => rows.map((row: { unit_code: string }) => row.unit_code),
      );
    expect(await alive()).toEqual([]);
    expect(await save('nanning', { kind: 'REVIVE', unit_code: 'S1' })).toBe('400 E_UNIT PARENT_RETIRED');
    expect(await save('nanning', add('S9', 'NN1-SY', 'COMMUNITY'))).toBe('400 E_UNIT PARENT_RETIRED');
    expect(await save('nanning', { kind: 'REVIVE', unit_code: 'NN1-SY' })).toBe('204');
    expect(await alive()).toEqual(['NN1-SY', 'NN1-SY-W']);
  });

  it('the topmost stays', async () => {
    expect(await save('region', retire('GX'))).toBe('400 E_UNIT ROOT_STAYS');
  });
});

describe('a unit that is added', () => {
  it('has the channel of its department and comes to those above it', async () => {
    expect(await save('nanning', add('B2', 'NN1-GZ-B', 'COMMUNITY', 'BUSINESS'))).toBe('204');
    const { rows } = await sql(`select channel, path from org_unit where unit_code = 'B2'`);
    expect(rows).toEqual([{ channel: 'MASS_MARKET', path: ['GX', 'NN', 'NN1', 'NN1-GZ', 'NN1-GZ-B', 'B2'] }]);
    const lead = new SyncClient(server.app, 'lead-b');
    await lead.pull();
    expect(lead.bucketSet).toContain('community:B2');
  });

  it('as a department has its pool', async () => {
    expect(await save('nanning', add('NN1-X', 'NN1', 'CUSTOMER_DEPARTMENT', 'BUSINESS'))).toBe('204');
    const { rows } = await sql(
      `select name, kind, channel, billing_area from org_unit where parent_code = 'NN1-X'`,
    );
    expect(rows).toEqual([
      { name: '新NN1-X未分配社区', kind: 'UNASSIGNED_POOL', channel: 'BUSINESS', billing_area: '青秀' },
    ]);
  });

  it.each([
    [add('A1', 'NN1-GZ-A', 'COMMUNITY'), '409 E_UNIT_EXISTS'],
    [add('X', 'NN1', 'COMMUNITY'), '400 E_UNIT MISPLACED'],
    [add('X', 'NN1', 'CUSTOMER_DEPARTMENT'), '400 E_UNIT OTHER_CHANNEL'],
    [add('X', 'NN1-TB', 'COMMUNITY'), '400 E_UNIT OTHER_CHANNEL'],
    [add('X', 'NN1-TB', 'ZONE'), '400 E_UNIT ZONE_NOT_PUBLIC'],
    [add('X', 'NN1-GZ', 'UNASSIGNED_POOL'), '400 E_UNIT SECOND_POOL'],
    [add('X', 'LZ1-GZ', 'COMMUNITY'), '403 E_SCOPE'],
    [add('X', 'NOWHERE', 'COMMUNITY'), '404 E_NOT_FOUND'],
  ])('%j: %s', async (change, outcome) => expect(await save('nanning', change)).toBe(outcome));
});

it('a unit is renamed, in its network alone', async () => {
  expect(await save('nanning', { kind: 'RENAME', unit_code: 'A1', name: '城东一社区' })).toBe('204');
  expect(await save('nanning', { kind: 'RENAME', unit_code: 'L1', name: 'x' })).toBe('403 E_SCOPE');
  const { rows } = await sql(
    `select body::json ->> 'name' as name from sync_row where entity = 'orgUnit' and id = 'A1'`,
  );
  expect(rows).toEqual([{ name: '城东一社区' }]);
});
