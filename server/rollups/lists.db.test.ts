import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProductDictionary } from '../../shared/domain/product-dictionary.ts';
import type { Balance, Customer, Entity, Ledger, ProductCategoryRow } from '../../shared/domain/rows.ts';
import {
  factsOf,
  foldAll,
  hasFigure,
  LIST_IDS,
  listFold,
  listFrame,
  listOf,
  offerFold,
  SHIPPED_OFFERS,
} from '../../shared/reports/index.ts';
import type { CustomerFacts, ListId } from '../../shared/reports/index.ts';
import { dayNumber, monthNumber } from '../../shared/reports/customer-facts.ts';
import { takeFeeds } from '../feeds/take.ts';
import { freshDatabase, type FreshDatabase } from '../test-support/fresh-database.ts';

const SAMPLE = resolve(import.meta.dirname, '../../../shared/feeds');
const MONTH = '2026-10';
const TODAY = '2026-11-21';

/**
 * Every subscription of an open customer, in the month and each of the thirteen before it. `state`: the customer's
 * fees begin later (unknown), have ended before (beyond), or reach the month (known).
 */
const MONTHS = `
  create temp table m as
  select s.*, b as back, x.month, x.last_day,
    case when c.last is null or x.month > c.last then 'beyond' when c.first <= x.month then 'known' else 'unknown' end as state,
    coalesce(f.total, 0)::float8 as revenue, coalesce(f.local, 0)::float8 as local_fee,
    coalesce(f.long_distance, 0)::float8 as long_fee, coalesce(f.international, 0)::float8 as int_fee,
    coalesce(f.local_minutes, 0)::float8 as local, coalesce(f.long_distance_minutes, 0)::float8 as long,
    coalesce(f.international_minutes, 0)::float8 as int, coalesce(f.megabytes, 0)::float8 as mb
  from subscription s
  join customer k on k.customer_code = s.customer_code and k.closed_on is null
  left join (select s.customer_code, min(month) as first, max(month) as last from fee join subscription s using (subscription_id)
    group by 1) c on c.customer_code = s.customer_code
  cross join generate_series(0, 13) as b
  cross join lateral (select to_char(date '2026-10-01' - make_interval(months => b), 'YYYY-MM') as month,
    (date '2026-11-01' - make_interval(months => b) - interval '1 day')::date as last_day) x
  left join fee f on f.subscription_id = s.subscription_id and f.month = x.month;
  create index on m (subscription_id, back);
  analyze m;
  create temp table by_month as
  select customer_code, back, min(state) as state, sum(revenue) as revenue, sum(local) as local, sum(long) as long
  from m group by 1, 2;
  create index on by_month (customer_code, back);
  analyze by_month`;

const four = (columns: string, where: string): string => `
  select a.subscription_id as id, array[${columns}]::float8[] as figures
  from m a join m b using (subscription_id) join m c using (subscription_id) join m d using (subscription_id)
  where a.back = 0 and b.back = 1 and c.back = 2 and d.back = 3 and ${where}`;
const inService = `a.status = 'IN_SERVICE' and a.missing_since is null`;
const changeOf = (x: string): string => `case when b.state = 'known' then a.${x} - b.${x} end`;
/** Months after the last of the customer's fees are months without any. */
const told = (row: string): string => `${row}.state <> 'unknown'`;
const mean = (x: string): string => `round(((b.${x} + c.${x} + d.${x}) / 3)::numeric)::float8`;
const allTold = ['a', 'b', 'c', 'd'].map(told).join(' and ');
const dayOf = (column: string): string => `(a.${column} - date '1970-01-01')`;
const monthOf = (month: string): string =>
  `(left(${month}, 4)::integer * 12 + right(${month}, 2)::integer - 1)`;
const inARow = (holds: string): string =>
  `(select coalesce(min(n.back) filter (where not (${holds})), 12) from m n
    where n.subscription_id = a.subscription_id and n.back < 12)`;
