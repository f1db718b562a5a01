import type { Pool } from 'pg';
import type { CentreProgress, PeriodResponse } from '../../../shared/api/division.ts';
import { allocationPeriod, periodState, timeUntilClose } from '../../../shared/domain/allocation-period.ts';
import { CONFIRMING_CHANNELS } from '../../../shared/domain/division.ts';
import { byUnitCode } from '../../../shared/domain/org-units.ts';
import { dayOf, isoInShanghai, type Month } from '../../../shared/lib/dates.ts';
import type { Caller } from '../../plugins/auth.ts';
import { communitiesInReach, grantColumns } from '../territory/scope.ts';
import { countBatches } from './batches.ts';
import { isConfirming, mayConfirm } from './confirmations.ts';
import { customersOfPeriod } from './customers.ts';
import { type DivisionUnit, readUnits } from './territory.ts';

/** How far the division of a month has come, over the customers that the reader may read. */
export async function readPeriod(
  pool: Pool,
  caller: Caller,
  month: Month,
  now: Date,
): Promise<PeriodResponse> {
  const units = await readUnits(pool);
  const customers = await customersOfPeriod(pool, month, caller.grants);
  const { firstDay, lastDay } = allocationPeriod(month);
  const inPool = customers.filter((customer) => customer.in_pool).length;
  const confirmations = await readConfirmations(pool, month);
  const centres = [...units.values()]
    .filter((unit) => unit.kind === 'SERVICE_CENTRE' && !unit.retired)
    .sort(byUnitCode)
    .map((centre) => progressOf(centre, caller, units, customers, confirmations))
    .filter((centre) => centre.new_customers > 0 || centre.confirmations.some((entry) => entry.mine));
  return {
    month,
    state: periodState(month, dayOf(now)),
    first_day: firstDay,
    last_day: lastDay,
    closes_in: timeUntilClose(month, now),
    closed: await readClose(pool, caller, month),
    new_customers: customers.length,
    in_community: customers.length - inPool,
    in_pool: inPool,
    centres,
    newest_sheet: await readNewestSheet(pool, caller, month),
    batches: await countBatches(pool, caller, month),
    server_time: isoInShanghai(now),
  };
}

interface Confirmation {
  department_code: string;
  confirmed_by: string;
  confirmed_at: Date;
}

async function readConfirmations(pool: Pool, month: Month): Promise<Map<string, Confirmation>> {
  const { rows } = await pool.query<Confirmation>(
    `select d.department_code, coalesce(p.name, d.confirmed_by) as confirmed_by, d.confirmed_at
     from division_confirmation d left join staff p on p.staff_no = d.confirmed_by where d.month = $1`,
    [month],
  );
  return new Map(rows.map((row) => [row.department_code, row]));
}

function progressOf(
  centre: DivisionUnit,
  caller: Caller,
  units: ReadonlyMap<string, DivisionUnit>,
  customers: readonly { community_code: string; in_pool: boolean }[],
  confirmations: ReadonlyMap<string, Confirmation>,
): CentreProgress {
  const below = (unit: DivisionUnit | undefined) => unit?.path.includes(centre.unitCode) ?? false;
  const own = customers.filter((customer) => below(units.get(customer.community_code)));
  const inPool = own.filter((customer) => customer.in_pool).length;
  const order = (unit: DivisionUnit) => (unit.channel ? CONFIRMING_CHANNELS.indexOf(unit.channel) : -1);
  return {
    unit_code: centre.unitCode,
    name: centre.name,
    new_customers: own.length,
    in_community: own.length - inPool,
    in_pool: inPool,
    confirmations: [...units.values()]
      .filter((unit) => below(unit) && isConfirming(unit))
      .sort((a, b) => order(a) - order(b) || byUnitCode(a, b))
      .map((department) => {
        const confirmation = confirmations.get(department.unitCode);
        return {
          department_code: department.unitCode,
          name: department.name,
          channel: department.channel!,
          confirmed_by: confirmation?.confirmed_by ?? null,
          confirmed_at: confirmation ? isoInShanghai(confirmation.confirmed_at) : null,
          mine: mayConfirm(caller, department),
        };
      }),
  };
}

async function readClose(pool: Pool, caller: Caller, month: Month): Promise<PeriodResponse['closed']> {
  const { units, channels } = grantColumns(caller.grants, 'customer.read');
  const { rows } = await pool.query<{ closed_at: Date; closed_by: string; locked: number }>(
    `select a.closed_at, a.closed_by,
       (select count(distinct l.customer_code)::int
        from customer c
        join reassignment_log l on l.customer_code = c.customer_code and l.kind = 'LOCKED'
          and l.detail ->> 'month' = a.month
        join (${communitiesInReach('$2', '$3')}) reach on reach.unit_code = l.from_community
        where c.first_seen_month = a.month and not c.opening_stock) as locked
     from allocation_close a where a.month = $1`,
    [month, units, channels],
  );
  const close = rows[0];
  return close ? { at: isoInShanghai(close.closed_at), by: close.closed_by, locked: close.locked } : null;
}

async function readNewestSheet(
  pool: Pool,
  caller: Caller,
  month: Month,
): Promise<PeriodResponse['newest_sheet']> {
  const { rows } = await pool.query<{ made_at: Date; made_by: string }>(
    `select s.made_at, coalesce(p.name, s.made_by) as made_by
     from division_sheet s left join staff p on p.staff_no = s.made_by
     where s.month = $1 and s.made_by = $2 order by s.made_at desc limit 1`,
    [month, caller.staffNo],
  );
  const sheet = rows[0];
  return sheet ? { made_at: isoInShanghai(sheet.made_at), made_by: sheet.made_by } : null;
}
