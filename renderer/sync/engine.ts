import type { PutRow } from '../data/cache/apply-page.ts';
import type { RowCodec } from '../data/cache/codec.ts';
import type { OnTheWay } from '../data/cache/on-the-way.ts';
import type { CacheDatabase } from '../data/cache/schema.ts';
import type { Outbox } from '../data/outbox/outbox.ts';
import type { PullResponse } from '../../shared/sync/protocol.ts';
import type { SyncAttempt, SyncStatus } from '../data/types.ts';
import type { IndexFeed } from './index-feed.ts';
import type { Exchange } from './ports.ts';
import type { PullOutcome } from './pull.ts';
import type { StatusBoard } from './status-board.ts';
import type { TokenSource } from './transport.ts';
import type { RemovedRow } from '../data/cache/checkpoint.ts';
import { beginEpoch } from '../data/cache/checkpoint.ts';
import { writeMeta } from '../data/cache/meta.ts';
import { auditRows } from '../data/cache/read.ts';
import { RowHeads } from '../data/cache/row-heads.ts';
import type { VerifiedAhead } from '../data/cache/sums-ahead.ts';
import type { Verification } from '../data/cache/verification.ts';
import { needsSnapshot, writeSnapshot } from '../data/cache/snapshot.ts';
import { describeFailure } from './failure.ts';
import type { DeviceAbout } from './device-report.ts';
import { DeviceReporting } from './device-report.ts';
import { Listening } from './listening.ts';
import { Loop } from './loop.ts';
import { ProgressCount } from './progress.ts';
import { pullToCheckpoint } from './pull.ts';
import { Sending } from './sending.ts';
import { TransportError } from './transport-error.ts';

export interface EngineParts {
  exchange: Exchange;
  tokens: TokenSource;
  db: CacheDatabase;
  outbox: Outbox;
  codec: RowCodec;
  feed: IndexFeed;
  onTheWay: OnTheWay;
  board: StatusBoard;
  staffId: string;
  /** The index came from a snapshot: rows are counted once when all is quiet. */
  unread: boolean;
  about: DeviceAbout;
  now(): Date;
  random(): number;
  /** Rows that were stored or removed; the other windows read them again. */
  onStored(rows: readonly { entity: PutRow['entity']; id: string }[]): void;
  onOutboxChanged(): void;
}

/** What has come in one turn of pulling. */
interface Counted {
  rows: number;
  customers: number;
}

const MINUTE_MS = 60_000;
/** A window that nobody looks at asks seldom. */
const HIDDEN_PAUSE_MS = 15 * MINUTE_MS;
/** Downloads of buckets that did not agree, before the next try waits like any failure. */
const MOST_REPAIRS = 2;
const TOUCHED_WORTH_A_SNAPSHOT = 300;
/** Customers of a first download with whom a list can be worked (SPEC C12). */
const ENOUGH_TO_WORK_WITH = 10_000;

/**
 * Keeps cache and outbox in step with the server while this window is the one that syncs. Three loops that never
 * wait for one another: edits go out, pages come in, and a long poll tells of news within a second.
 */
