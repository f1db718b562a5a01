import type { Feedback } from '../../shared/domain/feedback.ts';
import type { MutationArgs } from '../../shared/sync/mutations.ts';
import type { OutboxEntry } from './types.ts';

/** Feedback as the person sees it. `waiting`: not yet seen by the server; `attention`: refused or in conflict. */
export interface FeedbackView extends Feedback {
  waiting: boolean;
  attention: boolean;
}

/**
 * SPEC C4 for feedback: rows with what the person wrote himself laid over them, by id. Pure.
 * @param entries of the whole outbox, in order; @param staffNo who writes here
 */
export function overlayFeedback(
  rows: readonly Feedback[],
  entries: readonly OutboxEntry[],
  staffNo: string,
): Map<string, FeedbackView> {
  const views = new Map<string, FeedbackView>(
    rows.map((row) => [row.feedbackId, { ...row, waiting: false, attention: false }]),
  );
  for (const entry of entries) {
    if (!isFeedback(entry)) continue;
    const { changes, ...about } = entry.args;
    const known = views.get(entry.id) ?? { feedbackId: entry.id, ...about, note: '' };
    const written: Record<string, unknown> = {
      ...known,
      staffNo,
      writtenAt: entry.occurred_at,
      waiting: entry.state === 'waiting' || entry.state === 'sending',
      attention: entry.state === 'attention',
    };
    for (const { field, to } of changes) {
      if (to !== null) written[field] = to;
      else if (field === 'note') written[field] = '';
      else delete written[field];
    }
    views.set(entry.id, written as unknown as FeedbackView);
  }
  return views;
}

const isFeedback = (entry: OutboxEntry): entry is OutboxEntry<'feedback.set'> =>
  (entry.type as keyof MutationArgs) === 'feedback.set';
