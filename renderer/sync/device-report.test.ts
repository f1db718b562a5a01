import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, expect, it } from 'vitest';
import { type DeviceReport, deviceReport } from '../../shared/api/devices.ts';
import { CacheDatabase } from '../data/cache/schema.ts';
import type { OutboxEntry } from '../data/types.ts';
import { DeviceReporting } from './device-report.ts';

const MINUTE_MS = 60_000;
const START = Date.parse('2026-11-20T09:00:00+08:00');
const never = new AbortController().signal;

let db: CacheDatabase;
let reports: DeviceReport[];
let edits: OutboxEntry[];
let now: number;
let reachable: boolean;
let verifiedAt: string | null;
beforeEach(() => {
  db = new CacheDatabase('cache', { indexedDB: new IDBFactory(), IDBKeyRange });
  reports = [];
  edits = [];
  now = START;
  reachable = true;
  verifiedAt = '2026-11-20T09:00:00+08:00';
});

/** As one run of the program has it. */
const reporting = (): DeviceReporting =>
  new DeviceReporting({
    exchange: {
      report: (_tokens, report) => {
        if (!reachable) return Promise.reject(new Error('offline'));
        reports.push(report);
        return Promise.resolve();
      },
    },
    tokens: { accessToken: () => Promise.resolve('') },
    db,
    outbox: { list: () => Promise.resolve(edits) },
    about: { version: '0.1.0', edition: 'DESKTOP', system: 'WINDOWS' },
    status: () => ({ verifiedAt, verifiedRows: 3 }),
    now: () => new Date(now),
  });
const write = (state: OutboxEntry['state']): void =>
  void edits.push({
    uid: '1',
    state,
    args: { note: '黄秀家' },
    customerName: '黄秀',
  } as unknown as OutboxEntry);
const hold = (id: string): Promise<unknown> =>
  db
    .rows('customer')
    .put({ id, name: '黄秀' } as unknown as Parameters<ReturnType<typeof db.rows>['put']>[0]);

it('tells versions and counts, and nothing that anybody wrote or is called', async () => {
  await hold('KH0000000001');
  write('waiting');
  write('sending');
  write('attention');
  write('acknowledged');
  await reporting().synced(never);
  expect(reports).toEqual([
    {
      version: '0.1.0',
      edition: 'DESKTOP',
      system: 'WINDOWS',
      rows: 3,
      held: { customer: 1 },
      waiting: 2,
      attention: 1,
      verified_at: '2026-11-20T09:00:00+08:00',
    },
  ]);
  expect(deviceReport.safeParse(reports[0]).success).toBe(true);
  expect(JSON.stringify(reports)).not.toMatch(/黄秀|KH0/);
});

it('tells it again only when it has changed, and not within ten minutes, over a restart too', async () => {
  const first = reporting();
  await first.synced(never);
  write('waiting');
  now += 9 * MINUTE_MS;
  await first.synced(never);
  await reporting().synced(never);
  expect(reports).toHaveLength(1);
  now += 2 * MINUTE_MS;
  await reporting().synced(never);
  expect(reports.map(({ waiting }) => waiting)).toEqual([0, 1]);
  for (const later of [11, 22, 33]) {
    now = START + (11 + later) * MINUTE_MS;
    verifiedAt = new Date(now).toISOString();
    await first.synced(never);
  }
  expect(reports).toHaveLength(2);
  now = START + 80 * MINUTE_MS;
  verifiedAt = new Date(now).toISOString();
  await first.synced(never);
  expect(reports.at(-1)?.verified_at).toBe(verifiedAt);
});

it('is not in the way of anything where the server cannot be told', async () => {
  reachable = false;
  const report = reporting();
  await report.synced(never);
  reachable = true;
  await report.synced(never);
  expect(reports).toHaveLength(0);
  now += 10 * MINUTE_MS;
  await report.synced(never);
  expect(reports).toHaveLength(1);
});
