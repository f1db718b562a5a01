import type { PoolClient } from 'pg';
import type { RoleGrant } from '../../../shared/domain/permissions.ts';
import { dayOf, type Day } from '../../../shared/lib/dates.ts';
import { communitiesInReach, grantColumns } from '../../modules/territory/scope.ts';
import { lockOwnList } from './call-list-change.ts';
import { applied, type MutationContext, type Outcome, rejected } from './outcome.ts';

/**
 * Gives a list to a colleague who may write about each of its customers; where he may not about one, nothing is handed
 * over. What has been called stays as it is. Customers that have left the sender meanwhile stay behind.
 */
export async function handCallList(context: MutationContext, listId: string, to: string): Promise<Outcome> {
  const { db, sender, now } = context;
  const found = await lockOwnList(context, listId);
  if ('refused' in found) return found.refused;
  const { rows } = await db.query<{ staff_id: string }>(
    'select staff_id from staff where staff_no = $1 and disabled_at is null',
    [to],
  );
  const taker = rows[0]?.staff_id;
  if (taker === undefined) return rejected('E_NOT_FOUND', 'no such colleague');
  if (taker === sender.staffId) return applied;
  const outside = await outsideOf(context, listId, await grantsOn(db, taker, dayOf(now)));
  if (outside > 0) return rejected('E_SCOPE', `${outside} customers of the list are outside his scope`);
  await leaveBehind(context, listId);
  await db.query('update call_list set holder_id = $2, handed_by = $3, handed_at = $4 where list_id = $1', [
    listId,
    taker,
    sender.staffNo,
    now,
  ]);
  return applied;
}

async function grantsOn(db: PoolClient, staffId: string, day: Day): Promise<RoleGrant[]> {
  const { rows } = await db.query<RoleGrant>(
    `select r.role, r.unit_code as "unitCode", r.channel, o.permissions
     from staff_role r join role o on o.role_key = r.role
     where r.staff_id = $1 and (r.valid_from is null or r.valid_from <= $2) and (r.valid_to is null or r.valid_to >= $2)`,
    [staffId, day],
  );
  return rows;
}

/** Of the customers that the sender still has, how many the taker may not write about. */
async function outsideOf(
  { db, sender }: MutationContext,
  listId: string,
  taker: readonly RoleGrant[],
): Promise<number> {
  const mine = grantColumns(sender.grants, 'customer.read');
  const his = grantColumns(taker, 'customer.write');
  const { rows } = await db.query<{ outside: number }>(
    `select count(*) as outside from call_entry e join customer c using (customer_code)
     where e.list_id = $1 and c.community_code in (${communitiesInReach('$2', '$3')})
       and c.community_code not in (${communitiesInReach('$4', '$5')})`,
    [listId, mine.units, mine.channels, his.units, his.channels],
  );
  return rows[0]?.outside ?? 0;
}

/** Customers that are with somebody else by now are nothing that the sender could hand on. */
async function leaveBehind({ db, sender }: MutationContext, listId: string): Promise<void> {
  const { units, channels } = grantColumns(sender.grants, 'customer.read');
  await db.query(
    `delete from call_entry e using customer c
     where e.list_id = $1 and c.customer_code = e.customer_code
       and c.community_code not in (${communitiesInReach('$2', '$3')})`,
    [listId, units, channels],
  );
}
