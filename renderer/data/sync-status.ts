import type { OutboxEntry } from './outbox/entry-types.ts';

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
  /** So much of the second home could not be read, and may have been edits; absent where all of it could. */
  unread?: number;
}

export type RecoveredEdit = Pick<OutboxEntry, 'uid' | 'type' | 'customerCode' | 'customerName'>;

export interface DepartedCustomer {
  customerCode: string;
  customerName: string;
  /** Edits on it that the server has not taken. */
  edits: number;
}
