import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProductDictionary } from '../../shared/domain/product-dictionary.ts';
import type { Rollup, UnitReports } from '../../shared/domain/rollups.ts';
import type { ProductCategoryRow } from '../../shared/domain/rows.ts';
import type { Clock } from '../../shared/lib/clock.ts';
import { NOW, reportTable, shownCells, totalOf } from '../../shared/reports/index.ts';
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

/** Plans that the dictionary of this test calls business monthly packages; the sample has none that are shipped so. */
const BUSINESS_FLAT_RATE = `(plan like '%E9包年%' or plan like '%商务%包月%')`;
const agreementsBy = (where: string): string => `
  select plan as key, array[count(*), count(distinct mine.customer_code), sum(monthly_commitment),
      coalesce(sum(f.total), 0), count(*) filter (where end_on <= date '${TODAY}' + 90)]::float8[] as figures
    from agreement a join mine using (subscription_id)
    left join fee f on f.subscription_id = mine.subscription_id and f.month = '${MONTH}'
    where end_on >= '${TODAY}' and ${where} group by 1`;

/** Records of customers that are counted, and of these the visits and calls that took place. */
const TOLD = `told as (
    select i.*, happened_at::timestamptz as at, (happened_at::timestamptz at time zone 'Asia/Shanghai')::date as day
    from interaction i join customer using (customer_code) where closed_on is null
  ), spoken as (select * from told where note <> '' or outcome <> '' or next_on is null)`;
const inMonth = (day: string): string => `${day} between '2026-11-01' and '2026-11-30'`;

/** The sample has no records of people: three of every third customer, at turning times, and feedback on what owes. */
const RECORDS = `
  insert into interaction (interaction_id, customer_code, kind, purpose, outcome, note, next_step, next_on, happened_at, staff_no)
  select 'I-' || n || '-' || k, customer_code, case when (n + k) % 3 = 0 then 'VISIT' else 'CALL' end, '回访',
    case when (n + k) % 7 = 0 then '' else (array['已联系', '未接', '停机或空号', '同意', '没找到人'])[1 + (n + k) % 5] end,
    case when (n + k) % 14 = 0 then '' else '记录' end,
    case when (n + k) % 2 = 0 then '再联系' end,
    case when (n + k) % 2 = 0 then date '2026-10-28' + (n * 5 + k * 11) % 40 end,
    to_char((timestamptz '2026-11-20T16:30:00Z' - make_interval(days => (n * 7 + k * 13) % (case when k = 1 then 25 else 220 end), secs => n % 50))
      at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'P' || (n + k) % 4
  from (select customer_code, (row_number() over (order by customer_code))::integer as n from customer) c
  cross join generate_series(1, 3) k where n % 3 = 0 and (k = 1 or n % 2 = 0);
  insert into feedback (feedback_id, subscription_id, topic, month, note, staff_no, written_at)
  select topic || ':' || subscription_id || ':' || month, subscription_id, topic, month,
    case when n % 5 = 0 then ' ' else '月底交' end, 'P1', '2026-11-20T08:00:00Z'
  from (select subscription_id, row_number() over (order by subscription_id) as n from subscription) s
  cross join (values ('ARREARS'), ('ZERO_CHARGE')) t (topic)
  cross join lateral (select case when n % 4 = 0 then '2026-09' else '${MONTH}' end as month) m where n % 3 <> 1`;

/** Feedback that says something, on a topic, of the newest month. */
const answered = (topic: string): string => `count(*) filter (where exists (select 1 from feedback f
  where f.subscription_id = mine.subscription_id and topic = '${topic}' and month = '${MONTH}' and btrim(note) <> ''))`;

