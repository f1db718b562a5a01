import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** A folder with a new version in it, as an administrator serves it. */
export interface UpdateFeed {
  /** What the application is started with. */
  env: Record<string, string>;
  /** Where the installed copy lies; the new one takes its place. */
  installed: string;
  /** How often the new version was fetched whole. */
  fetched(): number;
  /** From now on the served file is not the one that the feed tells of, or is again. */
  damage(damaged: boolean): void;
  close(): Promise<void>;
}

export const NEW_VERSION = '99.0.0';
const NAME = `ChannelDesk-${NEW_VERSION}.AppImage`;

/** @param script what the new version does when it is started, as the text of a shell script */
export async function serveUpdate(folder: string, script: string): Promise<UpdateFeed> {
  const bytes = Buffer.from(`#!/bin/sh\n${script}\n`);
  const sha512 = createHash('sha512').update(bytes).digest('base64');
  const told = [
    `version: ${NEW_VERSION}`,
    'files:',
    `  - url: ${NAME}`,
    `    sha512: ${sha512}`,
    `    size: ${bytes.length}`,
    `path: ${NAME}`,
    `sha512: ${sha512}`,
    `releaseDate: '2026-11-22T00:00:00.000Z'`,
    '',
  ].join('\n');
  let fetched = 0;
  let damaged = false;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/updates/latest-linux.yml') return response.end(told);
    if (pathname !== `/updates/${NAME}`) return response.writeHead(404).end();
    fetched++;
    return response.end(damaged ? Buffer.from(bytes).fill('x', 12) : bytes);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const policy = join(folder, 'policy-of-the-spec.json');
  const config = join(folder, 'app-update.yml');
  const installed = join(folder, 'ChannelDesk.AppImage');
  await writeFile(policy, JSON.stringify({ updateFeed: `http://127.0.0.1:${port}/updates/` }));
  await writeFile(
    config,
    'provider: generic\nurl: https://updates.invalid/\nupdaterCacheDirName: channeldesk-updater\n',
  );
  await writeFile(installed, '#!/bin/sh\nexit 0\n');
  await chmod(installed, 0o755);
  return {
    env: {
      CHANNELDESK_POLICY: policy,
      CHANNELDESK_UPDATE_CONFIG: config,
      APPIMAGE: installed,
      XDG_CACHE_HOME: join(folder, 'cache'),
    },
    installed,
    fetched: () => fetched,
    damage: (next) => (damaged = next),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
