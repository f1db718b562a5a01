import type { ContactPerson } from '../../../shared/domain/rows.ts';
import type { ContactEdit, InteractionEdit } from '../../../shared/sync/mutations.ts';
import type { OutboxEntry, Workspace } from '../../data/types.ts';
import { isContactUpdate, isInteractionAdd, isInteractionUpdate } from './edit-words.ts';

/** What can be edited once more: one text per field; contact persons keep a list. */
export interface Draft {
  texts: Record<string, string>;
  persons: ContactPerson[] | null;
}

const NOTE_FIELDS = ['purpose', 'outcome', 'note', 'nextStep', 'nextOn'] as const;

export function draftOf(entry: OutboxEntry): Draft {
  if (isInteractionAdd(entry)) {
    const { args } = entry;
    return {
      texts: Object.fromEntries(NOTE_FIELDS.map((field) => [field, args[field] ?? ''])),
      persons: null,
    };
  }
  const draft: Draft = { texts: {}, persons: null };
  if (!isInteractionUpdate(entry) && !isContactUpdate(entry)) return draft;
  const changes: readonly (InteractionEdit | ContactEdit)[] = entry.args.changes;
  for (const change of changes) {
    if (change.field === 'persons') draft.persons = change.to ?? [];
    else draft.texts[change.field] = change.to ?? '';
  }
  return draft;
}

/** Sends the draft as a new edit in place of the old one. Fields that were emptied are sent as nothing. */
export async function sendDraft(workspace: Workspace, entry: OutboxEntry, draft: Draft): Promise<void> {
  if (isInteractionAdd(entry)) {
    const { purpose = '', outcome = '', note = '', nextStep = '', nextOn = '' } = draft.texts;
    const { nextStep: _step, nextOn: _on, ...kept } = entry.args;
    await workspace.rewrite<'interaction.add'>(entry.uid, {
      ...kept,
      purpose,
      outcome,
      note,
      ...(nextStep === '' ? {} : { nextStep }),
      ...(nextOn === '' ? {} : { nextOn }),
    });
  } else if (isInteractionUpdate(entry)) {
    const changes = entry.args.changes.map((change) => ({
      ...change,
      from: baseOf(entry, change),
      to: draft.texts[change.field] || null,
    }));
    await workspace.rewrite<'interaction.update'>(entry.uid, { changes });
  } else if (isContactUpdate(entry)) {
    const changes = entry.args.changes.map((change): ContactEdit =>
      change.field === 'persons'
        ? { ...change, from: baseOf(entry, change), to: draft.persons }
        : { ...change, from: baseOf(entry, change), to: draft.texts[change.field] || null },
    );
    await workspace.rewrite<'customer.contact.update'>(entry.uid, { changes });
  }
}

/** The server's value was shown beside mine, so the new edit starts from that. */
function baseOf<V>(entry: OutboxEntry, change: { field: string; from: V }): V {
  const conflict = entry.conflicts?.find((one) => one.field === change.field);
  return conflict === undefined ? change.from : (conflict.theirs as V);
}
