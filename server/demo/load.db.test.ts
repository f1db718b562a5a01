import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../shared/lib/clock.ts';
import { parseYuan } from '../../shared/lib/money.ts';
import { verifyPassword } from '../auth/passwords.ts';
import { takeFeeds } from '../feeds/take.ts';
import type { FeedRun } from '../feeds/runs.ts';
import { freshDatabase } from '../test-support/fresh-database.ts';
import type { FreshDatabase } from '../test-support/fresh-database.ts';
import { generateDemoFeeds } from './generate.ts';
import { loadDemo } from './load.ts';
import type { DemoLoad } from './load.ts';
import type { DemoOptions } from './options.ts';
import { DEMO_PASSWORD } from './sign-ins.ts';
import { folderSink, memorySink } from './sinks.ts';

const OPTIONS: DemoOptions = {
  customers: 500,
  seed: 7,
  month: '2026-11',
  today: '2026-11-20',
  spread: 'region',
};
const CLOCK = fixedClock('2026-11-20T09:00:00+08:00');

async function countOf(pool: Pool, sql: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from ${sql}`);
  return rows[0]!.n;
}

/** Everything clients hold and the server knows, as one text. */
async function digestOf(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ digest: string }>(
    `select md5(
       coalesce((select string_agg(entity || id || bucket || body, ',' order by entity, id) from sync_row), '')
       || (select seq::text from sync_clock)
       || (select string_agg(key || value, ',' order by key) from store_info)
       || (select string_agg(staff_no || coalesce(password_hash, ''), ',' order by staff_no) from staff)
       || (select count(*)::text from feed_run)
     ) as digest`,
  );
  return rows[0]!.digest;
}

describe('a store filled with the demo', () => {
  let database: FreshDatabase;
  let load: DemoLoad;
  const runs: FeedRun[] = [];
  beforeAll(async () => {
    database = await freshDatabase();
    load = await loadDemo(database.pool, OPTIONS, { clock: CLOCK, onRun: (run) => runs.push(run) });
  });
  afterAll(() => database.drop());

  it('has groups with members of their own community, and two notices that reach people', async () => {
    const { pool } = database;
    expect(await countOf(pool, 'customer_group')).toBeGreaterThan(5);
    expect(await countOf(pool, 'notice')).toBe(2);
    expect(await countOf(pool, "sync_row where entity = 'notice'")).toBeGreaterThan(20);
    const strayed = `group_member m join customer_group g using (group_id) join customer c using (customer_code)
      where c.community_code <> g.unit_code`;
    expect(await countOf(pool, strayed)).toBe(0);
    expect(
      await countOf(
        pool,
        `(select group_id from group_member group by group_id having count(*) < 4) as small`,
      ),
    ).toBe(0);
  });

  it('has taken every file and set no row aside', () => {
    expect(runs.length).toBe(36);
    expect(runs.filter((run) => run.outcome !== 'TAKEN' || run.rows_set_aside > 0)).toEqual([]);
  });

  it('holds the customers, subscriptions and fees of the files', async () => {
    const { pool } = database;
    expect(await countOf(pool, 'customer')).toBe(OPTIONS.customers);
    expect(await countOf(pool, 'subscription')).toBe(load.subscriptions);
    expect(await countOf(pool, `customer where first_seen_month = '2026-11'`)).toBe(24);
    const sink = memorySink();
    generateDemoFeeds(OPTIONS, sink);
    const written = [...sink.texts()]
      .filter(([file]) => file.includes('bi_fees_'))
      .flatMap(([, text]) => text.trimEnd().split('\n').slice(1))
      .reduce((sum, line) => sum + parseYuan(line.split(',')[9]!)!, 0);
    const { rows } = await pool.query<{ total: number }>('select sum(total)::bigint as total from fee');
    expect(rows[0]!.total).toBe(written);
  });

  it('has customers in all pools of all channels, placed for every reason', async () => {
    const { pool } = database;
    expect(
      await countOf(
        pool,
        `org_unit u where u.kind = 'UNASSIGNED_POOL' and u.channel <> 'MASS_MARKET'
         and not exists (select from customer c where c.community_code = u.unit_code)`,
      ),
    ).toBe(0);
    const { rows } = await pool.query<{ why: string }>(
      `select distinct coalesce(placement ->> 'reason', placement ->> 'kind') as why from customer order by 1`,
    );
    expect(rows.map(({ why }) => why)).toEqual(
      expect.arrayContaining(['NO_LINE', 'NO_RULE', 'OPENING', 'RULE', 'RULE_WITHOUT_COMMUNITY']),
    );
  });

  it('lets the people it names sign in, and nobody else', async () => {
    const { rows } = await database.pool.query<{ staff_no: string; password_hash: string; must: boolean }>(
      `select staff_no, password_hash, must_change_password as must from staff where password_hash is not null`,
    );
    expect(rows.map((row) => row.staff_no).sort()).toEqual(load.signIns.map(({ staffNo }) => staffNo).sort());
    expect(rows.some((row) => row.must)).toBe(false);
    expect(await verifyPassword(rows[0]!.password_hash, DEMO_PASSWORD)).toBe(true);
  });

  it('has notes of account managers on customers that are theirs', async () => {
    const { pool } = database;
    expect(load.interactions).toBeGreaterThan(50);
    expect(
      await countOf(
        pool,
        `interaction i join customer c using (customer_code) join staff s using (staff_no)
         join staff_role r using (staff_id)
         where r.role = 'ACCOUNT_MANAGER' and r.unit_code = c.community_code`,
      ),
    ).toBe(load.interactions);
  });

  it('is not changed by a second run', async () => {
    const before = await digestOf(database.pool);
    const again = await loadDemo(database.pool, OPTIONS, { clock: CLOCK });
    expect(again).toMatchObject({ changed: false, signIns: load.signIns });
    expect(await digestOf(database.pool)).toBe(before);
  });

  it('does not take real feeds', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'demo-'));
    generateDemoFeeds({ ...OPTIONS, seed: 8 }, folderSink(folder));
    const [refused] = await takeFeeds(database.pool, join(folder, '20261031', 'staff.csv'), { clock: CLOCK });
    rmSync(folder, { recursive: true });
    expect(refused).toMatchObject({ outcome: 'REFUSED', refusal: 'E_STORE_KIND' });
  });

  it('refuses the demo of another seed, and of an earlier day', async () => {
    await expect(loadDemo(database.pool, { ...OPTIONS, seed: 8 }, { clock: CLOCK })).rejects.toThrow(
      'this store holds the demo made with --customers 500 --seed 7 --month 2026-11 --spread region',
    );
    await expect(
      loadDemo(database.pool, { ...OPTIONS, today: '2026-11-19' }, { clock: CLOCK }),
    ).rejects.toThrow('this store holds the demo of 2026-11-20 already');
  });

  it("takes the next day's files when the day has moved on", async () => {
    const files: string[] = [];
    const next = await loadDemo(
      database.pool,
      { ...OPTIONS, today: '2026-11-24' },
      {
        clock: fixedClock('2026-11-24T09:00:00+08:00'),
        onRun: ({ file, outcome }) => files.push(`${outcome} ${file}`),
      },
    );
    expect(next.changed).toBe(true);
    expect(files).toEqual([
      'TAKEN line97_20261123.csv',
      'TAKEN billing_users_20261124.csv',
      'TAKEN arrears_20261124.csv',
      'TAKEN agreements_20261124.csv',
      'TAKEN prepaid_20261124.csv',
      'TAKEN orders10000_20261124.csv',
    ]);
    expect(await countOf(database.pool, 'customer')).toBe(OPTIONS.customers);
  });

  it('still has new customers to divide when their month is over', async () => {
    const today = '2026-12-03';
    const filled = await loadDemo(
      database.pool,
      { ...OPTIONS, today },
      { clock: fixedClock(`${today}T09:00:00+08:00`) },
    );
    expect(filled.changed).toBe(true);
    expect(await countOf(database.pool, `customer where first_seen_month = '2026-11'`)).toBe(24);
    expect(await countOf(database.pool, `customer where first_seen_month > '2026-11'`)).toBe(0);
  });
});

describe('another store', () => {
  let database: FreshDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
  });
  afterEach(() => database.drop());

  it('that holds real feeds is left alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'demo-'));
    generateDemoFeeds({ ...OPTIONS, seed: 8 }, folderSink(folder));
    await takeFeeds(database.pool, join(folder, '20261031', 'org_units.csv'), { clock: CLOCK });
    rmSync(folder, { recursive: true });
    const before = await digestOf(database.pool);
    await expect(loadDemo(database.pool, OPTIONS, { clock: CLOCK })).rejects.toThrow(
      'this store holds real feeds',
    );
    expect(await digestOf(database.pool)).toBe(before);
  });

  it('where the demo was interrupted is filled to the end', async () => {
    const stop = new Error('killed');
    const interrupted = loadDemo(database.pool, OPTIONS, {
      clock: CLOCK,
      onRun: ({ file }) => {
        if (file.startsWith('arrears')) throw stop;
      },
    });
    await expect(interrupted).rejects.toThrow('killed');
    const rest = await loadDemo(database.pool, OPTIONS, { clock: CLOCK });
    expect(rest.changed).toBe(true);
    expect(await countOf(database.pool, 'agreement')).toBeGreaterThan(100);
    expect(await countOf(database.pool, 'customer')).toBe(OPTIONS.customers);
  });

  it('where the opening stock was interrupted too', async () => {
    const interrupted = loadDemo(database.pool, OPTIONS, {
      clock: CLOCK,
      onRun: ({ file }) => {
        if (file.startsWith('billing')) throw new Error('killed');
      },
    });
    await expect(interrupted).rejects.toThrow('killed');
    await loadDemo(database.pool, OPTIONS, { clock: CLOCK });
    expect(await countOf(database.pool, 'customer')).toBe(OPTIONS.customers);
    expect(await countOf(database.pool, `customer where first_seen_month = '2026-11'`)).toBe(24);
  });

  it('where the last day of a month that is over was interrupted, and taken up a day later', async () => {
    const on = (day: string) => ({ ...OPTIONS, today: day });
    const interrupted = loadDemo(database.pool, on('2026-12-01'), {
      clock: fixedClock('2026-12-01T09:00:00+08:00'),
      onRun: ({ file }) => {
        if (file.startsWith('arrears')) throw new Error('killed');
      },
    });
    await expect(interrupted).rejects.toThrow('killed');
    const rest = await loadDemo(database.pool, on('2026-12-02'), {
      clock: fixedClock('2026-12-02T09:00:00+08:00'),
    });
    expect(rest.changed).toBe(true);
    expect(await countOf(database.pool, `customer where first_seen_month = '2026-11'`)).toBe(24);
    expect(await countOf(database.pool, 'agreement')).toBeGreaterThan(100);
  });
});
