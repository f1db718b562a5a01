import type { RequestView } from '../../data/request-view.ts';
import type { Translate } from '../../i18n/index.ts';
import { ofGroup } from './groups.ts';

/** One notification for all that has come since the last one. */
export interface RequestNotice {
  title: string;
  body: string;
}

/** A notification is a few lines; the rest is on the screen. */
const REASON_SHOWN = 100;

/** Null where nothing new is to be decided. @param known ids that were told of, or were there at the start */
export function noticeOf(
  requests: readonly RequestView[],
  known: ReadonlySet<string>,
  t: Translate,
): RequestNotice | null {
  const fresh = ofGroup(requests, 'inbox').filter(({ requestId }) => !known.has(requestId));
  const [only] = fresh;
  if (only === undefined) return null;
  const title = t('reassignment.notice.title');
  if (fresh.length > 1) return { title, body: t('reassignment.notice.many', { count: fresh.length }) };
  return {
    title,
    body: t('reassignment.notice.one', {
      asker: only.askedByName,
      name: only.customerName,
      reason: only.reason.slice(0, REASON_SHOWN),
    }),
  };
}
