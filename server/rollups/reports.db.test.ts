import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rollup, UnitReports } from '../../shared/domain/rows.ts';
import type { Clock } from '../../shared/lib/clock.ts';
import { NOW, reportTable, totalOf } from '../../shared/reports/index.ts';
import type { Cells, ReportId } from '../../shared/reports/index.ts';
import { takeFeeds } from '../feeds/take.ts';
import { freshDatabase, type FreshDatabase } from '../test-support/fresh-database.ts';
import { foldRollups } from './fold-rollups.ts';

const SAMPLE = resolve(import.meta.dirname, '../../../shared/feeds');
const TODAY = '2026-11-21';
const MONTH = '2026-10';
const clock: Clock = { now: () => new Date(`${TODAY}T09:00:00+08:00`) };

/** The subscriptions of customers that are counted. */
const MINE = `mine as (
  select s.*, c.reporting_segment, c.first_seen_month from subscription s
  join customer c using (customer_code) where c.closed_on is null
)`;
const SEGMENTS = ['KEY_ACCOUNT', 'BUSINESS', 'MASS_MARKET', 'CONTRACT_AGENT', 'TRANSIENT'];
const FEES = {
  rent: 'rent',
  internet: 'internet',
  local: 'local',
  longDistance: 'long_distance',
  valueAdded: 'value_added',
  international: 'international',
  other: 'other',
};
const live = `missing_since is null and status <> 'TERMINATED'`;
const stage = 'least(6, greatest(1, months))';

/** Each report once more, from the tables that feeds fill: the key of a row, and its measures in order. */
const SQL: Partial<Record<ReportId, { period: string; sql: string; distinct?: string }>> = {
  revenue: {
    period: MONTH,
    sql: Object.entries(FEES)
      .map(
        ([key, column]) =>
          `select '${key}' as key, array[${SEGMENTS.map((one) => `coalesce(sum(${column}) filter (where reporting_segment = '${one}'), 0)`).join(', ')}, sum(${column})]::float8[] as figures
           from fee join mine using (subscription_id) where month = '${MONTH}' having sum(${column}) <> 0`,
      )
      .join(' union all '),
  },
  bands: {
    period: MONTH,
    sql: `select case when total <= 0 then 'ZERO' when total <= 2000 then 'TO_20' when total <= 5000 then 'TO_50'
        when total <= 10000 then 'TO_100' when total <= 20000 then 'TO_200' when total <= 50000 then 'TO_500' else 'ABOVE' end as key,
        array[count(*), sum(total)]::float8[] as figures
      from (select customer_code, sum(total) as total from fee join mine using (subscription_id)
        where month = '${MONTH}' group by 1) c group by 1`,
  },
  arrears: {
    period: NOW,
    sql: `select ${stage}::text as key, array[count(*), count(distinct customer_code), sum(amount)]::float8[] as figures
      from arrears join mine using (subscription_id) group by 1`,
    distinct: `select count(distinct customer_code)::float8 as n from arrears join mine using (subscription_id)`,
  },
  zeroArrears: {
    period: NOW,
    sql: `select case when ${stage} >= 6 then 'ARREARS_6' when ${stage} >= 3 then 'ARREARS_3' else 'ARREARS_1' end as key,
        array[count(*), count(distinct customer_code), sum(amount), 0]::float8[] as figures
      from arrears join mine using (subscription_id) group by 1
      union all select 'ZERO', array[count(*), count(distinct customer_code), 0, 0]::float8[]
      from mine left join fee f on f.subscription_id = mine.subscription_id and f.month = '${MONTH}'
      where status = 'IN_SERVICE' and missing_since is null and coalesce(f.total, 0) = 0`,
  },
  expiry: {
    period: NOW,
    sql: `select case when end_on < '${TODAY}' then 'EXPIRED' when end_on >= '2027-11-01' then 'LATER'
        else to_char(end_on, 'YYYY-MM') end as key,
        array[count(*), count(distinct customer_code), sum(monthly_commitment)]::float8[] as figures
      from agreement join mine using (subscription_id) group by 1`,
    distinct: `select count(distinct customer_code)::float8 as n from agreement join mine using (subscription_id)`,
  },
  development: {
    period: '2026-09',
    sql: `select product as key, array[
        count(*) filter (where activated_on between '2026-09-01' and '2026-09-30'),
        count(*) filter (where terminated_on between '2026-09-01' and '2026-09-30'),
        -1,
        count(*) filter (where activated_on <= '2026-09-30' and (terminated_on is null or terminated_on > '2026-09-30'))
      ]::float8[] as figures from mine group by 1`,
  },
  base: {
    period: NOW,
    sql: `select product as key, array[
        count(*) filter (where status = 'IN_SERVICE'), count(*) filter (where status = 'SUSPENDED'),
        count(*) filter (where status = 'NUMBER_RETAINED'), 0, count(distinct customer_code),
        coalesce(sum(f.total), 0)]::float8[] as figures
      from mine left join fee f on f.subscription_id = mine.subscription_id and f.month = '${MONTH}'
      where ${live} group by 1`,
    distinct: `select count(distinct customer_code)::float8 as n from mine where ${live}`,
  },
  suspended: {
    period: NOW,
    sql: `select (case when months is null then 0 else ${stage} end)::text as key, array[count(*) filter (where status = 'SUSPENDED'),
        count(*) filter (where status = 'NUMBER_RETAINED'), count(distinct customer_code), coalesce(sum(amount), 0)]::float8[] as figures
      from (select mine.*, r.months, r.amount from mine left join arrears r using (subscription_id)
        where missing_since is null and status in ('SUSPENDED', 'NUMBER_RETAINED')) x
      group by 1`,
  },
  prepaid: {
    period: NOW,
    sql: `select case when amount < 0 then 'NEGATIVE' when amount <= 1000 then 'TO_10' when amount <= 5000 then 'TO_50'
        when amount <= 10000 then 'TO_100' when amount <= 20000 then 'TO_200' else 'ABOVE' end as key,
        array[count(*), count(distinct customer_code), sum(amount)]::float8[] as figures
      from prepaid join mine using (subscription_id) group by 1`,
    distinct: `select count(distinct customer_code)::float8 as n from prepaid join mine using (subscription_id)`,
  },
  traffic: {
    period: MONTH,
    sql: (
      [
        ['localMinutes', 'local_minutes'],
        ['longDistanceMinutes', 'long_distance_minutes'],
        ['internationalMinutes', 'international_minutes'],
        ['megabytes', 'megabytes'],
      ] as const
    )
      .map(
        ([key, column]) =>
          `select '${key}' as key, array[sum(now), count(*) filter (where now <> 0), sum(before)]::float8[] as figures
           from (select customer_code, coalesce(sum(${column}) filter (where month = '${MONTH}'), 0) as now,
               coalesce(sum(${column}) filter (where month = '2026-09'), 0) as before,
               max(month) as last
             from fee join mine using (subscription_id) group by 1) c where last >= '${MONTH}' or before >= 0
           having sum(now) + sum(before) <> 0`,
      )
      .join(' union all '),
  },
  newCustomers: {
    period: '2026-11',
    sql: `select k.placement as key, array[count(*)]::float8[] as figures from (
        select case when placement->>'kind' = 'POOL' then 'POOL_' || (placement->>'reason') else placement->>'kind' end as placement
        from customer where closed_on is null and first_seen_month = '2026-11') k group by 1`,
  },
  agreements: {
    period: NOW,
    sql: `select plan as key, array[count(*), count(distinct mine.customer_code), sum(monthly_commitment),
        coalesce(sum(f.total), 0), count(*) filter (where end_on <= date '${TODAY}' + 90)]::float8[] as figures
      from agreement a join mine using (subscription_id)
      left join fee f on f.subscription_id = mine.subscription_id and f.month = '${MONTH}'
      where end_on >= '${TODAY}' group by 1`,
  },
};

