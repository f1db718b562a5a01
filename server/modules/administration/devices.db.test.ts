import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { insertCustomers, insertRegion } from '../../sync/test-support/region.ts';
import { MutationBuilder } from '../../sync/test-support/mutation-builder.ts';
import { SyncClient } from '../../sync/test-support/sync-client.ts';
import { accessTokenFor, bearer, insertPerson } from '../../test-support/people.ts';
import { type TestApp, testApp } from '../../test-support/test-app.ts';
import { ask, outcome } from './test-support/ask.ts';

let server: TestApp;
const sql = (text: string, values: unknown[] = []) => server.database.pool.query(text, values);

beforeAll(async () => {
  server = await testApp();
  await insertRegion(server.database.pool);
  await insertCustomers(server.database.pool, [{ customerCode: 'KH0000000001', community: 'A1' }]);
  const people = [
    ['nanning', 'NETWORK_SYSTEM_ADMIN', 'NN'],
    ['liuzhou', 'NETWORK_SYSTEM_ADMIN', 'LZ'],
    ['chief', 'REGION_CHANNEL_ADMIN', 'GX'],
    ['lu', 'ACCOUNT_MANAGER', 'A1'],
    ['meng', 'ACCOUNT_MANAGER', 'A2'],
  ] as const;
  for (const [staffNo, role, unitCode] of people) {
    await insertPerson(server.database.pool, { staffNo, roles: [{ role, unitCode }] });
  }
});
afterAll(() => server.close());

const call = (who: string, method: 'GET' | 'POST', path: string, payload?: object) =>
  ask(server, who, method, path, payload);
const post = (who: string, path: string, payload: object) => outcome(server, who, path, payload);

describe('a device that is taken back', () => {
  const own = async (path: string, payload: object) =>
    (
      await server.app.inject({
        method: 'POST',
        url: `/devices/v1/${path}`,
        headers: bearer(accessTokenFor(server.app, 'lu')),
        payload,
      })
    ).statusCode;

  beforeEach(() => sql(`update device set revoked_at = null, erased_at = null where staff_id = 'lu'`));

  it('delivers what was written on it, says that it is empty, and is a stranger from then on', async () => {
    const client = new SyncClient(server.app, 'lu');
    await client.pull();
    const choice = { staff_no: 'lu', device_id: 'test-device' };
    expect(await own('erased', { rows: 1 })).toBe(409);
    expect(await post('liuzhou', 'devices/revoke', choice)).toBe('403 E_SCOPE');
    expect(await post('nanning', 'devices/revoke', choice)).toBe('204');
    await expect(client.pull()).rejects.toThrow();
    const builder = new MutationBuilder();
    const { results } = await client.push([builder.note('KH0000000001'), builder.note('KH0000000001')]);
    expect(results.map((result) => result.status)).toEqual(['applied', 'applied']);
    // More than one request takes, and the second of the three is sent again for want of an answer.
    const left = Array.from({ length: 1_200 }, (_, n) => ({
      uid: `edit-${n}`,
      type: 'interaction.add',
      note: `没被收下 ${n}`,
    }));
    expect(await own('remains', { edits: left })).toBe(400);
    const requests = [0, 500, 500, 1000].map((from) => left.slice(from, from + 500));
    for (const edits of requests) expect(await own('remains', { edits })).toBe(204);
    expect(await own('erased', { rows: 812 })).toBe(204);
    expect(await own('erased', { rows: 812 })).toBe(403);
    await expect(client.push([builder.note('KH0000000001')])).rejects.toThrow();

    const { body } = await call('nanning', 'GET', 'devices?search=lu');
    expect(body).toMatchObject({ devices: [{ staff_no: 'lu', rescued: 2, remains: 1_200 }] });
    const { rows } = await sql(`select edit from device_remains where staff_id = 'lu' order by remains_id`);
    expect(rows).toEqual(left.map((edit) => ({ edit })));
    const trail = await call('nanning', 'GET', 'audit?kind=DEVICE_ERASED');
    expect(trail.body).toMatchObject({
      events: [{ actor: 'lu', detail: { rows: 812, rescued: 2, refused: 1_200 } }],
    });
  });
});

describe('how a device stands', () => {
  const report = {
    version: '0.1.0',
    edition: 'DESKTOP',
    system: 'WINDOWS',
    rows: 812,
    held: { customer: 400, ledger: 400, interaction: 12 },
    waiting: 3,
    attention: 1,
    verified_at: '2026-11-20T09:00:00.000+08:00',
  };
  const tell = async (payload: object): Promise<number> =>
    (
      await server.app.inject({
        method: 'POST',
        url: '/devices/v1/report',
        headers: bearer(accessTokenFor(server.app, 'meng')),
        payload,
      })
    ).statusCode;

  it('is told by itself and read by the administrators of its person alone', async () => {
    expect(await tell(report)).toBe(204);
    const of = async (who: string) => (await call(who, 'GET', 'devices?search=meng')).body;
    const { rows, ...told } = report;
    expect(await of('nanning')).toMatchObject({
      devices: [{ staff_no: 'meng', ...told, rows_held: rows, remains: 0 }],
    });
    expect(await of('liuzhou')).toEqual({ devices: [], total: 0 });
    expect(await of('chief')).toMatchObject({ error: { code: 'E_PERMISSION' } });
  });

  it('is taken from a client that tells less, and nobody can put words into it', async () => {
    for (const more of [
      { name: '黄秀' },
      { version: '黄秀的电脑' },
      { system: '黄秀' },
      { held: { 黄秀: 1 } },
      { held: { customer: '黄秀' } },
      { verified_at: '黄秀' },
    ]) {
      expect(await tell({ ...report, ...more }), JSON.stringify(more)).toBe(400);
    }
    expect(await tell({ version: '0.0.9', rows: 1, waiting: 0 })).toBe(204);
    const { body } = await call('nanning', 'GET', 'devices?search=meng');
    expect(body).toMatchObject({ devices: [{ version: '0.0.9', edition: null, held: {}, attention: null }] });
  });
});
