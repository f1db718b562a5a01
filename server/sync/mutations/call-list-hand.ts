import type { PoolClient } from 'pg';
import { type RoleGrant, SHIPPED_ROLES } from '../../../shared/domain/permissions.ts';
import { dayOf, type Day } from '../../../shared/lib/dates.ts';
import { communitiesInReach, grantColumns } from '../../modules/territory/scope.ts';
import { lockOwnList } from './call-list-change.ts';
import { applied, type MutationContext, type Outcome, rejected } from './outcome.ts';

/**
 * Gives a list to a colleague who may write about each of its customers; where he may not about one, nothing is handed
 * over. What has been called stays as it is.
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
  const grants = await grantsOn(db, taker, dayOf(now));
  const outside = await outsideOf(db, listId, grants);
  if (outside > 0) return rejected('E_SCOPE', `${outside} customers of the list are outside his scope`);
  await db.query('update call_list set holder_id = $2, handed_by = $3, handed_at = $4 where list_id = $1', [
    listId,
    taker,
    sender.staffNo,
    now,
  ]);
  return applied;
}

async function grantsOn(db: PoolClient, staffId: string, day: Day): Promise<RoleGrant[]> {
  const { rows } = await db.query<{ role: string; unitCode: string; channel: RoleGrant['channel'] }>(
    `select role, unit_code as "unitCode", channel from staff_role
     where staff_id = $1 and (valid_from is null or valid_from <= $2) and (valid_to is null or valid_to >= $2)`,
    [staffId, day],
  );
  return rows.filter((row): row is RoleGrant => Object.hasOwn(SHIPPED_ROLES, row.role));
}

async function outsideOf(db: PoolClient, listId: string, grants: readonly RoleGrant[]): Promise<number> {
  const { units, channels } = grantColumns(grants, 'customer.write');
  const { rows } = await db.query<{ outside: number }>(
    `select count(*) as outside from call_entry e join customer c using (customer_code)
     where e.list_id = $1 and c.community_code not in (${communitiesInReach('$2', '$3')})`,
    [listId, units, channels],
  );
  return rows[0]?.outside ?? 0;
}
