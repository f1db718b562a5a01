import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Balance, Customer, Entity, Interaction, Ledger } from '../../shared/domain/rows.ts';
import type { Clock } from '../../shared/lib/clock.ts';
import { ENDED, factsOf, foldAll, groupInformation } from '../../shared/reports/index.ts';
import { takeFeeds } from '../feeds/take.ts';
import { freshDatabase, type FreshDatabase } from '../test-support/fresh-database.ts';

const SAMPLE = resolve(import.meta.dirname, '../../../shared/feeds');
const TODAY = '2026-11-21';
const MONTH = '2026-10';
const clock: Clock = { now: () => new Date(`${TODAY}T09:00:00+08:00`) };

/** A group of every third customer; of these the sample has no records, so some are called, or to be called only. */
const GROUP = `
  create table member as select customer_code, n from (
    select customer_code, row_number() over (order by customer_code) as n from customer where closed_on is null
  ) c where n % 3 = 0;
  insert into interaction (interaction_id, customer_code, kind, purpose, outcome, note, next_on, happened_at, staff_no)
  select 'I-' || n, customer_code, 'CALL', '回访', case when n % 4 = 0 then '' else '已联系' end, '',
    case when n % 4 = 0 then date '${TODAY}' end,
    to_char(timestamp '2026-11-20 10:00:00' - make_interval(days => case when n % 5 = 0 then 91 else 88 end),
      'YYYY-MM-DD"T"HH24:MI:SS"+08:00"'), 'P1'
  from member where n % 2 = 0`;

const live = `s.missing_since is null and s.status <> 'TERMINATED'`;
const WHOLE = `
  with mine as (select s.*, ${live} as live from subscription s join member using (customer_code)),
    valid as (select customer_code from agreement join mine using (subscription_id) where end_on >= '${TODAY}'),
    owing as (select customer_code, amount from arrears join mine using (subscription_id)),
    living as (select distinct customer_code from mine where live)
  select (select count(*) from member)::int as customers, (select count(*) from living)::int as live,
    (select count(*) from valid)::int as agreements,
    (select count(distinct customer_code) from valid)::int as "agreementCustomers",
    (select count(distinct customer_code) from owing)::int as "arrearsCustomers",
    (select sum(amount) from owing)::int as arrears,
    (select count(distinct customer_code) from interaction join living using (customer_code)
      where (outcome <> '' or note <> '' or next_on is null)
        and happened_at::timestamptz::date between date '${TODAY}' - 90 and '${TODAY}')::int as contacted`;
const PRODUCTS = `
  select case when ${live} then product else '${ENDED}' end as product,
    array[count(*), count(*) filter (where ${live} and s.status = 'IN_SERVICE'), count(distinct customer_code),
      coalesce(sum(f.total), 0), coalesce(sum(a.amount), 0)]::float8[] as figures
  from subscription s join member using (customer_code)
  left join fee f on f.subscription_id = s.subscription_id and f.month = '${MONTH}'
  left join arrears a on a.subscription_id = s.subscription_id
  group by 1`;

describe.skipIf(!existsSync(SAMPLE))('the information of a group of the sample, beside SQL', () => {
  let database: FreshDatabase;

  beforeAll(async () => {
    database = await freshDatabase();
    for (const day of ['20261120', '20261121']) await takeFeeds(database.pool, join(SAMPLE, day), { clock });
    await database.pool.query(GROUP);
  }, 600_000);
  afterAll(() => database.drop());

  async function rowsOf<T extends { customerCode: string }>(entity: Entity): Promise<Map<string, T>> {
    const { rows } = await database.pool.query<{ body: string }>(
      'select body from sync_row where entity = $1',
      [entity],
    );
    return new Map(rows.map(({ body }) => JSON.parse(body) as T).map((row) => [row.customerCode, row]));
  }

  it('is the same to the fen', async () => {
    const customers = await rowsOf<Customer>('customer');
    const ledgers = await rowsOf<Ledger>('ledger');
    const balances = await rowsOf<Balance>('balance');
    const records = await rowsOf<Interaction>('interaction');
    const { rows: members } = await database.pool.query<{ code: string }>(
      'select customer_code as code from member',
    );
    const facts = members.map(({ code }, key) => {
      const record = records.get(code);
      const customer = customers.get(code)!;
      const parts = { customer, ledger: ledgers.get(code) ?? null, balance: balances.get(code) ?? null };
      return factsOf(key, { ...parts, interactions: record === undefined ? [] : [record] }, MONTH);
    });
    const { products, ...whole } = foldAll(groupInformation(TODAY, MONTH), facts);

    const { rows: wholes } = await database.pool.query<typeof whole>(WHOLE);
    expect(whole).toEqual(wholes[0]);
    // Each figure occurs, so that none is equal only for being nothing.
    expect(Object.entries(whole).filter(([, count]) => count === 0)).toEqual([]);
    const { rows: lines } = await database.pool.query<{ product: string; figures: number[] }>(PRODUCTS);
    expect(products).toEqual(Object.fromEntries(lines.map(({ product, figures }) => [product, figures])));
    expect(lines.length).toBeGreaterThan(2);
  });
});
