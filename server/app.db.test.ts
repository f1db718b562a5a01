import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hashPassword } from './auth/passwords.ts';
import { accessTokenFor, bearer, insertPerson, insertUnits } from './test-support/people.ts';
import { type TestApp, testApp } from './test-support/test-app.ts';

const PUBLIC = { access: { kind: 'public' } } as const;
const SIGNED_IN = { access: { kind: 'signed-in' } } as const;

let server: TestApp;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'renderer-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>ChannelDesk</title>');
  await writeFile(join(folder, 'sw.js'), 'self.skipWaiting();');
  await writeFile(join(folder, 'assets', 'index-a1b2c3.js'), 'export {};');
  server = await testApp({ config: { rendererDir: folder, corsOrigins: ['https://desk.example.com'] } });

  server.app.get('/probe/big', { config: PUBLIC }, () => ({ text: 'x'.repeat(20_000) }));
  server.app.post(
    '/probe/echo',
    { config: PUBLIC, schema: { body: z.object({ list: z.array(z.object({ note: z.string() })) }) } },
    (request) => request.body,
  );
  server.app.get(
    '/probe/mismatch',
    { config: PUBLIC, schema: { response: { 200: z.object({ n: z.number() }) } } },
    () => Promise.resolve({ n: '黄金凤' } as unknown as { n: number }),
  );
  server.app.get('/probe/sql', { config: SIGNED_IN }, () =>
    server.database.pool.query('select $1::text::int', ['黄金凤']),
  );
  const { pool } = server.database;
  await insertUnits(pool, [{ unitCode: 'R', kind: 'REGIONAL_COMPANY' }]);
  await insertPerson(pool, {
    staffNo: 'GX77001',
    staffId: 'id-1',
    name: '黄金凤',
    passwordHash: await hashPassword('Pa55word-secret'),
  });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const get = (url: string, headers: Record<string, string> = {}) => server.app.inject({ url, headers });
const post = (url: string, payload: string | Buffer, headers: Record<string, string> = {}) =>
  server.app.inject({
    method: 'POST',
    url,
    payload,
    headers: { 'content-type': 'application/json', ...headers },
  });

describe('errors', () => {
  it('an address that leads nowhere is 404 E_NOT_FOUND', async () => {
    for (const url of ['/sync/v1/nothing', '/auth/v2/login', '/nothing.js']) {
      const answer = await get(url, { accept: 'text/html' });
      expect([answer.statusCode, answer.json()]).toEqual([
        404,
        { error: { code: 'E_NOT_FOUND', message: 'there is nothing at this address' } },
      ]);
    }
    expect((await server.app.inject({ method: 'DELETE', url: '/anything' })).json()).toMatchObject({
      error: { code: 'E_NOT_FOUND' },
    });
  });

  it('a malformed request is 400 E_REQUEST that names the field and quotes nothing', async () => {
    const answer = await post(
      '/probe/echo',
      JSON.stringify({ list: [{ note: 'ok' }, { note: 13800138000 }] }),
    );
    expect(answer.json()).toEqual({
      error: {
        code: 'E_REQUEST',
        message: 'body.list[].note is missing or malformed',
        field: 'body.list[].note',
      },
    });
  });

  it.each([
    ['no JSON', '{"list": 黄', {}, 'E_REQUEST', 400],
    ['an empty body', '', {}, 'E_REQUEST', 400],
    ['another content type', 'list=1', { 'content-type': 'text/csv' }, 'E_REQUEST', 415],
    ['broken gzip', Buffer.from('not gzip'), { 'content-encoding': 'gzip' }, 'E_REQUEST', 400],
    ['an unknown encoding', 'x', { 'content-encoding': 'lzma' }, 'E_REQUEST', 415],
    ['too much', JSON.stringify({ list: [{ note: 'x'.repeat(2_000_000) }] }), {}, 'E_TOO_LARGE', 413],
    [
      'too much once unpacked',
      gzipSync('x'.repeat(50_000_000)),
      { 'content-encoding': 'gzip' },
      'E_TOO_LARGE',
      413,
    ],
  ])('%s', async (_what, payload, headers, code, status) => {
    const answer = await post('/probe/echo', payload, headers);
    expect([answer.statusCode, answer.json<{ error: { code: string } }>().error.code]).toEqual([
      status,
      code,
    ]);
    expect(answer.body).not.toContain('黄');
  });

  it('an address that cannot be decoded is 400 E_REQUEST', async () => {
    const answer = await get('/probe/%E0%A4%A');
    expect([answer.statusCode, answer.json()]).toMatchObject([400, { error: { code: 'E_REQUEST' } }]);
  });

  it('what is not HTTP is answered in the same shape', async () => {
    await server.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = server.app.server.address() as AddressInfo;
    const answerTo = (text: string) =>
      new Promise<string>((resolve) => {
        let answer = '';
        const socket = connect(port, '127.0.0.1', () => socket.write(text));
        socket.on('data', (chunk) => (answer += chunk.toString()));
        socket.on('close', () => resolve(answer));
      });
    expect(await answerTo('黄金凤 13800138000\r\n\r\n')).toMatch(/^HTTP\/1.1 400 .*"code":"E_REQUEST"/s);
    const huge = `GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`;
    expect(await answerTo(huge)).toMatch(/^HTTP\/1.1 431 .*"code":"E_TOO_LARGE"/s);
    expect(server.logged()).not.toContain('13800138000');
  });

  it('a mistake of ours is 500 E_INTERNAL without details', async () => {
    const token = accessTokenFor(server.app, 'id-1');
    for (const answer of [await get('/probe/mismatch'), await get('/probe/sql', bearer(token))]) {
      expect([answer.statusCode, answer.json()]).toEqual([
        500,
        { error: { code: 'E_INTERNAL', message: 'something went wrong in the server' } },
      ]);
    }
    expect(server.logged()).toContain('22P02');
  });

  it('a database that is away is 503 E_UNAVAILABLE with Retry-After, and it recovers by itself', async () => {
    const own = await testApp();
    const token = accessTokenFor(
      own.app,
      await insertPerson(own.database.pool, { staffNo: 'x', deviceId: 'd' }),
      {
        deviceId: 'd',
      },
    );
    own.app.get('/probe', { config: SIGNED_IN }, () => ({ ok: true }));
    const ask = () => own.app.inject({ url: '/probe', headers: bearer(token) });
    expect((await ask()).statusCode).toBe(200);
    const name = new URL(own.database.url).pathname.slice(1);
    const admin = server.database.pool;
    await admin.query(`alter database ${name} with allow_connections false`);
    await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [name]);
    const away = await ask();
    expect([away.statusCode, away.headers['retry-after'], away.json()]).toMatchObject([
      503,
      '5',
      { error: { code: 'E_UNAVAILABLE' } },
    ]);
    expect((await own.app.inject('/healthz')).statusCode).toBe(503);
    await admin.query(`alter database ${name} with allow_connections true`);
    expect((await ask()).statusCode).toBe(200);
    expect((await own.app.inject('/healthz')).statusCode).toBe(200);
    await own.close();
  });
});

