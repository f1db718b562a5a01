import axios, { AxiosError } from 'axios';
import type { AxiosInstance, AxiosRequestConfig, AxiosResponse } from 'axios';
import type { z } from 'zod';
import type { LoginRequest, SessionResponse } from '../../shared/api/auth.ts';
import type { DeviceReport } from '../../shared/api/devices.ts';
import type { OutboxKey } from '../../shared/api/outbox-keys.ts';
import type { ServerInfo } from '../../shared/api/server-info.ts';
import type { OnlineQuestion } from '../data/online.ts';
import type {
  Operation,
  PullRequest,
  PullResponse,
  PushRequest,
  PushResponse,
} from '../../shared/sync/protocol.ts';
import { sessionResponse } from '../../shared/api/auth.ts';
import { errorResponse } from '../../shared/api/errors.ts';
import { outboxKey } from '../../shared/api/outbox-keys.ts';
import { serverInfo } from '../../shared/api/server-info.ts';
import {
  bucketPage,
  PROTOCOL_VERSION,
  pullResponse,
  pushResponse,
  WAIT_SECONDS,
  waitResponse,
} from '../../shared/sync/protocol.ts';
import { z as schema } from 'zod';
import { gzipped, parsedGzip, sizeInGzip } from '../data/gzip.ts';
import { isOperation } from './operation.ts';
import { kindOf, TransportError } from './transport-error.ts';

/** Where access tokens come from. `rejected`: a token that the server has just refused. */
export interface TokenSource {
  accessToken(rejected: string | null): Promise<string>;
}

export interface Received<T> {
  value: T;
  /** Characters of the JSON text, or its bytes. */
  size: number;
  /** The answer as it came, JSON or gzip of it, where it was asked for so. */
  bytes?: Uint8Array<ArrayBuffer>;
}

const TIMEOUT_MS = 20_000;
const PULL_TIMEOUT_MS = 60_000;
const WAIT_TIMEOUT_MS = (WAIT_SECONDS + 10) * 1000;
const GZIP_FROM_CHARACTERS = 4096;
/**
 * A page as a file of gzip, which is unpacked here: a browser that unpacks by itself hands over the ten times larger
 * text, and that is what would have to be kept.
 */
const PACKED = 'application/gzip';
const PACKED_OR_JSON = `${PACKED}, application/json`;

/**
 * The only way to the server. Every answer is checked to be ours before anybody sees it: a captive portal's page
 * with status 200 is `notTheServer`, and so is a body that was cut short.
 */
export class Transport {
  readonly #http: AxiosInstance;
  readonly #pageTimeoutMs: number;

