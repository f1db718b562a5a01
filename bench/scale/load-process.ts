/**
 * The clients of `npm run bench -- --scale`, as a process of their own. Its parent sends a LoadOrder, then `go` once
 * it is ready; each client pulls every 10 s and pushes every 30 s, at moments that are spread evenly.
 */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { LoadClient } from './load-client.ts';
import type { LoadMessage, LoadOrder, LoadReport } from './load.ts';

const PULL_EVERY_MS = 10_000;
const PULLS_PER_PUSH = 3;
/** As many download at a time before the measurement. */
const DOWNLOADS = 8;
const MOST_ERRORS_KEPT = 20;

const say = (message: LoadMessage): boolean | undefined => process.send?.(message);
const hear = async (): Promise<unknown> => ((await once(process, 'message')) as unknown[])[0];
const emptyReport = (): LoadReport => ({ pulls: [], pushes: [], rows: 0, errors: [] });

const order = (await hear()) as LoadOrder;
const clients = Array.from(
  { length: order.clients },
  (_, i) => new LoadClient(order.url, order.people[i % order.people.length]!),
);
await downloadAll();
say({ kind: 'ready' });
await hear();
const report = emptyReport();
let errors = 0;
const began = performance.now();
await Promise.all(clients.map((client, i) => live(client, (i * PULL_EVERY_MS) / clients.length, i)));
say({ kind: 'done', ...report });
for (const client of clients) client.close();
process.disconnect();

async function downloadAll(): Promise<void> {
  const waiting = [...clients];
  const download = async (): Promise<void> => {
    for (let client = waiting.pop(); client; client = waiting.pop()) await client.pull(emptyReport());
  };
  await Promise.all(Array.from({ length: DOWNLOADS }, download));
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

async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    errors++;
    if (errors <= MOST_ERRORS_KEPT) report.errors.push((error as Error).message);
  }
}
