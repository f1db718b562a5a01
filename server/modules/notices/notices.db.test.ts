import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ReceiptsResponse } from '../../../shared/api/notices.ts';
import type { PushResponse } from '../../../shared/sync/protocol.ts';
import { rowDrift } from '../../sync/history/audit.ts';
import { MutationBuilder } from '../../sync/test-support/mutation-builder.ts';
import { insertRegion } from '../../sync/test-support/region.ts';
import { SyncClient } from '../../sync/test-support/sync-client.ts';
import { accessTokenFor, bearer, insertPerson } from '../../test-support/people.ts';
import { testApp, type TestApp } from '../../test-support/test-app.ts';

const PEOPLE = [
  ['wei', 'ACCOUNT_MANAGER', 'A1'],
  ['qin', 'ACCOUNT_MANAGER', 'B1'],
  ['lu', 'TEAM_LEAD', 'NN1-GZ-A'],
  ['luo', 'DEPARTMENT_LEADER', 'NN1-GZ'],
  ['biz', 'DEPARTMENT_LEADER', 'NN1-SY'],
  ['net', 'NETWORK_CHANNEL_LEADER', 'NN'],
  ['far', 'ACCOUNT_MANAGER', 'L1'],
  ['view', 'NETWORK_DATA_VIEWER', 'NN'],
] as const;
type Who = (typeof PEOPLE)[number][0];

let server: TestApp;
let clients = 0;
beforeAll(async () => {
  server = await testApp();
  await insertRegion(server.database.pool);
  for (const [staffNo, role, unitCode] of PEOPLE)
    await insertPerson(server.database.pool, { staffNo, roles: [{ role, unitCode }] });
});
afterAll(async () => {
  expect(await rowDrift(server.database.pool)).toEqual([]);
  await server.close();
});
beforeEach(async () => {
  await server.database.pool.query('delete from notice');
});

const outcomes = ({ results }: PushResponse) => results.map(({ status, code }) => code ?? status);
const device = (who: Who): SyncClient => new SyncClient(server.app, who, `client-${++clients}`);
const does = async (
  who: Who,
  type: 'notice.publish' | 'notice.withdraw' | 'notice.read',
  args = {},
  id = 'n1',
) => outcomes(await device(who).push([new MutationBuilder().of(type, id, args)]))[0];
const publish = (who: Who, unitCode: string, more: object = {}) =>
  does(who, 'notice.publish', {
    noticeId: 'n1',
    unitCode,
    kind: 'NOTICE',
    title: '12 月包年政策',
    text: '即日起执行。\n请转告客户。',
    validFrom: '2026-11-20',
    ...more,
  });
const held = async (client: SyncClient) => {
  await client.pull();
  return [...client.rows.values()].filter(({ entity }) => entity === 'notice').map(({ body }) => body);
};
const readers = async (): Promise<Who[]> => {
  const all: Who[] = [];
  for (const [who] of PEOPLE) if ((await held(device(who))).length > 0) all.push(who);
  return all;
};
const receipts = async (who: Who) => {
  const answer = await server.app.inject({
    url: '/notices/v1/receipts?notice_id=n1',
    headers: bearer(accessTokenFor(server.app, who)),
  });
  const body = answer.json<ReceiptsResponse & { error?: { code: string } }>();
  return { said: `${answer.statusCode} ${body.error?.code ?? ''}`.trim(), receipts: body.receipts };
};