  /**
   * @param server `https://host[:port]`, or '' for where the page came from
   * @param pageTimeoutMs how long one pull or push may take from end to end
   */
  constructor(server: string, pageTimeoutMs = PULL_TIMEOUT_MS) {
    this.#pageTimeoutMs = pageTimeoutMs;
    this.#http = axios.create({
      baseURL: server,
      responseType: 'text',
      // The text is parsed here, after a look at what it is; axios would hand over whatever parses.
      transformResponse: [(data: unknown) => data],
      validateStatus: () => true,
      maxRedirects: 0,
      headers: { Accept: 'application/json', 'Sync-Protocol': String(PROTOCOL_VERSION) },
    });
  }

  async info(): Promise<ServerInfo> {
    return (await this.#send(serverInfo, { url: '/server/v1/info', timeout: TIMEOUT_MS / 2 })).value;
  }

  async login(request: LoginRequest): Promise<SessionResponse> {
    return (await this.#post('/auth/v1/login', request, sessionResponse)).value;
  }

  async refresh(refreshToken: string): Promise<SessionResponse> {
    const body = { refresh_token: refreshToken };
    return (await this.#post('/auth/v1/refresh', body, sessionResponse)).value;
  }

  async logout(refreshToken: string): Promise<void> {
    await this.#post('/auth/v1/logout', { refresh_token: refreshToken }, null);
  }

  async changePassword(tokens: TokenSource, current: string, next: string): Promise<void> {
    await withToken(tokens, (headers) =>
      this.#post('/auth/v1/password', { current, new: next }, null, { headers }),
    );
  }

  /** The key of the person on this device, made where there is none yet. */
  async outboxKey(tokens: TokenSource, deviceId: string): Promise<OutboxKey> {
    const { value } = await withToken(tokens, (headers) =>
      this.#post('/api/outbox-keys/current', { device_id: deviceId }, outboxKey, { headers }),
    );
    return value;
  }

  /** @throws TransportError with code E_NOT_FOUND where the person has no such key */
  async outboxKeyById(tokens: TokenSource, keyId: string): Promise<OutboxKey> {
    const url = `/api/outbox-keys/${encodeURIComponent(keyId)}`;
    const { value } = await withToken(tokens, (headers) =>
      this.#send(outboxKey, { url, headers, timeout: TIMEOUT_MS }),
    );
    return value;
  }

  /** A question of a screen that works online (data/online.ts). */
  async ask<T>(tokens: TokenSource, question: OnlineQuestion<T>): Promise<T> {
    const { method = 'GET', path, query, body, answer, signal, timeoutMs = TIMEOUT_MS } = question;
    const { value } = await withToken(tokens, (headers) =>
      this.#send(answer, {
        method,
        url: path,
        headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
        timeout: timeoutMs,
        ...(query ? { params: query } : {}),
        ...(body === undefined ? {} : { data: JSON.stringify(body) }),
        ...(signal ? { signal } : {}),
      }),
    );
    return value;
  }

  async pull(
    tokens: TokenSource,
    request: PullRequest,
    signal?: AbortSignal,
  ): Promise<Received<PullResponse>> {
    return withToken(tokens, (headers) =>
      this.#post('/sync/v1/pull', request, pulledPage, {
        headers: { ...headers, Accept: PACKED_OR_JSON },
        timeout: this.#pageTimeoutMs,
        signal,
        asBytes: true,
      }),
    );
  }

  async push(tokens: TokenSource, request: PushRequest, signal?: AbortSignal): Promise<PushResponse> {
    const { value } = await withToken(tokens, (headers) =>
      this.#post('/sync/v1/push', request, pushResponse, { headers, timeout: this.#pageTimeoutMs, signal }),
    );
    return value;
  }

  /** Resolves when the server's clock has passed `seq`, or after 25 s. */
  async wait(tokens: TokenSource, seq: string, signal?: AbortSignal): Promise<string> {
    const { value } = await withToken(tokens, (headers) =>
      this.#send(waitResponse, {
        url: '/sync/v1/wait',
        params: { seq },
        headers,
        timeout: WAIT_TIMEOUT_MS,
        ...(signal ? { signal } : {}),
      }),
    );
    return value.seq;
  }

  async report(tokens: TokenSource, report: DeviceReport, signal?: AbortSignal): Promise<void> {
    await withToken(tokens, (headers) => this.#post('/devices/v1/report', report, null, { headers, signal }));
  }

  async #post<T>(
    url: string,
    body: unknown,
    answer: z.ZodType<T> | null,
    options: {
      headers?: Record<string, string>;
      timeout?: number;
      signal?: AbortSignal | undefined;
      /** The caller keeps the answer as it came, beside what it says. */
      asBytes?: boolean;
    } = {},
  ): Promise<Received<T>> {
    const json = JSON.stringify(body);
    const gzip = json.length >= GZIP_FROM_CHARACTERS && typeof CompressionStream === 'function';
    return this.#send(answer, {
      method: 'POST',
      url,
      data: gzip ? await gzipped(json) : json,
      timeout: options.timeout ?? TIMEOUT_MS,
      headers: {
        ...options.headers,
        'Content-Type': 'application/json',
        ...(gzip ? { 'Content-Encoding': 'gzip' } : {}),
      },
      ...(options.signal ? { signal: options.signal } : {}),
      ...(options.asBytes ? { responseType: 'arraybuffer' as const } : {}),
    });
  }

  /** @param answer null where success has no body */
  async #send<T>(answer: z.ZodType<T> | null, config: AxiosRequestConfig): Promise<Received<T>> {
    let response: AxiosResponse<string | ArrayBuffer>;
    try {
      response = await this.#http.request<string | ArrayBuffer>(config);
    } catch (error) {
      const reason = error instanceof AxiosError ? (error.code ?? error.message) : String(error);
      throw new TransportError('offline', reason);
    }
    if (response.status === 204 && answer === null) return { value: undefined as T, size: 0 };
    const body = await parsedBody(response);
    if (response.status < 200 || response.status >= 300) throw failure(response, body);
    if (answer === null) return { value: undefined as T, size: 0 };
    const parsed = answer.safeParse(body);
    if (!parsed.success) throw notTheServer(response.status, 'another answer than the protocol has');
    const { data } = response;
    if (typeof data === 'string') return { value: parsed.data, size: data.length };
    const bytes = new Uint8Array(data);
    return { value: parsed.data, size: isPacked(response) ? sizeInGzip(bytes) : bytes.length, bytes };
  }
}