/** Each report once more, from the tables that feeds fill: the key of a row, and its measures in order. */
const SQL: Record<ReportId, { period: string; sql: string; distinct?: string }> = {
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
        array[count(*), count(distinct customer_code), sum(amount), ${answered('ARREARS')}]::float8[] as figures
      from arrears join mine using (subscription_id) group by 1
      union all select 'ZERO', array[count(*), count(distinct customer_code), 0, ${answered('ZERO_CHARGE')}]::float8[]
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
        count(*) filter (where terminated_on between '2026-09-01' and '2026-09-30' and (
          subscription_id in (select subscription_id from seen_order) or subscription_id not in (
            select s.subscription_id from seen_arrears s join subscription u using (subscription_id)
            where s.since_month <= to_char(u.terminated_on, 'YYYY-MM') and s.day >= u.terminated_on))),
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
    sql: `select k.placement as key, array[count(*), count(*) filter (where lives > 0), sum(serves)]::float8[] as figures from (
        select case when placement->>'kind' = 'POOL' then 'POOL_' || (placement->>'reason') else placement->>'kind' end as placement,
          (select count(*) from mine where mine.customer_code = c.customer_code and ${live}) as lives,
          (select count(*) from mine where mine.customer_code = c.customer_code and ${live} and status = 'IN_SERVICE') as serves
        from customer c where closed_on is null and first_seen_month = '2026-11') k group by 1`,
  },
  agreements: { period: NOW, sql: agreementsBy('true') },
  packages: { period: NOW, sql: agreementsBy(BUSINESS_FLAT_RATE) },
  coverage: {
    period: NOW,
    sql: `, ${TOLD} select case when last is null then 'NEVER' when date '${TODAY}' - last <= 30 then 'WITHIN_30'
        when date '${TODAY}' - last <= 60 then 'WITHIN_60' when date '${TODAY}' - last <= 90 then 'WITHIN_90'
        when date '${TODAY}' - last <= 180 then 'WITHIN_180' else 'OLDER' end as key,
        array[count(*), sum(charged), count(*) filter (where owes)]::float8[] as figures
      from (select customer_code, (select max(day) from spoken where spoken.customer_code = mine.customer_code) as last,
          coalesce(sum((select total from fee f where f.subscription_id = mine.subscription_id and f.month = '${MONTH}')), 0) as charged,
          bool_or(exists (select 1 from arrears r where r.subscription_id = mine.subscription_id)) as owes
        from mine group by 1 having bool_or(${live})) c group by 1`,
  },
  people: {
    period: '2026-11',
    sql: `, ${TOLD}, steps as (
        select t.staff_no, t.next_on, n.day from told t left join lateral (
          select l.day from spoken l where l.customer_code = t.customer_code and (l.at, l.interaction_id) > (t.at, t.interaction_id)
          order by l.at, l.interaction_id limit 1) n on true
        where ${inMonth('t.next_on')} and t.next_on <= '${TODAY}'
      ) select staff_no as key, array[coalesce(c.customers, 0), coalesce(c.contacts, 0), coalesce(c.visits, 0), coalesce(c.calls, 0),
          coalesce(c.reached, 0), coalesce(d.due, 0), coalesce(d.done, 0), coalesce(d.on_time, 0), coalesce(d.delay, 0)]::float8[] as figures
        from (select staff_no, count(distinct customer_code) as customers, count(*) as contacts,
            count(*) filter (where kind = 'VISIT') as visits, count(*) filter (where kind = 'CALL') as calls,
            count(*) filter (where outcome not in ('没找到人', '未接', '停机或空号', '号码不对')) as reached
          from spoken where ${inMonth('day')} group by 1) c
        full join (select staff_no, count(*) as due, count(day) as done, count(*) filter (where day <= next_on) as on_time,
            sum(greatest(0, day - next_on)) as delay from steps group by 1) d using (staff_no)`,
    distinct: `, ${TOLD} select count(distinct customer_code)::float8 as n from spoken where ${inMonth('day')}`,
  },
  outcomes: {
    period: '2026-11',
    sql: `, ${TOLD} select coalesce(nullif(outcome, ''), 'UNSAID') as key, array[count(*), count(distinct customer_code),
        count(*) filter (where kind = 'VISIT'), count(*) filter (where kind = 'CALL')]::float8[] as figures
      from spoken where ${inMonth('day')} group by 1`,
    distinct: `, ${TOLD} select count(distinct customer_code)::float8 as n from spoken where ${inMonth('day')}`,
  },
};
/** Figures that the sample has none of: transient customers; and live subscriptions that have ended, which nothing has. */
const NONE_OF: Partial<Record<ReportId, number[]>> = { revenue: [4], base: [3] };

describe.skipIf(!existsSync(SAMPLE))('every report of the sample, beside the same counted in SQL', () => {
  let database: FreshDatabase;
  let reports: UnitReports;
  let dictionary: ProductDictionary;
  beforeAll(async () => {
    database = await freshDatabase();
    // Orders and arrears go with newer files: what each day had is put aside for the count.
    await database.pool.query(
      `create table seen_order (subscription_id text);
       create table seen_arrears (subscription_id text, since_month text, day date)`,
    );
    for (const day of ['20261120', '20261121']) {
      await takeFeeds(database.pool, join(SAMPLE, day), { clock });
      await database.pool.query(
        `insert into seen_order select subscription_id from hotline_order where kind = '拆机';
         insert into seen_arrears select subscription_id, since_month, date '${day}' from arrears`,
      );
    }
    await database.pool.query(RECORDS);
    await foldRollups(database.pool, { clock });
    await database.pool.query(
      `update product_category set pattern = '*E9包年*', category = 'BUSINESS_FLAT_RATE' where of = 'PLAN' and pattern = '*包年*'`,
    );
    const categories = await database.pool.query<{ body: ProductCategoryRow }>(
      `select body::json as body from sync_row where entity = 'productCategory'`,
    );
    dictionary = new ProductDictionary(categories.rows.map(({ body }) => body));
    const { rows } = await database.pool.query<{ body: string }>(
      `select body from rollup where unit_code = 'GX'`,
    );
    reports = (JSON.parse(rows[0]!.body) as Rollup).figures.reports!;
  }, 600_000);
  afterAll(() => database.drop());

  it.each(Object.entries(SQL))('%s', async (id, { period, sql, distinct }) => {
    const table = reportTable(id as ReportId);
    const cells: Cells = shownCells(table, reports[id]![period]!, dictionary);
    const { rows } = await database.pool.query<{ key: string; figures: number[] }>(`with ${MINE} ${sql}`);
    expect(rows.length).toBeGreaterThan(0);
    for (const { key, figures } of rows) {
      expect({ key, figures: cells[key]?.slice(0, figures.length) }).toEqual({ key, figures });
    }
    // Each figure occurs, so that none is equal only for being nothing.
    const sums = rows[0]!.figures.map((_, i) => rows.reduce((sum, { figures }) => sum + figures[i]!, 0));
    expect(sums.flatMap((sum, i) => (sum === 0 ? [i] : []))).toEqual(NONE_OF[id as ReportId] ?? []);
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
