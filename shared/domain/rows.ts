import type { Channel, OrgUnit, ReportingSegment } from './org-units.ts';
import type { CallEntry, CallList, CallResult } from './calls.ts';
import type { Complaint } from './complaints.ts';
import type { CustomerGroup, GroupMembership, GroupType } from './groups.ts';
import type { Notice } from './notices.ts';
import type { MenuItem } from './menus.ts';
import type { RequestPart, RequestState } from './reassignment.ts';
import type { SavedViewDefinition, SavedViewKind } from './saved-views.ts';
import type { Day, Month } from '../lib/dates.ts';
import type { Fen } from '../lib/money.ts';
import type { ProductCategory, SubscriptionStatus, TrafficKind } from './subscription-kinds.ts';

export { PRODUCT_CATEGORIES, SUBSCRIPTION_STATUSES, TRAFFIC_KINDS } from './subscription-kinds.ts';
export type { ProductCategory, SubscriptionStatus, TrafficKind };

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
export type PlacementKind = Placement['kind'];

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

/** Fee classes in the order in which charts stack them, bottom up. */
export const FEE_CLASSES = [
  'rent',
  'internet',
  'local',
  'longDistance',
  'valueAdded',
  'international',
  'other',
] as const;
export type FeeClass = (typeof FEE_CLASSES)[number];

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

export const FEED_SOURCES = ['BILLING', 'ACCOUNTS', 'SYS97', 'HOTLINE_10000', 'ANALYTICS'] as const;
export type FeedSource = (typeof FEED_SOURCES)[number];

export const FEED_KINDS = [
  'org_units',
  'cross_boxes',
  'staff',
  'line97',
  'opening_assignments',
  'billing_users',
  'bi_fees',
  'arrears',
  'agreements',
  'prepaid',
  'orders10000',
] as const;
export type FeedKind = (typeof FEED_KINDS)[number];

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

/** What a unit's customers come to; each part is the partial of a fold of shared/reports. */
export interface RollupFigures {
  customers: number;
  /** 25 months up to the newest. `known`: customers whose ledger reaches the month. */
  revenue: { fees: Record<FeeClass, Fen[]>; known: number[] };
  /** By stage: one month, ... six months and more. */
  arrears: { items: number[]; amounts: Fen[]; customers: number[]; allCustomers: number };
  /** Without whose agreements they are: names are for those who hold the customers. Days count from `day` on. */
  expiry: {
    perDay: number[];
    customersPerDay: number[];
    customers: number;
    expired: number;
    expiredCustomers: number;
  };
  /** Agreements that end from `day` on, by month; the first is the month of `day`. */
  expiryByMonth: number[];
  base: {
    live: number[];
    inService: number;
    zeroCharge: number;
    zeroChargeBefore: number;
    zeroChargeCustomers: number;
  };
  /** Whose revenue differs notably from the mean of the three months before: how many, and by how much in all. */
  movers: { falls: number; fallen: Fen; rises: number; risen: Fen };
  /** Absent in what a server of before the reports has folded. */
  reports?: UnitReports;
}

/** Reports by their id, then by month or `now`, then by row: the figures of shared/reports/tables. */
export type UnitReports = Record<string, Record<string, Record<string, number[]>>>;

/** What the figures are counted from: the day of the fold, and the newest month that analytics had delivered. */
export interface RollupFrame {
  day: Day;
  month: Month | null;
}

/**
 * What the customers of a unit and of all below it come to, folded by the server. A community's row lies in the bucket
 * of the unit above it, that of any other unit in its own.
 */
export interface Rollup extends RollupFrame {
  unitCode: string;
  /** Of each kind of file that figures come from, the day or month of the newest that was in. */
  asOf: Partial<Record<FeedKind, Day | Month>>;
  figures: RollupFigures;
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

/** What people write about: a subscription that owes, or one that was charged nothing. */
export const FEEDBACK_TOPICS = ['ARREARS', 'ZERO_CHARGE'] as const;
export type FeedbackTopic = (typeof FEEDBACK_TOPICS)[number];

export const FEEDBACK_REASONS = [
  'WILL_PAY',
  'NO_MONEY',
  'DISPUTES_BILL',
  'REFUSES',
  'NOT_REACHED',
  'MOVED_AWAY',
  'NOT_USED',
  'SPARE_LINE',
  'OTHER_OPERATOR',
  'FAULT',
  'OTHER',
] as const;
export type FeedbackReason = (typeof FEEDBACK_REASONS)[number];

/** 反馈: why a subscription owes or is charged nothing, of one month; see `feedbackId`. */
export interface Feedback {
  feedbackId: string;
  customerCode: string;
  subscriptionId: string;
  topic: FeedbackTopic;
  /** The newest month of analytics when it was written: another month asks anew. */
  month: Month;
  reason?: FeedbackReason;
  note: string;
  /** When it is to be paid or put right. */
  promisedOn?: Day;
  /** Who wrote last, and when by his own clock. */
  staffNo: string;
  writtenAt: string;
}

/** Everybody who writes about the same thing writes the same row. */
export const feedbackId = ({
  topic,
  subscriptionId,
  month,
}: Pick<Feedback, 'topic' | 'subscriptionId' | 'month'>): string => `${topic}:${subscriptionId}:${month}`;

/** Something was said about it: a reason or words. */
export const isAnswered = (feedback: Pick<Feedback, 'reason' | 'note'> | undefined): boolean =>
  feedback !== undefined && (feedback.reason !== undefined || feedback.note.trim() !== '');

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
