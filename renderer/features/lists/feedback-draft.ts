import type { Feedback } from '../../../shared/domain/feedback.ts';
import { draftHome } from '../../data/drafts.ts';
import type { FeedbackDraft } from './feedback-edits.ts';

/** What stands in the form of a feedback. */
export interface BegunFeedback {
  reason: NonNullable<Feedback['reason']> | null;
  note: string;
  promisedOn: NonNullable<Feedback['promisedOn']> | null;
  /**
   * What the row said when it was begun. What a colleague writes meanwhile is no change that was made here, so that
   * it is neither taken back nor written over unasked.
   */
  seen: FeedbackDraft | undefined;
}

/** By `feedbackId`: rows scroll away and move up, and what is begun about a subscription stays its own. */
export const feedbackDraftsOf = draftHome<BegunFeedback>();

export const begunFrom = (known: FeedbackDraft | undefined): BegunFeedback => ({
  reason: known?.reason ?? null,
  note: known?.note ?? '',
  promisedOn: known?.promisedOn ?? null,
  seen: known,
});

export const asWritten = ({ reason, note, promisedOn }: BegunFeedback): FeedbackDraft => ({
  note: note.trim(),
  ...(reason && { reason }),
  ...(promisedOn && { promisedOn }),
});
