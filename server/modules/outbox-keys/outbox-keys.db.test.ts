import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessTokenFor, bearer, insertPerson, insertUnits, TEST_DEVICE } from '../../test-support/people.ts';
import { type TestApp, testApp } from '../../test-support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await testApp();
  const { pool } = server.database;
  await insertUnits(pool, [{ unitCode: 'R', kind: 'REGIONAL_COMPANY' }]);
  await insertPerson(pool, { staffNo: 'wei' });
  await insertPerson(pool, { staffNo: 'lu' });
  await insertPerson(pool, { staffNo: 'gone' });
  await insertPerson(pool, { staffNo: 'admin', roles: [{ role: 'REGION_SYSTEM_ADMIN', unitCode: 'R' }] });
  await pool.query(`insert into device (staff_id, device_id, name) values ('wei', 'laptop', 'test')`);
});
afterAll(() => server.close());

interface Key {
  key_id: string;
  key: string;
}

const token = (staffId: string, deviceId = TEST_DEVICE) => accessTokenFor(server.app, staffId, { deviceId });
const current = (staffId: string, deviceId = TEST_DEVICE, asked = deviceId) =>
  server.app.inject({
    method: 'POST',
    url: '/api/outbox-keys/current',
    headers: bearer(token(staffId, deviceId)),
    payload: { device_id: asked },
  });
const byId = (staffId: string, keyId: string) =>
  server.app.inject({ url: `/api/outbox-keys/${keyId}`, headers: bearer(token(staffId)) });
const codeOf = (answer: { statusCode: number; json(): unknown }) =>
  `${answer.statusCode} ${(answer.json() as { error: { code: string } }).error.code}`;

describe('the key of a person on a device', () => {
  it('is made once and stays, also where many ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => current('wei')));
    const keys = answers.map((answer) => answer.json<Key>());
    expect(new Set(keys.map(({ key_id, key }) => `${key_id} ${key}`)).size).toBe(1);
    expect(Buffer.from(keys[0]!.key, 'base64')).toHaveLength(32);
    expect((await current('wei')).json<Key>()).toEqual(keys[0]);
  });

  it('is another one on another device, and for another person on the same', async () => {
    const keys = await Promise.all([current('wei'), current('wei', 'laptop'), current('lu')]);
    expect(new Set(keys.map((answer) => answer.json<Key>().key)).size).toBe(3);
  });

  it('is found again by its name from any device of its owner', async () => {
    const made = (await current('wei', 'laptop')).json<Key>();
    const found = await byId('wei', made.key_id);
    expect(found.json<Key>()).toEqual(made);
    expect(found.headers['cache-control']).toBe('no-store');
  });

  it('is neither logged nor described in the log', async () => {
    const { key } = (await current('wei')).json<Key>();
    expect(server.logged()).not.toContain(key);
  });
});

describe('who may not', () => {
  it('nobody without a sign-in', async () => {
    const { key_id } = (await current('wei')).json<Key>();
    const post = await server.app.inject({
      method: 'POST',
      url: '/api/outbox-keys/current',
      payload: { device_id: TEST_DEVICE },
    });
    const get = await server.app.inject({ url: `/api/outbox-keys/${key_id}` });
    expect([codeOf(post), codeOf(get)]).toEqual(['401 E_TOKEN', '401 E_TOKEN']);
  });

  it.each(['lu', 'admin'])("%s reaches no key of wei's, and cannot tell that there is one", async (other) => {
    const { key_id } = (await current('wei')).json<Key>();
    const nobodys = await byId(other, '00000000-0000-4000-8000-000000000000');
    const weis = await byId(other, key_id);
    expect(codeOf(weis)).toBe('404 E_NOT_FOUND');
    expect(weis.body).toBe(nobodys.body);
  });

  it('a device that speaks for another', async () => {
    expect(codeOf(await current('wei', TEST_DEVICE, 'laptop'))).toBe('403 E_DEVICE');
  });

  it('a disabled account, a revoked device', async () => {
    await current('gone');
    await server.database.pool.query(`update staff set disabled_at = now() where staff_id = 'gone'`);
    expect(codeOf(await current('gone'))).toBe('403 E_DISABLED');
    const { pool } = server.database;
    await pool.query(`insert into device (staff_id, device_id, name) values ('lu', 'stolen', 'test')`);
    await pool.query(`update device set revoked_at = now() where device_id = 'stolen'`);
    expect(codeOf(await current('lu', 'stolen'))).toBe('403 E_DEVICE');
  });

  it('what is no name of a key', async () => {
    expect(codeOf(await byId('wei', 'latest'))).toBe('400 E_REQUEST');
  });
});