export class SyncEngine {
  readonly #parts: EngineParts;
  readonly #pull: Loop;
  readonly #sending: Sending;
  readonly #listening: Listening;
  readonly #reporting: DeviceReporting;
  #heads: RowHeads | null = null;
  #visibleUntil = 0;
  #audited: boolean;
  #paused = false;
  #asked = false;
  #lastProgress = 0;
  /** Everything is here, and the rows of the first download are still being stored. */
  #storing = false;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#audited = !parts.unread;
    this.#pull = new Loop(
      (signal) => this.#pullOnce(signal),
      () => parts.random(),
    );
    const { exchange, tokens, db, outbox, staffId, onOutboxChanged } = parts;
    const random = (): number => parts.random();
    this.#sending = new Sending({
      exchange,
      tokens,
      db,
      outbox,
      staffId,
      random,
      downloading: () => !parts.board.status.everComplete || this.#storing,
      onOutboxChanged,
      wantPull: () => this.#pull.fire(),
    });
    this.#reporting = new DeviceReporting({
      exchange,
      tokens,
      db,
      outbox,
      about: parts.about,
      status: () => parts.board.status,
      now: () => parts.now(),
    });
    this.#listening = new Listening({
      exchange,
      tokens,
      random,
      wanted: () => !this.#paused && Date.now() <= this.#visibleUntil,
      onNews: () => this.#pull.fire(),
    });
  }

  /** Works until aborted. */
  async run(signal: AbortSignal): Promise<void> {
    this.#heads = await RowHeads.open(this.#parts.db);
    this.#sending.loop.fire();
    await Promise.all([
      this.#pull.run(0, signal),
      this.#sending.loop.run(null, signal),
      this.#listening.run(signal),
    ]);
  }

  /** The person asked for it, the network came back, or he signed in again: no waiting any more. */
  syncNow(): void {
    this.#asked = true;
    this.#pull.now();
    this.#sending.loop.now();
  }

  edited(): void {
    this.#sending.loop.fire();
  }

  /** Somebody looks at one of the windows; it lasts a little longer than they say it again. */
  seen(visible: boolean): void {
    const wasHidden = Date.now() > this.#visibleUntil;
    this.#visibleUntil = visible ? Date.now() + 1.5 * MINUTE_MS : 0;
    if (visible && wasHidden) {
      this.#pull.fire();
      this.#listening.fire();
    }
  }

  pause(paused: boolean): void {
    this.#paused = paused;
    this.#pull.pause(paused);
    this.#sending.loop.pause(paused);
    this.#parts.board.set({ paused });
    if (!paused) this.syncNow();
  }

  /** @returns after how many milliseconds to pull again; null for not by itself */
  async #pullOnce(signal: AbortSignal): Promise<number | null> {
    const { board, feed } = this.#parts;
    const began = this.#parts.now();
    const counted = { rows: 0, customers: 0 };
    if (this.#asked || !board.status.everComplete) board.set({ state: 'running', nextTryAt: null });
    this.#asked = false;
    try {
      const outcome = await this.#pullVerified(signal, counted);
      // Whoever hears that all is here must find it here.
      await feed.flush();
      await this.#arrived(outcome, began, counted.rows);
      if (await this.#keepHouse(signal)) return 0;
      this.#pull.backOff.succeeded();
      this.#sending.pulled();
      this.#listening.fire();
      void this.#reporting.synced(signal);
      return Date.now() < this.#visibleUntil ? MINUTE_MS : HIDDEN_PAUSE_MS;
    } catch (error) {
      if (signal.aborted) return null;
      if (error instanceof TransportError && error.kind === 'epoch') {
        await this.#newEpoch(error);
        return 0;
      }
      return await this.#failed(error, began, counted.rows);
    } finally {
      this.#storing = false;
      feed.unhurried = false;
      board.set({ progress: null });
      await feed.flush();
    }
  }

  async #pullVerified(signal: AbortSignal, counted: Counted): Promise<PullOutcome> {
    for (let repairs = 0; ; repairs++) {
      const outcome = await this.#pullAll(signal, counted);
      const { removed, mismatched } = outcome.checkpoint;
      this.#removed(removed);
      if (mismatched.length === 0 || repairs === MOST_REPAIRS) return outcome;
      await this.#record({
        at: this.#parts.now().toISOString(),
        durationMs: 0,
        result: 'complete',
        rowsReceived: 0,
        editsSent: 0,
        verified: false,
        code: mismatched.join(' ').slice(0, 200),
      });
    }
  }

  /** Here and in the other windows. */
  #removed(rows: readonly RemovedRow[]): void {
    const { feed, onStored, onTheWay } = this.#parts;
    onTheWay.forget(rows);
    for (const { entity, id } of rows) {
      feed.builder.remove(entity, id);
      feed.changed(entity);
    }
    if (rows.length > 0) onStored(rows);
  }

  async #pullAll(signal: AbortSignal, counted: Counted): Promise<PullOutcome> {
    const { exchange, tokens, db, codec, outbox, staffId, feed, onTheWay, board, onStored } = this.#parts;
    const progress = new ProgressCount(this.#parts.now());
    const outcome = await pullToCheckpoint({
      exchange,
      tokens,
      db,
      codec,
      heads: this.#heads!,
      onTheWay,
      sender: await outbox.sender(),
      staffId,
      progress,
      signal,
      onAnswer: (page) => this.#measureClock(page),
      onCame: (rows) => {
        counted.rows += rows.length;
        counted.customers += rows.filter(({ entity }) => entity === 'customer').length;
        feed.show(rows);
        if (!feed.unhurried && !board.status.everComplete && counted.customers >= ENOUGH_TO_WORK_WITH) {
          feed.unhurried = true;
          // That many are worth being seen at once.
          void feed.flush().catch(() => undefined);
        }
        if (board.status.state !== 'running') board.set({ state: 'running', nextTryAt: null });
        this.#showProgress(progress);
      },
      onVerifiedAhead: (answer, verification) => this.#verifiedAhead(answer, verification),
      onStored: (rows) => {
        if (rows.length === 0) return;
        for (const { entity } of rows) feed.changed(entity);
        onStored(rows);
      },
      onDiscarded: () => feed.renew(db, codec, onTheWay),
    });
    if (outcome.checkpoint.mismatched.length === 0) this.#heads!.stopFollowing();
    return outcome;
  }

  /** For the person the download is over; the attempt ends with its checkpoint. */
  async #verifiedAhead(answer: PullResponse, verification: VerifiedAhead): Promise<void> {
    const { board, feed } = this.#parts;
    this.#storing = true;
    this.#removed(verification.removed);
    feed.unhurried = false;
    // Whoever hears that all is here must find it here.
    await feed.flush();
    board.set({ progress: null, ...verifiedStatus(answer, verification) });
  }

  #showProgress(progress: ProgressCount): void {
    const now = performance.now();
    if (now - this.#lastProgress < 150) return;
    this.#lastProgress = now;
    this.#parts.board.set({ progress: progress.get() });
  }

  async #arrived({ answer, checkpoint }: PullOutcome, began: Date, rows: number): Promise<void> {
    const { board, outbox, now, onOutboxChanged } = this.#parts;
    this.#listening.reached(answer.seq);
    const entered = await outbox.enterEpoch(answer.epoch);
    // By the server's clock: this device's may be years off, and edits are kept for 30 days (SPEC C10).
    const released = await outbox.release(answer.seq, new Date(answer.server_time));
    if (entered || released > 0) onOutboxChanged();
    const verified = checkpoint.mismatched.length === 0;
    board.set({
      state: 'idle',
      offlineSince: null,
      trouble: null,
      nextTryAt: null,
      ...(verified ? verifiedStatus(answer, checkpoint) : { buckets: checkpoint.buckets }),
    });
    const edits = this.#sending.takeSent();
    await this.#record({
      at: began.toISOString(),
      durationMs: now().getTime() - began.getTime(),
      result: rows > 0 || edits > 0 || checkpoint.removed.length > 0 ? 'complete' : 'unchanged',
      rowsReceived: rows,
      editsSent: edits,
      verified,
    });
  }

  /**
   * What can wait until everything is here: counting the rows that nobody has read since the start, and keeping
   * the index for the next one.
   * @returns whether rows were missing and have to be fetched at once
   */
  async #keepHouse(signal: AbortSignal): Promise<boolean> {
    const { db, codec, feed } = this.#parts;
    if (!this.#audited) {
      this.#audited = true;
      const { damaged, ghosts } = await auditRows(db, signal, feed.builder);
      this.#removed(ghosts);
      if (damaged.length > 0) return true;
    }
    if (signal.aborted || !(await needsSnapshot(db, TOUCHED_WORTH_A_SNAPSHOT))) return false;
    await feed.flush();
    // A start without one is slower, and nothing else: what stands in its way shows where it matters.
    await writeSnapshot(db, codec, feed.builder).catch(() => undefined);
    return false;
  }

  async #failed(error: unknown, began: Date, rows: number): Promise<number | null> {
    const { board, now } = this.#parts;
    const failure = describeFailure(error);
    const pause = failure.waits
      ? null
      : (failure.pauseMs ??
        this.#pull.backOff.failed(error instanceof TransportError ? error.retryAfterMs : null));
    const nextTryAt = pause === null ? null : new Date(now().getTime() + pause).toISOString();
    if (error instanceof TransportError && error.retryAfterMs !== null && pause !== null)
      this.#pull.holdOff(pause);
    // Taken back: what was written here is still taken in, and after that this machine erases itself.
    if (failure.trouble === 'deviceRevoked') this.#sending.loop.fire();
    const unreachable = failure.state === 'offline';
    board.set({
      state: failure.state,
      trouble: failure.trouble,
      offlineSince: unreachable ? (board.status.offlineSince ?? now().toISOString()) : null,
      nextTryAt,
    });
    await this.#record({
      at: began.toISOString(),
      durationMs: now().getTime() - began.getTime(),
      result: failure.result,
      rowsReceived: rows,
      editsSent: this.#sending.takeSent(),
      verified: false,
      ...(failure.code === null ? {} : { code: failure.code }),
      ...(nextTryAt === null ? {} : { nextTryAt }),
    });
    return pause;
  }

  /** SPEC S9, C5: data and edits stay; everything is read anew, and what was acknowledged is sent again. */
  async #newEpoch(error: TransportError): Promise<void> {
    const epoch = error.details['epoch'];
    if (typeof epoch !== 'string') throw error;
    await this.#parts.outbox.replayAcknowledged(epoch);
    await beginEpoch(this.#parts.db, epoch);
    this.#parts.onOutboxChanged();
  }

  /** SPEC C10: the device's clock orders nothing, but its distance from the server's is known. */
  #measureClock(page: PullResponse): void {
    const { board, db, now } = this.#parts;
    const offset = now().getTime() - Date.parse(page.server_time);
    if (Math.abs(offset - (board.status.clockOffsetMs ?? 0)) < 1000) return;
    board.setClockOffset(offset);
    void writeMeta(db, 'clockOffset', offset).catch(() => undefined);
  }

  /** Attempts are for people to read; that they cannot be stored must not hide what they tell of. */
  async #record(attempt: SyncAttempt): Promise<void> {
    const attempts = this.#parts.board.attempt(attempt);
    await writeMeta(this.#parts.db, 'attempts', [...attempts]).catch(() => undefined);
  }
}

const verifiedStatus = (
  { server_time: verifiedAt }: PullResponse,
  { verifiedBuckets, verifiedRows, buckets }: Verification,
): Partial<SyncStatus> => ({ everComplete: true, verifiedAt, verifiedBuckets, verifiedRows, buckets });
