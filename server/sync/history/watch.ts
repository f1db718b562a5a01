import type { Pool } from 'pg';
import { inTransaction } from '../../postgres/transaction.ts';
import { type ClientHead, type ClientWord, furthestCursor, type HistoryHead, isAhead } from '../session.ts';
import { beginEpoch, readStoreHead } from './epochs.ts';
import { type HistoryMark, readMark, writeMark } from './mark-file.ts';

export interface HistoryWatchParts {
  pool: Pool;
  /** Where the mark is kept; null for in this process alone. */
  markFile: string | null;
  log: { error(details: object, message: string): void; warn(details: object, message: string): void };
}

const TICK_MS = 2_000;
/** A client's word begins an epoch once in this long; until then it counts for that client alone. */
const ON_A_WORD_EVERY = '24 hours';

/**
 * Notices that an older copy of the store was put in its place without a word (SPEC S9), and begins another epoch.
 *
 * Three things remember what the database has forgotten: this process, a file beside it, and the clients, each of which
 * knows how far it has read and which of its own edits were settled.
 * History only goes forward, so what was read earlier is never ahead of what is read later, unless history was lost.
 */
export class HistoryWatch {
  readonly #parts: HistoryWatchParts;
  #known: HistoryHead | undefined;
  #timer: NodeJS.Timeout | undefined;
  #ticking: Promise<void> | undefined;
  #troubled = false;

  constructor(parts: HistoryWatchParts) {
    this.#parts = parts;
  }

  /** What has been read so far. Taken before a head is read, it must not be ahead of that head. */
  get known(): HistoryHead | undefined {
    return this.#known;
  }

  /**
   * Compares a head with what was known before it was read.
   * @returns whether the head is to be read again: it was of a history that has lost its end
   */
  async meet(before: HistoryHead | undefined, head: HistoryHead): Promise<boolean> {
    if (before && isBehind(head, before)) return this.#investigate(before);
    if (!this.#known || (this.#known.epoch === head.epoch && this.#known.clock < head.clock)) {
      this.#known = { epoch: head.epoch, clock: head.clock };
    }
    return false;
  }

  /**
   * Hears what a client knows. True where it knows more of this very history than the store does, and that began
   * another epoch; at most once a day, because whoever may sign in may claim it.
   */
  async meetClient(
    head: ClientHead,
    word: ClientWord & { client_id: string },
    staffId: string,
  ): Promise<boolean> {
    if (word.epoch !== head.epoch || !isAhead(head, word)) return false;
    const begun = await inTransaction(this.#parts.pool, async (db) => {
      const { rows } = await db.query<{ ahead: boolean }>({
        text: `select c.epoch = $1 and (c.seq < $2 or coalesce(k.last_n, 0) < $3) and not exists (select from sync_epoch e
            where e.cause = 'CURSOR_AHEAD' and e.began_at > now() - interval '${ON_A_WORD_EVERY}') as ahead
          from sync_clock c left join sync_client k on k.client_id = $4 for update of c`,
        // A position may have more digits than a bigint holds.
        values: [
          word.epoch,
          Math.min(furthestCursor(word), Number.MAX_SAFE_INTEGER),
          word.settled_n ?? 0,
          word.client_id,
        ],
      });
      return rows[0]?.ahead === true ? beginEpoch(db, 'CURSOR_AHEAD') : undefined;
    });
    if (begun === undefined) return false;
    this.#known = undefined;
    this.#parts.log.error(
      { staffId, epoch: begun },
      'a client knows more than the store: another epoch begins',
    );
    return true;
  }

  /** Compares the store with file and memory, and keeps the mark. Before anybody is served, and every few seconds. */
  async check(): Promise<void> {
    const { pool, markFile } = this.#parts;
    const file = markFile === null ? null : await readMark(markFile);
    const before = this.#known;
    let store = await readStoreHead(pool);
    const marks = [before, file?.storeId === store.storeId ? file : undefined];
    for (const mark of marks) {
      if (mark && isBehind(store, mark)) {
        await this.#investigate(mark);
        store = await readStoreHead(pool);
      }
    }
    this.#known = { epoch: store.epoch, clock: store.clock };
    if (markFile === null || same(file, store)) return;
    // Another process may have written a later one meanwhile; the next look puts it right.
    await writeMark(markFile, store);
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#ticking ??= this.check()
        .then(() => (this.#troubled = false))
        .catch((error: unknown) => this.#tell(error))
        .finally(() => (this.#ticking = undefined))
        .then(() => undefined);
    }, TICK_MS);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#ticking;
  }

  /** Decides with the clock locked, so that of several processes one begins the epoch and the others find it. */
  async #investigate(mark: HistoryHead): Promise<boolean> {
    const found = await inTransaction(this.#parts.pool, async (db) => {
      const { rows } = await db.query<HistoryHead & { lost: boolean }>({
        text: `select c.epoch, c.seq as clock, case when c.epoch = $1 then c.seq < $2
            else not exists (select from sync_epoch e where e.epoch = $1) end as lost
          from sync_clock c for update of c`,
        values: [mark.epoch, mark.clock],
      });
      const { epoch, clock, lost } = rows[0]!;
      return { epoch: lost ? await beginEpoch(db, 'CLOCK_BEHIND') : epoch, clock, lost };
    });
    this.#known = { epoch: found.epoch, clock: found.clock };
    if (found.lost) {
      this.#parts.log.error(
        { was: mark.clock, is: found.clock, epoch: found.epoch },
        'the store is older than it was: another epoch begins',
      );
    }
    return true;
  }

  #tell(error: unknown): void {
    if (this.#troubled) return;
    this.#troubled = true;
    this.#parts.log.warn({ kind: (error as Error).name }, 'the mark of the history cannot be kept just now');
  }
}

const isBehind = (head: HistoryHead, mark: HistoryHead): boolean =>
  head.epoch !== mark.epoch || head.clock < mark.clock;

const same = (file: HistoryMark | null, store: HistoryMark): boolean =>
  file?.storeId === store.storeId && file.epoch === store.epoch && file.clock === store.clock;
