/** What `start` and `dev` have in common: a running server with something in its store. */
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { runNode } from './ensure-install.mjs';
import { endSignal, start } from './run-together.mjs';

const STARTS_WITHIN_MS = 120_000;

/**
 * @param {number} port
 * @returns {Promise<boolean>} whether it can be listened on
 */
export function isFree(port) {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen(port, () => probe.close(() => done(true)));
  });
}

/** @param {string} origin */
async function waitUntilReady(origin) {
  const until = Date.now() + STARTS_WITHIN_MS;
  while (Date.now() < until && !endSignal.aborted) {
    const ready = await fetch(`${origin}/healthz`, { signal: AbortSignal.timeout(2_000) }).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    await sleep(200);
  }
  throw new Error(`the server has not become ready on ${origin}`);
}

/**
 * A store of our own gets the demo: all of it at first, later what is missing (after an interruption, or the files
 * of a new day). A database that DATABASE_URL names is left as it is.
 * @param {string} origin
 * @param {Record<string, string>} env
 * @returns {Promise<boolean>} whether the store holds the demo
 */
async function ensureDemo(origin, env) {
  if (process.env['DATABASE_URL']) return false;
  const holdsDemo = async () => {
    const answer = await fetch(`${origin}/server/v1/info`);
    return /** @type {{ demo: boolean }} */ (await answer.json()).demo;
  };
  const before = await holdsDemo();
  console.log(before ? 'looking after the demo data ...' : 'filling the store with demo data ...');
  // Says why on the error stream when it refuses: real feeds in the store, a demo of another month.
  await runNode(['server/demo/cli.ts'], {
    env,
    stdio: ['ignore', before ? 'ignore' : 'inherit', 'inherit'],
    signal: endSignal,
  });
  endSignal.throwIfAborted();
  return before || (await holdsDemo());
}

/**
 * Starts server/main.ts, waits until it answers and has something to show.
 * @param {number} port
 * @param {Record<string, string>} [env]
 * @returns {Promise<{ origin: string, demo: boolean }>} e.g. http://localhost:8420
 */
export async function startBackend(port, env = {}) {
  if (!(await isFree(port))) {
    throw new Error(
      `port ${port} is taken; end what uses it, or choose another one: PORT=${port + 1} npm start`,
    );
  }
  const origin = `http://localhost:${port}`;
  const settings = { PORT: String(port), LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn', ...env };
  start('server', ['server/main.ts'], settings, { heedsChannel: true });
  await waitUntilReady(origin);
  return { origin, demo: await ensureDemo(origin, settings) };
}
