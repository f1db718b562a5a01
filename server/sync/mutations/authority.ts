import { mayAnywhere, mayAt, type Permission, type ScopedUnit } from '../../../shared/domain/permissions.ts';
import {
  communitiesInReach,
  grantColumns,
  scopedUnit,
  type UnitColumns,
} from '../../modules/territory/scope.ts';
import { type MutationContext, type Outcome, rejected } from './outcome.ts';

/**
 * The community of a customer, with the customer locked until the transaction ends: authority is checked against
 * where it is at this moment (SPEC S11), and it cannot move in between. The lock is the one that projecting the
 * customer's rows takes, so nobody has to strengthen his and wait for another who does the same.
 */
export async function lockCustomer(
  { db }: MutationContext,
  customerCode: string,
): Promise<ScopedUnit | undefined> {
  const { rows } = await db.query<UnitColumns>({
    name: 'sync-lock-customer',
    text: `select u.path, u.channel
      from customer c join org_unit u on u.unit_code = c.community_code
      where c.customer_code = $1
      for no key update of c`,
    values: [customerCode],
  });
  return rows[0] && scopedUnit(rows[0]);
}

/** Why the sender may not: `E_PERMISSION` where no role of his carries it, `E_SCOPE` where none carries it here. */
export function refusal(
  { sender }: MutationContext,
  permission: Permission,
  community: ScopedUnit,
): Outcome | undefined {
  if (!mayAnywhere(sender.grants, permission)) {
    return rejected('E_PERMISSION', `no role of the sender carries ${permission}`);
  }
  if (!mayAt(sender.grants, permission, community)) {
    return rejected('E_SCOPE', 'the customer is outside the scope of the sender');
  }
  return undefined;
}

/**
 * Whether the customer was once where the sender may write now: it left one of his communities by a logged move, or
 * left its row's tombstone in one of their buckets. Then his device may hold it still, and what he noted
 * before he heard of the move is worth having (SPEC S8, `late`).
 */
export async function wasInScope({ db, sender }: MutationContext, customerCode: string): Promise<boolean> {
  const { units, channels } = grantColumns(sender.grants, 'customer.write');
  const { rows } = await db.query<{ known: boolean }>({
    name: 'sync-was-in-scope',
    text: `with reach as (${communitiesInReach('$2', '$3')})
      select exists (
        select from reassignment_log l join reach on reach.unit_code = l.from_community
        where l.customer_code = $1
      ) or exists (
        select from reach join sync_state s on s.bucket = 'community:' || reach.unit_code
        where s.entity = 'customer' and s.id = $1 and s.deleted
      ) as known`,
    values: [customerCode, units, channels],
  });
  return rows[0]?.known === true;
}
