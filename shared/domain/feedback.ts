import type { Day, Month } from '../lib/dates.ts';

/** What people write about: a subscription that owes, or one that was charged nothing. */
export const FEEDBACK_TOPICS = ['ARREARS', 'ZERO_CHARGE'] as const;
export type FeedbackTopic = (typeof FEEDBACK_TOPICS)[number];

export const FEEDBACK_REASONS = [
  'WILL_PAY',
  'NO_MONEY',
  'DISPUTES_BILL',
  'REFUSES',
  'NOT_REACHED',
  'MOVED_AWAY',
  'NOT_USED',
  'SPARE_LINE',
  'OTHER_OPERATOR',
  'FAULT',
  'OTHER',
] as const;
export type FeedbackReason = (typeof FEEDBACK_REASONS)[number];

/** 反馈: why a subscription owes or is charged nothing, of one month; see `feedbackId`. */
export interface Feedback {
  feedbackId: string;
  customerCode: string;
  subscriptionId: string;
  topic: FeedbackTopic;
  /** The newest month of analytics when it was written: another month asks anew. */
  month: Month;
  reason?: FeedbackReason;
  note: string;
  /** When it is to be paid or put right. */
  promisedOn?: Day;
  /** Who wrote last, and when by his own clock. */
  staffNo: string;
  writtenAt: string;
}

/** Everybody who writes about the same thing writes the same row. */
export const feedbackId = ({
  topic,
  subscriptionId,
  month,
}: Pick<Feedback, 'topic' | 'subscriptionId' | 'month'>): string => `${topic}:${subscriptionId}:${month}`;

/** Something was said about it: a reason or words. */
export const isAnswered = (feedback: Pick<Feedback, 'reason' | 'note'> | undefined): boolean =>
  feedback !== undefined && (feedback.reason !== undefined || feedback.note.trim() !== '');
