import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { ensureBuild } from '../scripts/ensure-build.mjs';
import { stopSignal } from '../scripts/stop-signal.mjs';
import { buildApp, createLogger } from './app.ts';
import { clockFrom } from './clock.ts';
import { runCommand } from './command.ts';
import { type Config, ConfigurationError, readConfig } from './config.ts';
import type { App } from './plugins/zod-types.ts';
import { openDatabase } from './postgres/database.ts';

/**
 * Whoever is connected gets this long to finish when the server is asked to stop; a query that does not end keeps
 * nobody waiting longer than twice that.
 */
const STOP_AFTER_MS = 5_000;

await runCommand(async () => {
  const config = readConfig();
  const stop = stopSignal();
  await buildRenderer(stop);
  if (stop.aborted) return;
  const database = await openDatabase(config);
  try {
    const logger = createLogger(config.logLevel);
    const app = await buildApp({ pool: database.pool, clock: clockFrom(config.testClock), config, logger });
    try {
      await listen(app, config);
      console.log(`ChannelDesk server on ${addressOf(app, config)}`);
      if (!stop.aborted) await once(stop, 'abort');
    } finally {
      setTimeout(() => process.exit(1), 2 * STOP_AFTER_MS).unref();
      const forced = setTimeout(() => app.server.closeAllConnections(), STOP_AFTER_MS);
      await app.close();
      clearTimeout(forced);
    }
  } finally {
    await database.close();
  }
});

/**
 * Only the checkout's own browser edition is built here; one that RENDERER_DIR names is somebody else's. A
 * server without it still serves the API, and says at `/` what is missing.
 */
async function buildRenderer(signal: AbortSignal): Promise<void> {
  if (process.env.RENDERER_DIR) return;
  try {
    await ensureBuild({ signal });
  } catch (error) {
    console.error(`the browser edition is not up to date: ${(error as Error).message}`);
  }
}

async function listen(app: App, { port, host }: Config): Promise<void> {
  try {
    await app.listen({ port, host });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'EADDRINUSE' ? 'the port is taken by another program' : message;
    throw new ConfigurationError(`cannot listen on ${host} port ${port}: ${why}`);
  }
}

function addressOf(app: App, { host }: Config): string {
  const { port } = app.server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
