import { changesOf, MOST_STEPS } from '../../shared/domain/complaints.ts';
import type { Complaint, ComplaintAct, ComplaintStep } from '../../shared/domain/complaints.ts';
import type { MutationArgs } from '../../shared/sync/mutations.ts';
import { isEditOf } from './outbox/entry-types.ts';
import type { OutboxEntry } from './types.ts';

/** A complaint as the person sees it. `waiting`: something of it is not yet seen by the server; `attention`: refused. */
export interface ComplaintView extends Complaint {
  waiting: boolean;
  attention: boolean;
}

/**
 * SPEC C4 for complaints: rows with what the person wrote and did himself laid over them. Pure.
 * @param entries of the whole outbox, in order; @param staffNo who writes here
 */
export function overlayComplaints(
  rows: readonly Complaint[],
  entries: readonly OutboxEntry[],
  staffNo: string,
): ComplaintView[] {
  const views = new Map<string, ComplaintView>(
    rows.map((row) => [row.complaintId, { ...row, waiting: false, attention: false }]),
  );
  for (const entry of entries) {
    if (isEditOf(entry, 'complaint.file')) {
      const known = views.get(entry.id) ?? filed(entry.args, staffNo);
      views.set(entry.id, flagged(known, entry));
    } else if (isEditOf(entry, 'complaint.step')) {
      const known = views.get(entry.id);
      if (known) views.set(entry.id, flagged(done(known, entry, staffNo), entry));
    }
  }
  return [...views.values()];
}

const filed = (args: MutationArgs['complaint.file'], staffNo: string): ComplaintView => ({
  ...args,
  state: 'OPEN',
  takenBy: staffNo,
  steps: [],
  waiting: false,
  attention: false,
});

/** What was refused is no part of it, nor what cannot be done any more; what the row has already stands there once. */
function done(view: ComplaintView, entry: OutboxEntry<'complaint.step'>, staffNo: string): ComplaintView {
  if (entry.state === 'attention') return view;
  if (view.steps.some(({ stepId }) => stepId === entry.args.stepId)) return view;
  const step: ComplaintStep & { act: ComplaintAct } = { ...entry.args, at: entry.occurred_at, staffNo };
  const changes = changesOf(view, step);
  if (changes === null) return view;
  const { owner: _owner, solvedOn: _on, solvedBy: _by, ...kept } = view;
  return { ...kept, ...changes, steps: [...view.steps, step].slice(-MOST_STEPS) };
}

const flagged = (view: ComplaintView, { state }: OutboxEntry): ComplaintView => ({
  ...view,
  waiting: view.waiting || state === 'waiting' || state === 'sending',
  attention: view.attention || state === 'attention',
});
