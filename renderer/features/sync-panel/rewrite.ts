import type { ContactPerson } from '../../../shared/domain/rows.ts';
import type { MutationArgs } from '../../../shared/sync/mutations.ts';
import type { OutboxEntry, Workspace } from '../../data/types.ts';
import { isAsk, isDecide, isFieldEdit, isInteractionAdd } from './edit-words.ts';
import type { FieldEditOf, FieldEditType } from './edit-words.ts';

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
    changesOf(entry).flatMap(({ field, to }) =>
      typeof to === 'string' || (to === null && field !== 'persons') ? [[field, to ?? '']] : [],
    ),
  );
}

function personsOf(entry: OutboxEntry): ContactPerson[] | null {
  for (const change of changesOf(entry)) if (change.field === 'persons') return change.to ?? [];
  return null;
}

const changesOf = (entry: OutboxEntry): readonly FieldEditOf[] =>
  isFieldEdit(entry) ? entry.args.changes : [];

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
  } else if (isFieldEdit(entry)) {
    await sendChanges(
      workspace,
      entry,
      entry.args.changes.map((change) => ({
        ...change,
        from: baseOf(entry, change),
        to: change.field in draft.texts ? text(change.field) || null : keptValue(change, draft),
      })),
    );
  } else if (isAsk(entry)) {
    await workspace.rewrite<'reassignment.ask'>(entry.uid, { ...entry.args, reason: text('reason') });
  } else if (isDecide(entry)) {
    await workspace.rewrite<'reassignment.decide'>(entry.uid, { ...entry.args, comment: text('comment') });
  }
}

/** What is no text keeps its value, but for persons, which have a form of their own. */
const keptValue = (change: FieldEditOf, draft: Draft): unknown =>
  change.field === 'persons' ? worthKeeping(draft.persons ?? []) : change.to;

/** The fields are those of the edit itself, so they are still of its type. */
const sendChanges = (
  workspace: Workspace,
  entry: OutboxEntry<FieldEditType>,
  changes: readonly { field: string; from: unknown; to: unknown }[],
): Promise<unknown> =>
  workspace.rewrite<FieldEditType>(entry.uid, { ...entry.args, changes } as MutationArgs[FieldEditType]);

/** Somebody who can be neither named nor called is nobody; the same rule as where contacts are edited. */
export const worthKeeping = (persons: readonly ContactPerson[]): ContactPerson[] =>
  persons
    .map(({ name, role, phone }) => ({ name: name.trim(), role: role.trim(), phone: phone.trim() }))
    .filter(({ name, phone }) => name !== '' || phone !== '');

/** The server's value was shown beside mine, so the new edit starts from that. */
function baseOf(entry: OutboxEntry, change: { field: string; from: unknown }): unknown {
  const conflict = entry.conflicts?.find((one) => one.field === change.field);
  return conflict === undefined ? change.from : conflict.theirs;
}

/** Fields of the edit that nobody else has touched. Like the rest of it they have not been applied. */
export function uncontested(entry: OutboxEntry): FieldEditOf[] {
  const contested = new Set((entry.conflicts ?? []).map(({ field }) => field));
  return changesOf(entry).filter(({ field }) => !contested.has(field));
}

/** Gives up what the server has otherwise, and that alone: fields that nobody else has touched are sent again. */
export async function takeTheirs(workspace: Workspace, entry: OutboxEntry): Promise<void> {
  const changes = uncontested(entry);
  if (changes.length === 0 || !isFieldEdit(entry)) await workspace.drop(entry.uid);
  else await sendChanges(workspace, entry, changes);
}
