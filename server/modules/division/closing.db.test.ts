import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MovableClock } from '../../test-support/test-app.ts';
import { type FreshDatabase, freshDatabase } from '../../test-support/fresh-database.ts';
import { whileHeld } from '../../test-support/waiting.ts';
import { closePeriod, lockLatecomers } from './closing.ts';
import { insertCustomers, insertRegion } from './test-support/division-region.ts';
import { DivisionUpkeep } from './upkeep.ts';

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

describe('who comes after his month was closed', () => {
  const tick = () =>
    new DivisionUpkeep({
      pool: database.pool,
      clock,
      outboundDir: null,
      log: { info: () => undefined, error: () => undefined },
    }).tick();

  it('is locked at the next tick where he waits in a pool, like those before him', async () => {
    await insertCustomers(database.pool, [{ code: 'K1', community: 'QX-P-0' }]);
    await tick();
    await insertCustomers(database.pool, [
      { code: 'K2', community: 'QX-P-0' },
      { code: 'K3', community: 'QX-P-1-1' },
      { code: 'K4', community: 'QX-P-0', openingStock: true },
      { code: 'K5', community: 'QX-P-0', month: '2026-12' },
      // So late that the lock of its month is over.
      { code: 'K6', community: 'QX-P-0', month: '2025-11' },
    ]);
    await database.pool.query(
      `insert into allocation_close (month, closed_at, closed_by, locked_count) values ('2025-11', '2025-12-04', 'system', 0)`,
    );
    await tick();
    await tick();
    const until = '2027-12-03';
    expect(await locks()).toEqual({ K1: until, K2: until, K3: null, K4: null, K5: null, K6: null });
    expect(await lockEntries()).toEqual([
      ['K1', 'QX-P-0', 'QX-P-0'],
      ['K2', 'QX-P-0', 'QX-P-0'],
    ]);
    const { rows } = await database.pool.query(
      `select locked_count from allocation_close where month = '2026-11'`,
    );
    expect(rows).toEqual([{ locked_count: 2 }]);
  });

  it('is not whoever was there: lifted locks stay lifted, and whom a person put into a pool stays free', async () => {
    await insertCustomers(database.pool, [
      { code: 'K1', community: 'QX-P-0' },
      { code: 'K2', community: 'QX-P-1-1' },
    ]);
    await tick();
    await database.pool.query(
      `update customer set locked_until = null, community_code = case customer_code when 'K1' then 'QX-P-0' else 'QX-B-0' end`,
    );
    await database.pool.query(
      `insert into reassignment_log (customer_code, from_community, to_community, kind, actor)
       values ('K1', 'QX-P-0', 'QX-P-0', 'LOCK_LIFTED', 'region'), ('K2', 'QX-P-1-1', 'QX-B-0', 'REASSIGNED', 'network')`,
    );
    await tick();
    expect(await locks()).toEqual({ K1: null, K2: null });
  });

  it('is locked once, however many servers look', async () => {
    await tick();
    await database.pool.query(
      `insert into allocation_close (month, closed_at, closed_by, locked_count) values ('2026-11', '2026-12-03T16:00:00Z', 'system', 0)`,
    );
    await insertCustomers(database.pool, [{ code: 'K1', community: 'QX-P-0' }]);
    const all = await Promise.all(Array.from({ length: 4 }, () => lockLatecomers(database.pool, clock)));
    expect(all.flat()).toEqual([{ month: '2026-11', locked: 1 }]);
    expect(await lockEntries()).toHaveLength(1);
  });
});
