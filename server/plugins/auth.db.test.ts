import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Permission, shippedGrant } from '../../shared/domain/permissions.ts';
import { accessTokenFor, bearer, insertPerson, insertUnits } from '../test-support/people.ts';
import { MovableClock, type TestApp, testApp } from '../test-support/test-app.ts';

let server: TestApp;
let clock: MovableClock;
beforeAll(async () => {
  clock = new MovableClock('2026-11-20T01:00:00Z');
  server = await testApp({ clock });
  server.app.get('/probe', { config: { access: { kind: 'signed-in' } } }, (request) => request.caller);
  for (const permission of ['customer.write', 'lock.lift', 'admin.people'] satisfies Permission[]) {
    server.app.get(
      `/probe/${permission}`,
      { config: { access: { kind: 'permission', permission } } },
      () => ({}),
    );
  }
  server.app.get('/probe/careless', { config: { access: { kind: 'public' } } }, (request) => request.caller);
  const { pool } = server.database;
  await insertUnits(pool, [
    { unitCode: 'R', kind: 'REGIONAL_COMPANY' },
    { unitCode: 'N', parentCode: 'R', kind: 'LOCAL_NETWORK' },
    { unitCode: 'C1', parentCode: 'N', kind: 'COMMUNITY', channel: 'MASS_MARKET' },
  ]);
  await insertPerson(pool, {
    staffNo: 'wei',
    name: '韦小兰',
    roles: [{ role: 'ACCOUNT_MANAGER', unitCode: 'C1' }],
  });
  await insertPerson(pool, { staffNo: 'admin', roles: [{ role: 'REGION_SYSTEM_ADMIN', unitCode: 'R' }] });
  await insertPerson(pool, { staffNo: 'region', roles: [{ role: 'REGION_CHANNEL_ADMIN', unitCode: 'R' }] });
  await insertPerson(pool, { staffNo: 'nobody' });
});
afterAll(() => server.close());

const get = (url: string, token?: string) => server.app.inject({ url, headers: token ? bearer(token) : {} });
const as = (staffId: string) => accessTokenFor(server.app, staffId, { clock });
const codeOf = (answer: { statusCode: number; json(): unknown }) => {
  const body = answer.json() as { error?: { code: string } };
  return `${answer.statusCode} ${body.error?.code ?? ''}`.trim();
};
const sql = (text: string) => server.database.pool.query(text);

describe('default deny', () => {
  it('refuses to register a route that does not say who may call it', () => {
    expect(() => server.app.get('/open-by-mistake', () => ({}))).toThrow('does not say who may call it');
  });

  it('leaves open what must be, and nothing else', async () => {
    await server.app.ready();
    const operations = Object.entries(server.app.swagger().paths ?? {}).flatMap(([path, methods]) =>
      Object.entries(methods as Record<string, { security?: unknown[] }>)
        .filter(([, operation]) => operation.security?.length === 0)
        .map(([method]) => `${method} ${path}`),
    );
    expect(operations.filter((operation) => !operation.includes('/probe')).sort()).toEqual([
      'get /healthz',
      'get /openapi.json',
      'get /server/v1/info',
      'post /auth/v1/login',
      'post /auth/v1/logout',
      'post /auth/v1/refresh',
    ]);
  });

  it('gives a public route no caller', async () => {
    expect(codeOf(await get('/probe/careless', as('wei')))).toBe('500 E_INTERNAL');
  });
});

describe('named people, allowed and denied', () => {
  it.each([
    ['wei', 'customer.write', 200],
    ['wei', 'lock.lift', 403],
    ['wei', 'admin.people', 403],
    ['region', 'customer.write', 403],
    ['region', 'lock.lift', 200],
    ['region', 'admin.people', 403],
    ['admin', 'customer.write', 403],
    ['admin', 'lock.lift', 403],
    ['admin', 'admin.people', 200],
    ['nobody', 'customer.write', 403],
    ['nobody', 'lock.lift', 403],
    ['nobody', 'admin.people', 403],
  ])('%s at %s: %i', async (person, permission, status) => {
    const answer = await get(`/probe/${permission}`, as(person));
    expect(codeOf(answer)).toBe(status === 200 ? '200' : '403 E_PERMISSION');
  });

  it('tells the route who calls', async () => {
    expect((await get('/probe', as('wei'))).json()).toEqual({
      staffId: 'wei',
      staffNo: 'wei',
      name: '韦小兰',
      deviceId: 'test-device',
      familyId: null,
      grants: [shippedGrant('ACCOUNT_MANAGER', 'C1')],
    });
  });
});

