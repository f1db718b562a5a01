import type { Pool, PoolClient } from 'pg';
import type { AdjustmentKind } from '../../../shared/api/adjustments.ts';
import { allocationPeriod, newestEndedPeriod } from '../../../shared/domain/allocation-period.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import { addMonths, dayOf, type Month } from '../../../shared/lib/dates.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { lockCustomers, MOVES_OF_PEOPLE } from './moves.ts';

/** What closing a period came to; `locked` customers stay where they are for a year. */
export interface PeriodClose {
  month: Month;
  locked: number;
}

/**
 * Closes a period that has ended: its customers that still wait in a pool are locked there, each with an entry in the
 * adjustment log. Null where it was closed before; of several processes that try at once, one closes it.
 */
export async function closePeriod(
  pool: Pool,
  month: Month,
  closedBy: string,
  now: Date,
): Promise<PeriodClose | null> {
  return inTransaction(pool, async (client) => {
    const first = await client.query(
      `insert into allocation_close (month, closed_at, closed_by, locked_count) values ($1, $2, $3, 0)
       on conflict (month) do nothing`,
      [month, now, closedBy],
    );
    if (first.rowCount === 0) return null;
    const { rows } = await client.query<{ customer_code: string }>(
      'select customer_code from customer where first_seen_month = $1 and not opening_stock',
      [month],
    );
    return lockInPools(client, { month, by: closedBy, now, customers: codesOf(rows), unless: [] });
  });
}

/** Closes every period that has ended and is not closed, oldest first; months without new customers need none. */
export async function closeDuePeriods(pool: Pool, clock: Clock): Promise<PeriodClose[]> {
  const now = clock.now();
  const { rows } = await pool.query<{ month: Month }>(
    `select distinct c.first_seen_month as month from customer c
     where not c.opening_stock and c.first_seen_month <= $1
       and not exists (select from allocation_close a where a.month = c.first_seen_month)
     order by 1`,
    [newestEndedPeriod(dayOf(now))],
  );
  const closed: PeriodClose[] = [];
  for (const { month } of rows) {
    const close = await closePeriod(pool, month, 'system', now);
    if (close) closed.push(close);
  }
  return closed;
}

/**
 * What a latecomer has not in its log. No moment is compared: an intake that began before the close founds customers
 * that bear that earlier moment, and are seen only after it.
 */
const OF_EARLIER: readonly AdjustmentKind[] = ['LOCKED', ...MOVES_OF_PEOPLE];

/** Of the periods that lock until today or longer: older ones have nothing to lock with. */
const PERIODS_THAT_LOCK = 12;

/**
 * Locks customers that a late file brought into the pool of a month that is closed already, until the day on which
 * those before them are free. Whoever was locked once, or was moved by a person, was not late.
 */
export async function lockLatecomers(pool: Pool, clock: Clock): Promise<PeriodClose[]> {
  const now = clock.now();
  const { rows } = await pool.query<{ month: Month; customer_code: string }>(
    `select c.first_seen_month as month, c.customer_code
     from customer c
     join allocation_close a on a.month = c.first_seen_month
     join org_unit u on u.unit_code = c.community_code
     where c.first_seen_month >= $1 and not c.opening_stock and c.closed_on is null and c.locked_until is null
       and u.kind = 'UNASSIGNED_POOL' and not exists (
         select from reassignment_log l where l.customer_code = c.customer_code and l.kind = any($2))
     order by 1`,
    [addMonths(newestEndedPeriod(dayOf(now)), 1 - PERIODS_THAT_LOCK), OF_EARLIER],
  );
  const locked: PeriodClose[] = [];
  for (const month of new Set(rows.map((row) => row.month))) {
    const late = rows.filter((row) => row.month === month);
    const close = await inTransaction(pool, (client) =>
      lockInPools(client, { month, by: 'system', now, customers: codesOf(late), unless: OF_EARLIER }),
    );
    if (close.locked > 0) locked.push(close);
  }
  return locked;
}

const codesOf = (rows: readonly { customer_code: string }[]): string[] =>
  rows.map((row) => row.customer_code);

interface Locking {
  month: Month;
  by: string;
  now: Date;
  customers: readonly string[];
  /** Whoever has such an entry in his log is left alone. */
  unless: readonly AdjustmentKind[];
}

/**
 * Locks those of the customers that are in a pool. All are held first, then a statement of its own sees where each is:
 * who is being moved at this moment is found where he arrives.
 */
async function lockInPools(
  client: PoolClient,
  { month, by, now, customers, unless }: Locking,
): Promise<PeriodClose> {
  await lockCustomers(client, customers);
  const { rowCount } = await client.query(
    `with pooled as materialized (
       select c.customer_code, c.community_code
       from customer c join org_unit u on u.unit_code = c.community_code
       where c.customer_code = any($5) and c.closed_on is null and u.kind = 'UNASSIGNED_POOL'
         and (c.locked_until is null or c.locked_until < $2::date)
         and not exists (select from reassignment_log l where l.customer_code = c.customer_code and l.kind = any($6))
     ), locked as (
       update customer c set locked_until = $2::date from pooled p where p.customer_code = c.customer_code
     )
     insert into reassignment_log (customer_code, from_community, to_community, kind, actor, logged_at, detail)
     select customer_code, community_code, community_code, 'LOCKED', $3, $4,
       jsonb_build_object('month', $1::text, 'lockedUntil', $2::text)
     from pooled order by customer_code`,
    [month, allocationPeriod(month).lockedUntil, by, now, customers, unless],
  );
  const locked = rowCount ?? 0;
  await client.query('update allocation_close set locked_count = locked_count + $2 where month = $1', [
    month,
    locked,
  ]);
  return { month, locked };
}
