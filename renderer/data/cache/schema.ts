import Dexie from 'dexie';
import type { Table } from 'dexie';
import type { Entity } from '../../../shared/domain/rows.ts';
import type { Cursor } from '../../../shared/sync/protocol.ts';
import type { StorageOptions } from '../storage.ts';
import type { CachedRow } from './codec.ts';
import { ENTITIES } from '../../../shared/domain/rows.ts';

/** How far a bucket has been read, and what is stored of it. */
export interface BucketRow {
  bucket: string;
  /** Null: to be read from zero. */
  cursor: Cursor | null;
  /** Read to the end at least once in this run. */
  complete: boolean;
  /**
   * The bucket is read anew while rows of an earlier run are still there. Only rows with a mark count then, and
   * the others are swept when the run is complete (SPEC C3).
   */
  sweeping: boolean;
  /** Rows that count, and the sum of their hashes, as they are stored. */
  n: number;
  h: number;
}

/** A removal that waits for a complete answer (SPEC C2). */
export interface PendingRemove {
  key?: number;
  bucket: string;
  entity: Entity;
  id: string;
  seq: string;
}

/** This row was sent in the present run of a bucket that is read anew. `key` is `entity|id`. */
export interface Mark {
  key: string;
  bucket: string;
}

export interface MetaRow {
  key: string;
  value: unknown;
}

/** A part of the index as it was built; see snapshot.ts. */
export interface SnapshotPart {
  at: number;
  body: Uint8Array<ArrayBuffer>;
}

/** A row that has changed since the snapshot was made. `key` is `entity|id`. */
export interface TouchedRow {
  key: string;
}

/** What a page was asked with: it may be applied only on top of exactly that. */
export interface PageBasis {
  epoch: string | null;
  cursors: Readonly<Record<string, Cursor>>;
}

/** A page that has come and whose rows are not stored yet; see arrivals.ts. */
export interface Arrival {
  at?: number;
  basis: PageBasis;
  body: Uint8Array<ArrayBuffer>;
}

/**
 * Each entity has a table, so one more entity is one version more. With eight of them it was the third; pages on their
 * way came beside them.
 */
export const CACHE_VERSION = ENTITIES.length - 4;

/**
 * The cache of one person on one server: a table per entity, keyed by id, without any other index: loading
 * 50,000 customers costs what raw writing costs, and a row that moves between buckets is simply overwritten.
 */
export class CacheDatabase extends Dexie {
  buckets!: Table<BucketRow, string>;
  removes!: Table<PendingRemove, number>;
  marks!: Table<Mark, string>;
  snapshots!: Table<SnapshotPart, number>;
  touched!: Table<TouchedRow, string>;
  arrivals!: Table<Arrival, number>;
  meta!: Table<MetaRow, string>;

  constructor(name: string, options: StorageOptions = {}) {
    super(name, { chromeTransactionDurability: 'strict', ...options });
    this.version(CACHE_VERSION).stores({
      ...Object.fromEntries(ENTITIES.map((entity) => [entity, 'id'])),
      buckets: 'bucket',
      removes: '++key',
      marks: 'key',
      snapshots: 'at',
      touched: 'key',
      arrivals: '++at',
      meta: 'key',
    });
  }

  rows(entity: Entity): Table<CachedRow, string> {
    return this.table<CachedRow, string>(entity);
  }
}

/** 64-bit positions as text, compared as the numbers they are. */
export const compareSeq = (a: string, b: string): number =>
  a.length !== b.length ? a.length - b.length : a < b ? -1 : a > b ? 1 : 0;

export const sameCursor = (a: Cursor | null | undefined, b: Cursor | null | undefined): boolean =>
  a && b ? a.seq === b.seq && a.op === b.op && a.base === b.base : !a && !b;
