import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessTokenFor, bearer, insertPerson, insertUnits } from '../test-support/people.ts';
import { type TestApp, testApp } from '../test-support/test-app.ts';

let server: TestApp;
let now = 0;

beforeAll(async () => {
  server = await testApp({ config: { rateLimits: { person: 1, address: 2 }, rateClock: () => now } });
  await insertUnits(server.database.pool, [{ unitCode: 'R', kind: 'REGIONAL_COMPANY' }]);
  for (const staffNo of ['wei', 'lu'])
    await insertPerson(server.database.pool, {
      staffNo,
      roles: [{ role: 'REGION_SYSTEM_ADMIN', unitCode: 'R' }],
    });
});
afterAll(() => server.close());

const ask = (headers: Record<string, string>, url = '/deputies/v1', remoteAddress = '10.0.0.1') =>
  server.app.inject({ method: 'GET', url, headers, remoteAddress });
const as = (who: string) => bearer(accessTokenFor(server.app, who));

it('refuses one person who asks too often, says how long, and leaves the others behind his address alone', async () => {
  for (let i = 0; i < 30; i++) expect((await ask(as('wei'))).statusCode).toBe(200);
  const refused = await ask(as('wei'));
  expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '1']);
  expect(refused.json()).toEqual({
    error: { code: 'E_RATE_LIMIT', message: 'too many requests', retry_after: 1 },
  });
  // From another address he is the same person.
  expect((await ask(as('wei'), '/deputies/v1', '10.0.0.9')).statusCode).toBe(429);
  expect((await ask(as('lu'))).statusCode).toBe(200);
  now += 1000;
  expect((await ask(as('wei'))).statusCode).toBe(200);
});

it('weighs what costs much', async () => {
  now += 60_000;
  const import_ = () =>
    server.app.inject({
      method: 'POST',
      url: '/admin/v1/people/password',
      headers: as('wei'),
      payload: { staff_no: 'nobody' },
    });
  expect((await import_()).statusCode).toBe(404);
  expect((await import_()).statusCode).toBe(404);
  expect((await import_()).statusCode).toBe(404);
  expect((await import_()).statusCode).toBe(429);
});

it('counts what nobody has signed by its address, without keeping anybody behind it from working', async () => {
  now += 60_000;
  for (let i = 0; i < 60; i++) expect((await ask(bearer('a.b.c'))).statusCode).toBe(401);
  expect((await ask(bearer('a.b.c'))).statusCode).toBe(429);
  expect((await ask({}, '/server/v1/info')).statusCode).toBe(429);
  expect((await ask({}, '/server/v1/info', '10.0.0.2')).statusCode).toBe(200);
  expect((await ask(as('lu'))).statusCode).toBe(200);
  // A load balancer asks from one address as often as it likes.
  for (let i = 0; i < 100; i++) expect((await ask({}, '/healthz')).statusCode).toBe(200);
});
