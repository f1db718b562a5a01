import type { z } from 'zod';
import {
  callListEdit,
  contactEdit,
  groupEdit,
  groupTypeEdit,
  feedbackEdit,
  interactionArgs,
  interactionEdit,
  reassignmentAskArgs,
  reassignmentDecideArgs,
  savedViewEdit,
} from '../../../shared/sync/mutations.ts';
import type { OutboxEntry } from '../../data/types.ts';
import { isAsk, isDecide, isFieldEdit, isInteractionAdd } from './edit-words.ts';
import type { FieldEditType } from './edit-words.ts';
import { worthKeeping } from './rewrite.ts';
import type { Draft } from './rewrite.ts';

/** Why the server would refuse a field as it stands. `most` is a number of characters, or of persons. */
export type DraftProblem =
  | { field: string; kind: 'tooLong'; most: number; now: number }
  | { field: string; kind: 'tooMany'; most: number; now: number }
  | { field: string; kind: 'required' | 'notADay' };

/** Measures a draft by the rules that the server applies, so that nothing comes back for its form alone. */
export function problemsOf(entry: OutboxEntry, draft: Draft): DraftProblem[] {
  const problems = Object.entries(draft.texts).flatMap(([field, text]) =>
    problemsOfText(entry, field, text.trim()),
  );
  if (draft.persons !== null) problems.push(...problemsOfPersons(entry, worthKeeping(draft.persons)));
  const { note = '', outcome = '', nextStep = '', nextOn = '' } = draft.texts;
  if (isInteractionAdd(entry) && [note, outcome, nextStep, nextOn].every((text) => text.trim() === ''))
    problems.push({ field: 'note', kind: 'required' });
  const uncommented = (draft.texts['comment'] ?? '').trim() === '';
  if (isDecide(entry) && entry.args.decision === 'REJECT' && uncommented)
    problems.push({ field: 'comment', kind: 'required' });
  return problems;
}

function problemsOfText(entry: OutboxEntry, field: string, text: string): DraftProblem[] {
  // Where a field may be left out, an emptied one is.
  const empty = text === '' && !isAsk(entry) && field !== 'name';
  const [issue] = empty ? [] : (ruleOf(entry, field)?.safeParse(text).error?.issues ?? []);
  if (issue === undefined) return [];
  if (issue.code === 'too_big')
    return [{ field, kind: 'tooLong', most: Number(issue.maximum), now: text.length }];
  return [{ field, kind: issue.code === 'too_small' ? 'required' : 'notADay' }];
}

function problemsOfPersons(entry: OutboxEntry, persons: readonly object[]): DraftProblem[] {
  const [issue] = ruleOf(entry, 'persons')?.safeParse(persons).error?.issues ?? [];
  if (issue?.code !== 'too_big') return [];
  const [at, part] = issue.path;
  if (at === undefined)
    return [{ field: 'persons', kind: 'tooMany', most: Number(issue.maximum), now: persons.length }];
  const text = (persons[Number(at)] as Record<string, string> | undefined)?.[String(part)] ?? '';
  return [{ field: 'persons', kind: 'tooLong', most: Number(issue.maximum), now: text.length }];
}

/** Per type the edits that it may carry: which field, and what may be written into it. */
const FIELD_EDITS: Record<
  FieldEditType,
  readonly { shape: { field: z.ZodLiteral<string>; to: z.ZodType } }[]
> = {
  'interaction.update': interactionEdit.options,
  'customer.contact.update': contactEdit.options,
  'callList.update': callListEdit.options,
  'savedView.put': savedViewEdit.options,
  'group.update': groupEdit.options,
  'groupType.put': groupTypeEdit.options,
  'feedback.set': feedbackEdit.options,
};

function ruleOf(entry: OutboxEntry, field: string): z.ZodType | undefined {
  if (isInteractionAdd(entry)) return (interactionArgs.shape as Record<string, z.ZodType>)[field];
  if (isFieldEdit(entry))
    return FIELD_EDITS[entry.type].find(({ shape }) => shape.field.value === field)?.shape.to;
  if (isAsk(entry)) return reassignmentAskArgs.shape.reason;
  return isDecide(entry) ? reassignmentDecideArgs.shape.comment : undefined;
}