describe('the wire', () => {
  it('sends JSON gzipped to who takes it', async () => {
    const packed = await get('/probe/big', { 'accept-encoding': 'gzip' });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.rawPayload.length).toBeLessThan(1_000);
    expect(JSON.parse(gunzipSync(packed.rawPayload).toString())).toEqual({ text: 'x'.repeat(20_000) });
    expect((await get('/probe/big')).headers['content-encoding']).toBeUndefined();
  });

  it('takes gzipped requests', async () => {
    const body = { list: [{ note: '拜访' }] };
    const answer = await post('/probe/echo', gzipSync(JSON.stringify(body)), { 'content-encoding': 'gzip' });
    expect([answer.statusCode, answer.json()]).toEqual([200, body]);
  });

  it('carries a policy that fits the renderer', async () => {
    const { headers } = await get('/healthz');
    const policy = String(headers['content-security-policy']).split(';');
    expect(policy).toEqual(
      expect.arrayContaining([
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "worker-src 'self' blob:",
        "connect-src 'self'",
        "frame-ancestors 'none'",
      ]),
    );
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('lets only listed origins call from other sites', async () => {
    const preflight = (origin: string) =>
      server.app.inject({
        method: 'OPTIONS',
        url: '/sync/v1/pull',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const listed = await preflight('https://desk.example.com');
    expect(listed.headers['access-control-allow-origin']).toBe('https://desk.example.com');
    const other = await preflight('https://evil.example.com');
    expect(other.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('/openapi.json', () => {
  it('describes routes from their schemas', async () => {
    const answer = await get('/openapi.json');
    const description = answer.json<{
      openapi: string;
      paths: Record<string, Record<string, { requestBody: unknown; security: unknown; responses: unknown }>>;
    }>();
    expect(description.openapi).toBe('3.1.0');
    const login = description.paths['/auth/v1/login']!.post!;
    expect(login.security).toEqual([]);
    expect(JSON.stringify(login.requestBody)).toContain('"maxLength":32');
    expect(JSON.stringify(login.responses)).toContain('"refresh_token"');
    expect(description.paths['/auth/v1/password']!.post!.security).toEqual([{ bearer: [] }]);
    expect(Object.keys(description.paths)).not.toContain('/*');
  });
});

describe('the log', () => {
  it('holds routes, statuses and internal ids, and nothing of a person', async () => {
    const secrets = [
      'GX77001',
      'Pa55word-secret',
      '黄金凤',
      '13800138000',
      '0771-5501234',
      '民族大道',
      '办公本',
    ];
    const login = (password: string) =>
      post(
        '/auth/v1/login',
        JSON.stringify({ staff_no: 'GX77001', password, device: { id: 'dev-9f', name: '办公本' } }),
      );
    await login('Pa55word-secret-not');
    const session = (await login('Pa55word-secret')).json<{ access_token: string; refresh_token: string }>();
    const headers = bearer(session.access_token);
    await get('/probe/sql?name=黄金凤&phone=13800138000', headers);
    await get('/customers/0771-5501234?q=民族大道', { accept: 'text/html' });
    await get('/sync/v1/民族大道', headers);
    await get('/probe/mismatch');
    await post('/probe/echo', JSON.stringify({ list: [{ note: 13800138000, 黄金凤: 1 }] }));
    await post('/probe/echo', '{"list": [{"note": "黄金凤');
    await post(
      '/auth/v1/password',
      JSON.stringify({ current: 'Pa55word-secret', new: '13800138000' }),
      headers,
    );
    await post('/auth/v1/refresh', JSON.stringify({ refresh_token: session.refresh_token }));

    const text = server.logged();
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toContainEqual(
      expect.objectContaining({ route: '/probe/sql', method: 'GET', status: 500, staffId: 'id-1' }),
    );
    expect(lines).toContainEqual(expect.objectContaining({ route: '/auth/v1/login', status: 401 }));
    for (const secret of [...secrets, session.access_token, session.refresh_token]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(encodeURIComponent(secret));
    }
  });
});

describe('the browser edition', () => {
  const html = { accept: 'text/html,application/xhtml+xml', host: 'localhost:8420' };

  it('serves its page for every address that a person opens, not to be cached', async () => {
    for (const url of ['/', '/customers', '/customers/KH0000000001?tab=fees']) {
      const answer = await get(url, html);
      expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-cache']);
      expect(answer.body).toContain('<title>ChannelDesk</title>');
    }
  });

  it('serves assets for ever, and the service worker fresh', async () => {
    const asset = await get('/assets/index-a1b2c3.js');
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(asset.headers['content-type']).toContain('javascript');
    expect((await get('/sw.js')).headers['cache-control']).toBe('no-cache');
  });

  it('serves its page at the root to whoever asks, whatever he says that he takes', async () => {
    const answer = await get('/', { accept: '*/*', host: 'localhost:8420' });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('<title>ChannelDesk</title>');
  });

  it('does not answer a missing file with the page', async () => {
    expect((await get('/assets/gone.js', { accept: '*/*' })).statusCode).toBe(404);
    expect((await get('/customers', { accept: 'application/json' })).statusCode).toBe(404);
  });

  it('stays inside its folder', async () => {
    await writeFile(`${folder}-outside.txt`, 'outside');
    for (const url of [
      `/..%2f${folder.split('/').at(-1)}-outside.txt`,
      '/assets/..%2f..%2fpackage.json',
      '/.env',
    ]) {
      const answer = await get(url, html);
      expect(answer.body).not.toContain('outside');
      expect(answer.body).not.toContain('channeldesk"');
    }
    await rm(`${folder}-outside.txt`);
  });

  it('is for HTTPS and localhost only: elsewhere one page says so', async () => {
    for (const host of [
      '10.1.2.3:8420',
      'desk.example.com',
      'localhost.example.com',
      '127.0.0.1.example.com',
    ]) {
      const answer = await get('/', { ...html, host });
      expect(answer.statusCode).toBe(403);
      expect(answer.body).toContain('请使用 HTTPS');
      expect((await get('/assets/index-a1b2c3.js', { host })).statusCode).toBe(404);
      expect((await get('/healthz', { host })).statusCode).toBe(200);
    }
    for (const host of ['localhost:8420', '127.0.0.1:1', '[::1]:8420', 'desk.localhost']) {
      expect((await get('/', { ...html, host })).statusCode).toBe(200);
    }
  });

  it('believes a proxy that it ends HTTPS only where it is told to', async () => {
    const forwarded = { ...html, host: 'desk.example.com', 'x-forwarded-proto': 'https' };
    expect((await get('/', forwarded)).statusCode).toBe(403);
    const behind = await testApp({ config: { rendererDir: folder, trustProxy: 1 } });
    expect((await behind.app.inject({ url: '/', headers: forwarded })).statusCode).toBe(200);
    await behind.close();
  });

  it('says so when it has not been built', async () => {
    const bare = await testApp({ config: { rendererDir: join(folder, 'missing') } });
    const answer = await bare.app.inject({ url: '/', headers: html });
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('npm run build');
    await bare.close();
  });
});
