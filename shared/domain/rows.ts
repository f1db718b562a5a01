import type { Channel, OrgUnit, ReportingSegment } from './org-units.ts';
import type { CallEntry, CallList, CallResult } from './calls.ts';
import type { Complaint } from './complaints.ts';
import type { FeedKind, FeedSource } from './feed-kinds.ts';
import type { Feedback } from './feedback.ts';
import type { CustomerGroup, GroupMembership, GroupType } from './groups.ts';
import type { Notice } from './notices.ts';
import type { MenuItem } from './menus.ts';
import type { RequestPart, RequestState } from './reassignment.ts';
import type { Rollup } from './rollups.ts';
import type { SavedViewDefinition, SavedViewKind } from './saved-views.ts';
import type { Day, Month } from '../lib/dates.ts';
import type { Fen } from '../lib/money.ts';
import type { FeeClass, ProductCategory, SubscriptionStatus, TrafficKind } from './subscription-kinds.ts';

export { FEED_KINDS, FEED_SOURCES } from './feed-kinds.ts';
export {
  FEE_CLASSES,
  PRODUCT_CATEGORIES,
  SUBSCRIPTION_STATUSES,
  TRAFFIC_KINDS,
} from './subscription-kinds.ts';
export type { FeedKind, FeedSource, FeeClass, ProductCategory, SubscriptionStatus, TrafficKind };

/**
 * The rows that clients hold, as the protocol sends them (sync/SPEC.md, "Rows").
 * A customer is all subscriptions under one billing account; its code is given by the server.
 */
export interface Subscription {
  subscriptionId: string;
  name: string;
  accessNumber: string;
  product: string;
  status: SubscriptionStatus;
  installationAddress: string;
  billingArea: string;
  cabinet?: string;
  activatedOn: Day;
  terminatedOn?: Day;
  contactPhone: string;
  /** Set when the newest billing file no longer carried it. */
  missingSince?: Day;
  /** 主动拆机: terminated, and an order to remove it was seen at the hotline or nothing was owed on the day. */
  onRequest?: true;
}

export interface Agreement {
  agreementNumber: string;
  subscriptionId: string;
  plan: string;
  start: Day;
  end: Day;
  monthlyCommitment: Fen;
  penalty: Fen;
}

export interface HotlineOrder {
  orderNumber: string;
  subscriptionId: string;
  kind: string;
  stage: string;
  acceptedAt: string;
}

export interface ContactPerson {
  name: string;
  role: string;
  phone: string;
}

/** What people maintain about reaching a customer. */
export interface CustomerContact {
  persons: ContactPerson[];
  address: string;
  remark: string;
}

/** Why no rule named a community, so that the customer waits in a pool. */
export const POOL_REASONS = [
  'NO_LINE',
  'NO_RULE',
  'RULE_WITHOUT_COMMUNITY',
  'NUMBER_OUTSIDE_RANGES',
] as const;
export type PoolReason = (typeof POOL_REASONS)[number];

/** Why a customer is where it is. `decidedOn` is the day of the file or act that placed it. */
export type Placement =
  | {
      kind: 'RULE';
      decidedOn: Day;
      cabinet: string;
      number: string;
      rangeFrom: string | null;
      rangeTo: string | null;
      /** More than one rule of the same width matched; a data-quality finding. */
      tied?: boolean;
    }
  | { kind: 'POOL'; decidedOn: Day; reason: PoolReason; cabinet?: string; number?: string }
  | { kind: 'OPENING'; decidedOn: Day }
  | { kind: 'DIVISION'; decidedOn: Day; batch: string; by: string }
  | { kind: 'REASSIGNMENT'; decidedOn: Day; request: string; by: string };

export interface Customer {
  customerCode: string;
  billingAccountNumber: string;
  communityCode: string;
  /** The name of the founding subscription. */
  name: string;
  /** 营销属性: the code of the department above the community. */
  responsibleUnit: string;
  /** 统计属性. */
  reportingSegment: ReportingSegment;
  firstSeenMonth: Month;
  lockedUntil?: Day;
  /** Set when no subscription is left; kept and hidden. */
  closedOn?: Day;
  contact: CustomerContact;
  placement: Placement;
  subscriptions: Subscription[];
  agreements: Agreement[];
  orders: HotlineOrder[];
}

/** All months of a customer, packed: `fees.rent[i]` belongs to the month `from` + i. Sums over its subscriptions. */
export interface Ledger {
  customerCode: string;
  from: Month;
  fees: Record<FeeClass, Fen[]>;
  traffic: Record<TrafficKind, number[]>;
  /** Whose figures they are, where only one subscription has any. */
  subscriptionId?: string;
  /** Total per month of each subscription; only where the customer has more than one with fees. */
  bySubscription?: Record<string, Fen[]>;
  /** Of each of these the newest months apart; absent where they are so many that the row would grow too large. */
  detail?: LedgerDetail;
}

