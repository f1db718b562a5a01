import { feedbackId, isAnswered } from '../../../shared/domain/feedback.ts';
import type { FeedbackTopic } from '../../../shared/domain/feedback.ts';
import type { OrgUnitRow } from '../../../shared/domain/rows.ts';
import type { Month } from '../../../shared/lib/dates.ts';
import type { ListRows } from '../../../shared/reports/index.ts';
import type { FeedbackView } from '../../data/feedback.ts';
import type { CustomerIndex } from '../../data/types.ts';

/** How far a community has come with writing feedback. */
export interface CommunityCompletion {
  communityCode: string;
  written: number;
  total: number;
  /** Staff numbers of who wrote, with how many each; who wrote most first. */
  writers: readonly (readonly [staffNo: string, count: number])[];
}

/** Written n of m for every community of the rows, those with the most left first. */
export function completionOf(
  rows: ListRows,
  about: { topic: FeedbackTopic; month: Month },
  views: ReadonlyMap<string, FeedbackView>,
  index: Pick<CustomerIndex, 'at' | 'subscriptionAt'>,
): CommunityCompletion[] {
  const communities = new Map<string, { written: number; total: number; writers: Map<string, number> }>();
  rows.keys.forEach((position, row) => {
    const { communityCode } = index.at(position);
    let sums = communities.get(communityCode);
    if (sums === undefined)
      communities.set(communityCode, (sums = { written: 0, total: 0, writers: new Map() }));
    sums.total++;
    const { subscriptionId } = index.subscriptionAt(position, rows.subscriptions[row]!);
    const view = views.get(feedbackId({ ...about, subscriptionId }));
    if (view === undefined || !isAnswered(view)) return;
    sums.written++;
    sums.writers.set(view.staffNo, (sums.writers.get(view.staffNo) ?? 0) + 1);
  });
  return [...communities]
    .map(([communityCode, { written, total, writers }]) => ({
      communityCode,
      written,
      total,
      writers: [...writers].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
    }))
    .sort(
      (a, b) => b.total - b.written - (a.total - a.written) || (a.communityCode < b.communityCode ? -1 : 1),
    );
}

/** Names of the account managers of a community. */
export const managersOf = (unit: OrgUnitRow | undefined): string[] =>
  (unit?.staff ?? []).filter(({ role }) => role === 'ACCOUNT_MANAGER').map(({ name }) => name);
