import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DEMO_PASSWORD } from '../../server/demo/sign-ins.ts';
import type { SessionResponse } from '../../shared/api/auth.ts';
import { type Cursor, SCHEMA_VERSION } from '../../shared/sync/protocol.ts';
import type { PullRequest, PullResponse } from '../../shared/sync/protocol.ts';
import type { Bench } from '../bench.ts';
import { Line } from '../scale/line.ts';
import { post } from '../stage/post.ts';
import type { Site } from '../stage/stage.ts';
import { cacheOf } from './reopen.ts';
import { thousands } from '../statistics.ts';

const KIB = 1024;
const PAGE_ROWS = 1000;

/** What a customer with 24 months takes up: in PostgreSQL, on the line (gzip), and on the disk of who carries him. */
export const sizes = (customers: number): Bench => {
  const size = thousands(customers);
  const names = [
    `store_${size}_kib_per_customer`,
    `rows_${size}_kib_per_customer`,
    `line_${size}_kib_per_customer`,
    `cache_${size}_kib_per_customer`,
  ] as const;
  return {
    names,
    run: async (stage) => {
      const site = await stage.site(customers);
      const { rows } = await site.store.pool.query<{ store: string; bodies: string }>(
        `select pg_database_size(current_database())::text as store,
           (select sum(octet_length(body)) from sync_row)::text as bodies`,
      );
      const line = await downloadedBytes(site);
      const { profile } = await cacheOf(stage, customers);
      const cache = await bytesBelow(join(profile, 'Default', 'IndexedDB'));
      const perCustomer = (bytes: number): number => bytes / KIB / customers;
      return [
        { name: names[0], value: perCustomer(Number(rows[0]!.store)) },
        { name: names[1], value: perCustomer(Number(rows[0]!.bodies)) },
        { name: names[2], value: perCustomer(line) },
        { name: names[3], value: perCustomer(cache) },
      ];
    },
  };
};

/** Bytes of a first download of everybody, as they come over the line. */
async function downloadedBytes({ server, networkAdmin }: Site): Promise<number> {
  const session = (await post(server.url, '/auth/v1/login', {
    staff_no: networkAdmin.staffNo,
    password: DEMO_PASSWORD,
    device: { id: 'bench-sizes', name: 'bench' },
  })) as SessionResponse;
  const line = new Line(server.url, session.access_token);
  const cursors: Record<string, Cursor> = {};
  let epoch: string | null = null;
  for (;;) {
    const request: PullRequest = {
      client_id: 'bench-sizes',
      staff_id: session.staff.id,
      epoch,
      schema: SCHEMA_VERSION,
      cursors,
      limit: PAGE_ROWS,
    };
    const page = (await line.post('/sync/v1/pull', request)) as PullResponse;
    epoch = page.epoch;
    for (const { bucket, to } of page.buckets) cursors[bucket] = to;
    if (page.complete) break;
  }
  line.close();
  return line.received;
}

async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  const stats = await Promise.all(files.map(({ parentPath, name }) => stat(join(parentPath, name))));
  return stats.reduce((sum, { size }) => sum + size, 0);
}