export interface LedgerDetail {
  /** How many of the newest months the lists have. */
  months: number;
  /** By subscription; what never occurs in these months is left out. */
  of: Record<string, Partial<Record<FeeClass | TrafficKind, number[]>>>;
}

export interface ArrearsItem {
  subscriptionId: string;
  sinceMonth: Month;
  months: number;
  amount: Fen;
}

export interface PrepaidItem {
  subscriptionId: string;
  amount: Fen;
  asOf: Day;
}

export interface Balance {
  customerCode: string;
  arrears: ArrearsItem[];
  prepaid: PrepaidItem[];
}

export const INTERACTION_KINDS = ['VISIT', 'CALL'] as const;
export type InteractionKind = (typeof INTERACTION_KINDS)[number];

export interface Interaction {
  interactionId: string;
  customerCode: string;
  kind: InteractionKind;
  purpose: string;
  outcome: string;
  note: string;
  nextStep?: string;
  nextOn?: Day;
  /** ISO 8601 with offset: when it happened, by the clock of the person who was there. */
  happenedAt: string;
  staffNo: string;
  /** The call list that a call was made for, and what it came to there. */
  call?: { listId: string; result: CallResult };
}

/** One row per kind of file that carries figures: how new it is, and how often it should come. */
export interface Freshness {
  kind: FeedKind;
  source: FeedSource;
  /** The day (or month for ANALYTICS) that the newest file is of. */
  asOf: Day | Month;
  /** ISO 8601 with offset. */
  receivedAt: string;
  cadence: 'DAILY' | 'WEEKLY' | 'MONTHLY';
  file: string;
  rows: number;
}

/** A unit as clients hold it: with the people who work it, so that the tree is searched by account manager. */
export interface OrgUnitRow extends OrgUnit {
  retired?: true;
  staff: { staffNo: string; name: string; role: string }[];
}

/** A request to move a customer, as one of its parties holds it; the row's id is `requestId@staffId`. */
export interface Reassignment {
  requestId: string;
  part: RequestPart;
  customerCode: string;
  customerName: string;
  billingAccountNumber: string;
  fromCommunity: string;
  toCommunity: string;
  reason: string;
  state: RequestState;
  /** A staff number. */
  askedBy: string;
  askedByName: string;
  /** By the asker's own clock; `arrivedAt` by the server's. */
  askedAt: string;
  arrivedAt: string;
  decidedBy?: string;
  decidedByName?: string;
  decidedAt?: string;
  comment: string;
}

/** What a person keeps under a name, in his own bucket; the row's id is `viewId@staffId`. */
export interface SavedView {
  viewId: string;
  kind: SavedViewKind;
  name: string;
  /** As the schema of its kind in saved-views.ts has it. */
  definition: SavedViewDefinition;
}

/** One line of the dictionary that says what products and plans are; see product-dictionary.ts. */
export interface ProductCategoryRow {
  categoryId: string;
  of: 'PRODUCT' | 'PLAN';
  /** A name as the sources write it; `*` stands for any text. Sample: `*固话*`. */
  pattern: string;
  category: ProductCategory;
}

/** A role as the server says that somebody holds it; it counts from `from` to `to`, both included. */
export interface AccessRole {
  role: string;
  title: string;
  unitCode: string;
  unitName: string;
  channel: Channel | null;
  /** Those that this version does not know are of a newer server. */
  permissions: string[];
  /** Keys of the items that it shows. */
  menu: string[];
  from?: Day;
  to?: Day;
}

/** What a person may do and what his menu shows; one row in his own bucket, so a change comes with the next sync. */
export interface AccessRow {
  staffId: string;
  roles: AccessRole[];
  /** In their order; all that some role of his shows. */
  menu: MenuItem[];
}

export interface RowsByEntity {
  customer: Customer;
  ledger: Ledger;
  balance: Balance;
  interaction: Interaction;
  orgUnit: OrgUnitRow;
  freshness: Freshness;
  rollup: Rollup;
  reassignment: Reassignment;
  callList: CallList;
  callEntry: CallEntry;
  savedView: SavedView;
  productCategory: ProductCategoryRow;
  groupType: GroupType;
  customerGroup: CustomerGroup;
  groupMembership: GroupMembership;
  notice: Notice;
  access: AccessRow;
  feedback: Feedback;
  complaint: Complaint;
}
export type Entity = keyof RowsByEntity;
export const ENTITIES = [
  'customer',
  'ledger',
  'balance',
  'interaction',
  'orgUnit',
  'freshness',
  'rollup',
  'reassignment',
  'callList',
  'callEntry',
  'savedView',
  'productCategory',
  'groupType',
  'customerGroup',
  'groupMembership',
  'notice',
  'access',
  'feedback',
  'complaint',
] as const satisfies readonly Entity[];
export type AnyRow = RowsByEntity[Entity];
export type { Channel };
