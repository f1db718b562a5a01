import type { Feedback } from '../../../shared/domain/feedback.ts';
import type { FeedbackEdit } from '../../../shared/sync/mutations.ts';

/** What is written about a subscription. */
export type FeedbackDraft = Pick<Feedback, 'note' | 'reason' | 'promisedOn'>;

/** What has to be written so that a row says what the draft says. */
export function feedbackEdits(known: FeedbackDraft | undefined, draft: FeedbackDraft): FeedbackEdit[] {
  const edits: FeedbackEdit[] = [];
  const { reason = null, promisedOn = null } = draft;
  const [reasonBefore, promisedBefore] = [known?.reason ?? null, known?.promisedOn ?? null];
  if (reason !== reasonBefore) edits.push({ field: 'reason', from: reasonBefore, to: reason });
  if (draft.note !== (known?.note ?? ''))
    edits.push({ field: 'note', from: known?.note ?? '', to: draft.note });
  if (promisedOn !== promisedBefore)
    edits.push({ field: 'promisedOn', from: promisedBefore, to: promisedOn });
  return edits;
}