/** Asks with the token at hand, and once more with a fresh one where that is refused (SPEC, Errors). */
async function withToken<T>(
  tokens: TokenSource,
  send: (headers: Record<string, string>) => Promise<T>,
): Promise<T> {
  const token = await tokens.accessToken(null);
  try {
    return await send({ Authorization: `Bearer ${token}` });
  } catch (error) {
    if (!(error instanceof TransportError) || error.kind !== 'token') throw error;
    const fresh = await tokens.accessToken(token);
    return send({ Authorization: `Bearer ${fresh}` });
  }
}

async function parsedBody(response: AxiosResponse<string | ArrayBuffer>): Promise<unknown> {
  const { data } = response;
  const type = typeOf(response);
  if (!isPacked(response) && !/^application\/json\b/i.test(type))
    throw notTheServer(response.status, `an answer of type '${type}'`);
  try {
    if (typeof data === 'string') return JSON.parse(data);
    const bytes = new Uint8Array(data);
    return isPacked(response) ? await parsedGzip(bytes) : JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw notTheServer(response.status, 'an answer that is cut short or is no JSON');
  }
}

const typeOf = (response: AxiosResponse): string => String(response.headers['content-type'] ?? '');

const isPacked = (response: AxiosResponse<string | ArrayBuffer>): boolean =>
  typeof response.data !== 'string' && typeOf(response) === PACKED;

/** A gateway's own error page speaks of a server that cannot be reached, not of a foreign one. */
const notTheServer = (status: number, what: string): TransportError =>
  [502, 503, 504].includes(status)
    ? new TransportError('busy', what, { status })
    : new TransportError('notTheServer', what, { status });

function failure(response: AxiosResponse, body: unknown): TransportError {
  const parsed = errorResponse.safeParse(body);
  if (!parsed.success) return notTheServer(response.status, 'an error without a code');
  const { code, message, ...details } = parsed.data.error;
  return new TransportError(kindOf(response.status, code), message, {
    status: response.status,
    code,
    retryAfterMs: retryAfterMs(response),
    details,
  });
}

function retryAfterMs(response: AxiosResponse): number | null {
  const value = response.headers['retry-after'] as unknown;
  if (typeof value !== 'string' || value === '') return null;
  const seconds = Number(value);
  const milliseconds = Number.isNaN(seconds) ? Date.parse(value) - Date.now() : seconds * 1000;
  return Number.isNaN(milliseconds) ? null : Math.max(0, milliseconds);
}

/** A page has a thousand rows of any shape: the envelope is checked as everywhere, operations by hand. */
const pulledPage: z.ZodType<PullResponse> = pullResponse.extend({
  buckets: schema.array(bucketPage.extend({ ops: schema.array(schema.custom<Operation>(isOperation)) })),
});
