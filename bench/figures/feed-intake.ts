import { createReadStream } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Pool } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Bench } from '../bench.ts';
import type { FeedRun } from '../../server/feeds/runs.ts';
import type { DemoFiles } from '../stage/demo.ts';
import { takeDemoFiles } from '../stage/demo.ts';
import type { Store } from '../stage/postgres.ts';
import { note } from '../stage/stage.ts';
import { median } from '../statistics.ts';

const CUSTOMERS = 20_000;
const REPETITIONS = 3;

/**
 * Opening stock and one day of 20,000 customers with 24 months of fees, from files to rows that clients can pull.
 * Floor: the same files by COPY into tables of text columns, which nobody could work with.
 */
export const feedIntake: Bench = {
  names: ['feed_intake_20k_s', 'feed_intake_again_20k_s'],
  run: async (stage) => {
    const files = await stage.demoFiles(CUSTOMERS);
    const first: number[] = [];
    const again: number[] = [];
    const copies: number[] = [];
    for (let i = 0; i < REPETITIONS; i++) {
      copies.push(await inStore(await stage.emptyStore(), (store) => copyAll(store.pool, files)));
      const store = await stage.emptyStore();
      first.push(await secondsOf(async () => describe(await takeDemoFiles(store, files))));
      again.push(await secondsOf(async () => describe(await takeDemoFiles(store, files))));
      if (i === REPETITIONS - 1) stage.keepTaken(files, store);
      else await store.drop();
    }
    const floor = median(copies);
    return [
      { name: 'feed_intake_20k_s', value: median(first), floor, most: 3 },
      { name: 'feed_intake_again_20k_s', value: median(again), floor, most: 3 },
    ];
  },
};

async function inStore<T>(store: Store, work: (store: Store) => Promise<T>): Promise<T> {
  try {
    return await work(store);
  } finally {
    await store.drop();
  }
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** Which kinds of file the time went to; what is derived for clients afterwards is not in it. */
function describe(runs: readonly FeedRun[]): void {
  const times = new Map<string, number>();
  for (const { kind, duration_ms: ms } of runs) times.set(String(kind), (times.get(String(kind)) ?? 0) + ms);
  const slowest = [...times].sort((a, b) => b[1] - a[1]).slice(0, 5);
  note(slowest.map(([kind, ms]) => `${kind} ${(ms / 1000).toFixed(1)} s`).join(', '));
}

/** Seconds of COPY alone: one table per kind of file, one statement per file. */
async function copyAll(pool: Pool, { folder }: DemoFiles): Promise<number> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.csv'));
  const paths = names.map((name) => join(folder, name)).sort();
  for (const path of paths) await createTextTable(pool, path);
  const client = await pool.connect();
  try {
    return await secondsOf(async () => {
      for (const path of paths) {
        const copy = client.query(copyFrom(`copy ${tableOf(path)} from stdin with (format csv, header)`));
        await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), copy);
      }
    });
  } finally {
    client.release();
  }
}

const tableOf = (path: string): string => `plain_${basename(path, '.csv').replace(/_\d+$/, '')}`;

async function createTextTable(pool: Pool, path: string): Promise<void> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    const header = buffer.toString('utf8', 0, bytesRead).split('\n')[0]!;
    const columns = header.split(',').map((_, i) => `c${i} text`);
    await pool.query(`create table if not exists ${tableOf(path)} (${columns.join(', ')})`);
  } finally {
    await file.close();
  }
}
