import type { WorkKeys } from './work-seal.ts';

/** What opens the storage of one person on one server; handed from the session to the window's storage and its engine. */
export interface StorageKeys {
  /** Of the cache: made here, known nowhere else. Without it the cache is downloaded again. */
  cache: Uint8Array<ArrayBuffer>;
  /** Of what the person writes: kept by the server too, so that losing it here loses no work. */
  work: WorkKeys;
}
