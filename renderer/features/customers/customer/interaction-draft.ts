import type { Interaction, InteractionKind } from '../../../../shared/domain/rows.ts';
import type { InteractionArgs, InteractionEdit } from '../../../../shared/sync/mutations.ts';
import { isoInShanghai } from '../../../../shared/lib/dates.ts';
import type { Day } from '../../../../shared/lib/dates.ts';
import { serverNow } from '../../../ui/format/index.ts';

/** What stands in the form 记一笔. */
export interface InteractionDraft {
  kind: InteractionKind;
  purpose: string;
  outcome: string;
  note: string;
  nextStep: string;
  nextOn: Day | null;
}

export const emptyDraft = (kind: InteractionKind = 'VISIT'): InteractionDraft => ({
  kind,
  purpose: '',
  outcome: '',
  note: '',
  nextStep: '',
  nextOn: null,
});

/** Something must have been said: a note, an outcome or a next step. A kind and a purpose alone are nothing yet. */
export const isWorthSaving = (draft: InteractionDraft): boolean =>
  draft.note.trim() !== '' || draft.outcome !== '' || draft.nextStep.trim() !== '' || draft.nextOn !== null;

/** It happened now by the server's clock: calls from a list are timed by it too, and what is newest goes by one. */
export function interactionArgs(
  draft: InteractionDraft,
  about: { interactionId: string; customerCode: string },
  now: Date = serverNow(),
): InteractionArgs {
  const nextStep = draft.nextStep.trim();
  return {
    ...about,
    happenedAt: isoInShanghai(now),
    kind: draft.kind,
    purpose: draft.purpose.trim(),
    outcome: draft.outcome.trim(),
    note: draft.note.trim(),
    ...(nextStep && { nextStep }),
    ...(draft.nextOn !== null && { nextOn: draft.nextOn }),
  };
}

export const draftOf = (interaction: Interaction): InteractionDraft => ({
  kind: interaction.kind,
  purpose: interaction.purpose,
  outcome: interaction.outcome,
  note: interaction.note,
  nextStep: interaction.nextStep ?? '',
  nextOn: interaction.nextOn ?? null,
});

/** Field edits from a record to the draft; an emptied next step or day is taken away (null). The kind stays. */
export function interactionChanges(seen: Interaction, draft: InteractionDraft): InteractionEdit[] {
  const changes: InteractionEdit[] = [];
  const texts = ['purpose', 'outcome', 'note'] as const;
  for (const field of texts) {
    const to = draft[field].trim();
    if (to !== seen[field]) changes.push({ field, from: seen[field], to });
  }
  const nextStep = draft.nextStep.trim() || null;
  if (nextStep !== (seen.nextStep ?? null))
    changes.push({ field: 'nextStep', from: seen.nextStep ?? null, to: nextStep });
  if (draft.nextOn !== (seen.nextOn ?? null))
    changes.push({ field: 'nextOn', from: seen.nextOn ?? null, to: draft.nextOn });
  return changes;
}
