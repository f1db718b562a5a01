import { RELAY_PREFIX } from '../../shared/ipc/relay.ts';
import { messageOf } from '../../shared/lib/errors.ts';

export interface RelayParts {
  fetch(address: string, init: RequestInit): Promise<Response>;
  /** The server that was chosen on this machine; null before that. */
  serverAddress(): string | null;
  log(message: string): void;
}

/** The long poll takes 25 s, the largest page of a download perhaps a minute. */
const TIME_LIMIT_MS = 120_000;
const MOST_REQUEST_BYTES = 32 * 1024 * 1024;
const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);
const TO_SERVER = ['accept', 'authorization', 'content-encoding', 'content-type', 'sync-protocol'];
const TO_PAGE = ['content-type', 'retry-after'];
const WITHOUT_BODY = new Set([204, 205, 304]);

/** A request of the page that is meant for the server. Sample: `/~/https%3A%2F%2Fdesk.example.com/sync/v1/pull`. */
export const isForServer = (url: URL): boolean => url.pathname.startsWith(RELAY_PREFIX);

/**
 * Carries requests of the page to the server and the answers back as they come in. The address names the server
 * that the page believes to speak to: one that is not the chosen one gets nothing, above all no token. Of headers
 * only the few pass that the protocol has; cookies and redirects do not exist here.
 *
 * A server that cannot be reached is a failed request, as if the page had asked itself.
 */
export function createRelay(parts: RelayParts): (request: Request) => Promise<Response> {
  return async (request) => {
    const target = targetOf(new URL(request.url), parts.serverAddress());
    if (target === null) return failure(421, 'E_SERVER', 'this is not the server that was chosen here');
    if (!METHODS.has(request.method)) return failure(405, 'E_REQUEST', 'not a method of the protocol');
    const body = request.method === 'GET' ? null : await request.arrayBuffer();
    if (body !== null && body.byteLength > MOST_REQUEST_BYTES)
      return failure(413, 'E_TOO_LARGE', 'too much for one request');
    try {
      const answer = await parts.fetch(target, {
        method: request.method,
        headers: only(request.headers, TO_SERVER),
        ...(body === null || body.byteLength === 0 ? {} : { body }),
        redirect: 'error',
        credentials: 'omit',
        cache: 'no-store',
        signal: AbortSignal.any([request.signal, AbortSignal.timeout(TIME_LIMIT_MS)]),
      });
      return new Response(WITHOUT_BODY.has(answer.status) ? null : answer.body, {
        status: answer.status,
        headers: { ...only(answer.headers, TO_PAGE), 'cache-control': 'no-store' },
      });
    } catch (error) {
      parts.log(`the server was not reached: ${messageOf(error)}`);
      return Response.error();
    }
  };
}

/** The server's own address of the request; null where it is meant for another server than the chosen one. */
function targetOf(url: URL, serverAddress: string | null): string | null {
  const rest = url.pathname.slice(RELAY_PREFIX.length);
  const slash = rest.indexOf('/');
  if (serverAddress === null || slash < 0) return null;
  if (rest.slice(0, slash) !== encodeURIComponent(serverAddress)) return null;
  const target = new URL(serverAddress);
  // Set part by part: a path that begins with two slashes would name another host.
  target.pathname = rest.slice(slash);
  target.search = url.search;
  return target.origin === new URL(serverAddress).origin ? target.href : null;
}

function only(headers: Headers, names: readonly string[]): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of names) {
    const value = headers.get(name);
    if (value !== null) kept[name] = value;
  }
  return kept;
}

const failure = (status: number, code: string, message: string): Response =>
  Response.json({ error: { code, message } }, { status, headers: { 'cache-control': 'no-store' } });
