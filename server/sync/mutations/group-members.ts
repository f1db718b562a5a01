import { mayAnywhere, mayAt, type ScopedUnit } from '../../../shared/domain/permissions.ts';
import { dayOf } from '../../../shared/lib/dates.ts';
import type { GroupMembersArgs } from '../../../shared/sync/mutations.ts';
import { scopedUnit, type UnitColumns } from '../../modules/territory/scope.ts';
import { lockGroup } from './group.ts';
import { applied, type MutationContext, type Outcome, rejected } from './outcome.ts';

/**
 * Puts customers into a group and takes others out. Whoever writes a customer may take it out of any group; into a group
 * it may go where he maintains the group as well, or where it lives in the subtree of the group's unit.
 */
export async function changeMembers(
  context: MutationContext,
  groupId: string,
  { add, remove }: GroupMembersArgs,
): Promise<Outcome> {
  const { db, sender, now } = context;
  if (!mayAnywhere(sender.grants, 'customer.write')) {
    return rejected('E_PERMISSION', 'no role of the sender carries customer.write');
  }
  const places = await lockCustomers(context, [...add, ...remove]);
  const group = await lockGroup(context, groupId);
  if (!group) return rejected('E_NOT_FOUND', 'no such group');

  const unknown = [...add, ...remove].filter((code) => !places.has(code));
  if (unknown.length > 0) return rejected('E_NOT_FOUND', `no such customer: ${unknown.join(' ')}`);
  const mayWrite = (code: string): boolean => mayAt(sender.grants, 'customer.write', places.get(code)!);
  const maintains = mayAt(sender.grants, 'customer.write', group.unit);
  const groupUnit = group.unit.path.at(-1)!;
  const mayAdd = (code: string): boolean =>
    mayWrite(code) && (maintains || places.get(code)!.path.includes(groupUnit));
  const refused = [...remove.filter((code) => !mayWrite(code)), ...add.filter((code) => !mayAdd(code))];
  if (refused.length > 0) return rejected('E_SCOPE', `outside the scope of the sender: ${refused.join(' ')}`);

  await db.query('delete from group_member where group_id = $1 and customer_code = any($2)', [
    groupId,
    remove,
  ]);
  await db.query(
    `insert into group_member (group_id, customer_code, added_by, added_on)
     select $1, code, $3, $4 from unnest($2::text[]) as code order by code on conflict do nothing`,
    [groupId, add, sender.staffNo, dayOf(now)],
  );
  return applied;
}

/** In one order for all, so that two who change members at once never wait for one another in a circle. */
async function lockCustomers(
  { db }: MutationContext,
  codes: readonly string[],
): Promise<Map<string, ScopedUnit>> {
  const { rows } = await db.query<UnitColumns & { customer_code: string }>(
    `select c.customer_code, u.path, u.channel
     from customer c join org_unit u on u.unit_code = c.community_code
     where c.customer_code = any($1) order by c.customer_code for no key update of c`,
    [codes],
  );
  return new Map(rows.map((row) => [row.customer_code, scopedUnit(row)]));
}
