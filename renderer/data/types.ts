import type {
  AccessRow,
  Balance,
  Customer,
  Freshness,
  Interaction,
  Ledger,
  OrgUnitRow,
  RowsByEntity,
} from '../../shared/domain/rows.ts';
import type { HeldEntity } from './held.ts';
import type { TerritoryAccess } from './holdings.ts';
import type { MutationArgs, MutationType } from '../../shared/sync/mutations.ts';
import type { Online } from './online.ts';
import type { RequestView } from './request-view.ts';
import type { CustomerIndex } from './index/types.ts';
import type { OutboxEntry } from './outbox/entry-types.ts';
import type { SyncStatus } from './sync-status.ts';

export type { SortKey } from './sort-keys.ts';
export type {
  ArrearsStage,
  CustomerSummary,
  SubscriptionSummary,
  Sort,
  CustomerConditions,
  Positions,
  SelectionSums,
  CustomerIndex,
} from './index/types.ts';
export type { OutboxState, OutboxEntry } from './outbox/entry-types.ts';
export type {
  BucketProgress,
  BucketCheck,
  DownloadProgress,
  SyncAttempt,
  SyncStatus,
  StorageTrouble,
  StorageLoss,
  RecoveredEdit,
  DepartedCustomer,
} from './sync-status.ts';

/** A value that is watched: what React's useSyncExternalStore wants. `get` returns the same object until it changes. */
export interface Store<T> {
  get(): T;
  subscribe(listener: () => void): () => void;
}

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
   * with it, takes the person's storage off this machine, and sends the receipt. False where something still waits,
   * cannot be opened here, or was written meanwhile.
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
