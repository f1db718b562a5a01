import type { CustomerGroup, GroupMembership, GroupType } from '../../shared/domain/groups.ts';
import { isEditOf } from './outbox/entry-types.ts';
import type { OutboxEntry } from './types.ts';

/** A group as the person sees it: the server's row with what he wrote himself laid over it (SPEC C4). */
export interface GroupView extends CustomerGroup {
  /** Made or changed here, not yet seen by the server. */
  waiting: boolean;
}

/**
 * Every group once, though it has a row in each community that knows of it. Pure, by name.
 * @param entries of the whole outbox, in order; @param writer who writes here
 */
export function overlayGroups(
  rows: readonly CustomerGroup[],
  entries: readonly OutboxEntry[],
  writer: { staffNo: string; name: string },
): GroupView[] {
  const groups = new Map<string, GroupView>(rows.map((row) => [row.groupId, { ...row, waiting: false }]));
  for (const entry of entries) {
    const waiting = entry.state !== 'acknowledged';
    if (isEditOf(entry, 'group.create')) {
      const made = { ...entry.args, madeBy: writer.staffNo, madeByName: writer.name };
      groups.set(entry.id, { ...(groups.get(entry.id) ?? made), waiting });
    } else if (isEditOf(entry, 'group.update')) {
      const known = groups.get(entry.id);
      if (known === undefined) continue;
      const changed = entry.args.changes.map(({ field, to }) => [field, to ?? ''] as const);
      groups.set(entry.id, { ...known, ...Object.fromEntries(changed), waiting: known.waiting || waiting });
    } else if (isEditOf(entry, 'group.remove') && entry.state !== 'attention') groups.delete(entry.id);
  }
  return [...groups.values()].sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
}

/** Who is in which group; one that has no member is not in it. What was refused has no effect. */
export function overlayMembers(
  rows: readonly GroupMembership[],
  entries: readonly OutboxEntry[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const members = new Map<string, Set<string>>();
  const of = (groupId: string): Set<string> => {
    const known = members.get(groupId) ?? new Set<string>();
    members.set(groupId, known);
    return known;
  };
  for (const { groupId, customerCode } of rows) of(groupId).add(customerCode);
  for (const entry of entries) {
    if (entry.state === 'attention') continue;
    if (isEditOf(entry, 'group.remove')) members.delete(entry.id);
    if (!isEditOf(entry, 'group.members')) continue;
    for (const code of entry.args.remove) of(entry.id).delete(code);
    for (const code of entry.args.add) of(entry.id).add(code);
  }
  return members;
}

/** Types in the order of their codes; a retired one is not offered for a new group. */
export function overlayGroupTypes(rows: readonly GroupType[], entries: readonly OutboxEntry[]): GroupType[] {
  const types = new Map(rows.map((row) => [row.typeCode, row]));
  for (const entry of entries) {
    if (!isEditOf(entry, 'groupType.put') || entry.state === 'attention') continue;
    const known: GroupType = types.get(entry.id) ?? { typeCode: entry.id, name: '' };
    for (const change of entry.args.changes) {
      const { retired: _retired, ...rest } = types.get(entry.id) ?? known;
      if (change.field === 'name')
        types.set(entry.id, { ...(types.get(entry.id) ?? known), name: change.to ?? '' });
      else types.set(entry.id, change.to === null ? rest : { ...rest, retired: true });
    }
  }
  return [...types.values()].sort((a, b) => (a.typeCode < b.typeCode ? -1 : 1));
}

/** What of an outbox changes who is in which group, so that nobody counts anew for other edits. */
export const membersKey = (entries: readonly OutboxEntry[]): string =>
  entries
    .filter(({ type }) => type === 'group.members' || type === 'group.remove')
    .map(({ uid, state }) => `${uid} ${state}`)
    .join('\n');
