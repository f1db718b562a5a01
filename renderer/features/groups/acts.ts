import { MOST_MEMBERS_AN_EDIT } from '../../../shared/domain/groups.ts';
import type { GroupCreateArgs, GroupEdit } from '../../../shared/sync/mutations.ts';
import type { GroupView } from '../../data/groups.ts';
import { newId } from '../../data/new-id.ts';
import type { Workspace } from '../../data/types.ts';

type Writer = Pick<Workspace, 'write'>;
type Group = Pick<GroupView, 'groupId' | 'name'>;

/** What a person says of a group. */
export type GroupFields = Omit<GroupCreateArgs, 'groupId' | 'unitCode'>;
const FIELDS = ['name', 'typeCode', 'address', 'inCharge', 'remark'] as const;

const about = (name: string) => ({ customerCode: '', customerName: name });

/** @returns the id of the new group */
export async function createGroup(workspace: Writer, unitCode: string, fields: GroupFields): Promise<string> {
  const groupId = newId();
  await workspace.write({
    type: 'group.create',
    id: groupId,
    args: { groupId, unitCode, ...fields },
    ...about(fields.name),
  });
  return groupId;
}

/** Writes the fields that differ, each with what was there before. */
export async function updateGroup(workspace: Writer, group: GroupView, fields: GroupFields): Promise<void> {
  const changes = FIELDS.filter((field) => group[field] !== fields[field]).map(
    (field) => ({ field, from: group[field], to: fields[field] }) as GroupEdit,
  );
  if (changes.length === 0) return;
  await workspace.write({
    type: 'group.update',
    id: group.groupId,
    args: { changes },
    ...about(fields.name),
  });
}

export async function removeGroup(workspace: Writer, { groupId, name }: Group): Promise<void> {
  await workspace.write({ type: 'group.remove', id: groupId, args: {}, ...about(name) });
}

/** In edits of at most so many as one may carry; resolves when all are kept on this machine. */
export async function addMembers(workspace: Writer, group: Group, codes: readonly string[]): Promise<void> {
  for (const add of portions(codes)) await writeMembers(workspace, group, { add, remove: [] });
}

export async function takeOutMembers(
  workspace: Writer,
  group: Group,
  codes: readonly string[],
): Promise<void> {
  for (const remove of portions(codes)) await writeMembers(workspace, group, { add: [], remove });
}

const writeMembers = (
  workspace: Writer,
  { groupId, name }: Group,
  args: { add: string[]; remove: string[] },
): Promise<unknown> => workspace.write({ type: 'group.members', id: groupId, args, ...about(name) });

export function portions(codes: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (let at = 0; at < codes.length; at += MOST_MEMBERS_AN_EDIT)
    parts.push(codes.slice(at, at + MOST_MEMBERS_AN_EDIT));
  return parts;
}

/** A type is known by its code, which nobody reads; its name may change. */
export async function putType(
  workspace: Writer,
  known: { typeCode: string; name: string } | null,
  name: string,
): Promise<void> {
  await workspace.write({
    type: 'groupType.put',
    id: known?.typeCode ?? newId(),
    args: { changes: [{ field: 'name', from: known?.name ?? null, to: name }] },
    ...about(name),
  });
}

export async function retireType(
  workspace: Writer,
  { typeCode, name, retired }: { typeCode: string; name: string; retired?: true },
): Promise<void> {
  const edit = retired
    ? { field: 'retired' as const, from: true as const, to: null }
    : { field: 'retired' as const, from: null, to: true as const };
  await workspace.write({ type: 'groupType.put', id: typeCode, args: { changes: [edit] }, ...about(name) });
}
