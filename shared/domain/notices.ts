import type { Day } from '../lib/dates.ts';

/** 通知 and 政策文件. */
export const NOTICE_KINDS = ['NOTICE', 'POLICY'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** A notice as one of its readers holds it, in his own bucket; the row's id is `noticeId@staffId`. */
export interface Notice {
  noticeId: string;
  /** Everybody who holds a role here or below is a reader. */
  unitCode: string;
  kind: NoticeKind;
  title: string;
  /** Paragraphs, one a line. */
  text: string;
  validFrom: Day;
  /** Absent: until it is withdrawn. */
  validTo?: Day;
  /** A staff number. */
  publishedBy: string;
  publishedByName: string;
  publishedAt: string;
  /** When this reader said that he has read it. */
  readAt?: string;
}

export const isValidOn = ({ validFrom, validTo }: Pick<Notice, 'validFrom' | 'validTo'>, day: Day): boolean =>
  validFrom <= day && (validTo === undefined || day <= validTo);

export const LONGEST_TITLE = 100;
export const LONGEST_TEXT = 8000;
