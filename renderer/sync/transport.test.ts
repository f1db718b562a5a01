import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PushRequest } from '../../shared/sync/protocol.ts';
import type { FailureKind } from './transport-error.ts';
import type { TokenSource } from './transport.ts';
import { Transport } from './transport.ts';
import { TransportError } from './transport-error.ts';

interface Heard {
  request: IncomingMessage;
  body: Buffer;
}
let server: Server;
let transport: Transport;
let heard: Heard[];
let answer: (request: Heard, response: ServerResponse) => void;

beforeEach(async () => {
  heard = [];
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      heard.push({ request, body: Buffer.concat(parts) });
      answer(heard.at(-1)!, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  transport = new Transport(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const tokens: TokenSource = {
  accessToken: (rejected) => Promise.resolve(rejected === null ? 'old' : 'fresh'),
};
const json = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
};
const refusal = (code: string, more: object = {}) => ({ error: { code, message: 'no', ...more } });
const page = {
  epoch: 'e1',
  seq: '9',
  server_time: '2026-11-20T10:00:00+08:00',
  complete: true,
  bucket_set: ['ref'],
  buckets: [],
  last_n: 0,
};
const ask = () =>
  transport.pull(tokens, { client_id: 'c', staff_id: 's', epoch: null, schema: 1, cursors: {}, limit: 1 });
const failureOf = async (work: Promise<unknown>): Promise<TransportError> => {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof TransportError)) throw new Error(`no TransportError but ${String(error)}`);
  return error;
};

describe('the transport', () => {
  it('speaks the protocol and takes the page', async () => {
    answer = (_, response) => json(response, 200, page);
    expect((await ask()).value).toEqual(page);
    expect(heard[0]?.request.headers).toMatchObject({ 'sync-protocol': '1', authorization: 'Bearer old' });
  });

  it('a captive portal with status 200 is not the server', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html>请登录校园网</html>');
    };
    expect((await failureOf(ask())).kind).toBe('notTheServer');
  });

  it('a page that comes packed is unpacked here, and handed over as it came', async () => {
    const packed = gzipSync(JSON.stringify(page));
    answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/gzip' });
      response.end(packed);
    };
    const received = await ask();
    expect(heard[0]?.request.headers.accept).toBe('application/gzip, application/json');
    expect(received.value).toEqual(page);
    expect(received.size).toBe(JSON.stringify(page).length);
    expect(gunzipSync(received.bytes!).toString()).toBe(JSON.stringify(page));
  });

  it('a packed page that was cut short, or holds something else, is not the server', async () => {
    const packed = gzipSync(JSON.stringify(page));
    for (const body of [
      packed.subarray(0, -9),
      packed.subarray(0, 3),
      gzipSync('<html>'),
      Buffer.from('{}'),
    ]) {
      answer = (_, response) => {
        response.writeHead(200, { 'content-type': 'application/gzip' });
        response.end(body);
      };
      expect((await failureOf(ask())).kind).toBe('notTheServer');
    }
  });

  it("somebody else's JSON, and JSON of ours that was cut short, are not the server", async () => {
    answer = (_, response) => json(response, 200, { hello: 'world' });
    expect((await failureOf(ask())).kind).toBe('notTheServer');
    answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(page).slice(0, 40));
    };
    expect((await failureOf(ask())).kind).toBe('notTheServer');
  });

  it('a page with a row of unknown shape is not taken', async () => {
    const bucket = {
      bucket: 'ref',
      reset: false,
      from: { seq: '0', op: '0', base: '0' },
      to: { seq: '9', op: '0', base: '0' },
      more: false,
    };
    for (const op of [
      ['customer', 'KH1', '1', '1', false],
      ['spaceship', 'x', '1', '1', true],
      ['customer', 'KH1', 1, '1', true],
    ]) {
      answer = (_, response) => json(response, 200, { ...page, buckets: [{ ...bucket, ops: [op] }] });
      expect((await failureOf(ask())).kind).toBe('notTheServer');
    }
  });

  it('a body cut off by the network is nothing', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
      response.write(JSON.stringify(page));
      setTimeout(() => response.destroy(), 20);
    };
    expect((await failureOf(ask())).kind).toBe('offline');
  });

  it('401 asks for one fresh token and sends the same page again', async () => {
    answer = ({ request }, response) =>
      request.headers.authorization === 'Bearer fresh'
        ? json(response, 200, page)
        : json(response, 401, refusal('E_TOKEN'));
    await ask();
    expect(heard).toHaveLength(2);
    expect(heard[1]?.body).toEqual(heard[0]?.body);
    answer = (_, response) => json(response, 401, refusal('E_TOKEN'));
    expect((await failureOf(ask())).kind).toBe('token');
    expect(heard).toHaveLength(4);
  });

  it.each<[number, string, FailureKind]>([
    [403, 'E_DISABLED', 'disabled'],
    [403, 'E_DEVICE', 'deviceRevoked'],
    [409, 'E_EPOCH', 'epoch'],
    [409, 'E_GAP', 'gap'],
    [409, 'E_USER_MISMATCH', 'userMismatch'],
    [413, 'E_TOO_LARGE', 'tooLarge'],
    [426, 'E_UPGRADE', 'upgrade'],
    [429, 'E_BUSY', 'busy'],
    [503, 'E_UNAVAILABLE', 'busy'],
    [500, 'E_INTERNAL', 'serverError'],
    [400, 'E_REQUEST', 'request'],
  ])('%i %s is %s', async (status, code, kind) => {
    answer = (_, response) =>
      json(response, status, refusal(code, { expected_n: 7 }), { 'retry-after': '3' });
    expect(await failureOf(ask())).toMatchObject({
      kind,
      status,
      code,
      retryAfterMs: 3000,
      details: { expected_n: 7 },
    });
  });

  it("a gateway's page for 502 to 504 means: come back later", async () => {
    answer = (_, response) => {
      response.writeHead(502, { 'content-type': 'text/html' });
      response.end('<h1>Bad gateway</h1>');
    };
    expect((await failureOf(ask())).kind).toBe('busy');
  });

  it('nobody there is offline', async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect((await failureOf(ask())).kind).toBe('offline');
  });

  it('a large push goes compressed', async () => {
    answer = (_, response) =>
      json(response, 200, {
        epoch: 'e',
        write_seq: '1',
        server_time: '2026-11-20T10:00:00+08:00',
        results: [],
      });
    const push: PushRequest = { client_id: 'c', staff_id: 's', epoch: null, schema: 1, mutations: [] };
    await transport.push(tokens, push);
    expect(heard[0]?.request.headers['content-encoding']).toBeUndefined();
    const large = { ...push, staff_id: 's'.repeat(10_000) };
    await transport.push(tokens, large);
    expect(heard[1]?.request.headers['content-encoding']).toBe('gzip');
    expect(JSON.parse(gunzipSync(heard[1]!.body).toString())).toEqual(large);
  });
});
