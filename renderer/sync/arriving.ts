import type { Cursor, PullResponse } from '../../shared/sync/protocol.ts';
import type { PageBodies, PutRow } from '../data/cache/apply-page.ts';
import type { ArrivedPage, AsItCame } from '../data/cache/arrivals.ts';
import type { RowCodec } from '../data/cache/codec.ts';
import type { RowHeads } from '../data/cache/row-heads.ts';
import type { RowsOnTheWay } from '../data/cache/rows-on-the-way.ts';
import type { CacheDatabase } from '../data/cache/schema.ts';
import { applyPage, sealPage } from '../data/cache/apply-page.ts';
import { keepArrival, recallArrivals } from '../data/cache/arrivals.ts';

export interface ArrivingParts {
  db: CacheDatabase;
  codec: RowCodec;
  heads: RowHeads;
  onTheWay: RowsOnTheWay;
  signal: AbortSignal;
  /** Showing pages comes first: rows are stored when many pages wait, or when nothing else is to be done. */
  patient: boolean;
  /** The rows of a page are in their tables. */
  onStored(rows: readonly PutRow[]): void;
  /** Rows have been shown that the tables do not have so: whoever shows them looks there once more. */
  onDiscarded(): Promise<void>;
}

/** How far a bucket has come with the pages that wait. */
export interface Standing {
  cursor: Cursor;
  complete: boolean;
}

interface WaitingPage extends ArrivedPage {
  /** Its place among the pages that are kept; null where it is not, because nobody asks for another meanwhile. */
  at: number | null;
  /** Made while the page before is stored. */
  bodies: Promise<PageBodies> | null;
}

/**
 * Rows that wait, about 0.8 KB each: the first ten thousand customers are some 26,000 of them, which a list shows before
 * the first is stored; and no more than these are held in memory.
 */
const MOST_WAITING = 32_000;

/** The cache has moved on since these pages were asked for (SPEC C1). */
export class CacheMoved extends Error {
  override name = 'CacheMoved';
}

/**
 * Pages between the network and the tables, in the order in which they came. Storing the rows of a page takes the
 * browser longer than all else about it; so each is kept as it came, and then another may be asked for.
 */
export class Arriving {
  readonly #parts: ArrivingParts;
  readonly #queue: WaitingPage[] = [];
  readonly #standings = new Map<string, Standing>();
  #storing: Promise<void> | null = null;
  #trouble: Error | null = null;
  #rows = 0;
  #superseded = false;
  #onRoom: () => void = () => undefined;

  constructor(parts: ArrivingParts) {
    this.#parts = parts;
  }

  /** Pages that came before this was cut off the last time. @returns them; they wait again */
  async recall(): Promise<PullResponse[]> {
    const { db, codec } = this.#parts;
    const kept = await recallArrivals(db, codec);
    for (const page of kept) this.#line({ ...page, bodies: null });
    return kept.map(({ page }) => page);
  }

  /** The life of history that the pages that wait are of; undefined where none waits. */
  get epoch(): string | undefined {
    return this.#queue.at(-1)?.page.epoch;
  }

  /** With the pages that wait; undefined where none of them is of it. */
  standing(bucket: string): Standing | undefined {
    return this.#standings.get(bucket);
  }

  /** How many rows of a bucket wait. */
  rowsOf(bucket: string): number {
    const pages = this.#queue.flatMap(({ page }) => page.buckets).filter((one) => one.bucket === bucket);
    return pages.reduce((sum, { ops }) => sum + ops.length, 0);
  }

  /**
   * Resolves when the page is safe, and another may be asked for.
   * @param followed another will be asked for before this one is stored
   */
  async take({ basis, page, bytes }: ArrivedPage & AsItCame, followed: boolean): Promise<void> {
    while (this.#rows >= MOST_WAITING) await this.#room();
    this.#check();
    const { db, codec, patient } = this.#parts;
    const at = followed ? await keepArrival(db, codec, { basis, page, bytes }) : null;
    this.#line({ at, basis, page, bodies: null });
    if (!patient || this.#rows >= MOST_WAITING) void this.#begin();
  }

  /** Resolves when everything that came is stored. @throws CacheMoved, and what storing throws */
  async drain(): Promise<void> {
    // A page that is being stored is stored to its end, even where all is to stop.
    await this.#storing;
    this.#check();
    while (this.#queue.length > 0) {
      await this.#begin();
      this.#check();
    }
    if (!this.#superseded) return;
    this.#superseded = false;
    await this.#parts.onDiscarded();
  }

  #line(waiting: WaitingPage): void {
    const { page } = waiting;
    this.#queue.push(waiting);
    this.#rows += rowsIn(page);
    this.#parts.onTheWay.came(page);
    for (const { bucket, to, more, reset } of page.buckets) {
      const before = this.#standings.get(bucket);
      this.#standings.set(bucket, {
        cursor: to,
        complete: !more || (!reset && (before?.complete ?? false)),
      });
    }
  }

  #check(): void {
    if (this.#trouble !== null) throw this.#trouble;
    this.#parts.signal.throwIfAborted();
  }

  async #room(): Promise<void> {
    const room = new Promise<void>((resolve) => (this.#onRoom = resolve));
    await Promise.race([room, this.#begin()]);
    this.#check();
  }

  #begin(): Promise<void> {
    this.#storing ??= this.#store()
      .catch((error: unknown) => {
        this.#trouble = error instanceof Error ? error : new Error(String(error));
      })
      .finally(() => {
        this.#storing = null;
      });
    return this.#storing;
  }

  async #store(): Promise<void> {
    const { db, heads, onTheWay, signal, onStored } = this.#parts;
    for (let next = this.#queue[0]; next !== undefined && !signal.aborted; next = this.#queue[0]) {
      const { basis, page, at } = next;
      const bodies = await this.#bodiesOf(next);
      // Storing waits for the browser most of the time: long enough to seal the page that is stored next.
      if (this.#queue[1] !== undefined) void this.#bodiesOf(this.#queue[1]);
      const applied = await applyPage(db, bodies, heads, basis, page, at);
      if (applied.kind === 'dropped') return this.#discard();
      this.#queue.shift();
      this.#rows -= rowsIn(page);
      onTheWay.stored(page);
      this.#superseded ||= applied.rows.length < putsOf(page);
      onStored(applied.rows);
      this.#onRoom();
    }
    if (this.#queue.length === 0) this.#standings.clear();
  }

  #bodiesOf(waiting: WaitingPage): Promise<PageBodies> {
    if (waiting.bodies === null) {
      waiting.bodies = sealPage(this.#parts.codec, waiting.page);
      // Whoever stores the page hears of a failure; until then nobody may have asked.
      waiting.bodies.catch(() => undefined);
    }
    return waiting.bodies;
  }

  /** These pages fit no more; what they brought comes again. */
  async #discard(): Promise<never> {
    this.#queue.length = 0;
    this.#rows = 0;
    this.#standings.clear();
    await this.#parts.db.arrivals.clear();
    this.#parts.onTheWay.clear();
    await this.#parts.onDiscarded();
    throw new CacheMoved('the cache has moved on since these pages were asked for');
  }
}

const rowsIn = (page: PullResponse): number => page.buckets.reduce((sum, { ops }) => sum + ops.length, 0);

const putsOf = (page: PullResponse): number =>
  page.buckets.reduce((sum, { ops }) => sum + ops.filter((op) => !op[4]).length, 0);