describe('publishing a notice', () => {
  it.each([
    ['lu', 'NN1-GZ-A', 'applied'],
    ['lu', 'NN1-GZ', 'E_SCOPE'],
    ['luo', 'NN1-GZ', 'applied'],
    ['luo', 'A1', 'applied'],
    ['luo', 'NN1-SY', 'E_SCOPE'],
    ['net', 'NN', 'applied'],
    ['net', 'LZ', 'E_SCOPE'],
    ['wei', 'A1', 'E_PERMISSION'],
    ['view', 'NN', 'E_PERMISSION'],
    ['net', 'nowhere', 'E_NOT_FOUND'],
  ] as const)('%s at %s: %s', async (who, unit, said) => {
    expect(await publish(who, unit)).toBe(said);
  });

  it('needs a title, a text and days in order', async () => {
    expect(await publish('lu', 'A1', { title: ' ' })).toBe('E_INVALID');
    expect(await publish('lu', 'A1', { text: '' })).toBe('E_INVALID');
    expect(await publish('lu', 'A1', { validTo: '2026-11-19' })).toBe('E_INVALID');
    expect(await publish('lu', 'A1', { validTo: '2026-11-20' })).toBe('applied');
  });

  it('reaches everybody at the unit and below, its publisher, and nobody else', async () => {
    await publish('net', 'NN1-GZ');
    expect(await readers()).toEqual(['wei', 'qin', 'lu', 'luo', 'net']);
    expect(await held(device('wei'))).toEqual([
      {
        noticeId: 'n1',
        unitCode: 'NN1-GZ',
        kind: 'NOTICE',
        title: '12 月包年政策',
        text: '即日起执行。\n请转告客户。',
        validFrom: '2026-11-20',
        publishedBy: 'net',
        publishedByName: expect.any(String) as string,
        publishedAt: expect.any(String) as string,
      },
    ]);
  });

  it('follows people: who comes gets it, who goes loses it, who is disabled is no reader', async () => {
    const { pool } = server.database;
    await publish('lu', 'NN1-GZ-A');
    expect(await readers()).toEqual(['wei', 'lu']);
    await pool.query(
      `insert into staff_role (staff_id, role, unit_code) values ('far', 'ACCOUNT_MANAGER', 'A2')`,
    );
    expect(await readers()).toEqual(['wei', 'lu', 'far']);
    await pool.query(`delete from staff_role where staff_id = 'far' and unit_code = 'A2'`);
    expect(await readers()).toEqual(['wei', 'lu']);
    await pool.query(`update staff set disabled_at = now() where staff_id = 'wei'`);
    expect((await receipts('lu')).receipts.map(({ staff_no }) => staff_no)).toEqual(['lu']);
    await pool.query(`update staff set disabled_at = null where staff_id = 'wei'`);
    expect(await readers()).toEqual(['wei', 'lu']);
  });
});

describe('withdrawing a notice', () => {
  it('is for its publisher and for whoever may publish there; then nobody has it', async () => {
    await publish('lu', 'NN1-GZ-A');
    const reader = device('wei');
    expect(await held(reader)).toHaveLength(1);
    expect(await does('wei', 'notice.withdraw')).toBe('E_SCOPE');
    expect(await does('biz', 'notice.withdraw')).toBe('E_SCOPE');
    expect(await does('luo', 'notice.withdraw', {}, 'none')).toBe('E_NOT_FOUND');
    expect(await does('luo', 'notice.withdraw')).toBe('applied');
    expect(await held(reader)).toEqual([]);
    expect(await readers()).toEqual([]);
  });
});

describe('reading a notice', () => {
  it('is noted once, by readers alone', async () => {
    await publish('lu', 'NN1-GZ-A');
    expect(await does('far', 'notice.read')).toBe('E_NOT_FOUND');
    const [laptop, desktop] = [device('wei'), device('wei')];
    expect(outcomes(await laptop.push([new MutationBuilder().of('notice.read', 'n1', {})]))).toEqual([
      'applied',
    ]);
    const first = (await held(desktop))[0]!['readAt'];
    expect(first).toEqual(expect.any(String));
    expect(outcomes(await desktop.push([new MutationBuilder().of('notice.read', 'n1', {})]))).toEqual([
      'applied',
    ]);
    expect((await held(laptop))[0]!['readAt']).toBe(first);
  });

  it('shows who has and who has not to whoever may take the notice back, and to nobody else', async () => {
    await publish('lu', 'NN1-GZ-A');
    await does('wei', 'notice.read');
    const seen = await receipts('lu');
    expect(seen.receipts.map(({ staff_no, read_at }) => [staff_no, read_at !== null])).toEqual([
      ['lu', false],
      ['wei', true],
    ]);
    expect(seen.receipts[1]).toMatchObject({ unit_code: 'A1' });
    expect((await receipts('luo')).said).toBe('200');
    for (const stranger of ['wei', 'biz', 'far', 'view'] as const)
      expect((await receipts(stranger)).said).toBe('403 E_SCOPE');
    await server.database.pool.query('delete from notice');
    expect((await receipts('lu')).said).toBe('404 E_NOT_FOUND');
  });
});
