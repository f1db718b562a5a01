import type { ServerChoice } from '../../shared/ipc/contract.ts';
import { serverInfo } from '../../shared/api/server-info.ts';
import { parseServerAddress } from './server-address.ts';

const TIME_LIMIT_MS = 10_000;

/** Asks the server at an address that somebody typed who it is; only ChannelDesk is taken. */
export async function askServer(
  typed: string,
  fetch: (address: string, init: RequestInit) => Promise<Response>,
): Promise<ServerChoice> {
  const parsed = parseServerAddress(typed);
  if (parsed.kind === 'refused') return parsed;
  const { address } = parsed;
  let answer: Response;
  try {
    answer = await fetch(`${address}/server/v1/info`, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
    });
  } catch {
    return { kind: 'failed', reason: 'unreachable' };
  }
  const info = serverInfo.safeParse(await answer.json().catch(() => null));
  return answer.ok && info.success
    ? { kind: 'chosen', address, info: info.data }
    : { kind: 'failed', reason: 'notTheServer' };
}
