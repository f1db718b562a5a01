import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { Chance } from '../shared/lib/chance.ts';
import { MUTATION_TYPES } from '../shared/sync/mutations.ts';
import { insertRegion } from './sync/test-support/region.ts';
import { fromSchema, type Schema } from './test-support/hostile/from-schema.ts';
import { bareHostileText, MARKER } from './test-support/hostile/values.ts';
import { accessTokenFor, bearer, insertPerson } from './test-support/people.ts';
import { testApp, type TestApp } from './test-support/test-app.ts';

/** Of each route, from requests that are right to requests that are wrong in every place. */
const SPOILT = [0, 0.05, 0.05, 0.15, 0.15, 0.4, 0.4, 0.9];
const ROUNDS = 4;
/** The same every time; another seed finds other things. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20261120);
/** It keeps whoever asks rightly waiting for 25 seconds, which is what it is for. */
const WAITS = '/sync/v1/wait';

interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body: Schema | null;
  parameters: { name: string; in: string; schema: Schema }[];
}

let server: TestApp;
let routes: Route[];
let people = 0;

beforeAll(async () => {
  server = await testApp();
  await insertRegion(server.database.pool);
  const description = (await server.app.inject('/openapi.json')).json<{
    paths: Record<string, Record<string, Record<string, unknown>>>;
  }>();
  routes = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Route => {
      const content = (
        operation['requestBody'] as { content?: Record<string, { schema: Schema }> } | undefined
      )?.content;
      return {
        method: method.toUpperCase() as Route['method'],
        path,
        body: content?.['application/json']?.schema ?? null,
        parameters: (operation['parameters'] as Route['parameters'] | undefined) ?? [],
      };
    }),
  );
});
afterAll(() => server.close());

/** Somebody new with every right there is: what he does to himself disturbs no other route. */
async function somebody(): Promise<string> {
  const staffNo = `F${++people}`;
  const unit = await server.database.pool.query<{ unit_code: string }>(
    `select unit_code from org_unit where parent_code is null limit 1`,
  );
  const roles = ['REGION_SYSTEM_ADMIN', 'REGION_CHANNEL_ADMIN', 'ACCOUNT_MANAGER'] as const;
  const known = await server.database.pool.query<{ role_key: string }>('select role_key from role');
  const keys = new Set(known.rows.map(({ role_key }) => role_key));
  const unitCode = unit.rows[0]!.unit_code;
  return insertPerson(server.database.pool, {
    staffNo,
    roles: roles.filter((role) => keys.has(role)).map((role) => ({ role, unitCode })),
  });
}

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

/** Half a surrogate pair goes as the bytes that it would be, which are no UTF-8. */
function encoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return '%ed%a0%80';
  }
}

function requestOf(route: Route, chance: Chance, spoil: number) {
  let url = route.path;
  const query: string[] = [];
  for (const parameter of route.parameters) {
    const value = asText(fromSchema(parameter.schema, chance, spoil));
    const safe = encoded(value);
    if (parameter.in === 'path') url = url.replace(`{${parameter.name}}`, safe.slice(0, 4000));
    else if (parameter.in === 'query') query.push(`${parameter.name}=${safe.slice(0, 4000)}`);
  }
  if (chance.is(spoil)) query.push(`${encoded(bareHostileText(chance))}=1`);
  const payload = route.body === null ? undefined : JSON.stringify(fromSchema(route.body, chance, spoil));
  return { url: url + (query.length > 0 ? `?${query.join('&')}` : ''), payload };
}

/** What an answer must never tell: our places on the disk, our SQL, what was sent. */
const LEAKS =
  /node_modules|\/server\/|\.ts:\d|select .+ from|insert into|syntax error|violates|invalid input syntax|relation "/i;

