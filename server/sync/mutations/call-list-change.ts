import type { CallOrder } from '../../../shared/domain/calls.ts';
import { mergeFieldEdits } from '../../../shared/sync/merge.ts';
import type { MutationArgs } from '../../../shared/sync/mutations.ts';
import { applied, type MutationContext, type Outcome, rejected } from './outcome.ts';
import { rowAsHeld } from './row-as-held.ts';

interface ListRow {
  name: string;
  script: string;
  order: CallOrder;
  holder_id: string;
}

/** The list, locked; or why the sender may not touch it. A list is its holder's alone. */
export async function lockOwnList(
  { db, sender }: MutationContext,
  listId: string,
): Promise<{ list: ListRow } | { refused: Outcome }> {
  const { rows } = await db.query<ListRow>(
    'select name, script, ordering as order, holder_id from call_list where list_id = $1 for update',
    [listId],
  );
  const [list] = rows;
  if (!list) return { refused: rejected('E_NOT_FOUND', 'no such list') };
  return list.holder_id === sender.staffId
    ? { list }
    : { refused: rejected('E_SCOPE', 'the list is with somebody else') };
}

/** Name, script and order of one's own list, field by field. */
export async function updateCallList(
  context: MutationContext,
  listId: string,
  args: MutationArgs['callList.update'],
): Promise<Outcome> {
  const found = await lockOwnList(context, listId);
  if ('refused' in found) return found.refused;
  const { name, script, order } = found.list;
  const edits = args.changes.map((change) =>
    change.field === 'script' ? { ...change, from: change.from ?? '', to: change.to ?? '' } : change,
  );
  if (edits.some(({ to }) => to === null)) return rejected('E_INVALID', 'a list has a name and an order');
  const { merged, changed, conflicts } = mergeFieldEdits({ name, script, order }, edits);
  if (conflicts.length > 0) {
    return { status: 'conflict', conflicts, server_row: await rowAsHeld(context, 'callList', listId) };
  }
  if (changed) {
    await context.db.query('update call_list set name = $2, script = $3, ordering = $4 where list_id = $1', [
      listId,
      merged.name,
      merged.script,
      merged.order,
    ]);
  }
  return applied;
}

/** What was called stays with the customers; the list goes. */
export async function removeCallList(context: MutationContext, listId: string): Promise<Outcome> {
  const found = await lockOwnList(context, listId);
  if ('refused' in found) return found.refused.code === 'E_NOT_FOUND' ? applied : found.refused;
  await context.db.query('delete from call_list where list_id = $1', [listId]);
  return applied;
}
