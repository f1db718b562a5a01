import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../test-support/child.ts';
import { bearer, insertPerson, insertUnits } from '../test-support/people.ts';
import { type TestApp, testApp } from '../test-support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await testApp();
  server.app.get('/probe', { config: { access: { kind: 'signed-in' } } }, (request) => request.caller);
  await insertUnits(server.database.pool, [{ unitCode: 'R', kind: 'REGIONAL_COMPANY' }]);
  await insertPerson(server.database.pool, { staffNo: 'GX001', staffId: 'id-1', name: '韦小兰' });
});
afterAll(() => server.close());

const admin = (args: string[], env: Record<string, string> = {}) =>
  runProgram('server/admin/cli.ts', args, { DATABASE_URL: server.database.url, ...env });
const login = (password: string) =>
  server.app.inject({
    method: 'POST',
    url: '/auth/v1/login',
    payload: { staff_no: 'GX001', password, device: { id: 'd', name: 'd' } },
  });
const refused = async (args: string[], message: string | RegExp) => {
  const { code, stdout, stderr } = await admin(args);
  expect([code, stdout, stderr.trim().split('\n').length]).toEqual([1, '', 1]);
  expect(stderr).toMatch(message);
};

describe('npm run admin -- set-password', () => {
  it('lets the person in, ends his sessions, forces no later change and forgives failures', async () => {
    expect(await admin(['set-password', 'GX001', 'first horse 1'])).toMatchObject({
      code: 0,
      stdout: 'the password of GX001 is set\n',
      stderr: '',
    });
    const session = (await login('first horse 1')).json<{ refresh_token: string }>();
    for (let i = 0; i < 6; i++) await login('wrong horse 1');
    expect((await login('first horse 1')).statusCode).toBe(429);

    await admin(['set-password', 'GX001', 'second horse 2']);
    expect((await login('second horse 2')).statusCode).toBe(200);
    expect((await login('first horse 1')).statusCode).toBe(401);
    const refresh = await server.app.inject({
      method: 'POST',
      url: '/auth/v1/refresh',
      payload: { refresh_token: session.refresh_token },
    });
    expect(refresh.statusCode).toBe(401);
    const { rows } = await server.database.pool.query('select must_change_password from staff');
    expect(rows).toEqual([{ must_change_password: false }]);
  });

  it('refuses in one line', async () => {
    await refused(['set-password', 'GX999', 'first horse 1'], 'nobody has the staff number GX999');
    await refused(['set-password', 'GX001', 'short'], 'at least 8 characters');
    await refused(['set-password', 'GX001'], 'usage: npm run admin -- set-password');
    await refused(['set-passwort', 'GX001'], 'unknown command "set-passwort"');
    await refused(['--force'], /Unknown option '--force'/);
  });
});

describe('npm run admin -- issue-token', () => {
  it('prints a token that the server takes, in a test environment', async () => {
    const { code, stdout } = await admin(['issue-token', 'GX001'], { TEST_ENVIRONMENT: '1' });
    expect(code).toBe(0);
    const answer = await server.app.inject({ url: '/probe', headers: bearer(stdout.trim()) });
    expect(answer.json()).toMatchObject({ staffNo: 'GX001', deviceId: 'issued-token' });
  });

  it('is refused on a store that is neither test nor demo', async () => {
    await refused(['issue-token', 'GX001'], 'TEST_ENVIRONMENT=1 or on a demo store only');
    await server.database.pool.query(`insert into store_info values ('kind', 'demo')`);
    expect((await admin(['issue-token', 'GX001'])).code).toBe(0);
  });
});

it('npm run admin without a command shows the help', async () => {
  for (const args of [[], ['help'], ['--help']]) {
    expect((await admin(args)).stdout).toContain('set-password <staffNo> <password>');
  }
});
