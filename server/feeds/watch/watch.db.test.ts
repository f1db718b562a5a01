import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DEFAULT_THRESHOLDS } from '../alarms/thresholds.ts';
import { freshDatabase, type FreshDatabase } from '../../test-support/fresh-database.ts';
import { MovableClock } from '../../test-support/test-app.ts';
import { headerOf, REGION, subscriptionRow } from '../test-support/feed-folder.ts';
import { FeedWatch } from './watch.ts';

let database: FreshDatabase;
let folder: string;
let clock: MovableClock;
beforeEach(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'watched-'));
  clock = new MovableClock('2026-11-20T09:00:00+08:00');
});
afterEach(async () => {
  await rm(folder, { recursive: true });
  await database.drop();
});

const SILENT = { info: () => undefined, error: () => undefined };
/** As one server process has it. */
const watching = (settleMs = 0): FeedWatch =>
  new FeedWatch({
    pool: database.pool,
    clock,
    folder,
    thresholds: { ...DEFAULT_THRESHOLDS, setAsideRows: 0 },
    log: SILENT,
    settleMs,
  });
const textOf = (name: string, rows: readonly string[]): string =>
  [headerOf(name), ...rows].map((line) => `${line}\n`).join('');
const put = async (path: string, rows: readonly string[]): Promise<void> => {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), textOf(path.split('/').at(-1)!, rows));
};
/** Seen once, and once more unchanged. */
const takeWhole = async (watch: FeedWatch): Promise<number> => (await watch.tick()) + (await watch.tick());
const runs = async (): Promise<unknown[]> =>
  (
    await database.pool.query<{ run: unknown[] }>(
      'select array[file, outcome, refusal] as run from feed_run order by run_id',
    )
  ).rows.map(({ run }) => run);
const alarms = async (): Promise<unknown[]> =>
  (
    await database.pool.query<{ alarm: unknown[] }>(
      'select array[kind, feed, subject] as alarm from feed_alarm where resolved_at is null order by kind, feed',
    )
  ).rows.map(({ alarm }) => alarm);
const lying = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

it('takes what lies there whole, by date and kind, and puts each file away with the record of its run', async () => {
  const watch = watching();
  await put('20261120/billing_users_20261120.csv', [
    subscriptionRow('1', 'HT1'),
    subscriptionRow('2', 'HT2'),
  ]);
  await put('20261120/org_units.csv', REGION);
  await put('prepaid_20261120.csv', ['9,1.00,2026-11-20']);
  expect(await takeWhole(watch)).toBe(3);
  expect(await runs()).toEqual([
    ['org_units.csv', 'TAKEN', null],
    ['billing_users_20261120.csv', 'TAKEN', null],
    // Its one row is of nobody: more than a twentieth.
    ['prepaid_20261120.csv', 'REFUSED', 'E_BAD_ROWS'],
  ]);
  expect(await lying()).toEqual([
    'done/20261120-000001/org_units.csv',
    'done/20261120-000001/run.json',
    'done/20261120-000002/billing_users_20261120.csv',
    'done/20261120-000002/run.json',
    'failed/20261120-000004/prepaid_20261120.csv',
    'failed/20261120-000004/run.json',
    'failed/20261120-000004/set-aside.csv',
  ]);
  const record = await readFile(join(folder, 'done/20261120-000002/run.json'), 'utf8');
  expect(JSON.parse(record)).toMatchObject({ run_id: 2, rows_read: 2, outcome: 'TAKEN' });
  expect(await alarms()).toEqual([['FAILED', 'prepaid', '4']]);
  expect(await takeWhole(watch)).toBe(0);
});

it('waits for a file that is still written, and with it for all, because their order matters', async () => {
  const watch = watching();
  const users = 'billing_users_20261120.csv';
  const rows = [subscriptionRow('1', 'HT1'), subscriptionRow('2', 'HT2')];
  await put(users, rows);
  await put('org_units.csv', REGION.slice(0, 3));
  expect(await watch.tick()).toBe(0);
  await put('org_units.csv', REGION);
  expect(await watch.tick()).toBe(0);
  expect(await watch.tick()).toBe(2);
  // Under another name until it is whole; and one that was left alone for too short a time.
  await writeFile(join(folder, `${users}.part`), 'half');
  expect(await takeWhole(watch)).toBe(0);
  await put('billing_users_20261121.csv', rows);
  expect(await takeWhole(watching(60_000))).toBe(0);
  await rm(join(folder, `${users}.part`));
  expect(await takeWhole(watch)).toBe(1);
});

