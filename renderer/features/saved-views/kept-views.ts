import { SAVED_VIEW_KINDS } from '../../../shared/domain/saved-views.ts';
import type { SavedViewDefinition, SavedViewKind } from '../../../shared/domain/saved-views.ts';
import type { SavedView } from '../../../shared/domain/rows.ts';
import { sameContent } from '../../../shared/sync/merge.ts';
import type { SavedViewEdit } from '../../../shared/sync/mutations.ts';
import { isEditOf } from '../../data/outbox/entry-types.ts';
import type { OutboxEntry } from '../../data/types.ts';

/** Something that a person keeps under a name. */
export interface KeptView<K extends SavedViewKind> {
  viewId: string;
  name: string;
  definition: SavedViewDefinition<K>;
}

/**
 * SPEC C4 for views of one kind, in the order in which they were made. One whose definition this program does not
 * understand, because a newer one made it, is left alone and not shown.
 * @param entries of the whole outbox, in order
 */
export function keptViews<K extends SavedViewKind>(
  rows: readonly SavedView[],
  entries: readonly OutboxEntry[],
  kind: K,
): KeptView<K>[] {
  const views = new Map<string, Pick<SavedView, 'viewId' | 'kind' | 'name'> & { definition: unknown }>(
    rows.map((row) => [row.viewId, row]),
  );
  for (const entry of entries) {
    if (isEditOf(entry, 'savedView.remove')) views.delete(entry.id);
    else if (isEditOf(entry, 'savedView.put')) {
      const known = views.get(entry.id) ?? {
        viewId: entry.id,
        kind: entry.args.kind,
        name: entry.customerName,
        definition: null,
      };
      const changes = entry.args.changes.map(({ field, to }) => [field, to] as const);
      views.set(entry.id, { ...known, ...Object.fromEntries(changes) });
    }
  }
  return [...views.values()]
    .filter((view) => view.kind === kind)
    .sort((a, b) => (a.viewId < b.viewId ? -1 : 1))
    .flatMap(({ viewId, name, definition }) => {
      const parsed = SAVED_VIEW_KINDS[kind].safeParse(definition);
      return parsed.success ? [{ viewId, name, definition: parsed.data as SavedViewDefinition<K> }] : [];
    });
}

/** What has to be written so that a view stands as wanted; nothing where it does already. */
export function viewEdits<K extends SavedViewKind>(
  known: KeptView<K> | undefined,
  wanted: Pick<KeptView<K>, 'name' | 'definition'>,
): SavedViewEdit[] {
  const edits: SavedViewEdit[] = [];
  if (known?.name !== wanted.name) edits.push({ field: 'name', from: known?.name ?? null, to: wanted.name });
  if (!sameContent(known?.definition, wanted.definition))
    edits.push({ field: 'definition', from: known?.definition ?? null, to: wanted.definition });
  return edits;
}
