import type { Cursor, PullResponse } from '../../shared/sync/protocol.ts';
import type { PageBodies, PutRow } from '../data/cache/apply-page.ts';
import type { AppliedPage } from '../data/cache/page-store.ts';
import type { ArrivedPage, AsItCame } from '../data/cache/arrivals.ts';
import type { RowCodec } from '../data/cache/codec.ts';
import type { RowHeads } from '../data/cache/row-heads.ts';
import type { OnTheWay } from '../data/cache/on-the-way.ts';
import type { CacheDatabase } from '../data/cache/schema.ts';
import { operationsOf, putsOf } from '../data/cache/apply-page.ts';
import { forgetArrivals, keepArrival, recallArrivals } from '../data/cache/arrivals.ts';
import { goesOn, mergePages } from '../data/cache/merge-pages.ts';
import { PageStore, sealPage } from '../data/cache/page-store.ts';

export interface ArrivingParts {
  db: CacheDatabase;
  codec: RowCodec;
  heads: RowHeads;
  onTheWay: OnTheWay;
  signal: AbortSignal;
  /** Showing pages comes first: rows are stored when very many wait, or when nothing else is to be done. */
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
  /** It is being kept, and is not stored before that: what is kept behind its back would wait for ever. */
  underWay: boolean;
}

/** Pages whose rows are stored by one transaction, as one page. */
interface Load extends ArrivedPage {
  /** The last place of its pages; null where none of them is kept. */
  at: number | null;
  pages: readonly WaitingPage[];
  bodies: Promise<PageBodies>;
}

/** SPEC C1: no transaction holds the tables for longer than this many rows take. */
const ROWS_PER_LOAD = 1000;

/**
 * Rows that are held in memory until they are stored, about 1 KB each: those of 50,000 customers with 24 months are some
 * 136,000.
 */
