import type { Pool } from 'pg';
import { allocationPeriod, newestEndedPeriod } from '../../../shared/domain/allocation-period.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import { dayOf, type Month } from '../../../shared/lib/dates.ts';
import { inTransaction } from '../../postgres/transaction.ts';

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
    // First all of the month are held, in the order of lockCustomers, then a statement of its own sees where each is:
    // who is being moved at this moment is found where he arrives.
    await client.query(
      `select from customer where first_seen_month = $1 and not opening_stock
       order by customer_code for no key update`,
      [month],
    );
    const locked = await client.query(
      `with pooled as materialized (
         select c.customer_code, c.community_code
         from customer c join org_unit u on u.unit_code = c.community_code
         where c.first_seen_month = $1 and not c.opening_stock and c.closed_on is null
           and u.kind = 'UNASSIGNED_POOL' and (c.locked_until is null or c.locked_until < $2::date)
       ), locked as (
         update customer c set locked_until = $2::date from pooled p where p.customer_code = c.customer_code
       )
       insert into reassignment_log (customer_code, from_community, to_community, kind, actor, logged_at, detail)
       select customer_code, community_code, community_code, 'LOCKED', $3, $4,
         jsonb_build_object('month', $1::text, 'lockedUntil', $2::text)
       from pooled order by customer_code`,
      [month, allocationPeriod(month).lockedUntil, closedBy, now],
    );
    const count = locked.rowCount ?? 0;
    await client.query('update allocation_close set locked_count = $2 where month = $1', [month, count]);
    return { month, locked: count };
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
