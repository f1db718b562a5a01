import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SHIPPED_ROLES } from '../../../shared/domain/permissions.ts';
import { hashPassword } from '../../auth/passwords.ts';
import { bearer, insertPerson, insertUnits } from '../../test-support/people.ts';
import { declaredRoutes } from '../../plugins/auth.ts';
import { MovableClock, type TestApp, testApp } from '../../test-support/test-app.ts';

const PASSWORD = 'right horse 7';
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

interface SessionAnswer {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  staff: { id: string; staff_no: string; name: string; roles: unknown[] };
}

let server: TestApp;
let clock: MovableClock;
let passwordHash: string;

beforeAll(async () => {
  clock = new MovableClock('2026-11-20T01:00:00Z');
  server = await testApp({ clock });
  passwordHash = await hashPassword(PASSWORD);
  await insertUnits(server.database.pool, [
    { unitCode: 'R', kind: 'REGIONAL_COMPANY', name: '区公司' },
    { unitCode: 'C1', parentCode: 'R', kind: 'COMMUNITY', name: '城东二片1社区', channel: 'MASS_MARKET' },
  ]);
});
afterAll(() => server.close());

let count = 0;
let staffNo: string;
beforeEach(async () => {
  staffNo = `N${++count}`;
  await insertPerson(server.database.pool, {
    staffNo,
    staffId: `id-${staffNo}`,
    name: '韦小兰',
    passwordHash,
    roles: [{ role: 'ACCOUNT_MANAGER', unitCode: 'C1' }],
  });
});

const sql = (text: string, values: unknown[] = []) => server.database.pool.query(text, values);
const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
  server.app.inject({ method: 'POST', url, payload, headers });
const login = (password = PASSWORD, options: { staffNo?: string; device?: string; address?: string } = {}) =>
  server.app.inject({
    method: 'POST',
    url: '/auth/v1/login',
    remoteAddress: options.address ?? '10.0.0.1',
    payload: {
      staff_no: options.staffNo ?? staffNo,
      password,
      device: { id: options.device ?? 'laptop', name: '办公本' },
    },
  });
const signedIn = async (device?: string) => (await login(PASSWORD, { device })).json<SessionAnswer>();
const refresh = (token: string) => post('/auth/v1/refresh', { refresh_token: token });
const errorOf = (answer: { statusCode: number; json(): unknown }) => {
  const { error } = answer.json() as { error: { code: string } };
  return [answer.statusCode, error.code];
};
/** Any route for somebody who is signed in: a password change that fails its policy and so changes nothing. */
const useToken = (accessToken: string) =>
  post('/auth/v1/password', { current: PASSWORD, new: 'short' }, bearer(accessToken));
const WORKS = [400, 'E_PASSWORD_POLICY'];

describe('login', () => {
  it('answers with tokens and the person with his roles', async () => {
    const answer = await login();
    expect(answer.statusCode).toBe(200);
    const session = answer.json<SessionAnswer>();
    expect(session.expires_in).toBe(900);
    expect(session.staff).toEqual({
      id: `id-${staffNo}`,
      staff_no: staffNo,
      name: '韦小兰',
      roles: [
        {
          permissions: SHIPPED_ROLES.ACCOUNT_MANAGER.permissions,
          role: 'ACCOUNT_MANAGER',
          title: '客户经理',
          unit_code: 'C1',
          unit_name: '城东二片1社区',
          channel: null,
        },
      ],
    });
    expect(errorOf(await useToken(session.access_token))).toEqual(WORKS);
  });

  it('registers the device, and keeps no token in clear', async () => {
    const session = await signedIn('tablet');
    const devices = await sql('select name, revoked_at from device where staff_id = $1 and device_id = $2', [
      `id-${staffNo}`,
      'tablet',
    ]);
    expect(devices.rows).toEqual([{ name: '办公本', revoked_at: null }]);
    const tokens = await sql('select token_hash from refresh_token where staff_id = $1', [`id-${staffNo}`]);
    expect(tokens.rows).toHaveLength(1);
    expect(JSON.stringify(tokens.rows)).not.toContain(session.refresh_token);
  });

  it('says the same of a wrong password, an unknown person and a person without a password', async () => {
    await insertPerson(server.database.pool, { staffNo: `${staffNo}-new` });
    const wrong = await login('wrong horse 7');
    const unknown = await login(PASSWORD, { staffNo: `${staffNo}-nobody` });
    const unset = await login(PASSWORD, { staffNo: `${staffNo}-new` });
    expect(wrong.statusCode).toBe(401);
    expect(wrong.json()).toEqual({
      error: { code: 'E_CREDENTIALS', message: 'staff number or password is wrong', attempts_left: 4 },
    });
    expect([unknown.statusCode, unknown.json()]).toEqual([401, wrong.json()]);
    expect([unset.statusCode, unset.json()]).toEqual([401, wrong.json()]);
  });

  it('refuses a disabled person only when the password is right', async () => {
    await sql('update staff set disabled_at = now() where staff_no = $1', [staffNo]);
    expect(errorOf(await login())).toEqual([403, 'E_DISABLED']);
    expect(errorOf(await login('wrong horse 7'))).toEqual([401, 'E_CREDENTIALS']);
  });

  it('refuses a revoked device, and lets the person in on another one', async () => {
    await signedIn('lost');
    await sql('update device set revoked_at = now() where staff_id = $1 and device_id = $2', [
      `id-${staffNo}`,
      'lost',
    ]);
    expect(errorOf(await login(PASSWORD, { device: 'lost' }))).toEqual([403, 'E_DEVICE']);
    expect((await login(PASSWORD, { device: 'other' })).statusCode).toBe(200);
  });

  it('names the field of a malformed request and echoes no value', async () => {
    const answer = await post('/auth/v1/login', {
      staff_no: staffNo,
      password: 4711,
      device: { id: 'x', name: 'y' },
    });
    expect(errorOf(answer)).toEqual([400, 'E_REQUEST']);
    expect(answer.json()).toMatchObject({ error: { field: 'body.password' } });
    expect(answer.body).not.toContain('4711');
    expect(answer.body).not.toContain(staffNo);
  });
});