const MOST_WAITING = 160_000;

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
  readonly #pages: PageStore;
  readonly #queue: WaitingPage[] = [];
  /** So many of them are being stored. */
  #begun = 0;
  #storedArrival: number | null = null;
  readonly #standings = new Map<string, Standing>();
  #storing: Promise<void> | null = null;
  /** Resolves when all that came is kept, in the order in which it waits. */
  #keeping: Promise<void> = Promise.resolve();
  #trouble: Error | null = null;
  #rows = 0;
  #superseded = false;
  #onRoom: () => void = () => undefined;

  constructor(parts: ArrivingParts) {
    this.#parts = parts;
    this.#pages = new PageStore(parts.db, parts.heads);
  }

  /** Pages that came before this was cut off the last time. @returns them; they wait again */
  async recall(): Promise<PullResponse[]> {
    const { db, codec } = this.#parts;
    const kept = await recallArrivals(db, codec);
    for (const page of kept) this.#line({ ...page, underWay: false });
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

  /** Buckets that pages wait of. */
  get buckets(): string[] {
    return [...this.#standings.keys()];
  }

  /** How many rows of a bucket wait. */
  rowsOf(bucket: string): number {
    const pages = this.#queue.flatMap(({ page }) => page.buckets).filter((one) => one.bucket === bucket);
    return pages.reduce((sum, { ops }) => sum + ops.length, 0);
  }

  /** Resolves when another page may be taken. */
  async room(): Promise<void> {
    while (this.#rows >= MOST_WAITING) {
      await this.#keeping;
      await this.#stored();
    }
    this.#check();
  }

  /**
   * The page may be shown at once. Resolves when it is safe, and another may be asked for.
   * @param keep another may be asked for before this one is stored
   */
  async take({ basis, page, bytes }: ArrivedPage & AsItCame, keep: boolean): Promise<void> {
    const waiting: WaitingPage = { at: null, basis, page, underWay: keep };
    this.#line(waiting);
    if (keep) {
      const kept = this.#keeping.then(() => this.#keep(waiting, bytes));
      this.#keeping = kept.catch(() => undefined);
      await kept;
    }
    if (!this.#parts.patient || this.#rows >= MOST_WAITING) void this.#begin();
  }

  /** Resolves when everything that came is stored. @throws CacheMoved, and what storing throws */
  async drain(): Promise<void> {
    // A page that is being stored is stored to its end, even where all is to stop.
    await this.#storing;
    this.#check();
    while (this.#queue.length > 0) {
      await this.#keeping;
      await this.#begin();
      this.#check();
    }
    if (this.#storedArrival !== null) await forgetArrivals(this.#parts.db, this.#storedArrival);
    this.#storedArrival = null;
    if (!this.#superseded) return;
    this.#superseded = false;
    await this.#parts.onDiscarded();
  }

  async #keep(waiting: WaitingPage, bytes: AsItCame['bytes']): Promise<void> {
    const { db, codec } = this.#parts;
    const { basis, page } = waiting;
    try {
      waiting.at = await keepArrival(db, codec, { basis, page, bytes }, this.#storedArrival);
    } finally {
      waiting.underWay = false;
    }
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

  /** Resolves when something has been stored. */
  async #stored(): Promise<void> {
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

  /** Two loads at once: while one is being committed the browser has the rows of the next. */
  async #store(): Promise<void> {
    let before = Promise.resolve();
    let newest = before;
    try {
      for (let load = this.#nextLoad(); load !== null && !this.#parts.signal.aborted;) {
        const { taken, applied } = this.#pages.store(await load.bodies, load.basis, load.page, load.at);
        const stored = this.#settle(load, before, applied);
        // Whoever waits for the last one hears of a failure.
        stored.catch(() => undefined);
        newest = stored;
        // Storing waits for the browser most of the time: long enough to seal what is stored next.
        const next = this.#nextLoad();
        await Promise.race([taken, stored]);
        await before;
        before = stored;
        load = next ?? this.#nextLoad();
        if (load !== null) continue;
        await stored;
        load = this.#nextLoad();
      }
      await before;
    } catch (error) {
      await newest.catch(() => undefined);
      if (error instanceof CacheMoved) {
        // Nothing more is taken meanwhile.
        this.#trouble = error;
        await this.#discard();
      }
      throw error;
    }
    if (this.#queue.length === 0) this.#standings.clear();
  }

  /** Takes from the queue what fits into one transaction, and begins to seal it. */
  #nextLoad(): Load | null {
    const first = this.#queue[this.#begun];
    if (first === undefined || first.underWay) return null;
    const pages = [first];
    let whole: ArrivedPage = first;
    let rows = rowsIn(first.page);
    for (const page of this.#queue.slice(this.#begun + 1)) {
      rows += rowsIn(page.page);
      if (page.underWay || rows > ROWS_PER_LOAD || !goesOn(whole, page)) break;
      whole = mergePages([whole, page]);
      pages.push(page);
    }
    this.#begun += pages.length;
    const bodies = sealPage(this.#parts.codec, whole.page);
    // Whoever stores them hears of a failure; until then nobody may have asked.
    bodies.catch(() => undefined);
    const at = pages.findLast((page) => page.at !== null)?.at ?? null;
    return { basis: whole.basis, page: whole.page, at, pages, bodies };
  }

  async #settle(load: Load, before: Promise<void>, applied: Promise<AppliedPage>): Promise<void> {
    const [result] = await Promise.all([applied, before]);
    if (result.kind === 'dropped')
      throw new CacheMoved('the cache has moved on since these pages were asked for');
    const { onTheWay, onStored } = this.#parts;
    this.#queue.splice(0, load.pages.length);
    this.#begun -= load.pages.length;
    this.#storedArrival = load.at ?? this.#storedArrival;
    for (const { page } of load.pages) {
      this.#rows -= rowsIn(page);
      onTheWay.stored(page);
    }
    this.#superseded ||= result.rows.length < putsOf(load.page).length;
    onStored(result.rows);
    this.#onRoom();
  }

  /** These pages fit no more; what they brought comes again. */
  async #discard(): Promise<void> {
    this.#queue.length = 0;
    this.#begun = 0;
    this.#rows = 0;
    this.#standings.clear();
    await this.#keeping;
    await this.#parts.db.arrivals.clear();
    this.#parts.onTheWay.clear();
    await this.#parts.onDiscarded();
  }
}

const rowsIn = (page: PullResponse): number => operationsOf(page).length;
