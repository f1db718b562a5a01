import type { Fen } from '../../../shared/lib/money.ts';
import type { RequestView } from '../../data/request-view.ts';
import type { CustomerIndex } from '../../data/types.ts';

/** What an approval changes for one of the two communities. */
export interface CommunityEffect {
  communityCode: string;
  /** Null where its customers are not on this machine. */
  customers: { before: number; after: number } | null;
  /** Of the newest month; null where analytics delivered nothing for the customer, or it is not here. */
  revenue: Fen | null;
}

export interface Effect {
  from: CommunityEffect;
  to: CommunityEffect;
}

/**
 * Counted from the customers that are here.
 * @param whole communities of which every customer is here
 */
export function effectOf(
  { customerCode, fromCommunity, toCommunity }: RequestView,
  index: Pick<CustomerIndex, 'positionOf' | 'at' | 'countByCommunity'>,
  whole: ReadonlySet<string>,
): Effect {
  const counts = index.countByCommunity();
  const position = index.positionOf(customerCode);
  const revenue = position === undefined ? null : index.at(position).revenue;
  const effect = (communityCode: string, change: 1 | -1): CommunityEffect => {
    const before = counts.get(communityCode) ?? 0;
    return {
      communityCode,
      customers: whole.has(communityCode) ? { before, after: before + change } : null,
      revenue: revenue === null ? null : change * revenue,
    };
  };
  return { from: effect(fromCommunity, -1), to: effect(toCommunity, 1) };
}