const silent = `n.activated_on <= n.last_day and n.state <> 'unknown' and n.local + n.long + n.int + n.mb = 0`;
const uncharged = `n.back = 0 or (n.activated_on <= n.last_day and n.state <> 'unknown' and n.revenue = 0)`;
const yearOf = (from: number): string =>
  `(select coalesce(sum(n.revenue), 0) from m n where n.subscription_id = a.subscription_id and n.back between ${from} and ${from + 11})`;
const traffic = (x: string, fee: string, least: number): string =>
  four(`a.${x}, ${changeOf(x)}, a.${fee}, a.revenue`, `a.state = 'known' and a.${x} >= ${least}`);
const loss = (x: string, least: number): string =>
  four(
    `${mean(x)}, a.${x}, a.${x} - ${mean(x)}, floor((a.${x} - ${mean(x)}) / ${mean(x)} * 100 + 0.5), a.revenue`,
    `${inService} and ${allTold} and ${mean(x)} >= ${least} and (${mean(x)} - a.${x}) * 2 >= ${mean(x)}`,
  );
const cards = (pattern: string): string =>
  four('a.local + a.long + a.int, a.local, a.long, a.int, a.revenue', `a.product like '${pattern}'`);

/** Each list once more, from the tables that feeds fill, with the thresholds that it begins with. */
const SQL: Record<ListId, string> = {
  revenue: four(
    `a.revenue, ${changeOf('revenue')}, case when b.state = 'known' and c.state = 'known' and d.state = 'known' then ${mean('revenue')} end`,
    `a.state = 'known' and a.revenue >= 10000`,
  ),
  feeClass: four(
    `a.long_fee, ${changeOf('long_fee')}, a.revenue`,
    `a.state = 'known' and a.long_fee >= 1000`,
  ),
  newInstallations: four(
    `${dayOf('activated_on')}, case when a.state = 'known' then a.revenue end, a.revenue + b.revenue + c.revenue`,
    `a.activated_on between '2026-08-01' and '${TODAY}'`,
  ),
  localTraffic: traffic('local', 'local_fee', 300),
  longDistanceTraffic: traffic('long', 'long_fee', 60),
  internationalTraffic: traffic('int', 'int_fee', 1),
  icCard: cards('%IC卡%'),
  payPhone: cards('%公用电话%'),
  zeroTraffic: four(
    `${inARow(silent)}, (select ${monthOf('n.month')} from m n where n.subscription_id = a.subscription_id
       and n.back = ${inARow(silent)} and n.state <> 'unknown' and n.local + n.long + n.int + n.mb > 0), a.revenue`,
    `${inService} and a.activated_on <= a.last_day and ${inARow(silent)} >= 1`,
  ),
  zeroCharge: four(
    `${inARow(uncharged)}, (select ${monthOf('n.month')} from m n where n.subscription_id = a.subscription_id
       and n.back = ${inARow(uncharged)} and n.revenue > 0), ${yearOf(1)}`,
    `${inService} and a.revenue = 0`,
  ),
  arrears: `select a.subscription_id as id,
      array[least(6, r.months), r.amount, case when a.state = 'known' then a.revenue end]::float8[] as figures
    from m a join arrears r using (subscription_id) where a.back = 0`,
  numberRetained: four(
    `${yearOf(0)}, (select max(n.revenue) from m n where n.subscription_id = a.subscription_id and n.back < 12),
     case when a.state = 'known' then a.revenue end,
     (select max(${monthOf('n.month')}) from m n where n.subscription_id = a.subscription_id and n.back < 12
       and n.local + n.long + n.int + n.mb > 0)`,
    `a.status = 'NUMBER_RETAINED' and a.missing_since is null and ${yearOf(0)} >= 10000`,
  ),
  disconnected: four(
    `${dayOf('terminated_on')}, ${yearOf(0)}, coalesce((select amount from arrears r where r.subscription_id = a.subscription_id), 0)`,
    `a.status = 'TERMINATED' and a.terminated_on between '2026-08-01' and '${TODAY}' and (
      a.subscription_id in (select subscription_id from seen_orders) or a.subscription_id not in (
        select s.subscription_id from seen_arrears s join subscription u using (subscription_id)
        where s.since_month <= to_char(u.terminated_on, 'YYYY-MM') and s.day >= u.terminated_on))`,
  ),
  longDistanceLoss: loss('long', 30),
  localLoss: loss('local', 60),
  fluctuation: four(
    `${mean('revenue')}, a.revenue, a.revenue - ${mean('revenue')},
     floor((a.revenue - ${mean('revenue')}) / ${mean('revenue')} * 100 + 0.5)`,
    `a.status <> 'TERMINATED' and a.missing_since is null and ${allTold} and ${mean('revenue')} > 0
     and abs(a.revenue - ${mean('revenue')}) >= 5000 and abs(a.revenue - ${mean('revenue')}) * 100 >= ${mean('revenue')} * 30`,
  ),
};

