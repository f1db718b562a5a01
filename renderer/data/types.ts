import type {
  AccessRow,
  Balance,
  Customer,
  Entity,
  FeeClass,
  Freshness,
  Interaction,
  Ledger,
  OrgUnitRow,
  RowsByEntity,
  SubscriptionStatus,
} from '../../shared/domain/rows.ts';
import type { SortKey } from './sort-keys.ts';
import type { ReportingSegment } from '../../shared/domain/org-units.ts';
import type { Day, Month } from '../../shared/lib/dates.ts';
import type { Fold, ReportCell } from '../../shared/reports/index.ts';
import type { Fen } from '../../shared/lib/money.ts';
import type { HeldEntity } from './held.ts';
import type { TerritoryAccess } from './holdings.ts';
import type { FieldConflict, MutationStatus } from '../../shared/sync/protocol.ts';
import type { MutationArgs, MutationType } from '../../shared/sync/mutations.ts';
import type { Online } from './online.ts';
import type { RequestView } from './request-view.ts';

export type { SortKey };

/** A value that is watched: what React's useSyncExternalStore wants. `get` returns the same object until it changes. */
export interface Store<T> {
  get(): T;
  subscribe(listener: () => void): () => void;
}

// The in-memory index ----------------------------------------------------------------------------------------

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
  /** Customers per community code (open ones), for the tree. */
  countByCommunity(): ReadonlyMap<string, number>;
  /** The best matches of a few keystrokes, at most `limit`, the best first. */
  search(text: string, limit: number): Positions;
  /** Codes of the customers in a group, also of those that are not here. */
  members(groupId: string): ReadonlySet<string>;
  /** Products that occur, for the condition form. */
  products(): readonly string[];
}

// The cache --------------------------------------------------------------------------------------------------

/** Everything about one customer, with the person's own waiting edits laid over it. */
export interface CustomerDetail {
  customer: Customer;
  ledger: Ledger | undefined;
  balance: Balance | undefined;
  /** Newest first. */
  interactions: InteractionView[];
}

/** An interaction as the person sees it. `waiting`: written here, not yet seen by the server. */
export interface InteractionView extends Interaction {
  waiting: boolean;
  /** Refused or in conflict; see the outbox entry. */
  attention: boolean;
}

export interface Reference {
  units: ReadonlyMap<string, OrgUnitRow>;
  freshness: readonly Freshness[];
  /** What the person may do and what his menu shows; absent before the first sync. */
  access?: AccessRow;
}

// The outbox -------------------------------------------------------------------------------------------------

export type OutboxState = 'waiting' | 'sending' | 'attention' | 'acknowledged';

/** One edit of a person, from the moment it is saved until a checkpoint has shown its effect. */
export interface OutboxEntry<T extends MutationType = MutationType> {
  uid: string;
  /** Position in this client's order; given when it is saved. */
  n: number;
  type: T;
  entity: Entity;
  id: string;
  args: MutationArgs[T];
  base_seq: string | null;
  occurred_at: string;
  clock_offset: number;
  depends_on?: string[];
  state: OutboxState;
  /** What the edit is about, kept here because the customer may leave the cache meanwhile. */
  customerCode: string;
  customerName: string;
  attempts: number;
  /** The last answer, where there was one. */
  status?: MutationStatus;
  code?: string;
  message?: string;
  conflicts?: FieldConflict[];
  /** A checkpoint at or past this shows the effect. */
  writeSeq?: string;
}

// Synchronisation as the person sees it ----------------------------------------------------------------------

export interface BucketProgress {
  bucket: string;
  state: 'waiting' | 'running' | 'complete';
  rows: number;
  /** Null until the server has said. */
  expectedRows: number | null;
  customers: number | null;
}

/** One bucket of the last checkpoint: rows that are here, and whether they are the server's. */
export interface BucketCheck {
  bucket: string;
  rows: number;
  verified: boolean;
}

export interface DownloadProgress {
  rows: number;
  expectedRows: number | null;
  bytes: number;
  expectedBytes: number | null;
  startedAt: string;
  buckets: readonly BucketProgress[];
}

/** One attempt as the panel lists it, newest first. `result` is a code the catalogue words. */
export interface SyncAttempt {
  at: string;
  durationMs: number;
  result:
    | 'complete'
    | 'unchanged'
    | 'offline'
    | 'signInExpired'
    | 'serverError'
    | 'notTheServer'
    | 'upgrade'
    | 'storage'
    | 'busy'
    | 'disabled';
  rowsReceived: number;
  editsSent: number;
  verified: boolean;
  /** The code of the server's error, for support. */
  code?: string;
  nextTryAt?: string;
}

export interface SyncStatus {
  state: 'idle' | 'running' | 'offline' | 'signInExpired' | 'trouble';
  /** Since when the server has not been reached. */
  offlineSince: string | null;
  /** Set while rows come in. */
  progress: DownloadProgress | null;
  paused: boolean;
  /** False until the first download of this person on this machine is whole. */
  everComplete: boolean;
  /** The last checkpoint whose n and h agreed with the server's in every bucket. */
  verifiedAt: string | null;
  verifiedBuckets: number;
  verifiedRows: number;
  /** Each bucket as the last checkpoint found it; absent before the first. */
  buckets?: readonly BucketCheck[];
  nextTryAt: string | null;
  /** This device's clock less the server's, as last measured; worth a word from five minutes on (SPEC C10). */
  clockOffsetMs?: number;
  /** The offset is worth a word. */
  clockIsOff?: boolean;
  trouble: StorageTrouble | 'disabled' | 'deviceRevoked' | 'upgrade' | null;
  attempts: readonly SyncAttempt[];
  /** Told until the person has taken note of it (SPEC C5). */
  loss?: StorageLoss | null;
  /** Edits of his that are here and whose key only the server has now; asked for at every start. */
  sealedEdits?: number;
  /** The second home takes nothing for now: what he writes is kept once. */
  withoutCopy?: boolean;
  /** Customers that are no longer his, with edits of his that wait (SPEC C7). */
  departed?: readonly DepartedCustomer[];
}

