import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rollup } from '../../shared/domain/rollups.ts';
import type { Balance, Customer, Interaction, Ledger } from '../../shared/domain/rows.ts';
import type { Clock } from '../../shared/lib/clock.ts';
import { factsOf, foldAll, rollupFold, total, totalsOf } from '../../shared/reports/index.ts';
import { loadDemo } from '../demo/load.ts';
import { parseDemoArguments } from '../demo/options.ts';
import { insertCustomers, insertRegion, moveCustomer } from '../sync/test-support/region.ts';
import { freshDatabase, type FreshDatabase } from '../test-support/fresh-database.ts';
import { foldRollups } from './fold-rollups.ts';

const NOW = '2026-11-20T09:00:00+08:00';
const clock: Clock = { now: () => new Date(NOW) };
const TODAY = NOW.slice(0, 10);

async function rollups({ pool }: FreshDatabase): Promise<Map<string, Rollup & { bucket: string }>> {
  const { rows } = await pool.query<{ id: string; bucket: string; body: string }>(
    `select id, bucket, body from sync_row where entity = 'rollup'`,
  );
  return new Map(rows.map(({ id, bucket, body }) => [id, { ...(JSON.parse(body) as Rollup), bucket }]));
}

/** What the log says of roll-ups, and the clock. */
async function log({ pool }: FreshDatabase) {
  const { rows } = await pool.query<{ seq: number; state: string }>(
    `select c.seq, (select string_agg(concat_ws(' ', bucket, id, seq, deleted), ',' order by bucket, id)
       from sync_state where entity = 'rollup') as state from sync_clock c`,
  );
  return rows[0]!;
}

