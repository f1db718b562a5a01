import { afterEach, beforeEach, expect, it } from 'vitest';
import { MovableClock } from '../../test-support/test-app.ts';
import { type FreshDatabase, freshDatabase } from '../../test-support/fresh-database.ts';
import { whileHeld } from '../../test-support/waiting.ts';
import { closeDuePeriods, closePeriod } from './closing.ts';
import { insertCustomers, insertRegion } from './test-support/division-region.ts';

let database: FreshDatabase;
let clock: MovableClock;
beforeEach(async () => {
  clock = new MovableClock('2026-12-03T16:05:00Z');
  database = await freshDatabase();
  await insertRegion(database.pool);
});
afterEach(() => database.drop());

const locks = async (): Promise<Record<string, string | null>> => {
  const { rows } = await database.pool.query<{ code: string; until: string | null }>(
    'select customer_code as code, locked_until as until from customer order by 1',
  );
  return Object.fromEntries(rows.map(({ code, until }) => [code, until]));
};
const lockEntries = async (): Promise<unknown[]> =>
  (
    await database.pool.query<{ entry: unknown }>(
      `select array[customer_code, from_community, to_community] as entry from reassignment_log
       where kind = 'LOCKED' order by log_id`,
    )
  ).rows.map(({ entry }) => entry);

it('locks where he is whoever is being moved from one pool to another, and nobody who leaves them', async () => {
  await insertCustomers(database.pool, [
    { code: 'K1', community: 'QX-P-0' },
    { code: 'K2', community: 'QX-P-0' },
    { code: 'K3', community: 'QX-P-1-1' },
  ]);
  const close = await whileHeld(
    database.pool,
    `update customer set community_code = case customer_code
       when 'K1' then 'QX-B-0' when 'K2' then 'QX-P-1-1' else 'QX-P-0' end`,
    () => closePeriod(database.pool, '2026-11', 'system', clock.now()),
  );
  expect(close).toEqual({ month: '2026-11', locked: 2 });
  expect(await locks()).toEqual({ K1: '2027-12-03', K2: null, K3: '2027-12-03' });
  expect(await lockEntries()).toEqual([
    ['K1', 'QX-B-0', 'QX-B-0'],
    ['K3', 'QX-P-0', 'QX-P-0'],
  ]);
});
