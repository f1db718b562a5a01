import { createReadStream } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pool } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Bench } from '../bench.ts';
import type { FeedRun } from '../../server/feeds/runs.ts';
import type { DemoFiles } from '../stage/demo.ts';
import { takeDemoFiles } from '../stage/demo.ts';
import type { Store } from '../stage/postgres.ts';
import { note } from '../stage/stage.ts';
import { median } from '../statistics.ts';

const CUSTOMERS = 20_000;
const REPETITIONS = 3;

/** What the files end up in, in an order that foreign keys allow. */
const TABLES = [
  'org_unit',
  'staff',
  'staff_role',
  'cabinet_rule',
  'customer',
  'subscription',
  'line97',
  'fee',
  'arrears',
  'agreement',
  'prepaid',
  'hotline_order',
];

/**
 * Opening stock and one day of 20,000 customers with 24 months of fees, from files to rows that clients can pull.
 * Floor: the rows that came of it, by COPY into the same tables with their keys, without any derived row. COPY of
 * the files into columns of text, which nobody could work with, stands beside it.
 */
export const feedIntake: Bench = {
  names: ['feed_intake_20k_s', 'feed_intake_again_20k_s', 'feed_copy_as_text_20k_s'],
  run: async (stage) => {
    const files = await stage.demoFiles(CUSTOMERS);
    const first: number[] = [];
    const again: number[] = [];
    const copies: number[] = [];
    const texts: number[] = [];
    for (let i = 0; i < REPETITIONS; i++) {
      texts.push(await inStore(await stage.emptyStore(), (store) => copyAll(store.pool, files)));
      const store = await stage.emptyStore();
      first.push(await secondsOf(async () => describe(await takeDemoFiles(store, files))));
      again.push(await secondsOf(async () => describe(await takeDemoFiles(store, files))));
      copies.push(await inStore(await stage.emptyStore(), (empty) => copyTables(store.pool, empty.pool)));
      if (i === REPETITIONS - 1) stage.keepTaken(files, store);
      else await store.drop();
    }
    const floor = median(copies);
    return [
      { name: 'feed_intake_20k_s', value: median(first), floor, most: 3 },
      { name: 'feed_intake_again_20k_s', value: median(again), floor, most: 3 },
      { name: 'feed_copy_as_text_20k_s', value: median(texts) },
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

/** Seconds of COPY alone, into an empty store, of the rows that another one holds. */
async function copyTables(from: Pool, to: Pool): Promise<number> {
  const source = await from.connect();
  const target = await to.connect();
  let seconds = 0;
  try {
    for (const table of TABLES) {
      const chunks: Buffer[] = [];
      for await (const chunk of source.query(copyTo(`copy (select * from ${table}) to stdout`))) {
        chunks.push(chunk as Buffer);
      }
      // Keys and references stay; only the triggers that derive rows for clients rest.
      await target.query(`alter table ${table} disable trigger user`);
      seconds += await secondsOf(() =>
        pipeline(Readable.from(chunks), target.query(copyFrom(`copy ${table} from stdin`))),
      );
    }
    return seconds;
  } finally {
    source.release();
    target.release();
  }
}

/** Seconds of COPY of the files as they are: one table per kind of file, one statement per file. */
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
