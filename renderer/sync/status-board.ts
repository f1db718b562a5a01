import type { SyncAttempt, SyncStatus } from '../data/types.ts';
import type { CacheMeta } from '../data/cache/meta.ts';

const MOST_ATTEMPTS = 20;
/** SPEC C10: from here on the person is told that this device's clock is wrong. */
const CLOCK_IS_OFF_MS = 5 * 60_000;

export const initialStatus: SyncStatus = {
  state: 'idle',
  offlineSince: null,
  progress: null,
  paused: false,
  everComplete: false,
  verifiedAt: null,
  verifiedBuckets: 0,
  verifiedRows: 0,
  nextTryAt: null,
  clockOffsetMs: 0,
  clockIsOff: false,
  trouble: null,
  attempts: [],
};

/** The status as it stands, told to whoever shows it whenever it changes. */
export class StatusBoard {
  #status: SyncStatus = initialStatus;
  readonly #publish: (status: SyncStatus) => void;

  constructor(publish: (status: SyncStatus) => void) {
    this.#publish = publish;
  }

  get status(): SyncStatus {
    return this.#status;
  }

  set(change: Partial<SyncStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#publish(this.#status);
  }

  /** Takes over what another window, or the last run, knew. */
  recall(meta: Partial<CacheMeta>): void {
    this.set({
      everComplete: meta.everComplete ?? false,
      verifiedAt: meta.verifiedAt ?? null,
      verifiedBuckets: meta.verifiedBuckets ?? 0,
      verifiedRows: meta.verifiedRows ?? 0,
      buckets: meta.bucketChecks ?? [],
      ...clockOf(meta.clockOffset ?? 0),
      attempts: meta.attempts ?? [],
    });
  }

  setClockOffset(offsetMs: number): void {
    this.set(clockOf(offsetMs));
  }

  /** The newest first. One that says the same as the last, and did nothing, only moves its time on. */
  attempt(attempt: SyncAttempt): readonly SyncAttempt[] {
    const [last, ...older] = this.#status.attempts;
    const repeated =
      last !== undefined &&
      last.result === attempt.result &&
      last.code === attempt.code &&
      attempt.rowsReceived === 0 &&
      attempt.editsSent === 0 &&
      last.rowsReceived === 0 &&
      last.editsSent === 0;
    const rest = last === undefined || repeated ? older : [last, ...older];
    const attempts = [attempt, ...rest].slice(0, MOST_ATTEMPTS);
    this.set({ attempts });
    return attempts;
  }
}

const clockOf = (offsetMs: number): Pick<SyncStatus, 'clockOffsetMs' | 'clockIsOff'> => ({
  clockOffsetMs: offsetMs,
  clockIsOff: Math.abs(offsetMs) > CLOCK_IS_OFF_MS,
});