describe('the login limit', () => {
  it('counts failures only, per account and address, over 15 minutes', async () => {
    for (let i = 0; i < 6; i++) expect((await login()).statusCode).toBe(200);
    for (const left of [4, 3, 2, 1, 0]) {
      expect((await login('wrong horse 7')).json()).toMatchObject({ error: { attempts_left: left } });
      clock.advance(MINUTE);
    }
    const limited = await login();
    expect(errorOf(limited)).toEqual([429, 'E_LOGIN_LIMIT']);
    expect(limited.headers['retry-after']).toBe('600');

    expect((await login(PASSWORD, { address: '10.0.0.2' })).statusCode).toBe(200);
    clock.advance(10 * MINUTE + SECOND);
    expect((await login()).statusCode).toBe(200);
  });

  it('forgets failures when the person gets in', async () => {
    for (let i = 0; i < 4; i++) await login('wrong horse 7');
    expect((await login()).statusCode).toBe(200);
    expect((await login('wrong horse 7')).json()).toMatchObject({ error: { attempts_left: 4 } });
  });

  it('lets a volley of guesses try no more than guesses in a row', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => login(`guess number ${i}`)));
    const codes = answers.map((answer) => answer.statusCode).sort();
    expect(codes).toEqual([...Array<number>(5).fill(401), ...Array<number>(7).fill(429)]);
  });

  it('closes an account to strange devices when it is guessed at from many addresses, and not to its own', async () => {
    await signedIn('own laptop');
    for (let i = 0; i < 20; i++) await login('wrong horse 7', { device: 'robot', address: `10.9.0.${i}` });
    const stranger = await login(PASSWORD, { device: 'robot', address: '10.9.1.1' });
    expect(errorOf(stranger)).toEqual([429, 'E_LOGIN_LIMIT']);
    expect(stranger.headers['retry-after']).toBe('900');
    expect((await login(PASSWORD, { device: 'own laptop', address: '10.9.1.1' })).statusCode).toBe(200);
    // A laptop that was taken back is no longer his.
    await sql(`update device set revoked_at = now() where staff_id = $1 and device_id = 'own laptop'`, [
      `id-${staffNo}`,
    ]);
    expect(errorOf(await login(PASSWORD, { device: 'own laptop', address: '10.9.1.1' }))[0]).toBe(429);
    clock.advance(15 * MINUTE + SECOND);
    expect((await login(PASSWORD, { device: 'new laptop', address: '10.9.1.1' })).statusCode).toBe(200);
  });

  it('closes an address that guesses on many accounts to strange devices, and nobody else behind it', async () => {
    await signedIn('own laptop');
    await sql(
      `insert into login_failure (staff_no, address, failed_at)
       select 'sprayed-' || n, '10.8.0.1', $1 from generate_series(1, 300) n`,
      [clock.now()],
    );
    const strange = { device: 'robot', address: '10.8.0.1' };
    expect(errorOf(await login(PASSWORD, strange))).toEqual([429, 'E_LOGIN_LIMIT']);
    expect((await login(PASSWORD, { device: 'own laptop', address: '10.8.0.1' })).statusCode).toBe(200);
    expect((await login(PASSWORD, { ...strange, address: '10.8.0.2' })).statusCode).toBe(200);
  });

  it('lets many sign in at once with the right password', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => login(PASSWORD, { device: `d${i}` })),
    );
    expect(answers.map((answer) => answer.statusCode)).toEqual(Array(8).fill(200));
  });
});