it('is done by one process of several, and goes on after one that died', async () => {
  await put('org_units.csv', REGION);
  const [one, other] = [watching(), watching()];
  await one.tick();
  await other.tick();
  const taken = await Promise.all([one.tick(), other.tick(), one.tick(), other.tick()]);
  expect(taken.reduce((sum, count) => sum + count, 0)).toBe(1);
  expect(await runs()).toHaveLength(1);
  // It had been taken, and the process died before it was put away: taken once more, nothing changes.
  const { rows } = await database.pool.query<{ clock: string }>('select seq::text as clock from sync_clock');
  await rename(join(folder, 'done/20261120-000001/org_units.csv'), join(folder, 'org_units.csv'));
  expect(await takeWhole(watching())).toBe(1);
  const again = await database.pool.query(
    'select rows_changed, outcome from feed_run order by run_id desc limit 1',
  );
  expect(again.rows).toEqual([{ rows_changed: 0, outcome: 'TAKEN' }]);
  expect((await database.pool.query('select seq::text as clock from sync_clock')).rows).toEqual(rows);
});

it('raises each alarm once, and resolves it when a later file is well or the source is in time again', async () => {
  const watch = watching();
  await put('org_units.csv', REGION);
  const users = (count: number): string[] =>
    Array.from({ length: count }, (_, n) => subscriptionRow(String(n), `HT${n}`));
  await put('billing_users_20261120.csv', [...users(40), subscriptionRow('', 'HT')]);
  await put(
    'arrears_20261120.csv',
    users(20).map((_, n) => `HT${n},${n},202610,1,5.00`),
  );
  await takeWhole(watch);
  expect(await alarms()).toEqual([['SET_ASIDE', 'billing_users', '2']]);
  // Two days later nothing has come; the day after, files that are well, but one with few rows.
  clock.advance(2 * 86_400_000);
  await takeWhole(watch);
  await takeWhole(watch);
  expect(await alarms()).toEqual([
    ['OVERDUE', 'arrears', '2026-11-20'],
    ['OVERDUE', 'billing_users', '2026-11-20'],
    ['SET_ASIDE', 'billing_users', '2'],
  ]);
  await put('billing_users_20261122.csv', users(41));
  await put(
    'arrears_20261122.csv',
    users(5).map((_, n) => `HT${n},${n},202610,1,5.00`),
  );
  await takeWhole(watch);
  expect(await alarms()).toEqual([['FEWER', 'arrears', '5']]);
});

it('misses a source that has never delivered, once what it owes since the store was set up is late, until it comes', async () => {
  await database.pool.query(`update schema_migration set applied_at = '2026-11-18T15:00:00+08:00'`);
  clock = new MovableClock('2026-11-19T11:59:00+08:00');
  const watch = watching();
  await watch.tick();
  expect(await alarms()).toEqual([]);
  // A day and a half after that day began: those that come daily. Once, whoever has taken note of one.
  clock.advance(120_000);
  await watch.tick();
  await database.pool.query(
    `update feed_alarm set acknowledged_by = 'region', acknowledged_at = now() where feed = 'prepaid'`,
  );
  await watching().tick();
  const daily = ['agreements', 'arrears', 'billing_users', 'orders10000', 'prepaid'];
  expect(await alarms()).toEqual(daily.map((feed) => ['OVERDUE', feed, '']));
  const said = await database.pool.query(
    `select detail, acknowledged_by from feed_alarm where feed = 'prepaid'`,
  );
  expect(said.rows).toEqual([{ detail: { since: '2026-11-18' }, acknowledged_by: 'region' }]);
  // After eight days the weekly one, after the 10th of the next month the month's.
  clock = new MovableClock('2026-11-27T00:00:00+08:00');
  await watching().tick();
  expect(await alarms()).not.toContainEqual(['OVERDUE', 'bi_fees', '']);
  expect(await alarms()).toContainEqual(['OVERDUE', 'line97', '']);
  clock = new MovableClock('2026-12-11T00:01:00+08:00');
  await watching().tick();
  expect(await alarms()).toContainEqual(['OVERDUE', 'bi_fees', '']);

  await put('org_units.csv', REGION);
  await put('billing_users_20261210.csv', [subscriptionRow('1', 'HT1')]);
  await takeWhole(watching());
  expect(await alarms()).not.toContainEqual(['OVERDUE', 'billing_users', '']);
});