describe('the roll-ups of a demo region', () => {
  let database: FreshDatabase;
  let root = '';
  beforeAll(async () => {
    database = await freshDatabase();
    const { folder: _, ...options } = parseDemoArguments(
      ['--customers', '1500', '--spread', 'region'],
      clock.now(),
    );
    await loadDemo(database.pool, options, { clock });
    const roots = await database.pool.query<{ unit_code: string }>(
      'select unit_code from org_unit where parent_code is null',
    );
    root = roots.rows[0]!.unit_code;
  }, 240_000);
  afterAll(() => database.drop());

  it('are the fold over all customers of each unit, to the fen, and stand there after the demo was made', async () => {
    const { pool } = database;
    const { rows } = await pool.query<{
      path: string[];
      customer: string;
      ledger: string;
      balance: string;
      interactions: string[] | null;
    }>(
      `select u.path, c.body as customer, l.body as ledger, b.body as balance,
         (select array_agg(r.body) from interaction i join sync_row r on r.entity = 'interaction' and r.id = i.interaction_id
           where i.customer_code = c.id) as interactions
       from sync_row c
       join customer k on k.customer_code = c.id
       join org_unit u on u.unit_code = k.community_code
       left join sync_row l on l.entity = 'ledger' and l.id = c.id
       left join sync_row b on b.entity = 'balance' and b.id = c.id
       where c.entity = 'customer' and k.closed_on is null`,
    );
    const month = (
      await pool.query<{ as_of: string }>(`select as_of from feed_freshness where kind = 'bi_fees'`)
    ).rows[0]!.as_of;
    const all = rows.map(({ path, customer, ledger, balance, interactions }, key) => ({
      path,
      facts: factsOf(
        key,
        {
          customer: JSON.parse(customer) as Customer,
          ledger: ledger ? (JSON.parse(ledger) as Ledger) : null,
          balance: balance ? (JSON.parse(balance) as Balance) : null,
          interactions: (interactions ?? []).map((one) => JSON.parse(one) as Interaction),
        },
        month,
      ),
    }));
    const found = await rollups(database);
    const units = (await pool.query<{ unit_code: string }>('select unit_code from org_unit')).rows;
    expect([...found.keys()].sort()).toEqual(units.map((unit) => unit.unit_code).sort());
    const fold = rollupFold({ day: TODAY, month });
    for (const [unitCode, { figures, day, month: counted }] of found) {
      const own = all.filter(({ path }) => path.includes(unitCode)).map(({ facts }) => facts);
      expect({ unitCode, day, month: counted, figures }).toEqual({
        unitCode,
        day: TODAY,
        month,
        figures: foldAll(fold, own),
      });
    }
  });

  it('agree with the store asked in SQL', async () => {
    const { rows } = await database.pool.query<Record<string, number>>(
      `with open as (
         select s.subscription_id from subscription s join customer c using (customer_code) where c.closed_on is null
       )
       select (select count(*) from customer where closed_on is null) as customers,
         (select sum(amount)::bigint from arrears join open using (subscription_id)) as arrears,
         (select count(*) from arrears join open using (subscription_id)) as items,
         (select sum(total)::bigint from fee join open using (subscription_id)
           where month = (select as_of from feed_freshness where kind = 'bi_fees')) as revenue,
         (select count(*) from agreement join open using (subscription_id)
           where end_on between $1 and $1::date + 90) as ending`,
      [TODAY],
    );
    const { figures } = (await rollups(database)).get(root)!;
    expect(figures.arrears.allCustomers).toBeGreaterThan(0);
    expect({
      customers: figures.customers,
      arrears: total(figures.arrears.amounts),
      items: total(figures.arrears.items),
      revenue: totalsOf(figures.revenue).at(-1),
      ending: total(figures.expiry.perDay),
    }).toEqual(rows[0]);
  });

  it("say of which day their sources are, and lie in the bucket of the unit, a community's in that above it", async () => {
    const { rows } = await database.pool.query<{ unit_code: string; parent_code: string; leaf: boolean }>(
      `select unit_code, parent_code, kind in ('COMMUNITY', 'UNASSIGNED_POOL', 'CONTRACT_AGENT_AREA') as leaf from org_unit`,
    );
    const freshness = await database.pool.query<{ kind: string; as_of: string }>(
      `select kind, as_of from feed_freshness where kind in ('billing_users', 'bi_fees', 'arrears', 'agreements', 'prepaid', 'line97')`,
    );
    const found = await rollups(database);
    for (const { unit_code, parent_code, leaf } of rows)
      expect(found.get(unit_code)?.bucket).toBe(`unit:${leaf ? parent_code : unit_code}`);
    expect(found.get(root)!.asOf).toEqual(
      Object.fromEntries(freshness.rows.map(({ kind, as_of }) => [kind, as_of])),
    );
  });

  it('stay far below the size of a row', async () => {
    const { rows } = await database.pool.query<{ most: number }>(
      `select max(octet_length(body)) as most from sync_row where entity = 'rollup'`,
    );
    expect(rows[0]!.most).toBeLessThan(64 * 1024);
  });

  it('are not touched by a fold that finds nothing new', async () => {
    const before = await log(database);
    // Notes were added after the files: the rows of their communities are looked at, and say what they said.
    expect(await foldRollups(database.pool, { clock })).toMatchObject({ changed: 0 });
    expect(await foldRollups(database.pool, { clock })).toMatchObject({ folded: 0, changed: 0 });
    expect(await log(database)).toEqual(before);
    // Written, but the figures are what they were.
    await database.pool.query(`update customer set name = name || '公司' where customer_code in
      (select customer_code from customer where closed_on is null order by customer_code limit 1)`);
    const { state } = await log(database);
    expect(await foldRollups(database.pool, { clock })).toMatchObject({ folded: 1, changed: 0 });
    expect(await log(database)).toEqual({ seq: before.seq + 1, state });
    expect(state).toBe(before.state);
  });

  it('are counted anew on another day, or when newer files have come', async () => {
    const tomorrow: Clock = { now: () => new Date('2026-11-21T09:00:00+08:00') };
    const { folded, communities } = await foldRollups(database.pool, { clock: tomorrow });
    expect(folded).toBe(communities);
    expect((await rollups(database)).get(root)!.day).toBe('2026-11-21');
    await database.pool.query(`update feed_freshness set as_of = '2026-11-21' where kind = 'arrears'`);
    expect((await foldRollups(database.pool, { clock: tomorrow })).folded).toBe(communities);
    expect((await rollups(database)).get(root)!.asOf.arrears).toBe('2026-11-21');
  });
});

