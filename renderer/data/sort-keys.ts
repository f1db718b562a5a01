/** Columns that a list of customers can be sorted by. */
export const SORT_KEYS = [
  'customerCode',
  'name',
  'communityCode',
  'billingAccountNumber',
  'contactPhone',
  'liveSubscriptions',
  'status',
  'revenue',
  'revenueChange',
  'meanRevenue',
  'arrears',
  'arrearsStage',
  'agreementEnd',
  'zeroCharge',
  'openOrders',
  'firstSeenMonth',
  'lastInteractionOn',
  'nextOn',
] as const;

export type SortKey = (typeof SORT_KEYS)[number];