describe.skipIf(!existsSync(SAMPLE))('every report of the sample, beside the same counted in SQL', () => {
  let database: FreshDatabase;
  let reports: UnitReports;
  beforeAll(async () => {
    database = await freshDatabase();
    for (const day of ['20261120', '20261121']) await takeFeeds(database.pool, join(SAMPLE, day), { clock });
    await foldRollups(database.pool, { clock });
    const { rows } = await database.pool.query<{ body: string }>(
      `select body from rollup where unit_code = 'GX'`,
    );
    reports = (JSON.parse(rows[0]!.body) as Rollup).figures.reports!;
  }, 600_000);
  afterAll(() => database.drop());

  it.each(Object.entries(SQL))('%s', async (id, { period, sql, distinct }) => {
    const cells: Cells = reports[id]![period]!;
    const { rows } = await database.pool.query<{ key: string; figures: number[] }>(`with ${MINE} ${sql}`);
    const table = reportTable(id as ReportId);
    expect(rows.length).toBeGreaterThan(0);
    for (const { key, figures } of rows) {
      // -1 stands for what a table of now cannot tell: whether an end was asked for.
      const made = (cells[key] ?? []).map((figure, i) => (figures[i] === -1 ? -1 : figure));
      expect({ key, figures: made.slice(0, figures.length) }).toEqual({ key, figures });
    }
    const wanted = new Set(rows.map((row) => row.key));
    const occurring = Object.entries(cells).filter(([key, of]) => key !== '' && of.some((one) => one !== 0));
    expect(occurring.map(([key]) => key).filter((key) => !wanted.has(key))).toEqual([]);
    if (distinct !== undefined) {
      const column = table.columns.find((one) => 'measure' in one && one.distinct);
      const whole = await database.pool.query<{ n: number }>(`with ${MINE} ${distinct}`);
      expect(totalOf(table, cells)[(column as { measure: number }).measure]).toBe(whole.rows[0]!.n);
    }
  });
});
