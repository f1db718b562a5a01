import type { Complaint } from '../domain/complaints.ts';
import { isAnswered } from '../domain/feedback.ts';
import type { Feedback } from '../domain/feedback.ts';
import { dayOf, monthOf } from '../lib/dates.ts';
import type { Month } from '../lib/dates.ts';

/** What one person had to do with complaints in a calendar month, and the feedback that he wrote on lists. */
export interface ComplaintWork {
  received: number;
  solved: number;
  /** Of those solved, those that were by their day. */
  inTime: number;
  feedback: number;
}

export const NO_COMPLAINT_WORK: ComplaintWork = { received: 0, solved: 0, inTime: 0, feedback: 0 };

/**
 * By staff number. A complaint is received by its owner, or by whoever wrote it down while it has none; it is solved by
 * who said so. Feedback is that of who wrote it last.
 */
export function workOfPeople(
  complaints: Iterable<Complaint>,
  feedback: Iterable<Feedback>,
  month: Month,
): Record<string, ComplaintWork> {
  const work: Record<string, ComplaintWork> = {};
  const of = (staffNo: string): ComplaintWork => (work[staffNo] ??= { ...NO_COMPLAINT_WORK });
  for (const { receivedOn, owner, takenBy, solvedOn, solvedBy, dueOn } of complaints) {
    if (monthOf(receivedOn) === month) of(owner ?? takenBy).received++;
    if (solvedOn === undefined || solvedBy === undefined || monthOf(solvedOn) !== month) continue;
    const figures = of(solvedBy);
    figures.solved++;
    if (solvedOn <= dueOn) figures.inTime++;
  }
  for (const one of feedback)
    if (isAnswered(one) && monthOf(dayOf(new Date(one.writtenAt))) === month) of(one.staffNo).feedback++;
  return work;
}
