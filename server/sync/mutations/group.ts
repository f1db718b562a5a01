import { mayAnywhere, mayAt, type ScopedUnit } from '../../../shared/domain/permissions.ts';
import { mergeFieldEdits } from '../../../shared/sync/merge.ts';
import type { GroupCreateArgs, GroupEdit, MutationArgs } from '../../../shared/sync/mutations.ts';
import { scopedUnit, type UnitColumns } from '../../modules/territory/scope.ts';
import { applied, type MutationContext, type Outcome, rejected } from './outcome.ts';

export interface GroupRow {
  unit: ScopedUnit;
  name: string;
  typeCode: string;
  address: string;
  inCharge: string;
  remark: string;
}

/** A group belongs to a unit; whoever writes customers there makes and maintains it. */
export async function createGroup(
  context: MutationContext,
  id: string,
  args: GroupCreateArgs,
): Promise<Outcome> {
  const { db, sender, now } = context;
  if (id !== args.groupId) return rejected('E_INVALID', 'id differs from args.groupId');
  const unit = await readUnit(context, args.unitCode);
  const refused = mayMaintain(context, unit);
  if (refused) return refused;
  if (!(await isOfferedType(context, args.typeCode))) return rejected('E_INVALID', 'no such type of group');
  const { rowCount } = await db.query(
    `insert into customer_group (group_id, unit_code, type_code, name, address, in_charge, remark, made_by, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      args.groupId,
      args.unitCode,
      args.typeCode,
      args.name,
      args.address,
      args.inCharge,
      args.remark,
      sender.staffNo,
      now,
    ],
  );
  return rowCount === 1 ? applied : rejected('E_INVALID', 'a group with this id exists');
}

export async function updateGroup(
  context: MutationContext,
  groupId: string,
  { changes }: MutationArgs['group.update'],
): Promise<Outcome> {
  const group = await lockGroup(context, groupId);
  if (!group) return rejected('E_NOT_FOUND', 'no such group');
  const { unit, ...fields } = group;
  const refused = mayMaintain(context, unit);
  if (refused) return refused;
  const { merged, changed, conflicts } = mergeFieldEdits(fields, changes.map(withoutNull));
  if (conflicts.length > 0) return { status: 'conflict', conflicts, server_row: { groupId, ...fields } };
  if (!changed) return applied;
  if (merged.name === '') return rejected('E_INVALID', 'a group has a name');
  if (merged.typeCode !== fields.typeCode && !(await isOfferedType(context, merged.typeCode))) {
    return rejected('E_INVALID', 'no such type of group');
  }
  await context.db.query(
    `update customer_group set name = $2, type_code = $3, address = $4, in_charge = $5, remark = $6
     where group_id = $1`,
    [groupId, merged.name, merged.typeCode, merged.address, merged.inCharge, merged.remark],
  );
  return applied;
}

/** The customers stay. One that is gone already is what was wanted. */
export async function removeGroup(context: MutationContext, groupId: string): Promise<Outcome> {
  const { db } = context;
  const known = await readGroup(context, groupId, '');
  if (!known) return applied;
  const refused = mayMaintain(context, known.unit);
  if (refused) return refused;
  // Customers before groups, as whoever changes members does.
  await db.query(
    `select from customer where customer_code in (select customer_code from group_member where group_id = $1)
     order by customer_code for no key update`,
    [groupId],
  );
  await db.query('delete from customer_group where group_id = $1', [groupId]);
  return applied;
}

/** Every field of a group is a text; to clear one is to empty it. */
const withoutNull = (edit: GroupEdit): GroupEdit => ({ ...edit, from: edit.from ?? '', to: edit.to ?? '' });

function mayMaintain({ sender }: MutationContext, unit: ScopedUnit | undefined): Outcome | undefined {
  if (!mayAnywhere(sender.grants, 'customer.write')) {
    return rejected('E_PERMISSION', 'no role of the sender carries customer.write');
  }
  if (!unit) return rejected('E_NOT_FOUND', 'no such unit');
  return mayAt(sender.grants, 'customer.write', unit)
    ? undefined
    : rejected('E_SCOPE', 'the unit of the group is outside the scope of the sender');
}

async function readUnit({ db }: MutationContext, unitCode: string): Promise<ScopedUnit | undefined> {
  const { rows } = await db.query<UnitColumns>(
    'select path, channel from org_unit where unit_code = $1 and retired_on is null',
    [unitCode],
  );
  return rows[0] && scopedUnit(rows[0]);
}

export const lockGroup = (context: MutationContext, groupId: string): Promise<GroupRow | undefined> =>
  readGroup(context, groupId, 'for no key update of g');

async function readGroup(
  { db }: MutationContext,
  groupId: string,
  lock: 'for no key update of g' | '',
): Promise<GroupRow | undefined> {
  const { rows } = await db.query<Omit<GroupRow, 'unit'> & UnitColumns>(
    `select g.name, g.type_code as "typeCode", g.address, g.in_charge as "inCharge", g.remark, u.path, u.channel
     from customer_group g join org_unit u using (unit_code) where g.group_id = $1 ${lock}`,
    [groupId],
  );
  if (!rows[0]) return undefined;
  const { path, channel, ...fields } = rows[0];
  return { unit: scopedUnit({ path, channel }), ...fields };
}

async function isOfferedType({ db }: MutationContext, typeCode: string): Promise<boolean> {
  const { rowCount } = await db.query(
    'select from customer_group_type where type_code = $1 and not retired for share',
    [typeCode],
  );
  return rowCount === 1;
}