/** So many newest months of a customer, each at least (or at most) so much: their mean, else null. */
const eachMonth = (x: string, months: number, holds: string): string => `
  (select round(avg(n.${x})::numeric)::float8 from by_month n
   where n.customer_code = w.customer_code and n.back < ${months}
     and w.since <= date '${MONTH}-01' - make_interval(months => ${months - 1})
   having bool_and(n.state <> 'unknown' and n.${x} ${holds}))`;

/** The shipped rules of marketing support once more: who is under which, with what figure. */
const OFFERS = `
  with who as (
    select c.customer_code, c.reporting_segment as segment, min(s.activated_on) as since,
      coalesce(bool_or(s.status = 'IN_SERVICE' and s.missing_since is null), false) as serves,
      coalesce(bool_or(l.live and s.product ~ '固话|固定电话'), false) as fixed,
      coalesce(bool_or(l.live and s.product ~ '宽带|ADSL'), false) as broadband,
      coalesce(bool_or(l.live and s.product ~ '公用电话|公话|IC卡'), false) as card,
      coalesce(bool_or(l.live and s.product ~ '包月' or a.plan ~ '包月|包年'), false) as flat,
      min(a.end_on) as ends
    from customer c join subscription s using (customer_code)
    cross join lateral (select s.status <> 'TERMINATED' and s.missing_since is null as live) l
    left join agreement a on a.subscription_id = s.subscription_id and a.end_on >= '${TODAY}'
    where c.closed_on is null group by 1, 2
  ), asked as (
    select w.*, ${eachMonth('revenue', 2, '<= 0')} as nothing, ${eachMonth('revenue', 6, '>= 10000')} as spends,
      ${eachMonth('long', 3, '>= 60')} as calls, ${eachMonth('local', 3, '>= 100')} as talks,
      ${eachMonth('revenue', 3, '>= 5000')} as pays
    from who w where serves
  )
  select customer_code as id, rule, figure::float8 as figure from asked cross join lateral (select
      case when ends <= date '${TODAY}' + 60 then 'renewal' when nothing is not null then 'zeroCharge'
        when segment in ('KEY_ACCOUNT', 'BUSINESS') and not flat and spends is not null then 'businessFlatRate'
        when not flat and not card and calls is not null then 'longDistance'
        when broadband and not flat and talks is not null then 'bundle'
        when fixed and not broadband and pays is not null then 'broadband' end as rule) r
    cross join lateral (select case rule when 'renewal' then ends - date '1970-01-01' when 'zeroCharge' then nothing
      when 'businessFlatRate' then spends when 'longDistance' then calls when 'bundle' then talks else pays end as figure) f
  where rule is not null`;

