import type { FeeClass, SubscriptionStatus, TrafficKind } from '../domain/rows.ts';
import type { Fen } from '../lib/money.ts';

/** What lists and reports read of one subscription. As with customers, one object may show one after another. */
export interface SubscriptionFacts {
  readonly subscriptionId: string;
  readonly accessNumber: string;
  readonly product: string;
  readonly status: SubscriptionStatus;
  /** Neither terminated nor missing from the newest billing file. */
  readonly isLive: boolean;
  readonly inService: boolean;
  /** 主动拆机. */
  readonly onRequest: boolean;
  /** Days since 1970-01-01; `NONE` where it has not ended. */
  readonly activatedOn: number;
  readonly terminatedOn: number;
  /** 1 to 6 months and more; 0 without arrears. */
  readonly arrearsStage: number;
  readonly arrears: Fen;
  /** NaN where it is not prepaid. */
  readonly prepaid: Fen;
  readonly openOrders: number;
  /** 0 in a month of the customer's ledger in which it has no fee; null outside of what is kept. */
  revenueIn(month: number): Fen | null;
  /** Null also where a customer's subscriptions are not told apart so far. */
  feeIn(feeClass: FeeClass, month: number): Fen | null;
  trafficIn(kind: TrafficKind, month: number): number | null;
}

/** 费用零次: in service, and the month charged nothing, or has no fee row. */
export const isZeroCharge = (subscription: SubscriptionFacts, month: number): boolean =>
  subscription.inService && (subscription.revenueIn(month) ?? 0) === 0;
