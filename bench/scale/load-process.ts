/**
 * The clients of `npm run bench -- --scale`, as a process of their own. Its parent sends a LoadOrder, then `go` once
 * it is ready; each client pulls every 10 s and pushes every 30 s, at moments that are spread evenly, and compares what
 * it holds with the server's sums at the end.
 */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { LoadClient } from './load-client.ts';
import type { LoadMessage, LoadOrder, LoadReport } from './load.ts';

const PULL_EVERY_MS = 10_000;
const PULLS_PER_PUSH = 3;
/** As many at a time before and after the measurement. */
const DOWNLOADS = 8;
const MOST_ERRORS_KEPT = 20;

/** Resolves when it is on its way: whoever ends before that takes a long report along. */
const say = (message: LoadMessage): Promise<unknown> =>
  new Promise((resolve) => process.send?.(message, resolve));
const hear = async (): Promise<unknown> => ((await once(process, 'message')) as unknown[])[0];
const emptyReport = (): LoadReport => ({
  pulls: [],
  pushes: [],
  rows: 0,
  errors: [],
  switched: 0,
  acknowledged: [],
  compared: 0,
  differing: [],
});

const order = (await hear()) as LoadOrder;
const clients = Array.from(
  { length: order.clients },
  (_, i) => new LoadClient(order.urls, i, order.people[i % order.people.length]!),
);
await few((client) => client.pull(emptyReport()));
const go = hear();
await say({ kind: 'ready' });
await go;
const report = emptyReport();
let errors = 0;
const began = performance.now();
await Promise.all(clients.map((client, i) => live(client, (i * PULL_EVERY_MS) / clients.length, i)));
// Beside the figures: nobody waits for these pulls.
const after = emptyReport();
await few((client) => client.compare(after));
await say({ kind: 'done', ...report, compared: after.compared, differing: after.differing });
for (const client of clients) client.close();
process.disconnect();

/** All of them, a few at a time. */
async function few(work: (client: LoadClient) => Promise<unknown>): Promise<void> {
  const waiting = [...clients];
  const next = async (): Promise<void> => {
    for (let client = waiting.pop(); client; client = waiting.pop()) await work(client);
  };
  await Promise.all(Array.from({ length: DOWNLOADS }, next));
}

async function live(client: LoadClient, firstMs: number, index: number): Promise<void> {
  for (let turn = 0; ; turn++) {
    const at = firstMs + turn * PULL_EVERY_MS;
    if (at >= order.seconds * 1000) return;
    await sleep(Math.max(0, began + at - performance.now()));
    await attempt(() => client.pull(report));
    if ((turn + index) % PULLS_PER_PUSH === 0) await attempt(() => client.push(report));
  }
}

async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    errors++;
    if (errors <= MOST_ERRORS_KEPT) report.errors.push((error as Error).message);
  }
}
