import { MOST_SAVED_VIEWS } from '../../../shared/domain/saved-views.ts';
import { mergeFieldEdits } from '../../../shared/sync/merge.ts';
import type { SavedViewPutArgs } from '../../../shared/sync/mutations.ts';
import { applied, type MutationContext, type Outcome, rejected } from './outcome.ts';
import { rowAsHeld } from './row-as-held.ts';

interface ViewRow {
  kind: string;
  name: string;
  definition: Record<string, unknown>;
}

/** Keeps a view of the sender under its name, or edits one of his field by field. Nobody reaches those of others. */
export async function putSavedView(
  context: MutationContext,
  viewId: string,
  { kind, changes }: SavedViewPutArgs,
): Promise<Outcome> {
  const known = await lockView(context, viewId);
  const made = known ? null : newView(changes);
  if (made) {
    if ((await countViews(context)) >= MOST_SAVED_VIEWS) {
      return rejected('E_INVALID', `nobody keeps more than ${MOST_SAVED_VIEWS} views`);
    }
    if (await insertView(context, viewId, kind, made)) return applied;
  }
  const view = known ?? (await lockView(context, viewId));
  if (!view) return rejected('E_NOT_FOUND', 'no such view of the sender');
  if (view.kind !== kind) return rejected('E_INVALID', `this view is of the kind ${view.kind}`);
  const { name, definition } = view;
  const { merged, changed, conflicts } = mergeFieldEdits({ name, definition }, changes);
  if (conflicts.length > 0) {
    const held = await rowAsHeld(context, 'savedView', `${viewId}@${context.sender.staffId}`);
    return { status: 'conflict', conflicts, ...(held && { server_row: held }) };
  }
  if (changed) {
    await context.db.query(
      'update saved_view set name = $3, definition = $4 where staff_id = $1 and view_id = $2',
      [context.sender.staffId, viewId, merged.name, JSON.stringify(merged.definition)],
    );
  }
  return applied;
}

/** One that is gone already is what was wanted. */
export async function removeSavedView({ db, sender }: MutationContext, viewId: string): Promise<Outcome> {
  await db.query('delete from saved_view where staff_id = $1 and view_id = $2', [sender.staffId, viewId]);
  return applied;
}

type Made = Pick<ViewRow, 'name' | 'definition'>;

/** What the edits make where nothing was: both fields, each from nothing. */
function newView(changes: SavedViewPutArgs['changes']): Made | null {
  const made: Partial<Made> = {};
  for (const change of changes) {
    if (change.from !== null || change.to === null) return null;
    if (change.field === 'name') made.name = change.to;
    else made.definition = change.to;
  }
  const { name, definition } = made;
  return name === undefined || definition === undefined ? null : { name, definition };
}

/** False where another device of his made it a moment ago. */
async function insertView(
  { db, sender }: MutationContext,
  viewId: string,
  kind: string,
  { name, definition }: Made,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into saved_view (staff_id, view_id, kind, name, definition) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [sender.staffId, viewId, kind, name, JSON.stringify(definition)],
  );
  return rowCount === 1;
}

async function countViews({ db, sender }: MutationContext): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    'select count(*)::integer as n from saved_view where staff_id = $1',
    [sender.staffId],
  );
  return rows[0]!.n;
}

async function lockView({ db, sender }: MutationContext, viewId: string): Promise<ViewRow | undefined> {
  const { rows } = await db.query<ViewRow>(
    'select kind, name, definition from saved_view where staff_id = $1 and view_id = $2 for update',
    [sender.staffId, viewId],
  );
  return rows[0];
}
