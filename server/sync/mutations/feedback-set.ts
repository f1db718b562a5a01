import { feedbackId } from '../../../shared/domain/feedback.ts';
import { mergeFieldEdits } from '../../../shared/sync/merge.ts';
import type { FeedbackEdit, FeedbackSetArgs } from '../../../shared/sync/mutations.ts';
import { lockCustomer, refusal } from './authority.ts';
import { applied, type MutationContext, type Outcome, rejected } from './outcome.ts';
import { rowAsHeld } from './row-as-held.ts';

interface FeedbackRow {
  reason: string | null;
  note: string;
  promised_on: string | null;
}

const NOTHING: FeedbackRow = { reason: null, note: '', promised_on: null };

/**
 * Says why a subscription owes or is charged nothing, field by field; what two people write about different fields is
 * kept of both. It is written about the customer that has the subscription now, whoever had it when it was written.
 */
export async function setFeedback(
  context: MutationContext,
  id: string,
  args: FeedbackSetArgs,
  occurredAt: string,
): Promise<Outcome> {
  if (id !== feedbackId(args)) return rejected('E_INVALID', 'id differs from what the feedback is about');
  const customerCode = await holderOf(context, args.subscriptionId);
  if (customerCode === undefined) return rejected('E_NOT_FOUND', 'no such subscription');
  const community = await lockCustomer(context, customerCode);
  if (!community) return rejected('E_NOT_FOUND', 'no such customer');
  const refused = refusal(context, 'customer.write', community);
  if (refused) return refused;

  const { reason, note, promised_on } = (await readFeedback(context, id)) ?? NOTHING;
  const { merged, changed, conflicts } = mergeFieldEdits(
    { reason, note, promisedOn: promised_on },
    args.changes.map(withoutNullNote),
  );
  if (conflicts.length > 0) {
    const held = await rowAsHeld(context, 'feedback', id);
    return { status: 'conflict', conflicts, ...(held && { server_row: held }) };
  }
  if (changed) await write(context, id, args, merged, occurredAt);
  return applied;
}

/** A note may be empty, never absent. */
const withoutNullNote = (edit: FeedbackEdit): FeedbackEdit =>
  edit.field === 'note' ? { ...edit, from: edit.from ?? '', to: edit.to ?? '' } : edit;

async function holderOf({ db }: MutationContext, subscriptionId: string): Promise<string | undefined> {
  const { rows } = await db.query<{ customer_code: string }>({
    name: 'sync-feedback-holder',
    text: 'select customer_code from subscription where subscription_id = $1',
    values: [subscriptionId],
  });
  return rows[0]?.customer_code;
}

/** The customer is locked, and so is everything about it. */
async function readFeedback({ db }: MutationContext, id: string): Promise<FeedbackRow | undefined> {
  const { rows } = await db.query<FeedbackRow>({
    name: 'sync-feedback',
    text: 'select reason, note, promised_on from feedback where feedback_id = $1',
    values: [id],
  });
  return rows[0];
}

async function write(
  { db, sender }: MutationContext,
  id: string,
  { subscriptionId, topic, month }: FeedbackSetArgs,
  merged: { reason?: unknown; note: string; promisedOn?: unknown },
  occurredAt: string,
): Promise<void> {
  await db.query({
    name: 'sync-feedback-set',
    text: `insert into feedback (feedback_id, subscription_id, topic, month, reason, note, promised_on, staff_no, written_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      on conflict (feedback_id) do update set reason = excluded.reason, note = excluded.note,
        promised_on = excluded.promised_on, staff_no = excluded.staff_no, written_at = excluded.written_at`,
    values: [
      id,
      subscriptionId,
      topic,
      month,
      merged.reason ?? null,
      merged.note,
      merged.promisedOn ?? null,
      sender.staffNo,
      occurredAt,
    ],
  });
}
