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

const admin = (args: string[], env: Record<string, string> = {}, input = '') =>
  runProgram('server/admin/cli.ts', args, { DATABASE_URL: server.database.url, ...env }, input);
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

  it('takes the password from standard input, where no list of processes shows it', async () => {
    expect((await admin(['set-password', 'GX001', '-'], {}, 'third horse 3\nand more')).code).toBe(0);
    expect((await login('third horse 3')).statusCode).toBe(200);
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

describe('npm run admin -- audit, purge', () => {
  const sql = (text: string) => server.database.pool.query(text);

  it('[S10] audit says that nothing differs, or what does, with exit code 1, and --heal puts it right', async () => {
    expect(await admin(['audit'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^no drift: \d+ rows are/) as string,
    });
    await sql(`begin; alter table org_unit disable trigger all; update org_unit set name = 'unheard';
      alter table org_unit enable trigger all; commit; drop trigger project_changed on prepaid`);
    const found = await admin(['audit']);
    expect(found).toMatchObject({ code: 1, stderr: '' });
    expect(found.stdout.trim().split('\n')).toEqual([
      'GUARD_MISSING   prepaid: 1 (project_changed)',
      'ROW_STALE       orgUnit: 1 (R)',
    ]);
    const healed = await admin(['audit', '--heal']);
    expect(healed.code).toBe(0);
    expect(healed.stdout).toContain('healed: 1 triggers and functions, 1 rows built anew');
    expect(healed.stdout.trim().split('\n').at(-1)).toMatch(/^no drift/);
  });

  it('[S4] purge forgets removals and says how many', async () => {
    await sql(`insert into org_unit (unit_code, name, parent_code, kind, path)
      values ('GONE', 'GONE', 'R', 'LOCAL_NETWORK', '{R,GONE}'); delete from org_unit where unit_code = 'GONE'`);
    expect((await admin(['purge'])).stdout).toMatch(/^0 removals of 0 buckets/);
    expect((await admin(['purge', '--older-than', '0'])).stdout).toMatch(/^1 removals of 1 buckets/);
    await refused(['purge', '--older-than', 'soon'], '--older-than takes a number of days');
    await refused(['audit', '--older-than', '3'], 'audit takes no --older-than');
  });
});

it('npm run admin without a command shows the help', async () => {
  for (const args of [[], ['help'], ['--help']]) {
    expect((await admin(args)).stdout).toContain('set-password <staffNo> <password>');
  }
});