it('answers whatever is sent with what the sender did wrong: never that the server broke, and nothing of its inside', async () => {
  const chance = new Chance(SEED);
  const told: string[] = [];
  let requests = 0;
  for (const route of routes) {
    for (let round = 0; round < ROUNDS; round++) {
      const staffId = await somebody();
      const headers = { ...bearer(accessTokenFor(server.app, staffId)), 'sync-protocol': '1' };
      for (const spoil of SPOILT) {
        if (route.path === WAITS && spoil < 0.9) continue;
        const { url, payload } = requestOf(route, chance, spoil);
        const answer = await server.app.inject({
          method: route.method,
          url,
          headers: { ...headers, ...(payload === undefined ? {} : { 'content-type': 'application/json' }) },
          ...(payload === undefined ? {} : { payload }),
        });
        requests++;
        if (answer.headers['cache-control'] !== 'no-store')
          told.push(`may be kept: ${route.method} ${route.path}`);
        const sent = `${route.method} ${url.slice(0, 300)} ${(payload ?? '').slice(0, 600)}`;
        const unavailable = answer.statusCode === 503 && route.path === '/metrics';
        if (answer.statusCode >= 500 && !unavailable)
          told.push(`${answer.statusCode} to ${sent}: ${answer.body}`);
        if (answer.statusCode >= 400 && (LEAKS.test(answer.body) || answer.body.includes(MARKER)))
          told.push(`tells too much, to ${sent}: ${answer.body.slice(0, 300)}`);
      }
    }
  }
  console.log(`${requests} requests to ${routes.length} routes, seed ${SEED}`);
  expect(told.slice(0, 5)).toEqual([]);
  expect(server.logged()).not.toContain(MARKER);
}, 240_000);

it('takes mutations of every type with any arguments, each by itself, and breaks at none', async () => {
  const chance = new Chance(SEED + 1);
  const told: string[] = [];
  for (const type of Object.keys(MUTATION_TYPES) as (keyof typeof MUTATION_TYPES)[]) {
    const { entity, args } = MUTATION_TYPES[type];
    const schema = z.toJSONSchema(args, { io: 'input', unrepresentable: 'any' }) as Schema;
    const staffId = await somebody();
    const headers = { ...bearer(accessTokenFor(server.app, staffId)), 'sync-protocol': '1' };
    let n = 0;
    for (const spoil of [...SPOILT, ...SPOILT, ...SPOILT]) {
      const made = fromSchema(schema, chance, spoil);
      const mutation = {
        uid: crypto.randomUUID(),
        n: ++n,
        type,
        entity,
        id: `fuzz-${type}-${n}`.slice(0, 64),
        base_seq: null,
        occurred_at: '2026-11-20T10:00:00+08:00',
        clock_offset: 0,
        args: typeof made === 'object' && made !== null && !Array.isArray(made) ? made : {},
      };
      const answer = await server.app.inject({
        method: 'POST',
        url: '/sync/v1/push',
        headers,
        payload: {
          client_id: staffId,
          staff_id: staffId,
          epoch: null,
          schema: 1,
          mutations: [mutation],
          replay: true,
        },
      });
      const result =
        answer.statusCode === 200 ? answer.json<{ results: { status: string }[] }>().results[0] : null;
      // What the request's own schema refuses (a text that is no text) is refused as a whole.
      const fine = answer.statusCode === 400 || (result !== null && result?.status !== 'retry');
      if (!fine || LEAKS.test(answer.body) || answer.body.includes(MARKER))
        told.push(
          `${answer.statusCode} ${answer.body.slice(0, 300)} to ${JSON.stringify(mutation).slice(0, 600)}`,
        );
    }
  }
  expect(told.slice(0, 5)).toEqual([]);
}, 240_000);

it.each([
  ['a body that is no JSON', { payload: '{"a":', headers: { 'content-type': 'application/json' } }, 400],
  ['a body that is none of ours', { payload: '<a/>', headers: { 'content-type': 'application/xml' } }, 415],
  [
    'a body beyond all measure',
    { payload: `"${'x'.repeat(2_000_000)}"`, headers: { 'content-type': 'application/json' } },
    413,
  ],
  [
    'JSON ten thousand levels deep',
    { payload: '['.repeat(10_000), headers: { 'content-type': 'application/json' } },
    400,
  ],
  [
    'gzip that is none',
    { payload: 'no gzip', headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' } },
    400,
  ],
  [
    'a prototype in the body',
    { payload: '{"__proto__":{"a":1}}', headers: { 'content-type': 'application/json' } },
    400,
  ],
] as const)('refuses %s', async (_what, { payload, headers }, status) => {
  const answer = await server.app.inject({ method: 'POST', url: '/auth/v1/login', payload, headers });
  expect(answer.statusCode).toBe(status);
  expect(answer.json<{ error: { code: string } }>().error.code).toMatch(/^E_/);
});