/**
 * Why the browser's storage cannot be worked with (SPEC C9). `blocked`: another window holds an older layout.
 * `superseded`: this is that window. `newerSchema`: a newer ChannelDesk has been here, and this one writes nothing.
 */
export type StorageTrouble = 'storageFull' | 'storageLost' | 'newerSchema' | 'blocked' | 'superseded';

/** What this machine kept was gone, or was of another life of it, and has been brought together anew. */
export interface StorageLoss {
  noticedAt: string;
  /**
   * `missing`: empty where something had been. `foreign`: not what was kept last. `damaged`: the browser says so.
   * `keyLost`: it cannot be opened any more.
   */
  cause: 'missing' | 'foreign' | 'damaged' | 'keyLost';
  /** Edits that came back from their second home, in order. */
  recovered: readonly RecoveredEdit[];
}

export type RecoveredEdit = Pick<OutboxEntry, 'uid' | 'type' | 'customerCode' | 'customerName'>;

export interface DepartedCustomer {
  customerCode: string;
  customerName: string;
  /** Edits on it that the server has not taken. */
  edits: number;
}

// What a signed-in person works with -------------------------------------------------------------------------

export interface Workspace {
  readonly staffId: string;
  readonly index: Store<CustomerIndex>;
  readonly reference: Store<Reference>;
  readonly outbox: Store<readonly OutboxEntry[]>;
  readonly status: Store<SyncStatus>;
  readonly territory: TerritoryAccess;
  /** Requests for reassignment that he has a part in, the newest first. */
  readonly requests: Store<readonly RequestView[]>;
  /** Questions that only the server can answer. */
  readonly online: Online;

  /** The server's rows of an entity that is held whole; what waits in the outbox is laid over by who shows them. */
  held<E extends HeldEntity>(entity: E): Store<readonly RowsByEntity[E][]>;

  customer(customerCode: string): Promise<CustomerDetail | undefined>;
  /** Rows of many customers at once, in the order of the codes; for exports. */
  customers(codes: readonly string[], onProgress?: (done: number) => void): Promise<CustomerDetail[]>;

  /** Resolves when the edit is durably in the outbox: only then may the screen say "saved". */
  write<T extends MutationType>(edit: NewEdit<T>): Promise<OutboxEntry<T>>;
  /** Edit again and send as a new edit; the old one goes. */
  rewrite<T extends MutationType>(uid: string, args: MutationArgs[T]): Promise<OutboxEntry<T>>;
  /** Send mine once more, based on what the server has now. */
  keepMine(uid: string): Promise<void>;
  /** Take the server's value, or give the edit up: it leaves the outbox. */
  drop(uid: string): Promise<void>;

  /**
   * Everything that the server has not taken, in a file that only this person can open, on any of his devices.
   * It counts as exported once `save` has resolved true.
   * @returns null where it was not saved
   * @throws OutboxFileError `keyUnreachable`: no key is here, and the server cannot be asked for one
   */
  exportOutbox(save: (file: OutboxExport) => Promise<boolean>): Promise<OutboxExport | null>;
  /**
   * Takes in what such a file holds; what is here or was sent from here before is not taken twice.
   * @throws OutboxFileError
   */
  importOutbox(bytes: Uint8Array): Promise<ImportedOutbox>;
  /** Edits that a wipe would lose: neither the server nor a file has them. */
  atRisk(): Promise<number>;
  /** Takes cache and outbox of this person off this machine. The workspace is closed afterwards: sign him out. */
  wipe(): Promise<WipeResult>;
  /**
   * Where this machine was taken back and everything that waited has been delivered: leaves what the server had refused
   * with it, takes the person's storage off this machine, and sends the receipt. False where something still waits.
   */
  handBack(): Promise<boolean>;
  /** The person has seen what was lost and what came back. */
  acknowledgeLoss(): Promise<void>;
  /** Opens the storage anew after trouble with it, and takes back what the second home has. */
  rebuild(): Promise<void>;

  syncNow(): void;
  pause(paused: boolean): void;
  /** Stops syncing and closes the cache; what waits in the outbox stays. */
  close(): Promise<void>;
}

export interface NewEdit<T extends MutationType = MutationType> {
  type: T;
  id: string;
  args: MutationArgs[T];
  customerCode: string;
  customerName: string;
}

export interface OutboxExport {
  /** Sample: `ChannelDesk-20001-2026-11-22.json`. */
  fileName: string;
  bytes: Uint8Array<ArrayBuffer>;
  edits: number;
}

/** `known`: edits of the file that are here already, or were sent from here. */
export interface ImportedOutbox {
  taken: number;
  known: number;
}

/** Refused while work is unsent, unless all of it has been exported as it stands now (SPEC C11). */
export type WipeResult = { ok: true } | { ok: false; reason: 'UNSENT_WORK'; edits: number };
