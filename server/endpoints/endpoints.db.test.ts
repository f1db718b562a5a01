import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLE_KEYS, type RoleKey, SHIPPED_ROLES, type Permission } from '../../shared/domain/permissions.ts';
import { accessTokenFor, bearer } from '../test-support/people.ts';
import { type TestApp, testApp } from '../test-support/test-app.ts';
import { type Access, declaredRoutes } from '../plugins/auth.ts';
import { type Endpoint, ENDPOINTS } from './test-support/endpoint-table.ts';
import { INSIDE, OUTSIDE, personOf, reachesAll, setStage, type Target } from './test-support/stage.ts';

let server: TestApp;
const counted = { endpoints: 0, inside: 0, outside: 0, refused: 0 };

beforeAll(async () => {
  server = await testApp();
  await setStage(server.database.pool);
});
afterAll(async () => {
  console.log(
    `endpoints: ${counted.endpoints} x ${ROLE_KEYS.length} roles: ${counted.inside} asked inside their scope, ` +
      `${counted.outside} outside, ${counted.refused} of both refused`,
  );
  await server.close();
});

const accessOf = (access: Access): Endpoint['access'] =>
  access.kind === 'permission' ? access.permission : access.kind;

const methodsAsked = (route: string): boolean => !/^(HEAD|OPTIONS) /.test(route);

it('every endpoint stands in the table, and the table names none that is gone', () => {
  const declared = [...declaredRoutes(server.app).keys()].filter(methodsAsked).sort();
  expect(Object.keys(ENDPOINTS).sort()).toEqual(declared);
});

it('every endpoint says itself what the table says of it', () => {
  for (const [route, access] of declaredRoutes(server.app)) {
    if (methodsAsked(route)) expect([route, accessOf(access)]).toEqual([route, ENDPOINTS[route]?.access]);
  }
});

interface Answer {
  status: number;
  code: string;
  text: string;
}

async function ask(route: string, staffId: string | null, target: Target): Promise<Answer> {
  const [method, path] = route.split(' ') as [string, string];
  const { params = {}, query, body } = ENDPOINTS[route]!.ask(target);
  const url = path
    .replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
    .replace('*', '');
  const response = await server.app.inject({
    method: method as 'GET',
    url,
    headers: {
      'sync-protocol': '1',
      ...(staffId === null ? {} : bearer(accessTokenFor(server.app, staffId))),
    },
    ...(query ? { query } : {}),
    ...(method === 'GET' || method === 'DELETE' ? {} : { payload: body ?? {} }),
  });
  return { status: response.statusCode, code: codeIn(response.body), text: response.body };
}

const codeIn = (text: string): string => /^\{"error":\{"code":"(E_[A-Z_]+)"/.exec(text)?.[1] ?? '';

const carries = (role: RoleKey, permission: Permission): boolean =>
  (SHIPPED_ROLES[role].permissions as readonly Permission[]).includes(permission);

const NOT_MINE = ['E_TOKEN', 'E_PERMISSION', 'E_SCOPE'];

describe.each(Object.entries(ENDPOINTS))('%s', (route, { access, needs, inside: refusedInside, outside }) => {
  // The same request again and again: a long poll would wait each time.
  const isLongPoll = route === 'GET /sync/v1/wait';
  counted.endpoints++;

  it('knows nobody without a sign-in', async () => {
    if (access === 'operator') return;
    const { status, code } = await ask(route, null, INSIDE);
    if (access === 'public') expect(['E_PERMISSION', 'E_SCOPE', 'E_DEVICE']).not.toContain(code);
    else expect([status, code]).toEqual([401, 'E_TOKEN']);
  });

  it('is refused to whoever holds no role', async () => {
    if (access === 'public' || access === 'operator' || access === 'signed-in') return;
    expect(await ask(route, 'p-nobody', INSIDE)).toMatchObject({ status: 403, code: 'E_PERMISSION' });
  });

  it.each(ROLE_KEYS)('%s', async (role) => {
    if (access === 'public' || access === 'operator' || isLongPoll) return;
    const inside = await ask(route, personOf(role), INSIDE);
    counted.inside++;
    if (access !== 'signed-in' && !carries(role, access)) {
      counted.refused++;
      expect([role, inside.status, inside.code]).toEqual([role, 403, 'E_PERMISSION']);
      return;
    }
    if (needs !== undefined && !needs.some((permission) => carries(role, permission))) {
      counted.refused++;
      expect([role, inside.status]).toEqual([role, 403]);
      expect(['E_PERMISSION', 'E_SCOPE']).toContain(inside.code);
      return;
    }
    expect(inside.status, `${role}: ${inside.text.slice(0, 300)}`).toBeLessThan(500);
    if (refusedInside !== undefined) expect([role, inside.code]).toEqual([role, refusedInside]);
    else if (needs === undefined && !isKeptByRegion(route, role)) expect(NOT_MINE).not.toContain(inside.code);

    if (outside === 'about nobody' || reachesAll(role)) return;
    const answer = await ask(route, personOf(role), OUTSIDE);
    counted.outside++;
    if (outside === 'nothing') {
      expect(answer.status, `${role}: ${answer.text.slice(0, 300)}`).toBeLessThan(500);
      expect(namesTarget(answer.text)).toBe(false);
    } else {
      counted.refused++;
      expect([role, answer.code]).toEqual([role, outside]);
    }
  });
});

/** The menu, the roles of the product and the feeds are one for the region: for a network's administrator nothing of them is inside. */
const isKeptByRegion = (route: string, role: RoleKey): boolean =>
  !reachesAll(role) &&
  [
    'POST /admin/v1/menu',
    'GET /admin/v1/feeds/:run_id/set-aside',
    'POST /admin/v1/feeds',
    'POST /admin/v1/feeds/alarms',
    'POST /admin/v1/dictionary',
  ].includes(route);

/** A name that only something outside bears, in an answer that may hold what is asked for. */
const namesTarget = (text: string): boolean =>
  text.includes(`客户${OUTSIDE.customer}`) || text.includes(`"name":"${OUTSIDE.colleague}"`);
