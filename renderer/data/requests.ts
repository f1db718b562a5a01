import type { Reassignment } from '../../shared/domain/rows.ts';
import type { RequestView } from './request-view.ts';
import { isEditOf } from './outbox/entry-types.ts';
import type { CustomerIndex, OutboxEntry } from './types.ts';

/** Who writes here; for what the server says of him once it has the edit. */
export interface RequestWriter {
  staffNo: string;
  name: string;
}

/**
 * SPEC C4 for requests. Pure: the same rows and entries give the same picture. A decision that waits is laid over an
 * open request alone: where the server says that it ended otherwise, that is what happened.
 * @param entries of the whole outbox, in order
 * @returns the newest first
 */
export function overlayRequests(
  rows: readonly Reassignment[],
  entries: readonly OutboxEntry[],
  writer: RequestWriter,
  index: Pick<CustomerIndex, 'positionOf' | 'at'>,
): RequestView[] {
  const views = new Map<string, RequestView>(
    rows.map((row) => [row.requestId, { ...row, waiting: null, attention: null }]),
  );
  for (const entry of entries) {
    const view = laidOver(views.get(entry.id), entry, writer, index);
    if (view !== undefined) views.set(entry.id, view);
  }
  return [...views.values()].sort(newestFirst);
}

function laidOver(
  known: RequestView | undefined,
  entry: OutboxEntry,
  writer: RequestWriter,
  index: Pick<CustomerIndex, 'positionOf' | 'at'>,
): RequestView | undefined {
  const attention = entry.state === 'attention' ? entry.uid : null;
  const waits = entry.state === 'waiting' || entry.state === 'sending';
  if (isEditOf(entry, 'reassignment.ask')) {
    return known ?? { ...asked(entry, writer, index), waiting: waits ? 'ask' : null, attention };
  }
  if (
    known === undefined ||
    !(isEditOf(entry, 'reassignment.decide') || isEditOf(entry, 'reassignment.withdraw'))
  )
    return undefined;
  if (attention !== null) return { ...known, attention };
  if (known.state !== 'OPEN') return undefined;
  const decided = { decidedBy: writer.staffNo, decidedByName: writer.name, decidedAt: entry.occurred_at };
  if (isEditOf(entry, 'reassignment.withdraw'))
    return { ...known, ...decided, state: 'WITHDRAWN', waiting: waits ? 'withdrawal' : null };
  return {
    ...known,
    ...decided,
    state: entry.args.decision === 'APPROVE' ? 'APPROVED' : 'REJECTED',
    comment: entry.args.comment,
    waiting: waits ? 'decision' : null,
  };
}

/** A customer of somebody else is known by the number that was typed, and where it is now, only the server knows. */
function asked(
  { id, args, occurred_at: askedAt, customerCode, customerName }: OutboxEntry<'reassignment.ask'>,
  writer: RequestWriter,
  index: Pick<CustomerIndex, 'positionOf' | 'at'>,
): Reassignment {
  const position = customerCode === '' ? undefined : index.positionOf(customerCode);
  const here = position === undefined ? undefined : index.at(position);
  const typed = 'billingAccountNumber' in args.customer ? args.customer.billingAccountNumber : '';
  return {
    requestId: id,
    part: 'ASKER',
    customerCode,
    customerName,
    billingAccountNumber: here?.billingAccountNumber ?? typed,
    fromCommunity: here?.communityCode ?? '',
    toCommunity: args.community,
    reason: args.reason,
    state: 'OPEN',
    askedBy: writer.staffNo,
    askedByName: writer.name,
    askedAt,
    arrivedAt: '',
    comment: '',
  };
}

function newestFirst(a: Reassignment, b: Reassignment): number {
  const byTime = Date.parse(b.askedAt) - Date.parse(a.askedAt);
  return byTime !== 0 ? byTime : a.requestId < b.requestId ? 1 : -1;
}
