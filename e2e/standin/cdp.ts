import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { CDPSession } from '@playwright/test';

interface Message {
  id?: number;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { message: string };
  sessionId?: string;
}

interface Waiting {
  method: string;
  sessionId: string | undefined;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** One target, or the browser as a whole; typed as Playwright's session is. */
export class CdpSession {
  readonly send: CDPSession['send'];
  readonly on: CDPSession['on'];
  readonly #events = new EventEmitter();

  constructor(call: (method: string, params: object) => Promise<unknown>) {
    this.send = ((method: string, params?: object) => call(method, params ?? {})) as CDPSession['send'];
    this.on = ((event: string, listener: (payload: unknown) => void) =>
      this.#events.on(event, listener)) as unknown as CDPSession['on'];
    this.#events.setMaxListeners(0);
  }

  dispatch(method: string, params: unknown): void {
    this.#events.emit(method, params);
  }
}

/** Chromium's protocol over a pipe: JSON texts with a zero byte behind each. */
export class CdpConnection {
  readonly root: CdpSession;
  readonly #input: Writable;
  readonly #waiting = new Map<number, Waiting>();
  readonly #sessions = new Map<string, CdpSession>();
  #lastId = 0;
  #rest: Buffer[] = [];

  constructor(input: Writable, output: Readable) {
    this.#input = input;
    this.root = new CdpSession((method, params) => this.#call(method, params));
    // Chromium may be gone before the last message is written.
    input.on('error', () => undefined);
    output.on('data', (chunk: Buffer) => this.#read(chunk));
    output.on('close', () => this.#fail());
  }

  session(sessionId: string): CdpSession {
    const known = this.#sessions.get(sessionId);
    if (known !== undefined) return known;
    const session = new CdpSession((method, params) => this.#call(method, params, sessionId));
    this.#sessions.set(sessionId, session);
    return session;
  }

  /** A page that has crashed answers nothing of what it was asked before. */
  abandon(sessionId: string): void {
    for (const [id, waiting] of this.#waiting) {
      if (waiting.sessionId !== sessionId) continue;
      this.#waiting.delete(id);
      waiting.reject(new Error(`${waiting.method}: the page has crashed`));
    }
  }

  #call(method: string, params: object, sessionId?: string): Promise<unknown> {
    const id = ++this.#lastId;
    this.#input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { method, sessionId, resolve, reject }));
  }

  #read(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, from)) {
      const text = Buffer.concat([...this.#rest, chunk.subarray(from, end)]).toString('utf8');
      this.#rest = [];
      from = end + 1;
      this.#take(JSON.parse(text) as Message);
    }
    if (from < chunk.length) this.#rest.push(chunk.subarray(from));
  }

  #take({ id, method, params, result, error, sessionId }: Message): void {
    if (id === undefined) {
      const session = sessionId === undefined ? this.root : this.session(sessionId);
      session.dispatch(method ?? '', params);
      return;
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(`${waiting.method}: ${error.message}`));
  }

  #fail(): void {
    for (const { method, reject } of this.#waiting.values()) reject(new Error(`${method}: Chromium is gone`));
    this.#waiting.clear();
  }
}
