import type { RequestView } from '../../data/request-view.ts';
import type { Translate } from '../../i18n/index.ts';
import type { RequestNotice } from './request-notice.ts';

const ENDED_BY_OTHERS: ReadonlySet<RequestView['state']> = new Set([
  'APPROVED',
  'REJECTED',
  'EXPIRED',
  'OVERTAKEN',
]);

/** Requests that others have settled, of which this person has to hear: his own, and moves from or to his community. */
export const answersOf = (requests: readonly RequestView[]): RequestView[] =>
  requests.filter(
    ({ part, state, waiting }) => part !== 'APPROVER' && waiting === null && ENDED_BY_OTHERS.has(state),
  );

/** A notification is a few lines; the rest is on the screen. */
const COMMENT_SHOWN = 100;

/** One notification for all answers that have come since the last one. @param known ids that were told of */
export function answerNotice(
  requests: readonly RequestView[],
  known: ReadonlySet<string>,
  t: Translate,
): RequestNotice | null {
  const fresh = answersOf(requests).filter(({ requestId }) => !known.has(requestId));
  const [only] = fresh;
  if (only === undefined) return null;
  if (fresh.length > 1) {
    return {
      title: t('reassignment.notice.answerTitle'),
      body: t('reassignment.notice.answers', { count: fresh.length }),
    };
  }
  const { part, state, customerName: name, comment } = only;
  const who = only.decidedByName ?? only.decidedBy ?? '';
  if (part === 'OLD_HOLDER' || part === 'NEW_HOLDER') {
    return {
      title: t('reassignment.notice.moveTitle'),
      body: t(`reassignment.notice.${part}`, { name, who }),
    };
  }
  const said = t(`reassignment.notice.${state as 'APPROVED' | 'REJECTED' | 'EXPIRED' | 'OVERTAKEN'}`, {
    name,
    who,
  });
  const shown = comment.slice(0, COMMENT_SHOWN);
  return {
    title: t('reassignment.notice.answerTitle'),
    body: shown === '' ? said : t('reassignment.notice.withComment', { said, comment: shown }),
  };
}
