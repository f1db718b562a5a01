/** What `start` and `dev` have in common: a running server with something in its store. */
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { runNode } from './ensure-install.mjs';
import { isEnding, start } from './run-together.mjs';

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
  while (Date.now() < until && !isEnding()) {
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
 * A store of our own without customers gets the demo; one that DATABASE_URL names is left as it is.
 * @param {string} origin
 * @param {Record<string, string>} env
 */
async function ensureDemo(origin, env) {
  if (process.env['DATABASE_URL']) return;
  const answer = await fetch(`${origin}/server/v1/info`);
  const info = /** @type {{ demo: boolean }} */ (await answer.json());
  if (info.demo) return;
  console.log('filling the store with demo data ...');
  const code = await runNode(['server/demo/cli.ts'], { env });
  if (code !== 0) console.log('no demo data was made; the reason is above');
}

/**
 * Starts server/main.ts, waits until it answers and has something to show.
 * @param {number} port
 * @param {Record<string, string>} [env]
 * @returns {Promise<string>} its origin, e.g. http://localhost:8420
 */
export async function startBackend(port, env = {}) {
  if (!(await isFree(port))) {
    throw new Error(
      `port ${port} is taken; end what uses it, or choose another one: PORT=${port + 1} npm start`,
    );
  }
  const origin = `http://localhost:${port}`;
  const settings = { PORT: String(port), LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn', ...env };
  start('server', ['server/main.ts'], settings);
  await waitUntilReady(origin);
  await ensureDemo(origin, settings);
  return origin;
}