describe('refresh', () => {
  it('gives the next token of the chain, and an access token that works', async () => {
    const first = await signedIn();
    const answer = await refresh(first.refresh_token);
    expect(answer.statusCode).toBe(200);
    const second = answer.json<SessionAnswer>();
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(second.staff).toEqual(first.staff);
    expect(errorOf(await useToken(second.access_token))).toEqual(WORKS);
    expect((await refresh(second.refresh_token)).statusCode).toBe(200);
  });

  it('takes a token again whose answer may have been lost, for half a minute', async () => {
    const first = await signedIn();
    await refresh(first.refresh_token);
    clock.advance(29 * SECOND);
    const again = await refresh(first.refresh_token);
    expect(again.statusCode).toBe(200);
    expect((await refresh(again.json<SessionAnswer>().refresh_token)).statusCode).toBe(200);
  });

  it('ends every session of the person when a used token comes back later', async () => {
    const elsewhere = await signedIn('home');
    const stolen = await signedIn('laptop');
    const successor = (await refresh(stolen.refresh_token)).json<SessionAnswer>();
    clock.advance(31 * SECOND);
    expect(errorOf(await refresh(stolen.refresh_token))).toEqual([401, 'E_TOKEN']);

    expect(errorOf(await refresh(successor.refresh_token))).toEqual([401, 'E_TOKEN']);
    expect(errorOf(await refresh(elsewhere.refresh_token))).toEqual([401, 'E_TOKEN']);
    expect(errorOf(await useToken(successor.access_token))).toEqual([401, 'E_TOKEN']);
    expect(errorOf(await useToken(elsewhere.access_token))).toEqual([401, 'E_TOKEN']);
    expect(server.logged()).toContain(`"audit":"refresh_token_reused","staffId":"id-${staffNo}"`);
    expect((await login()).statusCode).toBe(200);
  });

  it('gives each of two that refresh at the same moment a chain that goes on', async () => {
    const { refresh_token } = await signedIn();
    const answers = await Promise.all(Array.from({ length: 6 }, () => refresh(refresh_token)));
    expect(answers.map((answer) => answer.statusCode)).toEqual(Array(6).fill(200));
    const tokens = answers.map((answer) => answer.json<SessionAnswer>().refresh_token);
    expect(new Set(tokens).size).toBe(6);
    clock.advance(MINUTE);
    for (const token of tokens) expect((await refresh(token)).statusCode).toBe(200);
  });

  it('ends after 30 days without use, and not while it is used', async () => {
    const idle = await signedIn('idle');
    let used = (await signedIn('used')).refresh_token;
    clock.advance(20 * DAY);
    used = (await refresh(used)).json<SessionAnswer>().refresh_token;
    clock.advance(10 * DAY + SECOND);
    expect(errorOf(await refresh(idle.refresh_token))).toEqual([401, 'E_TOKEN']);
    expect((await refresh(used)).statusCode).toBe(200);
  });

  it('refuses what was never a token', async () => {
    expect(errorOf(await refresh('x'.repeat(43)))).toEqual([401, 'E_TOKEN']);
  });

  it('refuses a person disabled and a device erased since, without ending the chain', async () => {
    const { refresh_token } = await signedIn();
    await sql('update staff set disabled_at = now() where staff_no = $1', [staffNo]);
    expect(errorOf(await refresh(refresh_token))).toEqual([403, 'E_DISABLED']);
    await sql('update staff set disabled_at = null where staff_no = $1', [staffNo]);
    await sql('update device set revoked_at = now() where staff_id = $1', [`id-${staffNo}`]);
    await sql('update device set erased_at = now() where staff_id = $1', [`id-${staffNo}`]);
    expect(errorOf(await refresh(refresh_token))).toEqual([403, 'E_DEVICE']);
    await sql('update device set erased_at = null where staff_id = $1', [`id-${staffNo}`]);
    // Taken back and not yet erased: it has still to deliver what was written on it, and may do nothing else.
    const delivering = await refresh(refresh_token);
    expect(delivering.statusCode).toBe(200);
    const { access_token } = delivering.json<SessionAnswer>();
    expect(errorOf(await useToken(access_token))).toEqual([403, 'E_DEVICE']);
  });
});