describe('the access token', () => {
  it('is asked for', async () => {
    expect(codeOf(await get('/probe'))).toBe('401 E_TOKEN');
    expect(codeOf(await get('/probe', 'garbage'))).toBe('401 E_TOKEN');
    const basic = await server.app.inject({ url: '/probe', headers: { authorization: 'Basic eDp5' } });
    expect(codeOf(basic)).toBe('401 E_TOKEN');
  });

  it('expires after 15 minutes', async () => {
    const token = as('wei');
    clock.advance(15 * 60_000 - 1_000);
    expect(codeOf(await get('/probe', token))).toBe('200');
    clock.advance(1_000);
    expect(codeOf(await get('/probe', token))).toBe('401 E_TOKEN');
  });

  it('must be signed by us, with our algorithm', async () => {
    const [head, body, signature] = as('wei').split('.');
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const forged = JSON.parse(Buffer.from(body!, 'base64url').toString()) as object;
    const other = encode({ ...forged, sub: 'admin' });
    expect(codeOf(await get('/probe', `${head}.${other}.${signature}`))).toBe('401 E_TOKEN');
    expect(codeOf(await get('/probe', `${encode({ alg: 'none', typ: 'JWT' })}.${body}.`))).toBe(
      '401 E_TOKEN',
    );
    const guessed = createHmac('sha256', 'secret').update(`${head}.${body}`).digest('base64url');
    expect(codeOf(await get('/probe', `${head}.${body}.${guessed}`))).toBe('401 E_TOKEN');
  });

  it('of a person or device that the store does not know is none', async () => {
    expect(codeOf(await get('/probe', as('stranger')))).toBe('401 E_TOKEN');
    const elsewhere = accessTokenFor(server.app, 'wei', { clock, deviceId: 'unknown' });
    expect(codeOf(await get('/probe', elsewhere))).toBe('401 E_TOKEN');
  });
});

describe('what an administrator changes counts at the next request', () => {
  it('a disabled person', async () => {
    const token = as('wei');
    await sql(`update staff set disabled_at = now() where staff_id = 'wei'`);
    expect(codeOf(await get('/probe', token))).toBe('403 E_DISABLED');
    await sql(`update staff set disabled_at = null where staff_id = 'wei'`);
    expect(codeOf(await get('/probe', token))).toBe('200');
  });

  it('a revoked device', async () => {
    const token = as('wei');
    await sql(`update device set revoked_at = now() where staff_id = 'wei'`);
    expect(codeOf(await get('/probe', token))).toBe('403 E_DEVICE');
    await sql(`update device set revoked_at = null where staff_id = 'wei'`);
  });

  it('a role taken away', async () => {
    const token = as('region');
    await sql(`delete from staff_role where staff_id = 'region'`);
    expect(codeOf(await get('/probe/lock.lift', token))).toBe('403 E_PERMISSION');
  });

  it('a deputy, from the first to the last day in Shanghai', async () => {
    const moving = new MovableClock('2026-11-30T15:59:59Z');
    const later = await testApp({ clock: moving });
    try {
      await insertUnits(later.database.pool, [{ unitCode: 'R', kind: 'REGIONAL_COMPANY' }]);
      const deputy = {
        role: 'TEAM_LEAD',
        unitCode: 'R',
        validFrom: '2026-12-01',
        validTo: '2026-12-02',
      } as const;
      await insertPerson(later.database.pool, { staffNo: 'deputy', roles: [deputy] });
      later.app.get(
        '/probe',
        { config: { access: { kind: 'signed-in' } } },
        (request) => request.caller.grants.length,
      );
      const grants = async () => {
        const token = accessTokenFor(later.app, 'deputy', { clock: moving });
        return (await later.app.inject({ url: '/probe', headers: bearer(token) })).body;
      };
      expect(await grants()).toBe('0');
      moving.advance(1_000);
      expect(await grants()).toBe('1');
      moving.advance(2 * 86_400_000 - 1_000);
      expect(await grants()).toBe('1');
      moving.advance(1_000);
      expect(await grants()).toBe('0');
    } finally {
      await later.close();
    }
  });
});
