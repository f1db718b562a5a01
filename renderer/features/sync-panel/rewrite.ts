import type { ContactPerson } from '../../../shared/domain/rows.ts';
import type { ContactEdit, InteractionEdit } from '../../../shared/sync/mutations.ts';
import type { OutboxEntry, Workspace } from '../../data/types.ts';
import { isAsk, isContactUpdate, isDecide, isInteractionAdd, isInteractionUpdate } from './edit-words.ts';

/** What can be edited once more: one text per field; contact persons keep a list. */
export interface Draft {
  texts: Record<string, string>;
  persons: ContactPerson[] | null;
  /** Characters that nobody sees and no database holds were in it, and are not any more. */
  cleaned: boolean;
}

const NOTE_FIELDS = ['purpose', 'outcome', 'note', 'nextStep', 'nextOn'] as const;

export function draftOf(entry: OutboxEntry): Draft {
  const draft = { texts: textsOf(entry), persons: personsOf(entry) };
  const written = JSON.stringify(draft);
  const clean = JSON.parse(written.replaceAll('\\u0000', '')) as typeof draft;
  return { ...clean, cleaned: JSON.stringify(clean) !== written };
}

function textsOf(entry: OutboxEntry): Record<string, string> {
  if (isInteractionAdd(entry)) {
    const { args } = entry;
    return Object.fromEntries(NOTE_FIELDS.map((field) => [field, args[field] ?? '']));
  }
  if (isAsk(entry)) return { reason: entry.args.reason };
  if (isDecide(entry)) return { comment: entry.args.comment };
  return Object.fromEntries(
    changesOf(entry).flatMap((change) =>
      change.field === 'persons' ? [] : [[change.field, change.to ?? '']],
    ),
  );
}

function personsOf(entry: OutboxEntry): ContactPerson[] | null {
  for (const change of changesOf(entry)) if (change.field === 'persons') return change.to ?? [];
  return null;
}

const changesOf = (entry: OutboxEntry): readonly (InteractionEdit | ContactEdit)[] =>
  isInteractionUpdate(entry) || isContactUpdate(entry) ? entry.args.changes : [];

/** Sends the draft as a new edit in place of the old one. Fields that were emptied are sent as nothing. */
export async function sendDraft(workspace: Workspace, entry: OutboxEntry, draft: Draft): Promise<void> {
  const text = (field: string): string => (draft.texts[field] ?? '').trim();
  if (isInteractionAdd(entry)) {
    const { nextStep: _step, nextOn: _on, ...kept } = entry.args;
    await workspace.rewrite<'interaction.add'>(entry.uid, {
      ...kept,
      purpose: text('purpose'),
      outcome: text('outcome'),
      note: text('note'),
      ...(text('nextStep') === '' ? {} : { nextStep: text('nextStep') }),
      ...(text('nextOn') === '' ? {} : { nextOn: text('nextOn') }),
    });
  } else if (isInteractionUpdate(entry)) {
    const changes = entry.args.changes.map((change) => ({
      ...change,
      from: baseOf(entry, change),
      to: text(change.field) || null,
    }));
    await workspace.rewrite<'interaction.update'>(entry.uid, { changes });
  } else if (isContactUpdate(entry)) {
    const changes = entry.args.changes.map((change): ContactEdit =>
      change.field === 'persons'
        ? { ...change, from: baseOf(entry, change), to: worthKeeping(draft.persons ?? []) }
        : { ...change, from: baseOf(entry, change), to: text(change.field) || null },
    );
    await workspace.rewrite<'customer.contact.update'>(entry.uid, { changes });
  } else if (isAsk(entry)) {
    await workspace.rewrite<'reassignment.ask'>(entry.uid, { ...entry.args, reason: text('reason') });
  } else if (isDecide(entry)) {
    await workspace.rewrite<'reassignment.decide'>(entry.uid, { ...entry.args, comment: text('comment') });
  }
}

/** Somebody who can be neither named nor called is nobody; the same rule as where contacts are edited. */
export const worthKeeping = (persons: readonly ContactPerson[]): ContactPerson[] =>
  persons
    .map(({ name, role, phone }) => ({ name: name.trim(), role: role.trim(), phone: phone.trim() }))
    .filter(({ name, phone }) => name !== '' || phone !== '');

/** The server's value was shown beside mine, so the new edit starts from that. */
function baseOf<V>(entry: OutboxEntry, change: { field: string; from: V }): V {
  const conflict = entry.conflicts?.find((one) => one.field === change.field);
  return conflict === undefined ? change.from : (conflict.theirs as V);
}

/** Fields of the edit that nobody else has touched. Like the rest of it they have not been applied. */
export function uncontested(entry: OutboxEntry): (InteractionEdit | ContactEdit)[] {
  const contested = new Set((entry.conflicts ?? []).map(({ field }) => field));
  return changesOf(entry).filter(({ field }) => !contested.has(field));
}

/** Gives up what the server has otherwise, and that alone: fields that nobody else has touched are sent again. */
export async function takeTheirs(workspace: Workspace, entry: OutboxEntry): Promise<void> {
  const changes = uncontested(entry);
  if (changes.length === 0) await workspace.drop(entry.uid);
  else if (isInteractionUpdate(entry))
    await workspace.rewrite<'interaction.update'>(entry.uid, { changes: changes as InteractionEdit[] });
  else await workspace.rewrite<'customer.contact.update'>(entry.uid, { changes: changes as ContactEdit[] });
}
