import type { MarkerPort } from '../data/outbox/outbox-home.ts';
import type { OutboxKeys } from '../data/outbox/outbox-keys.ts';
import type { StorageKeys } from '../data/seal/storage-keys.ts';
import type { StorageOptions } from '../data/storage.ts';
import type { JournalPort } from '../platform/types.ts';
import type { DeviceAbout } from './device-report.ts';
import type { EngineLink } from './messages.ts';
import type { TokenSource, Transport } from './transport.ts';

export interface WorkspaceOptions {
  /** Whose rows these are; by its name storage is told apart. */
  server: string;
  /** The way there, which on the desktop leads through its relay: the page itself reaches no server. */
  transport: Pick<Transport, 'ask'>;
  staffId: string;
  staffNo: string;
  /** For what he writes and the server has not confirmed. */
  staffName?: string;
  /** What this machine tells the server of itself. */
  about: DeviceAbout;
  /** An engine in a worker of its own; called again where the storage is opened anew. */
  link: () => EngineLink;
  tokens: TokenSource;
  /** What opens the storage of this person on this machine. */
  storageKeys: StorageKeys;
  /** Of work that leaves the machine, and of work here whose key was lost: the server has them. */
  keys: OutboxKeys;
  /** Tells when the page is looked at and when the network comes back; absent where there is no page. */
  watchPage?: (watcher: PageWatcher) => () => void;
  /** The second home of what the person writes; absent where there is none. */
  journal?: JournalPort;
  /** What tells that the browser's database is the one that was kept last; absent where nothing outlives it. */
  marker?: MarkerPort;
  now?: () => Date;
  /** Where the global indexedDB is not the right one. */
  storage?: StorageOptions;
}

export interface PageWatcher {
  visible(visible: boolean): void;
  online(): void;
}
