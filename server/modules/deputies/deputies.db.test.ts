import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeputiesResponse } from '../../../shared/api/deputies.ts';
import { rolesOf } from '../auth/repository.ts';
import { accessTokenFor, bearer } from '../../test-support/people.ts';
import { MovableClock, type TestApp, testApp } from '../../test-support/test-app.ts';
import { insertPeople, insertRegion } from '../division/test-support/division-region.ts';

let server: TestApp;
const clock = new MovableClock('2026-11-21T02:00:00Z');
beforeAll(async () => {
  server = await testApp({ clock });
  await insertRegion(server.database.pool);
  await insertPeople(server.database.pool);
});
afterAll(() => server.close());

const call = async (who: string, method: 'GET' | 'POST', path: string, payload?: object) => {
  const answer = await server.app.inject({
    method,
    url: `/deputies/v1${path}`,
    headers: bearer(accessTokenFor(server.app, who, { clock })),
    ...(payload === undefined ? {} : { payload }),
  });
  const body = answer.body ? (answer.json() as { error?: { code: string } } & DeputiesResponse) : null;
  return { said: `${answer.statusCode} ${body?.error?.code ?? ''}`.trim(), body };
};
/** What a request of his may do at this moment, as the server has it; and what a sign-in would tell him. */
const grantsOf = async (who: string): Promise<{ grants: [string, string | null][] }> => {
  const roles = await rolesOf(server.database.kysely, who, clock.now());
  return { grants: roles.map(({ role, channel }): [string, string | null] => [role, channel]) };
};
const term = (more: object = {}) => ({
  staff_no: 'lin',
  unit_code: 'QX-P-1',
  from_day: '2026-11-21',
  to_day: '2026-11-30',
  ...more,
});

describe('naming a deputy', () => {
  it.each([
    ['lead', {}, '200'],
    // The same person and first day again: the term is changed.
    ['lead', { to_day: '2026-12-05' }, '200'],
    ['lead', { unit_code: 'QX-P' }, '403 E_SCOPE'],
    ['wei', {}, '403 E_SCOPE'],
    ['qx-public', {}, '403 E_SCOPE'],
    ['viewer', { unit_code: 'R' }, '403 E_SCOPE'],
    ['lead', { staff_no: 'nobody' }, '404 E_NOT_FOUND'],
    ['lead', { staff_no: 'lead' }, '400 E_REQUEST'],
    ['lead', { from_day: '2026-12-06' }, '400 E_REQUEST'],
    ['lead', { from_day: '2026-11-01', to_day: '2026-11-20' }, '400 E_REQUEST'],
    ['lead', { to_day: '2027-11-30' }, '400 E_REQUEST'],
  ])('%s, %o: %s', async (who, more, said) => {
    expect((await call(who, 'POST', '', term(more))).said).toBe(said);
  });

  it('shows the leader his deputies; a deputy leads nothing that he could give away', async () => {
    expect((await call('lead', 'GET', '')).body).toMatchObject({
      units: [{ unit_code: 'QX-P-1', role_title: '小组负责人' }],
      deputies: [{ staff_no: 'lin', from_day: '2026-11-21', to_day: '2026-12-05' }],
    });
    expect((await call('lin', 'GET', '')).body).toEqual({ units: [], deputies: [] });
    expect((await call('lin', 'POST', '', term({ staff_no: 'wei' }))).said).toBe('403 E_SCOPE');
  });

  it('has the rights of the term on its days and on no other, without anybody doing anything', async () => {
    const rights = async (): Promise<[string, string | null][]> => {
      const { grants } = await grantsOf('lin');
      return grants.filter(([role]) => role === 'TEAM_LEAD');
    };
    const days = { '2026-11-20T15:59:00Z': 0, '2026-11-20T16:01:00Z': 1, '2026-12-05T15:59:00Z': 1 };
    for (const [moment, held] of Object.entries({ ...days, '2026-12-05T16:01:00Z': 0 })) {
      clock.advance(Date.parse(moment) - clock.now().getTime());
      expect([moment, (await rights()).length]).toEqual([moment, held]);
    }
    clock.advance(Date.parse('2026-11-21T02:00:00Z') - clock.now().getTime());
  });

  it('holds several roles at once, each in its own channel and for its own days', async () => {
    await server.database.pool.query(
      `insert into staff_role (staff_id, role, unit_code, channel, valid_from, valid_to) values
         ('lin', 'NETWORK_CHANNEL_ADMIN', 'QX', 'MASS_MARKET', null, null),
         ('lin', 'NETWORK_CHANNEL_ADMIN', 'QX', 'BUSINESS', '2026-11-21', '2026-11-22'),
         ('lin', 'NETWORK_CHANNEL_ADMIN', 'QX', 'KEY_ACCOUNT', '2026-11-22', '2026-11-25')`,
    );
    const channels = async () =>
      (await grantsOf('lin')).grants
        .filter(([role]) => role === 'NETWORK_CHANNEL_ADMIN')
        .map(([, channel]) => channel);
    expect(await channels()).toEqual(['BUSINESS', 'MASS_MARKET']);
    clock.advance(24 * 3_600_000);
    expect(await channels()).toEqual(['BUSINESS', 'KEY_ACCOUNT', 'MASS_MARKET']);
    clock.advance(24 * 3_600_000);
    expect(await channels()).toEqual(['KEY_ACCOUNT', 'MASS_MARKET']);
    clock.advance(-48 * 3_600_000);
    await server.database.pool.query(
      `delete from staff_role where staff_id = 'lin' and role = 'NETWORK_CHANNEL_ADMIN'`,
    );
  });

  it('is ended by the leader, and by nobody else', async () => {
    const ended = term({ to_day: '2026-12-05' });
    expect((await call('qx-public', 'POST', '/end', ended)).said).toBe('403 E_SCOPE');
    expect((await call('lead', 'POST', '/end', ended)).said).toBe('204');
    expect((await call('lead', 'POST', '/end', ended)).said).toBe('404 E_NOT_FOUND');
    expect((await call('lead', 'GET', '')).body?.deputies).toEqual([]);
  });
});
