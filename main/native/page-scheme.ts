import { net, protocol } from 'electron';
import { servePageFile } from './page-files.ts';
import { PAGE_HOST, PAGE_SCHEME } from './page-origin.ts';
import type { RelayParts } from './relay.ts';
import { createRelay, isForServer } from './relay.ts';

/** Must run before the application is ready. */
export function announcePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: PAGE_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

/** `app://desk/...`: the built renderer, and the way to the server. No other host has anything. */
export function servePages(
  folder: string,
  parts: Omit<RelayParts, 'fetch'> & {
    /** Sees what goes to the server and comes back. */
    watch: (fetch: RelayParts['fetch']) => RelayParts['fetch'];
  },
): void {
  const relay = createRelay({ ...parts, fetch: parts.watch((address, init) => net.fetch(address, init)) });
  protocol.handle(PAGE_SCHEME, (request) => {
    const url = new URL(request.url);
    if (url.host !== PAGE_HOST) return new Response('', { status: 404 });
    return isForServer(url) ? relay(request) : servePageFile(folder, request);
  });
}
