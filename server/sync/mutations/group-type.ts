import { mayAnywhere } from '../../../shared/domain/permissions.ts';
import { mergeFieldEdits } from '../../../shared/sync/merge.ts';
import type { MutationArgs } from '../../../shared/sync/mutations.ts';
import { applied, type MutationContext, type Outcome, rejected } from './outcome.ts';

/** Types of groups are the same for everybody, so whoever may keep them, may wherever he stands. */
export async function putGroupType(
  context: MutationContext,
  typeCode: string,
  { changes }: MutationArgs['groupType.put'],
): Promise<Outcome> {
  const { db, sender } = context;
  if (!mayAnywhere(sender.grants, 'group.types')) {
    return rejected('E_PERMISSION', 'no role of the sender carries group.types');
  }
  const known = await lockType(context, typeCode);
  const { merged, changed, conflicts } = mergeFieldEdits(known ?? {}, changes);
  if (conflicts.length > 0) return { status: 'conflict', conflicts, ...(known && { server_row: known }) };
  const { name, retired } = merged;
  if (name === undefined) return rejected('E_INVALID', 'a type has a name');
  if (!changed) return applied;
  const { rowCount } = await db.query(
    `insert into customer_group_type as t (type_code, name, retired) values ($1, $2, $3)
     on conflict (type_code) do update set name = excluded.name, retired = excluded.retired where $4`,
    [typeCode, name, retired === true, known !== undefined],
  );
  return rowCount === 1 ? applied : rejected('E_INVALID', 'a type with this code exists');
}

async function lockType(
  { db }: MutationContext,
  typeCode: string,
): Promise<{ name?: string; retired?: true } | undefined> {
  const { rows } = await db.query<{ name: string; retired: boolean }>(
    'select name, retired from customer_group_type where type_code = $1 for update',
    [typeCode],
  );
  return rows[0] && { name: rows[0].name, ...(rows[0].retired && { retired: true as const }) };
}
