import type { PullResponse } from '../../../shared/sync/protocol.ts';
import type { PageBodies } from './apply-page.ts';
import type { RemovedRow } from './checkpoint.ts';
import type { RowHead, RowHeads } from './row-heads.ts';
import type { BucketRow, CacheDatabase, PendingRemove } from './schema.ts';
import type { Verification } from './verification.ts';
import { rowHash, subtractHash } from '../../../shared/sync/checksum.ts';
import { operationsOf, putsOf, workOf } from './apply-page.ts';
import { compareSeq } from './schema.ts';
import { compareSums } from './verification.ts';

/** Sums do not depend on bodies. */
const NO_BODIES: PageBodies = new Map();

/** What everything that has come is found to be, before it is stored. */
export interface VerifiedAhead extends Verification {
  /** Rows that came and have gone again meanwhile; the tables lose them at the checkpoint (SPEC C2). */
  removed: RemovedRow[];
}

/**
 * What the tables will say of buckets when every page that has come is stored: by the rule that stores them
 * (apply-page.ts), only earlier. It is known in a first download, whose tables were empty; where anything would have to
 * be read back from them nothing is foreseen, and the checkpoint alone tells.
 */
export class SumsAhead {
  readonly #heads: RowHeads;
  /** Null where it is not known. */
  #buckets: Map<string, BucketRow> | null;
  /** Of the rows that came; those that were there before the tables' heads know of. */
  readonly #ahead = new Map<string, RowHead>();
  readonly #removes: PendingRemove[] = [];

  private constructor(heads: RowHeads, buckets: Map<string, BucketRow> | null) {
    this.#heads = heads;
    this.#buckets = buckets;
  }

  static async begin(db: CacheDatabase, heads: RowHeads): Promise<SumsAhead> {
    // A pull like any other asks the tables nothing for this.
    if (!heads.following) return new SumsAhead(heads, null);
    const rows = await db.buckets.toArray();
    const known = !rows.some(({ sweeping }) => sweeping) && (await db.removes.count()) === 0;
    return new SumsAhead(heads, known ? new Map(rows.map((row) => [row.bucket, row])) : null);
  }

  /** Buckets as they will be; null where that is not known. */
  get buckets(): ReadonlyMap<string, BucketRow> | null {
    return this.#buckets;
  }

  came(page: PullResponse): void {
    const buckets = this.#buckets;
    if (buckets === null) return;
    const stored = this.#heads.foresee(operationsOf(page).map(([entity, id]) => ({ entity, id })));
    const anew = page.buckets.some(({ bucket, reset }) => reset && (buckets.get(bucket)?.n ?? 0) > 0);
    if (stored === null || anew) return this.#forget();
    for (const [key, head] of stored) if (!this.#ahead.has(key)) this.#ahead.set(key, head);
    const work = workOf({ epoch: null, buckets, heads: this.#ahead, marked: new Map() }, page, NO_BODIES);
    // Older states of rows that have moved on: they have been shown, and only the tables put that right.
    if (work.rows.length < putsOf(page).length) return this.#forget();
    this.#buckets = work.buckets;
    this.#removes.push(...work.removes);
  }

  /**
   * Compares with a complete answer about all buckets, as the checkpoint will.
   * @returns null where it is not known yet whether everything is here
   */
  verify(answer: PullResponse): VerifiedAhead | null {
    if (this.#buckets === null) return null;
    const mine = new Set(answer.bucket_set);
    if ([...this.#buckets.keys()].some((name) => !mine.has(name))) return null;
    const buckets = new Map([...this.#buckets].map(([name, row]) => [name, { ...row }]));
    const removed = new Map<string, RemovedRow>();
    for (const { bucket: name, entity, id, seq } of this.#removes) {
      const key = `${entity}|${id}`;
      const head = this.#ahead.get(key);
      const bucket = buckets.get(name);
      if (head?.bucket !== name || bucket === undefined || removed.has(key)) continue;
      if (compareSeq(head.seq, seq) >= 0) continue;
      bucket.n -= 1;
      bucket.h = subtractHash(bucket.h, rowHash(entity, id, head.seq));
      removed.set(key, { entity, id });
    }
    const verification = compareSums(answer, (name) => buckets.get(name));
    return verification.mismatched.length > 0 ? null : { ...verification, removed: [...removed.values()] };
  }

  #forget(): void {
    this.#buckets = null;
    this.#ahead.clear();
    this.#removes.length = 0;
  }
}
