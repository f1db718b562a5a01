import type { Pool } from 'pg';
import { mayAt } from '../../../shared/domain/permissions.ts';
import { ApiError } from '../../api-error.ts';
import type { Caller } from '../../plugins/auth.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { lockCustomers } from './moves.ts';
import { readUnits } from './territory.ts';

/**
 * Lifts the one-year lock of customers, all or none, with the reason in the adjustment log. One that is not locked is
 * left alone. Returns how many were lifted.
 */
export async function liftLocks(
  pool: Pool,
  caller: Caller,
  customerCodes: readonly string[],
  reason: string,
  now: Date,
): Promise<number> {
  return inTransaction(pool, async (client) => {
    await lockCustomers(client, customerCodes);
    const { rows } = await client.query<{ customer_code: string; community_code: string }>(
      'select customer_code, community_code from customer where customer_code = any($1)',
      [customerCodes],
    );
    const units = await readUnits(client);
    const reached = rows.filter((row) => {
      const unit = units.get(row.community_code);
      return unit !== undefined && mayAt(caller.grants, 'lock.lift', unit);
    });
    if (reached.length !== new Set(customerCodes).size) {
      throw new ApiError(403, 'E_SCOPE', 'a customer is unknown or outside your scope');
    }
    const lifted = await client.query(
      `with locked as materialized (
         select customer_code, community_code, locked_until from customer
         where customer_code = any($1) and locked_until is not null
       ), lifted as (
         update customer c set locked_until = null from locked l where l.customer_code = c.customer_code
       )
       insert into reassignment_log (customer_code, from_community, to_community, kind, actor, logged_at, reason, detail)
       select customer_code, community_code, community_code, 'LOCK_LIFTED', $2, $3, $4,
         jsonb_build_object('lockedUntil', locked_until)
       from locked order by customer_code`,
      [customerCodes, caller.staffNo, now, reason],
    );
    return lifted.rowCount ?? 0;
  });
}
