import type { FeeClass, SubscriptionStatus } from '../../../shared/domain/rows.ts';
import type { ReportingSegment } from '../../../shared/domain/org-units.ts';
import type { Day, Month } from '../../../shared/lib/dates.ts';
import type { Fen } from '../../../shared/lib/money.ts';
import type { Fold, ReportCell } from '../../../shared/reports/index.ts';
import type { SortKey } from '../sort-keys.ts';

/** How far a customer's arrears reach back; 6 means six months and more, 0 none. */
export type ArrearsStage = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** What a list shows of one customer, read from the index by its position. Money in fen. */
export interface CustomerSummary {
  customerCode: string;
  name: string;
  billingAccountNumber: string;
  communityCode: string;
  reportingSegment: ReportingSegment;
  /** Of the first live subscription, else of the first. */
  contactPhone: string;
  installationAddress: string;
  product: string;
  accessNumber: string;
  /** Live subscriptions: neither terminated nor missing. */
  liveSubscriptions: number;
  allSubscriptions: number;
  /** The most active status among its subscriptions: in service before suspended before retained before terminated. */
  status: SubscriptionStatus;
  /** Null where analytics delivered nothing for this customer. */
  revenue: Fen | null;
  /** This month less the month before; null where either is unknown. */
  revenueChange: Fen | null;
  /** Mean of up to twelve newest months. */
  meanRevenue: Fen | null;
  /** Up to 13 totals per month, the newest last. */
  trend: readonly Fen[];
  arrears: Fen;
  arrearsStage: ArrearsStage;
  /** The nearest agreement end not yet passed, else the latest passed. */
  agreementEnd: Day | null;
  agreementCount: number;
  /** Subscriptions in service whose total of this month is 0 or missing. */
  zeroCharge: number;
  openOrders: number;
  /** The lowest balance of a prepaid subscription; null where none is prepaid. */
  prepaid: Fen | null;
  lockedUntil: Day | null;
  closed: boolean;
  firstSeenMonth: Month;
  lastInteractionOn: Day | null;
  nextOn: Day | null;
}

/** What a list shows of one subscription beside its figures. */
export interface SubscriptionSummary {
  subscriptionId: string;
  accessNumber: string;
  product: string;
  status: SubscriptionStatus;
  /** The newest billing file does not carry it. */
  missing: boolean;
}

export interface Sort {
  key: SortKey;
  descending: boolean;
}

/** All conditions hold together; an absent one does not restrict. Closed customers are hidden unless asked for. */
export interface CustomerConditions {
  /** The subtree of this unit. */
  unitCode?: string;
  /** The members of this group. */
  group?: string;
  /** Name, pinyin initials or full pinyin, phone, billing account, access number, address; several words all match. */
  text?: string;
  /** LIVE: at least one subscription not terminated. */
  status?: 'LIVE' | SubscriptionStatus;
  arrearsMonthsMin?: number;
  arrearsMin?: Fen;
  /** From today on; an agreement that has ended does not count. */
  agreementEndsWithinDays?: number;
  agreementExpired?: boolean;
  withoutAgreement?: boolean;
  zeroCharge?: boolean;
  /** A subscription is in arrears for exactly so many months; 6: six and more. */
  arrearsStage?: Exclude<ArrearsStage, 0>;
  /** An agreement, not only the nearest, ends on or after this day, on or before that one. */
  agreementEndFrom?: Day;
  agreementEndTo?: Day;
  /** The month charged something, or something of `feeClass`. Without a month the class alone means this month. */
  feeMonth?: Month;
  feeClass?: FeeClass;
  /** `changeMonth` (this month where absent) less the mean of the three months before it. */
  changeMonth?: Month;
  changeMin?: Fen;
  changeMax?: Fen;
  /** The lowest prepaid balance of the customer is below this. */
  prepaidBelow?: Fen;
  /** The next step was due on this day or before. */
  nextOnTo?: Day;
  meanRevenueMin?: Fen;
  meanRevenueMax?: Fen;
  revenueMin?: Fen;
  revenueMax?: Fen;
  reportingSegment?: ReportingSegment;
  product?: string;
  firstSeenMonth?: Month;
  openOrders?: boolean;
  inPool?: boolean;
  /** Counted by this figure of a report. */
  reportCell?: ReportCell;
  includeClosed?: boolean;
}

/** Positions in the index, in the order asked for. They hold until `version` changes. */
export type Positions = Uint32Array;

export interface SelectionSums {
  customers: number;
  revenue: Fen;
  arrears: Fen;
}

export interface CustomerIndex {
  /** Grows with every change of content. */
  readonly version: number;
  readonly size: number;
  /** The newest month that analytics delivered; null before the first. */
  readonly thisMonth: Month | null;
  query(conditions: CustomerConditions, sort?: Sort): Positions;
  /** Customers that match, without making the list; for the counts of saved views and the tree. */
  count(conditions: CustomerConditions): number;
  at(position: number): CustomerSummary;
  /** The customer code alone, where a summary would be too much: of 50,000 rows at once. */
  codeAt(position: number): string;
  positionOf(customerCode: string): number | undefined;
  /** One of a customer's subscriptions, from 0; as `CustomerFacts.subscription` counts them. */
  subscriptionAt(position: number, at: number): SubscriptionSummary;
  sum(positions: Iterable<number>): SelectionSums;
  /** A report over the customers that match. The facts hold only while `add` looks at them. */
  fold<Partial>(fold: Fold<Partial>, conditions: CustomerConditions): Partial;
  /** A report over all open customers, for each community apart. */
  foldByCommunity<Partial>(fold: Fold<Partial>): ReadonlyMap<string, Partial>;
  /** Customers per community code (open ones), for the tree. */
  countByCommunity(): ReadonlyMap<string, number>;
  /** The best matches of a few keystrokes, at most `limit`, the best first. */
  search(text: string, limit: number): Positions;
  /** Codes of the customers in a group, also of those that are not here. */
  members(groupId: string): ReadonlySet<string>;
  /** Products that occur, for the condition form. */
  products(): readonly string[];
}
