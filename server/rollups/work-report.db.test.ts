import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Complaint } from '../../shared/domain/complaints.ts';
import type { Feedback } from '../../shared/domain/feedback.ts';
import { fixedClock } from '../../shared/lib/clock.ts';
import { NO_COMPLAINT_WORK, NO_WORK, workOfPeople, workReport } from '../../shared/reports/index.ts';
import type { WorkReport } from '../../shared/reports/index.ts';
import { loadDemo } from '../demo/load.ts';
import { inTransaction } from '../postgres/transaction.ts';
import { freshDatabase, type FreshDatabase } from '../test-support/fresh-database.ts';
import { communityFacts } from './community-facts.ts';

const TODAY = '2026-11-20';
const MONTHS = ['2026-10', '2026-11'];

/** The same once more, from the tables that people's edits fill. */
const SQL = `
  with told as (
    select i.interaction_id as id, i.customer_code, i.staff_no, i.kind, i.outcome, i.next_on,
      i.happened_at::timestamptz as at, (i.happened_at::timestamptz at time zone 'Asia/Shanghai')::date as day,
      i.note = '' and i.outcome = '' and i.next_on is not null as planned
    from interaction i join customer c using (customer_code) where c.closed_on is null
  ), contacts as (
    select staff_no, count(distinct customer_code) as customers, count(*) filter (where kind = 'VISIT') as visits,
      count(*) filter (where kind = 'CALL') as calls,
      count(*) filter (where outcome not in ('没找到人', '未接', '停机或空号', '号码不对')) as reached
    from told where not planned and to_char(day, 'YYYY-MM') = $1 group by 1
  ), steps as (
    select t.staff_no, count(*) as due, count(n.day) as kept, count(*) filter (where n.day <= t.next_on) as on_time
    from told t
    left join lateral (
      select l.day from told l where l.customer_code = t.customer_code and not l.planned and (l.at, l.id) > (t.at, t.id)
      order by l.at, l.id limit 1) n on true
    where to_char(t.next_on, 'YYYY-MM') = $1 and t.next_on <= $2::date group by 1
  ), received as (
    select coalesce(owner_no, taken_by) as staff_no, count(*) as n from complaint
    where to_char(received_on, 'YYYY-MM') = $1 group by 1
  ), solved as (
    select solved_by as staff_no, count(*) as n, count(*) filter (where solved_on <= due_on) as in_time from complaint
    where state in ('SOLVED', 'CLOSED') and to_char(solved_on, 'YYYY-MM') = $1 group by 1
  ), said as (
    select staff_no, count(*) as n from feedback
    where (reason is not null or btrim(note) <> '')
      and to_char(written_at::timestamptz at time zone 'Asia/Shanghai', 'YYYY-MM') = $1 group by 1
  )
  select s.staff_no, array[coalesce(c.customers, 0), coalesce(c.visits, 0), coalesce(c.calls, 0), coalesce(c.reached, 0),
    coalesce(d.due, 0), coalesce(d.kept, 0), coalesce(d.on_time, 0), coalesce(r.n, 0), coalesce(v.n, 0),
    coalesce(v.in_time, 0), coalesce(f.n, 0)]::float8[] as figures
  from staff s
  left join contacts c using (staff_no) left join steps d using (staff_no) left join received r using (staff_no)
  left join solved v using (staff_no) left join said f using (staff_no)
  where coalesce(c.customers, d.due, r.n, v.n, f.n) is not null`;

describe('the work report of everybody in the demo, beside the same counted in SQL', () => {
  let database: FreshDatabase;

  beforeAll(async () => {
    database = await freshDatabase();
    await loadDemo(
      database.pool,
      { customers: 500, seed: 7, month: '2026-11', today: TODAY, spread: 'region' },
      { clock: fixedClock(`${TODAY}T09:00:00+08:00`) },
    );
    // The notes of the demo end before the month; its first days bring the same visits and calls once more.
    await database.pool.query(
      `insert into interaction (interaction_id, customer_code, kind, purpose, outcome, note, next_step, next_on, happened_at, staff_no)
       select 'AGAIN-' || interaction_id, customer_code, kind, purpose, outcome, note, next_step, '2026-11-19',
         replace(happened_at, '2026-10', '2026-11'), staff_no
       from interaction where happened_at between '2026-10-01' and '2026-10-20'`,
    );
    // People have also written about arrears: of the first of October, of November, and nothing at all.
    await database.pool.query(
      `insert into feedback (feedback_id, subscription_id, topic, month, note, staff_no, written_at)
       select 'ARREARS:' || a.subscription_id || ':2026-10', a.subscription_id, 'ARREARS', '2026-10',
         case when a.n % 5 = 0 then ' ' else '月底交' end, s.staff_no,
         case when a.n % 3 = 0 then '2026-10-31T15:59:59Z' else '2026-10-31T16:00:00Z' end
       from (select subscription_id, row_number() over (order by subscription_id) as n from arrears) a
       join subscription using (subscription_id) join customer c using (customer_code)
       join staff_role r on r.unit_code = c.community_code and r.role = 'ACCOUNT_MANAGER' join staff s using (staff_id)
       on conflict do nothing`,
    );
  }, 300_000);
  afterAll(() => database.drop());

  async function rowsOf<Row>(entity: string): Promise<Row[]> {
    const { rows } = await database.pool.query<{ body: Row }>(
      'select body::json as body from sync_row where entity = $1',
      [entity],
    );
    return rows.map(({ body }) => body);
  }

  async function contactsIn(month: string): Promise<WorkReport> {
    const fold = workReport(month, TODAY);
    const all = fold.empty();
    await inTransaction(database.pool, async (db) => {
      const { rows } = await db.query<{ code: string }>(
        'select distinct community_code as code from customer',
      );
      for (const { code } of rows) {
        for await (const facts of communityFacts(db, code, '2026-10')) fold.add(all, facts);
      }
    });
    return all;
  }

  it.each(MONTHS)('%s', async (month) => {
    const contacts = await contactsIn(month);
    const others = workOfPeople(
      await rowsOf<Complaint>('complaint'),
      await rowsOf<Feedback>('feedback'),
      month,
    );
    const people = [...new Set([...Object.keys(contacts), ...Object.keys(others)])].sort();
    const counted = people.map((staffNo) => {
      const c = contacts[staffNo] ?? NO_WORK;
      const o = others[staffNo] ?? NO_COMPLAINT_WORK;
      const mine = [c.customers, c.visits, c.calls, c.reached, c.due, c.kept, c.onTime];
      return [staffNo, ...mine, o.received, o.solved, o.inTime, o.feedback];
    });
    const { rows } = await database.pool.query<{ staff_no: string; figures: number[] }>(SQL, [month, TODAY]);
    const expected = rows.map(({ staff_no: staffNo, figures }) => [staffNo, ...figures]);
    expect(counted).toEqual(expected.sort((a, b) => (a[0]! < b[0]! ? -1 : 1)));
    // Each figure occurs, so that none is equal only for being nothing.
    const sums = Array.from({ length: 11 }, (_, at) =>
      counted.reduce<number>((sum, figures) => sum + Number(figures[at + 1]), 0),
    );
    const occurs = month === '2026-11' ? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] : [0, 1, 2, 3, 10];
    expect(occurs.filter((at) => sums[at] === 0)).toEqual([]);
  });
});
