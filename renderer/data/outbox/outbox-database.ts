import Dexie from 'dexie';
import type { Table } from 'dexie';
import type { StorageOptions } from '../storage.ts';
import type { SealedText } from '../seal/work-seal.ts';
import type { StorageLoss } from '../types.ts';
import type { StoredEntry } from './entry-table.ts';

/** What the outbox remembers beside entries. */
export interface OutboxMeta {
  /** Under which name this outbox numbers what it sends. */
  clientId: string;
  /** The last number given away. */
  lastN: number;
  /** The highest number that the server has answered for good, and as which client it was sent. */
  settled: { clientId: string; n: number };
  /** Numbers may skip in the next push. */
  replay: boolean;
  /** The same as outside of this database; anything else means loss (SPEC C5). */
  marker: string;
  /** The life of the server's history that acknowledgements belong to (SPEC S9). */
  epoch: string;
  /** Not yet seen by the person; a `StorageLoss`, sealed because it names customers. */
  loss: SealedText | StorageLoss;
  /** Edits that are in a file of the person's, as they stand: a rewritten edit has another uid. */
  exported: string[];
  /** The cache of this person has been set up. */
  cacheKept: boolean;
  /** It is being taken off this machine: what was written here now would go with it. */
  givenUp: boolean;
}

/**
 * What a person wrote, in a database of its own: saving waits behind no download.
 *
 * `entries` holds what the person sees as his waiting edits. An acknowledged entry whose effect has come goes to
 * `acknowledged` for 30 days, to be sent again where the server was restored from an older backup (SPEC S9).
 */
export class OutboxDatabase extends Dexie {
  entries!: Table<StoredEntry, string>;
  acknowledged!: Table<StoredEntry, string>;
  meta!: Table<{ key: string; value: unknown }, string>;

  constructor(name: string, options: StorageOptions) {
    super(name, { chromeTransactionDurability: 'strict', autoOpen: false, ...options });
    this.version(1).stores({ entries: 'uid, n', acknowledged: 'uid, acknowledgedAt', meta: 'key' });
  }

  async recall<K extends keyof OutboxMeta>(key: K): Promise<OutboxMeta[K] | undefined> {
    return (await this.meta.get(key))?.value as OutboxMeta[K] | undefined;
  }

  /** Several of them, in one question and so from one moment. */
  async recallAll<const K extends readonly (keyof OutboxMeta)[]>(
    keys: K,
  ): Promise<{ [I in keyof K]: OutboxMeta[K[I]] | undefined }> {
    const rows = await this.meta.bulkGet([...keys]);
    return rows.map((row) => row?.value) as { [I in keyof K]: OutboxMeta[K[I]] | undefined };
  }

  async remember<K extends keyof OutboxMeta>(key: K, value: OutboxMeta[K]): Promise<void> {
    await this.meta.put({ key, value });
  }
}
