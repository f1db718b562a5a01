import { fnv1a32 } from '../../shared/lib/fnv.ts';
import { addHash } from '../../shared/sync/checksum.ts';
import type { BucketHead, Queryable } from './pull-head.ts';

/** SPEC S5: what a client that holds the bucket must find in its own cache. */
export interface BucketSum {
  rows: number;
  /** Sum mod 2^32 of FNV-1a-32 over `entity|id|seq`. */
  hash: number;
}

export interface BucketSize {
  rows: number;
  /** UTF-8 bytes of the bodies. */
  bytes: number;
  customers: number;
}

/**
 * Facts about buckets that cost a scan, kept by (bucket, last_seq): as long as nothing is written to a bucket
 * they hold, for whoever asks. Nothing here belongs to a client.
 */
export class BucketFacts {
  #epoch = '';
  readonly #sums = new Kept<BucketSum>({ rows: 0, hash: 0 });
  readonly #sizes = new Kept<BucketSize>({ rows: 0, bytes: 0, customers: 0 });
  readonly #customers = new Kept<number>(0);

  /** Numbers of another epoch may come again with other rows behind them. */
  enterEpoch(epoch: string): void {
    if (epoch === this.#epoch) return;
    this.#epoch = epoch;
    for (const kept of [this.#sums, this.#sizes, this.#customers]) kept.clear();
  }

  knownSum(head: BucketHead): BucketSum | undefined {
    return this.#sums.get(head);
  }

  /** Reads what is missing; `db` must be in the snapshot that `heads` were read from. */
  async sums(db: Queryable, heads: readonly BucketHead[]): Promise<BucketSum[]> {
    return this.#sums.all(heads, (missing) => readSums(db, missing));
  }

  async sizes(db: Queryable, heads: readonly BucketHead[]): Promise<BucketSize[]> {
    return this.#sizes.all(heads, (missing) => readSizes(db, missing));
  }

  knownCustomers(head: BucketHead): number | undefined {
    return this.#customers.get(head);
  }

  async customers(db: Queryable, heads: readonly BucketHead[]): Promise<number[]> {
    return this.#customers.all(heads, (missing) => readCustomers(db, missing));
  }
}

const MOST_KEPT = 20_000;

/** One value per bucket, of its newest known last_seq. A bucket that nobody ever wrote to has the empty value. */
class Kept<V> {
  readonly #values = new Map<string, { lastSeq: number; value: V }>();
  readonly #empty: V;

  constructor(empty: V) {
    this.#empty = empty;
  }

  get(head: BucketHead): V | undefined {
    if (head.lastSeq === 0) return this.#empty;
    const kept = this.#values.get(head.bucket);
    return kept?.lastSeq === head.lastSeq ? kept.value : undefined;
  }

  clear(): void {
    this.#values.clear();
  }

  async all(
    heads: readonly BucketHead[],
    read: (missing: string[]) => Promise<Map<string, V>>,
  ): Promise<V[]> {
    // Taken before anything is awaited: a reader of a newer snapshot may replace what is kept in between.
    const values = heads.map((head) => this.get(head));
    const missing = heads.filter((_, index) => values[index] === undefined);
    if (missing.length === 0) return values as V[];
    const found = await read(missing.map((head) => head.bucket));
    for (const head of missing) this.#keep(head, found.get(head.bucket) ?? this.#empty);
    return heads.map((head, index) => values[index] ?? found.get(head.bucket) ?? this.#empty);
  }

  /** A reader of an older snapshot does not take the place of a newer one. */
  #keep({ bucket, lastSeq }: BucketHead, value: V): void {
    if ((this.#values.get(bucket)?.lastSeq ?? 0) > lastSeq) return;
    this.#values.delete(bucket);
    this.#values.set(bucket, { lastSeq, value });
    const oldest = this.#values.keys().next();
    if (this.#values.size > MOST_KEPT && !oldest.done) this.#values.delete(oldest.value);
  }
}

/** Buckets summed by one statement: each comes as one text, so a few MB at a time. */
const BUCKETS_AT_ONCE = 32;

async function readSums(db: Queryable, buckets: string[]): Promise<Map<string, BucketSum>> {
  const sums = new Map<string, BucketSum>();
  for (let at = 0; at < buckets.length; at += BUCKETS_AT_ONCE) {
    const { rows } = await db.query<{ bucket: string; keys: string }>({
      name: 'sync-bucket-sums',
      text: `select bucket, string_agg(entity || '|' || id || '|' || seq, chr(10)) as keys
        from sync_state where bucket = any($1::text[]) and not deleted and seq is not null group by bucket`,
      values: [buckets.slice(at, at + BUCKETS_AT_ONCE)],
    });
    for (const { bucket, keys } of rows) sums.set(bucket, sumOf(keys.split('\n')));
  }
  return sums;
}

const sumOf = (keys: readonly string[]): BucketSum => ({
  rows: keys.length,
  hash: keys.reduce((sum, key) => addHash(sum, fnv1a32(key)), 0),
});

async function readSizes(db: Queryable, buckets: string[]): Promise<Map<string, BucketSize>> {
  const { rows } = await db.query<BucketSize & { bucket: string }>({
    name: 'sync-bucket-sizes',
    text: `select bucket, count(*) as rows, sum(octet_length(body)) as bytes,
        count(*) filter (where entity = 'customer') as customers
      from sync_row where bucket = any($1::text[]) group by bucket`,
    values: [buckets],
  });
  return new Map(
    rows.map(({ bucket, rows: n, bytes, customers }) => [bucket, { rows: n, bytes, customers }]),
  );
}

async function readCustomers(db: Queryable, buckets: string[]): Promise<Map<string, number>> {
  const { rows } = await db.query<{ bucket: string; customers: number }>({
    name: 'sync-bucket-customers',
    text: `select bucket, count(*) as customers from sync_state
      where bucket = any($1::text[]) and entity = 'customer' and not deleted group by bucket`,
    values: [buckets],
  });
  return new Map(rows.map((row) => [row.bucket, row.customers]));
}
