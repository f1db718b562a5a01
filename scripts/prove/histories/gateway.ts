import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../../../shared/lib/chance.ts';
import type { TestApp } from '../../../server/test-support/test-app.ts';

/** What may happen to one exchange, and how often in comparison; half of them go well. */
const FAULTS = {
  none: 50,
  cutBefore: 6,
  lostAnswer: 8,
  cutBody: 4,
  doubled: 8,
  delayed: 6,
  lateAnswer: 6,
  stale: 2,
  tooMany: 3,
  unavailable: 3,
  html: 3,
} as const;
type Fault = keyof typeof FAULTS;

/** What the server said, as bytes. */
interface Said {
  status: number;
  headers: Record<string, string | string[] | number | undefined>;
  body: Buffer;
}

const LONGEST_DELAY_MS = 60;
const KEPT_ANSWERS = 20;

/**
 * Real HTTP in front of the real server, over which one device speaks; it loses, cuts, doubles, delays and replaces
 * what goes through, as chance has it.
 */
export class Gateway {
  readonly #chance: Chance;
  readonly #server: TestApp;
  readonly #http: Server;
  readonly #answers = new Map<string, Said[]>();
  /** Nothing goes through. */
  cut = false;
  calm = false;
  readonly counts: Record<string, number> = {};

  private constructor(server: TestApp, chance: Chance) {
    this.#chance = chance;
    this.#server = server;
    this.#http = createServer((request, response) => {
      this.#handle(request, response).catch(() => response.destroy());
    });
  }

  static async open(server: TestApp, chance: Chance): Promise<Gateway> {
    const gateway = new Gateway(server, chance);
    gateway.#http.listen(0, '127.0.0.1');
    await once(gateway.#http, 'listening');
    return gateway;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#http.closeAllConnections();
    this.#http.close();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    // News by long poll is not what is tried here; it stays open until the client leaves.
    if (request.url?.startsWith('/sync/v1/wait')) return;
    const fault: Fault = this.calm ? 'none' : this.#chance.weighted<Fault>(FAULTS);
    this.counts[fault] = (this.counts[fault] ?? 0) + 1;
    if (this.cut || fault === 'cutBefore') return void response.destroy();
    const made = this.#standIn(fault, request.url ?? '');
    if (made) return send(response, made);
    if (fault === 'delayed') await sleep(this.#chance.below(LONGEST_DELAY_MS));
    const body = Buffer.concat(chunks);
    const [said] = await Promise.all([
      this.#ask(request, body),
      ...(fault === 'doubled' ? [this.#ask(request, body)] : []),
    ]);
    if (fault === 'lateAnswer') await sleep(this.#chance.below(LONGEST_DELAY_MS));
    if (fault === 'lostAnswer' || this.cut) return void response.destroy();
    if (fault === 'cutBody') return cutShort(response, said);
    this.#keep(request.url ?? '', said);
    send(response, said);
  }

  async #ask(request: IncomingMessage, body: Buffer): Promise<Said> {
    const answer = await this.#server.app.inject({
      method: request.method === 'GET' ? 'GET' : 'POST',
      url: request.url ?? '/',
      headers: request.headers,
      payload: body,
    });
    // How a body is framed on the line is this gateway's business.
    const { 'transfer-encoding': _framing, connection: _connection, ...headers } = answer.headers;
    return { status: answer.statusCode, headers, body: answer.rawPayload };
  }

  /** An answer that is not the server's, or not the one to this question. */
  #standIn(fault: Fault, url: string): Said | undefined {
    const json = { 'content-type': 'application/json; charset=utf-8' };
    const error = (code: string): Buffer =>
      Buffer.from(JSON.stringify({ error: { code, message: 'later' } }));
    switch (fault) {
      case 'tooMany':
        return { status: 429, headers: { ...json, 'retry-after': '0' }, body: error('E_BUSY') };
      case 'unavailable':
        return { status: 503, headers: { ...json, 'retry-after': '0' }, body: error('E_UNAVAILABLE') };
      case 'html':
        return {
          status: 200,
          headers: { 'content-type': 'text/html' },
          body: Buffer.from('<h1>Welcome</h1>'),
        };
      case 'stale':
        return this.#chance.pick(this.#answers.get(url) ?? []);
      default:
        return undefined;
    }
  }

  #keep(url: string, said: Said): void {
    const kept = [...(this.#answers.get(url) ?? []), said];
    this.#answers.set(url, kept.slice(-KEPT_ANSWERS));
  }
}

function send(response: ServerResponse, { status, headers, body }: Said): void {
  response.writeHead(status, { ...headers, 'content-length': body.length });
  response.end(body);
}

function cutShort(response: ServerResponse, { status, headers, body }: Said): void {
  response.writeHead(status, { ...headers, 'content-length': body.length });
  response.write(body.subarray(0, Math.floor(body.length / 2)));
  setTimeout(() => response.destroy(), 5);
}
