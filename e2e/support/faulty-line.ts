import { once } from 'node:events';
import { Agent, createServer, request as ask } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

/** One request that has come over the line, and what became of it. */
export interface Heard {
  method: string;
  /** Sample: `/sync/v1/pull`. */
  path: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
  /** The body as the server reads it. */
  json(): unknown;
  /** When it came, in milliseconds since the epoch. */
  at: number;
  /** What the server answered; absent while it has not, or was not asked. */
  answer?: Answer;
}

export interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
  json(): unknown;
}

/** Paths by which the client works with its server; the others bring the program itself. */
export const SERVER_PATH = /^\/(sync|auth)\//;

/** What happens to one request on its way. */
export type Fault =
  /** The connection breaks before the server hears of it. */
  | { kind: 'refuse' }
  /** The server does its work; of the answer's body only so many bytes arrive, and never all. */
  | { kind: 'cut'; afterBytes: number }
  /** The server does its work, and the answer never leaves. */
  | { kind: 'lose' }
  /** The answer's body stands still after so many bytes until `until`, then goes on. */
  | { kind: 'stall'; afterBytes: number; until: Promise<void> }
  /** It is delivered twice at the same moment; the answer to the first goes back. */
  | { kind: 'double' }
  /** The connection breaks at once, and what was sent is delivered later all the same. */
  | { kind: 'late'; until: Promise<void>; delivered?: (answer: Answer) => void }
  /** Somebody else answers. */
  | { kind: 'answer'; status: number; headers: Record<string, string>; body: string };

/**
 * The network between a client and its server: a proxy on a port of its own that forwards what it hears, and lets
 * happen to it what `fault` says. Sockets really break; nothing is simulated inside the client.
 */
export class FaultyLine {
  readonly heard: Heard[] = [];
  /** Asked for every request. */
  fault: (heard: Heard) => Fault | null = () => null;
  readonly #target: URL;
  readonly #server: Server;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #pending = new Set<Promise<unknown>>();

  private constructor(target: string) {
    this.#target = new URL(target);
    this.#server = createServer((incoming, outgoing) => {
      this.#forward(incoming, outgoing).catch(() => outgoing.destroy());
    });
  }

  static async to(target: string): Promise<FaultyLine> {
    const line = new FaultyLine(target);
    line.#server.listen(0, '127.0.0.1');
    await once(line.#server, 'listening');
    return line;
  }

  get address(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What has come for one path, in order. */
  at(path: string): Heard[] {
    return this.heard.filter((heard) => heard.path === path);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await Promise.allSettled(this.#pending);
    this.#agent.destroy();
  }

  async #forward(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const heard = await hear(incoming);
    this.heard.push(heard);
    const fault = this.fault(heard);
    if (fault?.kind === 'refuse') return void outgoing.destroy();
    if (fault?.kind === 'answer') return void outgoing.writeHead(fault.status, fault.headers).end(fault.body);
    if (fault?.kind === 'late') {
      outgoing.destroy();
      await fault.until;
      heard.answer = await this.#deliver(incoming, heard);
      return fault.delivered?.(heard.answer);
    }
    const gone = new AbortController();
    // Whoever waits for an answer that is to be lost must not take the request back by giving up.
    if (fault === null) outgoing.once('close', () => gone.abort());
    const again =
      fault?.kind === 'double' ? this.#deliver(incoming, heard).catch(() => undefined) : undefined;
    const answer = await this.#deliver(incoming, heard, gone.signal);
    heard.answer = answer;
    await again;
    if (fault?.kind === 'lose') return void outgoing.destroy();
    const { 'transfer-encoding': _chunked, connection: _connection, ...headers } = answer.headers;
    outgoing.writeHead(answer.status, { ...headers, 'content-length': answer.body.length });
    if (fault?.kind === 'cut') {
      const bytes = Math.min(fault.afterBytes, answer.body.length - 1);
      outgoing.write(answer.body.subarray(0, bytes), () => outgoing.destroy());
      outgoing.flushHeaders();
      return;
    }
    if (fault?.kind === 'stall') {
      outgoing.flushHeaders();
      if (fault.afterBytes > 0) outgoing.write(answer.body.subarray(0, fault.afterBytes));
      await fault.until;
      outgoing.end(answer.body.subarray(fault.afterBytes));
      return;
    }
    outgoing.end(answer.body);
  }

  #deliver(incoming: IncomingMessage, { method, path, body }: Heard, signal?: AbortSignal): Promise<Answer> {
    const { host: _host, connection: _connection, ...headers } = incoming.headers;
    const work = new Promise<Answer>((resolve, reject) => {
      const outgoing = ask(
        {
          host: this.#target.hostname,
          port: this.#target.port,
          method,
          path: incoming.url ?? path,
          headers: { ...headers, host: this.#target.host },
          agent: this.#agent,
          ...(signal === undefined ? {} : { signal }),
        },
        (answer) => {
          readAll(answer).then(
            (bytes) => resolve(answerOf(answer, bytes)),
            (error: unknown) => reject(error instanceof Error ? error : new Error(String(error))),
          );
        },
      );
      outgoing.once('error', reject);
      outgoing.end(body);
    });
    const settled = work.catch(() => undefined).finally(() => this.#pending.delete(settled));
    this.#pending.add(settled);
    return work;
  }
}

async function hear(incoming: IncomingMessage): Promise<Heard> {
  const body = await readAll(incoming);
  const { method = 'GET', url = '/', headers } = incoming;
  return {
    method,
    path: url.split('?')[0] ?? url,
    headers,
    body,
    json: (): unknown => JSON.parse(unpacked(body, headers['content-encoding']).toString()),
    at: Date.now(),
  };
}

const answerOf = ({ statusCode = 502, headers }: IncomingMessage, body: Buffer): Answer => ({
  status: statusCode,
  headers,
  body,
  json: (): unknown => JSON.parse(unpacked(body, packingOf(headers)).toString()),
});

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Of the way, or of the content: a page of a pull is a file of gzip. */
const packingOf = (headers: IncomingMessage['headers']): string | undefined =>
  headers['content-type'] === 'application/gzip' ? 'gzip' : headers['content-encoding'];

function unpacked(body: Buffer, encoding: string | undefined): Buffer {
  if (encoding === 'gzip') return gunzipSync(body);
  if (encoding === 'br') return brotliDecompressSync(body);
  if (encoding === 'deflate') return inflateSync(body);
  return body;
}