describe('when a customer moves', () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
    await insertRegion(database.pool);
    await insertCustomers(database.pool, [
      { customerCode: 'KH0000000001', community: 'A1' },
      { customerCode: 'KH0000000002', community: 'A1' },
      { customerCode: 'KH0000000003', community: 'S1' },
      { customerCode: 'KH0000000004', community: 'L1' },
    ]);
    await foldRollups(database.pool, { clock });
  });
  afterAll(() => database.drop());

  const counts = async (): Promise<Record<string, number>> =>
    Object.fromEntries(
      [...(await rollups(database))].map(([code, { figures }]) => [code, figures.customers]),
    );
  /** Units whose roll-up the last commit wrote. */
  const told = async (): Promise<string[]> => {
    const { rows } = await database.pool.query<{ id: string }>(
      `select id from sync_state where entity = 'rollup' and seq = (select seq from sync_clock) order by id`,
    );
    return rows.map((row) => row.id);
  };

  it('outside of a feed run, both communities and what is above one of them change, in one commit', async () => {
    await moveCustomer(database.pool, 'KH0000000001', 'S1');
    expect((await counts())['A1']).toBe(2);
    expect(await foldRollups(database.pool, { clock })).toMatchObject({ folded: 2 });
    expect(await counts()).toMatchObject({
      A1: 1,
      'NN1-GZ-A': 1,
      'NN1-GZ': 1,
      S1: 2,
      'NN1-SY': 2,
      NN1: 3,
      NN: 3,
      GX: 4,
      L1: 1,
      LZ: 1,
    });
    // What is above both says what it said.
    expect(await told()).toEqual(['A1', 'NN1-GZ', 'NN1-GZ-A', 'NN1-SY', 'S1']);
  });

  it('between networks, all but the region', async () => {
    await moveCustomer(database.pool, 'KH0000000001', 'L1');
    await foldRollups(database.pool, { clock });
    expect(await told()).toEqual(['L1', 'LZ', 'LZ1', 'LZ1-GZ', 'NN', 'NN1', 'NN1-SY', 'S1']);
  });

  it('a closed customer is counted no more', async () => {
    await database.pool.query(
      `update customer set closed_on = '2026-11-20' where customer_code = 'KH0000000004'`,
    );
    await foldRollups(database.pool, { clock });
    expect(await counts()).toMatchObject({ L1: 1, LZ: 1, GX: 3 });
  });

  it('a unit that was given up goes when nobody is left, and is not written again and again', async () => {
    await database.pool.query(
      `update org_unit set retired_on = '2026-11-20' where unit_code in ('B1', 'S1')`,
    );
    await foldRollups(database.pool, { clock });
    expect(Object.keys(await counts())).not.toContain('B1');
    expect((await counts())['S1']).toBe(1);
    const before = await log(database);
    const tomorrow: Clock = { now: () => new Date('2026-11-21T09:00:00+08:00') };
    await foldRollups(database.pool, { clock: tomorrow });
    expect(await foldRollups(database.pool, { clock: tomorrow })).toMatchObject({ folded: 0, changed: 0 });
    expect((await log(database)).seq).toBe(before.seq + 1);
  });

  it('a community that is put below another unit is counted there, and lies in its bucket at once', async () => {
    await database.pool.query(
      `update org_unit set parent_code = 'NN1-GZ-B', path = '{GX,NN,NN1,NN1-GZ,NN1-GZ-B,A1}' where unit_code = 'A1'`,
    );
    expect((await rollups(database)).get('A1')!.bucket).toBe('unit:NN1-GZ-B');
    await foldRollups(database.pool, { clock });
    expect(await counts()).toMatchObject({ 'NN1-GZ-A': 0, 'NN1-GZ-B': 1, 'NN1-GZ': 1 });
  });

  it('refuses to be emptied behind the back of clients', async () => {
    await expect(database.pool.query('truncate rollup')).rejects.toThrow(/synchronised/);
  });

  it('[S10] a roll-up that clients lost is found and put back', async () => {
    await database.pool.query(`delete from sync_row where entity = 'rollup' and id = 'NN'`);
    expect(Object.keys(await counts())).not.toContain('NN');
    await database.pool.query(`select project_all('rollup')`);
    expect(Object.keys(await counts())).toContain('NN');
  });

  it('folds by two processes at once come to the same, one after the other', async () => {
    await moveCustomer(database.pool, 'KH0000000002', 'A2');
    const runs = await Promise.all([1, 2, 3].map(() => foldRollups(database.pool, { clock })));
    expect(runs.filter((run) => run.folded > 0)).toHaveLength(1);
    expect((await counts())['A2']).toBe(1);
  });
});
