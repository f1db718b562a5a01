import type { Pool } from 'pg';
import type { Day } from '../../shared/lib/dates.ts';
import type { Interaction } from '../../shared/domain/rows.ts';
import { hashPassword } from '../auth/passwords.ts';
import { interactionsOf } from './interactions.ts';
import type { VisitedCustomer } from './interactions.ts';
import { DEMO_PASSWORD } from './sign-ins.ts';
import type { SignIn } from './sign-ins.ts';

/** Gives the demo password to those who have none yet; returns how many that were. */
export async function setDemoPasswords(pool: Pool, signIns: readonly SignIn[]): Promise<number> {
  let set = 0;
  for (const { staffNo } of signIns) {
    const { rowCount } = await pool.query(
      'select 1 from staff where staff_no = $1 and password_hash is null',
      [staffNo],
    );
    if (rowCount !== 1) continue;
    await pool.query(
      `update staff set password_hash = $2, password_set_at = now(), must_change_password = false
       where staff_no = $1 and password_hash is null`,
      [staffNo, await hashPassword(DEMO_PASSWORD)],
    );
    set++;
  }
  return set;
}

const ROWS_AT_ONCE = 2_000;

/** Writes what account managers noted on customers they had before the anchor month; returns how many were new. */
export async function addDemoInteractions(
  pool: Pool,
  { seed, month, openingDay }: { seed: number; month: string; openingDay: Day },
): Promise<number> {
  const { rows: customers } = await pool.query<VisitedCustomer>(
    `select c.customer_code as "customerCode", c.billing_account_number as "billingAccountNumber",
            m.staff_no as "staffNo"
     from customer c
     cross join lateral (
       select s.staff_no from staff_role r join staff s using (staff_id)
       where r.unit_code = c.community_code and r.role = 'ACCOUNT_MANAGER' and s.disabled_at is null
       order by s.staff_no limit 1
     ) m
     where c.first_seen_month < $1 and c.closed_on is null
     order by c.billing_account_number`,
    [month],
  );
  const interactions = customers.flatMap((customer) => interactionsOf(customer, seed, openingDay));
  let added = 0;
  for (let i = 0; i < interactions.length; i += ROWS_AT_ONCE)
    added += await insertInteractions(pool, interactions.slice(i, i + ROWS_AT_ONCE));
  return added;
}

async function insertInteractions(pool: Pool, rows: readonly Interaction[]): Promise<number> {
  const { rowCount } = await pool.query(
    `insert into interaction (interaction_id, customer_code, kind, purpose, outcome, note, next_step, next_on,
                              happened_at, staff_no)
     select "interactionId", "customerCode", kind, purpose, outcome, note, "nextStep", "nextOn", "happenedAt", "staffNo"
     from jsonb_to_recordset($1::jsonb) as r("interactionId" text, "customerCode" text, kind text, purpose text,
       outcome text, note text, "nextStep" text, "nextOn" date, "happenedAt" text, "staffNo" text)
     on conflict (interaction_id) do nothing`,
    [JSON.stringify(rows)],
  );
  return rowCount ?? 0;
}
