import type { Notice } from '../../shared/domain/notices.ts';
import { isEditOf } from './outbox/entry-types.ts';
import type { OutboxEntry } from './types.ts';

/** A notice as the person sees it. */
export interface NoticeView extends Notice {
  /** Published or withdrawn here, not yet seen by the server. */
  waiting: boolean;
  isRead: boolean;
}

/**
 * SPEC C4 for notices, the newest first. What he published himself he has read.
 * @param entries of the whole outbox, in order; @param writer who writes here
 */
export function overlayNotices(
  rows: readonly Notice[],
  entries: readonly OutboxEntry[],
  writer: { staffNo: string; name: string },
): NoticeView[] {
  const notices = new Map<string, NoticeView>(
    rows.map((row) => [
      row.noticeId,
      { ...row, waiting: false, isRead: row.readAt !== undefined || row.publishedBy === writer.staffNo },
    ]),
  );
  for (const entry of entries) {
    const refused = entry.state === 'attention';
    const waiting = entry.state === 'waiting' || entry.state === 'sending';
    if (isEditOf(entry, 'notice.publish')) {
      const { validTo, ...args } = entry.args;
      const made = {
        ...args,
        ...(validTo === undefined ? {} : { validTo }),
        publishedBy: writer.staffNo,
        publishedByName: writer.name,
        publishedAt: entry.occurred_at,
        isRead: true,
        waiting: waiting || refused,
      };
      if (!notices.has(entry.id)) notices.set(entry.id, made);
    } else if (isEditOf(entry, 'notice.withdraw')) {
      if (!refused) notices.delete(entry.id);
    } else if (isEditOf(entry, 'notice.read')) {
      const known = notices.get(entry.id);
      if (known) notices.set(entry.id, { ...known, isRead: true });
    }
  }
  return [...notices.values()].sort((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1));
}
