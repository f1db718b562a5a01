import type { SortKey } from '../types.ts';
import type { IndexColumns } from './columns.ts';
import type { IndexView } from './index-view.ts';
import { characterRanks } from './collation.ts';
import { orderByNumber, orderByText } from './order.ts';
import { NONE } from './segment.ts';

/** What these say depends on the day, the month or waiting edits; any other order lasts as long as the rows. */
export const PASSING_KEYS: ReadonlySet<SortKey> = new Set<SortKey>([
  'revenue',
  'revenueChange',
  'agreementEnd',
  'zeroCharge',
  'lastInteractionOn',
  'nextOn',
]);

/** All positions in the order of a key. */
export function makeOrder(view: IndexView, key: SortKey, descending: boolean): Uint32Array {
  const { columns } = view;
  const days = (column: Int32Array): Float64Array =>
    Float64Array.from(column, (day) => (day === NONE ? Number.NaN : day));
  switch (key) {
    case 'name':
      return orderByText(
        columns.texts((s) => s.names),
        descending,
        characterRanks(columns.ranked),
      );
    case 'customerCode':
      return orderByText(
        columns.texts((s) => s.codes),
        descending,
      );
    case 'billingAccountNumber':
      return orderByText(
        columns.texts((s) => s.accounts),
        descending,
      );
    case 'contactPhone':
      return orderByText(
        columns.texts((s) => s.phones),
        descending,
      );
    case 'communityCode':
      return orderByNumber(communityRanks(columns), descending);
    case 'liveSubscriptions':
      return orderByNumber(columns.live, descending);
    case 'status':
      return orderByNumber(columns.status, descending);
    case 'revenue':
      return orderByNumber(view.revenue, descending);
    case 'revenueChange':
      return orderByNumber(
        view.revenue.map((fen, p) => fen - view.revenueBefore[p]!),
        descending,
      );
    case 'meanRevenue':
      return orderByNumber(columns.mean, descending);
    case 'arrears':
      return orderByNumber(columns.arrears, descending);
    case 'arrearsStage':
      return orderByNumber(
        columns.arrearsMonths.map((months) => Math.min(months, 6)),
        descending,
      );
    case 'agreementEnd':
      return orderByNumber(days(view.agreementEnd), descending);
    case 'zeroCharge':
      return orderByNumber(view.zeroCharge, descending);
    case 'openOrders':
      return orderByNumber(columns.openOrders, descending);
    case 'firstSeenMonth':
      return orderByNumber(columns.firstSeen, descending);
    case 'lastInteractionOn':
      return orderByNumber(view.happenedAt, descending);
    case 'nextOn':
      return orderByNumber(days(view.nextOn), descending);
  }
}

function communityRanks({ community, communities }: IndexColumns): Uint32Array {
  const sorted = [...communities].sort();
  const ranks = communities.map((code) => sorted.indexOf(code));
  return Uint32Array.from(community, (id) => ranks[id]!);
}
