import type { IndexUpdate } from '../data/index/index-builder.ts';
import type { HeldRows } from '../data/held.ts';
import type { StorageKeys } from '../data/seal/storage-keys.ts';
import type { StoredCustomer } from '../data/cache/read.ts';
import type { Reference, SyncStatus } from '../data/types.ts';
import type { TerritoryAnswer, TerritoryQuestion } from './territory-desk.ts';
import type { DeviceAbout } from './device-report.ts';
import type { FailureKind } from './transport-error.ts';

/** What a window says to its engine, which runs in a worker beside it. */
export type ToEngine =
  /** Once to each engine. `marker`: what stands outside of the browser's database; null where nothing does. */
  | {
      kind: 'start';
      server: string;
      staffId: string;
      newClientId: string;
      marker: string | null;
      keys: StorageKeys;
      about: DeviceAbout;
      visible: boolean;
    }
  | { kind: 'token'; request: number; token: string }
  | { kind: 'noToken'; request: number; failure: FailureKind; code: string | null }
  | { kind: 'visible'; visible: boolean }
  | { kind: 'syncNow' }
  | { kind: 'pause'; paused: boolean }
  | { kind: 'outboxChanged' }
  | { kind: 'read'; request: number; codes: readonly string[] }
  | { kind: 'territory'; question: TerritoryQuestion }
  /** This person's storage is about to be taken off the machine. */
  | { kind: 'wiping' }
  | { kind: 'stop' };

/** What the engine says to its window. */
export type FromEngine =
  | { kind: 'needToken'; request: number; rejected: string | null }
  | { kind: 'index'; update: IndexUpdate }
  | { kind: 'reference'; reference: Reference }
  | { kind: 'held'; held: HeldRows }
  | { kind: 'status'; status: SyncStatus }
  | { kind: 'outboxChanged' }
  /** Another window takes the storage off this machine: nothing of it is to be made anew. */
  | { kind: 'wiped' }
  | { kind: 'customers'; request: number; customers: (StoredCustomer | null)[] }
  | { kind: 'unread'; request: number; message: string }
  | { kind: 'territory'; answer: TerritoryAnswer }
  /** The index shows what the cache had; from here on come changes. */
  | { kind: 'ready' }
  | { kind: 'stopped' }
  /** From the line itself: the engine is gone, or never came up. */
  | { kind: 'crashed'; message: string };

/** The window's end of the line. */
export interface EngineLink {
  post(message: ToEngine): void;
  onMessage(listener: (message: FromEngine) => void): void;
  /** After `stopped`, or where nothing more is to be expected. */
  end(): void;
}

/** What windows of one person tell each other. */
export type News =
  | { kind: 'stored'; rows: { entity: string; id: string }[] }
  | { kind: 'status'; status: SyncStatus }
  | { kind: 'outbox' }
  | { kind: 'edited' }
  | { kind: 'seen' }
  | { kind: 'wiped' }
  | { kind: 'syncNow' }
  | { kind: 'pause'; paused: boolean };
