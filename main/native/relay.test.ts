import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { serverRoute } from '../../shared/ipc/relay.ts';
import { createRelay, isForServer } from './relay.ts';

interface Seen {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

let server: Server;
let address: string;
let seen: Seen[] = [];
let answers: Record<string, (write: (chunk: string) => void, end: () => void) => void> = {};

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      if (url === '/moved') return response.writeHead(302, { location: 'https://elsewhere.test/' }).end();
      if (url === '/cut') return response.destroy();
      if (url === '/none') return response.writeHead(204).end();
      if (url === '/gzip') {
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
        return response.end(gzipSync('{"packed":true}'));
      }
      if (url === '/slow') {
        response.writeHead(200, { 'content-type': 'application/json' });
        return answers['slow']?.(
          (chunk) => response.write(chunk),
          () => response.end(),
        );
      }
      response.writeHead(url === '/busy' ? 503 : 200, {
        'content-type': 'application/json',
        'retry-after': '7',
        'set-cookie': 'a=b',
        'x-powered-by': 'somebody',
      });
      return response.end('{"ok":true}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  seen = [];
  answers = {};
});

const relay = (request: Request, chosen: string | null = address): Promise<Response> =>
  createRelay({
    fetch: (target, init) => fetch(target, init),
    serverAddress: () => chosen,
    log: () => undefined,
  })(request);
const to = (path: string, init: RequestInit = {}): Request =>
  new Request(`app://desk${serverRoute(address, 'app://desk')}${path}`, init);

test('a request reaches the server with what the protocol needs, and nothing else of the page', async () => {
  const answer = await relay(
    to('/sync/v1/wait?seq=7&x=%2F', {
      headers: {
        Authorization: 'Bearer t',
        Accept: 'application/json',
        Cookie: 'a=b',
        Origin: 'app://desk',
        'X-Other': '1',
      },
    }),
  );
  expect(await answer.json()).toEqual({ ok: true });
  expect(seen[0]).toMatchObject({ method: 'GET', url: '/sync/v1/wait?seq=7&x=%2F' });
  expect(seen[0]?.headers).toMatchObject({ authorization: 'Bearer t', accept: 'application/json' });
  for (const name of ['cookie', 'origin', 'x-other', 'referer'])
    expect(seen[0]?.headers[name]).toBeUndefined();
  expect([...answer.headers.keys()].sort()).toEqual(['cache-control', 'content-type', 'retry-after']);
});

test('bodies go both ways, packed or not, and errors keep their status', async () => {
  await relay(
    to('/sync/v1/push', { method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json' } }),
  );
  expect(seen[0]).toMatchObject({ method: 'POST', body: '{"a":1}' });
  expect(seen[0]?.headers['content-type']).toBe('application/json');
  const packed = await relay(to('/gzip'));
  expect(packed.headers.get('content-encoding')).toBeNull();
  expect(await packed.json()).toEqual({ packed: true });
  const busy = await relay(to('/busy'));
  expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '7']);
  expect((await relay(to('/none', { method: 'POST' }))).status).toBe(204);
});

test('an answer is handed on while it still comes in', async () => {
  let end: () => void = () => undefined;
  answers['slow'] = (write, finish) => {
    write('{"first":');
    end = () => {
      write('1}');
      finish();
    };
  };
  const answer = await relay(to('/slow'));
  const reader = answer.body?.getReader();
  const next = async (): Promise<string> => {
    const { value } = (await reader?.read()) as { value?: Uint8Array };
    return new TextDecoder().decode(value);
  };
  expect(await next()).toBe('{"first":');
  end();
  expect(await next()).toBe('1}');
});

test('a server that cannot be reached, cuts off or sends elsewhere is a failed request', async () => {
  expect((await relay(to('/cut'))).type).toBe('error');
  expect((await relay(to('/moved'))).type).toBe('error');
  const gone = 'http://127.0.0.1:9';
  const request = new Request(`app://desk${serverRoute(gone, 'app://desk')}/sync/v1/pull`);
  expect((await relay(request, gone)).type).toBe('error');
});

test('a request that the page gives up is given up towards the server', async () => {
  answers['slow'] = () => undefined;
  const giveUp = new AbortController();
  const answer = relay(to('/slow', { signal: giveUp.signal }));
  while (seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  giveUp.abort();
  expect((await answer).type).toBe('error');
});

test('only the chosen server is spoken to: no token goes anywhere else', async () => {
  for (const chosen of [null, 'https://other.example.com', `${address}0`]) {
    const answer = await relay(to('/sync/v1/pull', { headers: { Authorization: 'Bearer t' } }), chosen);
    expect(answer.status).toBe(421);
    expect(await answer.json()).toMatchObject({ error: { code: 'E_SERVER' } });
  }
  expect(seen).toEqual([]);
  expect((await relay(to('/a', { method: 'OPTIONS' }))).status).toBe(405);
});

test('no path leads to another host', async () => {
  const asked: string[] = [];
  const record = createRelay({
    fetch: (target) => {
      asked.push(target);
      return Promise.resolve(Response.json({}));
    },
    serverAddress: () => 'https://desk.example.com',
    log: () => undefined,
  });
  const piece = fc.constantFrom(
    '/',
    '//',
    '\\',
    '@',
    'evil.com',
    '..',
    ':',
    '?',
    '#',
    '%2f',
    '%40',
    '.evil.com',
    'a',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (parts) => {
      const url = `app://desk/~/https%3A%2F%2Fdesk.example.com${parts.join('')}`;
      if (URL.canParse(url) && isForServer(new URL(url))) await record(new Request(url));
    }),
    { numRuns: 1000 },
  );
  expect(asked.length).toBeGreaterThan(100);
  expect(asked.filter((target) => new URL(target).origin !== 'https://desk.example.com')).toEqual([]);
});

test('a page that comes from the server asks it directly', () => {
  expect(serverRoute('https://desk.example.com', 'https://desk.example.com')).toBe(
    'https://desk.example.com',
  );
  expect(serverRoute('', 'https://desk.example.com')).toBe('');
  expect(serverRoute('https://desk.example.com', 'app://desk')).toBe('/~/https%3A%2F%2Fdesk.example.com');
});
