import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DEMO_PASSWORD } from '../../server/demo/sign-ins.ts';
import type { Bench } from '../bench.ts';
import { Line } from '../scale/line.ts';
import { Puller, signIn } from '../stage/puller.ts';
import type { Site } from '../stage/stage.ts';
import { cacheOf } from './reopen.ts';
import { thousands } from '../statistics.ts';

const KIB = 1024;

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
  const session = await signIn(server.url, networkAdmin.staffNo, DEMO_PASSWORD);
  const line = new Line(server.url, session.access_token);
  await new Puller(session.staff.id, (path, body) => line.post(path, body)).readAll();
  line.close();
  return line.received;
}

async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  const stats = await Promise.all(files.map(({ parentPath, name }) => stat(join(parentPath, name))));
  return stats.reduce((sum, { size }) => sum + size, 0);
}