describe('logout', () => {
  it('ends the session at once, and no other', async () => {
    const first = await signedIn('laptop');
    const second = await signedIn('tablet');
    const answer = await post('/auth/v1/logout', { refresh_token: first.refresh_token });
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    expect(errorOf(await refresh(first.refresh_token))).toEqual([401, 'E_TOKEN']);
    expect(errorOf(await useToken(first.access_token))).toEqual([401, 'E_TOKEN']);
    expect((await refresh(second.refresh_token)).statusCode).toBe(200);
  });

  it('succeeds again, and for a token that nobody has', async () => {
    const { refresh_token } = await signedIn();
    for (const token of [refresh_token, refresh_token, 'nothing']) {
      expect((await post('/auth/v1/logout', { refresh_token: token })).statusCode).toBe(204);
    }
  });
});

describe('password', () => {
  const change = (accessToken: string, current: string, chosen: string) =>
    post('/auth/v1/password', { current, new: chosen }, bearer(accessToken));

  it('is changed, ends the other sessions and keeps this one', async () => {
    const here = await signedIn('laptop');
    const there = await signedIn('tablet');
    expect((await change(here.access_token, PASSWORD, 'new horse 8')).statusCode).toBe(204);
    expect((await refresh(here.refresh_token)).statusCode).toBe(200);
    expect(errorOf(await refresh(there.refresh_token))).toEqual([401, 'E_TOKEN']);
    expect(errorOf(await login(PASSWORD))).toEqual([401, 'E_CREDENTIALS']);
    expect((await login('new horse 8')).statusCode).toBe(200);
  });

  it('asks for the current one, and counts wrong ones', async () => {
    const { access_token } = await signedIn();
    for (let i = 0; i < 5; i++) {
      expect(errorOf(await change(access_token, 'wrong horse 7', 'new horse 8'))).toEqual([
        401,
        'E_CREDENTIALS',
      ]);
    }
    expect(errorOf(await change(access_token, PASSWORD, 'new horse 8'))).toEqual([429, 'E_LOGIN_LIMIT']);
  });

  it('says why a new one will not do', async () => {
    await sql('update staff set staff_no = $2 where staff_no = $1', [staffNo, `${staffNo}abcdef12`]);
    staffNo = `${staffNo}abcdef12`;
    const { access_token } = await signedIn();
    for (const [chosen, reason] of [
      ['short 1', 'TOO_SHORT'],
      ['only letters', 'NEEDS_LETTERS_AND_DIGITS'],
      ['12345678', 'NEEDS_LETTERS_AND_DIGITS'],
      [staffNo, 'IS_STAFF_NO'],
    ] as const) {
      const answer = await change(access_token, PASSWORD, chosen);
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({ error: { code: 'E_PASSWORD_POLICY', reason } });
    }
  });

  it('that was given by somebody else has to be changed before anything else is answered', async () => {
    await sql('update staff set must_change_password = true where staff_no = $1', [staffNo]);
    const answer = await login();
    const session = answer.json<SessionAnswer & { must_change_password?: boolean }>();
    expect([answer.statusCode, session.must_change_password]).toEqual([200, true]);
    const token = session.access_token;
    const asked = [...declaredRoutes(server.app)].filter(
      ([route, { kind }]) =>
        kind !== 'public' &&
        kind !== 'operator' &&
        !/^(HEAD|OPTIONS) /.test(route) &&
        !route.includes('password'),
    );
    expect(asked.length).toBeGreaterThan(40);
    for (const [route] of asked) {
      const [method, path] = route.split(' ') as ['GET', string];
      const refused = await server.app.inject({
        method,
        url: path.replace(/:\w+/g, 'x'),
        headers: { ...bearer(token), 'sync-protocol': '1' },
        ...(method === 'GET' ? {} : { payload: {} }),
      });
      expect([route, ...errorOf(refused)]).toEqual([route, 403, 'E_PASSWORD_CHANGE']);
    }
    // Nor is the session carried on without it.
    expect(errorOf(await refresh(session.refresh_token))).toEqual([401, 'E_TOKEN']);

    const same = await change(token, PASSWORD, PASSWORD);
    expect(same.json()).toMatchObject({ error: { code: 'E_PASSWORD_POLICY', reason: 'SAME' } });
    expect((await change(token, PASSWORD, 'own horse 9')).statusCode).toBe(204);
    const own = (await login('own horse 9')).json<{ access_token: string; must_change_password?: boolean }>();
    expect(own.must_change_password).toBeUndefined();
    const probe = await server.app.inject({ url: '/deputies/v1', headers: bearer(own.access_token) });
    expect(probe.statusCode).toBe(200);
    expect((await refresh(session.refresh_token)).statusCode).toBe(200);
  });

  it('needs a sign-in', async () => {
    expect(errorOf(await post('/auth/v1/password', { current: PASSWORD, new: 'new horse 8' }))).toEqual([
      401,
      'E_TOKEN',
    ]);
  });
});