describe.skipIf(!existsSync(SAMPLE))('every list of the sample, beside the same counted in SQL', () => {
  let database: FreshDatabase;
  let facts: CustomerFacts[];
  /** By the keys of the facts. */
  let codes: string[];
  let dictionary: ProductDictionary;
  const counted = new Map<ListId, Map<string, number[]>>();
  let offered: { id: string; rule: string; figure: number }[];

  beforeAll(async () => {
    database = await freshDatabase();
    const client = await database.pool.connect();
    try {
      // Orders and arrears go with newer files: what each day had is put aside for the count.
      await client.query('create temp table seen_orders (subscription_id text)');
      await client.query('create temp table seen_arrears (subscription_id text, since_month text, day date)');
      for (const day of ['20261120', '20261121']) {
        await takeFeeds(database.pool, join(SAMPLE, day));
        await client.query(
          `insert into seen_orders select subscription_id from hotline_order where kind = '拆机'`,
        );
        await client.query(
          `insert into seen_arrears select subscription_id, since_month, $1::date from arrears`,
          [day],
        );
      }
      await client.query(MONTHS);
      for (const id of LIST_IDS) {
        const { rows } = await client.query<{ id: string; figures: (number | null)[] }>(SQL[id]);
        counted.set(id, new Map(rows.map((row) => [row.id, row.figures.map((one) => one ?? Number.NaN)])));
      }
      offered = (await client.query<(typeof offered)[number]>(OFFERS)).rows;
    } finally {
      client.release(true);
    }
    const rowsOf = async <T>(entity: Entity): Promise<Map<string, T>> => {
      const { rows } = await database.pool.query<{ id: string; body: string }>(
        'select id, body from sync_row where entity = $1',
        [entity],
      );
      return new Map(rows.map(({ id, body }) => [id, JSON.parse(body) as T]));
    };
    const ledgers = await rowsOf<Ledger>('ledger');
    const balances = await rowsOf<Balance>('balance');
    const customers = [...(await rowsOf<Customer>('customer')).values()];
    const open = customers.filter(({ closedOn }) => closedOn === undefined);
    codes = open.map(({ customerCode }) => customerCode);
    facts = open.map((customer, key) =>
      factsOf(
        key,
        {
          customer,
          ledger: ledgers.get(customer.customerCode) ?? null,
          balance: balances.get(customer.customerCode) ?? null,
        },
        MONTH,
      ),
    );
    dictionary = new ProductDictionary((await rowsOf<ProductCategoryRow>('productCategory')).values());
  }, 600_000);
  afterAll(() => database.drop());

  it.each(LIST_IDS)('%s', (id) => {
    const list = listOf(id);
    const ask = { frame: listFrame(MONTH, true, TODAY), parameters: list.parameters, dictionary };
    const rows = foldAll(listFold(list, ask), facts);
    const width = list.columns.length;
    const made = new Map(
      rows.keys.map((key, row) => [
        facts[key]!.subscription(rows.subscriptions[row]!).subscriptionId,
        rows.figures.slice(row * width, (row + 1) * width),
      ]),
    );
    const wanted = counted.get(id)!;
    expect([...made.keys()].sort()).toEqual([...wanted.keys()].sort());
    expect(Object.fromEntries(made)).toEqual(Object.fromEntries(wanted));
    // The sample has neither cards nor pay phones; of everything else it has some.
    if (id !== 'icCard' && id !== 'payPhone') expect(made.size).toBeGreaterThan(0);
  });

  it('marketing support: each customer under the first rule that it meets', () => {
    const ids = Object.keys(SHIPPED_OFFERS) as (keyof typeof SHIPPED_OFFERS)[];
    const rules = ids.map((id) => SHIPPED_OFFERS[id].conditions);
    const ask = { month: monthNumber(MONTH), today: dayNumber(TODAY), dictionary };
    const found = foldAll(offerFold(rules, ask), facts);
    for (const [at, id] of ids.entries()) {
      const { keys, figures } = found[at]!;
      expect(rules[at]!.filter(hasFigure)).toHaveLength(1);
      const made = keys.map((key, row): [string, number] => [codes[key]!, figures[row]!]);
      const wanted = offered
        .filter(({ rule }) => rule === id)
        .map((one): [string, number] => [one.id, one.figure]);
      expect(new Map(made)).toEqual(new Map(wanted));
      expect(made.length).toBeGreaterThan(0);
    }
  });
});
