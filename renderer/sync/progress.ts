import type { BucketProgress, DownloadProgress } from '../data/types.ts';
import type { BucketSize, PullResponse } from '../../shared/sync/protocol.ts';

interface Bucket {
  state: BucketProgress['state'];
  rows: number;
  size: BucketSize | null;
}

/** What a person sees of a download: rows and bytes, as a whole and per bucket. */
export class ProgressCount {
  readonly #buckets = new Map<string, Bucket>();
  readonly #startedAt: string;
  #bytes = 0;

  constructor(startedAt: Date) {
    this.#startedAt = startedAt.toISOString();
  }

  expect(sizes: readonly BucketSize[]): void {
    for (const size of sizes) this.#bucket(size.bucket).size ??= size;
  }

  /** Buckets that were whole before count with what they have. */
  alreadyThere(bucket: string, rows: number, complete: boolean): void {
    Object.assign(this.#bucket(bucket), { rows, state: complete ? 'complete' : 'waiting' });
  }

  took(page: PullResponse, size: number): void {
    this.#bytes += size;
    for (const { bucket, ops, more } of page.buckets) {
      const counted = this.#bucket(bucket);
      counted.rows += ops.length;
      counted.state = more ? 'running' : 'complete';
    }
  }

  get(): DownloadProgress {
    const buckets = [...this.#buckets].map(([bucket, { state, rows, size }]): BucketProgress => ({
      bucket,
      state,
      rows,
      expectedRows: size === null ? null : Math.max(size.rows, rows),
      customers: size?.customers ?? null,
    }));
    const known =
      buckets.length > 0 && buckets.every((b) => b.expectedRows !== null || b.state === 'complete');
    const sized = [...this.#buckets.values()].map((b) => b.size?.bytes ?? 0);
    return {
      rows: buckets.reduce((sum, b) => sum + b.rows, 0),
      expectedRows: known ? buckets.reduce((sum, b) => sum + (b.expectedRows ?? b.rows), 0) : null,
      bytes: this.#bytes,
      expectedBytes: known
        ? Math.max(
            this.#bytes,
            sized.reduce((a, b) => a + b, 0),
          )
        : null,
      startedAt: this.#startedAt,
      buckets,
    };
  }

  #bucket(name: string): Bucket {
    let bucket = this.#buckets.get(name);
    if (bucket === undefined) this.#buckets.set(name, (bucket = { state: 'waiting', rows: 0, size: null }));
    return bucket;
  }
}
