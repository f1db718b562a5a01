import { addHash, rowHash } from '../../shared/sync/checksum.ts';
import type { PullResponse } from '../../shared/sync/protocol.ts';

type BucketPage = PullResponse['buckets'][number];

/** Where each row of a client sits and at which seq: all that the sums of a bucket are made of (SPEC S5). */
export class HeldRows {
  readonly #buckets = new Map<string, Map<string, string>>();
  /** Removals wait until an answer is complete (SPEC C2). */
  #removals: { bucket: string; key: string; seq: string }[] = [];

  take({ bucket, reset, ops }: BucketPage): void {
    let rows = this.#buckets.get(bucket);
    if (rows === undefined || reset) this.#buckets.set(bucket, (rows = new Map<string, string>()));
    for (const [entity, id, seq, , deleted] of ops) {
      const key = `${entity}|${id}`;
      if (deleted) this.#removals.push({ bucket, key, seq });
      else rows.set(key, seq);
    }
  }

  settle(): void {
    for (const { bucket, key, seq } of this.#removals) {
      const rows = this.#buckets.get(bucket);
      const held = rows?.get(key);
      if (held !== undefined && BigInt(held) < BigInt(seq)) rows!.delete(key);
    }
    this.#removals = [];
  }

  sums(bucket: string): { n: number; h: number } {
    const rows = this.#buckets.get(bucket) ?? new Map<string, string>();
    let h = 0;
    for (const [key, seq] of rows) {
      const bar = key.indexOf('|');
      h = addHash(h, rowHash(key.slice(0, bar), key.slice(bar + 1), seq));
    }
    return { n: rows.size, h };
  }
}
