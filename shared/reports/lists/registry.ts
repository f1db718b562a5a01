import * as anomalies from './anomaly-lists.ts';
import type { SubscriptionList } from './list.ts';
import * as revenues from './revenue-lists.ts';
import * as traffics from './traffic-lists.ts';

/** Every list, in the order in which the screen names them. */
export const LISTS = {
  revenue: revenues.revenue,
  feeClass: revenues.feeClass,
  newInstallations: revenues.newInstallations,
  localTraffic: traffics.localTraffic,
  longDistanceTraffic: traffics.longDistanceTraffic,
  internationalTraffic: traffics.internationalTraffic,
  icCard: traffics.icCard,
  payPhone: traffics.payPhone,
  zeroTraffic: anomalies.zeroTraffic,
  zeroCharge: anomalies.zeroCharge,
  arrears: anomalies.arrears,
  numberRetained: anomalies.numberRetained,
  disconnected: anomalies.disconnected,
  longDistanceLoss: anomalies.longDistanceLoss,
  localLoss: anomalies.localLoss,
  fluctuation: anomalies.fluctuation,
} as const satisfies Record<string, SubscriptionList>;
export type ListId = keyof typeof LISTS;
export const LIST_IDS = Object.keys(LISTS) as ListId[];

export const listOf = (id: ListId): SubscriptionList => LISTS[id];
