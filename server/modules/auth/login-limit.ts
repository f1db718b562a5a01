import type { Kysely } from 'kysely';
import type { Clock } from '../../../shared/lib/clock.ts';
import { ApiError } from '../../api-error.ts';
import type { Tables } from '../../postgres/tables.ts';
import {
  addFailure,
  type Failures,
  failuresSince,
  forgetFailures,
  forgetFailuresBefore,
  isKnownDevice,
} from './repository.ts';

export const MAX_FAILURES = 5;
export const WINDOW_MS = 15 * 60_000;
/** On one account from wherever: somebody guesses from many addresses. */
export const MAX_FAILURES_OF_ACCOUNT = 20;
/** From one address on whatever account: a thousand people behind one address mistype less in a quarter of an hour. */
export const MAX_FAILURES_OF_ADDRESS = 300;

/** More attempts than this waiting for one account and address are not a person. */
const MAX_WAITING = 20;

export interface Attempt {
  staffNo: string;
  address: string;
  deviceId: string;
}

/**
 * Guessing is limited per account and address, and only failures count: five in a quarter of an hour. Attempts
 * on the same account from the same address take turns, so a volley of guesses counts like guesses in a row.
 *
 * Whoever guesses from many addresses, or on many accounts from one, meets two wider limits. Those close an account or
 * an address to devices on which the person has never signed in, and leave his own laptop alone: nobody is locked out
 * by a stranger's guesses, nor by a colleague's behind the same address.
 */
export class LoginLimit {
  private readonly db: Kysely<Tables>;
  private readonly clock: Clock;
  private readonly turns = new Map<string, { last: Promise<unknown>; waiting: number }>();

  constructor(db: Kysely<Tables>, clock: Clock) {
    this.db = db;
    this.clock = clock;
  }

  /**
   * Runs `check`, which says whether the credentials are right.
   * @param onFailure in the transaction that counts the failure; `locked` where it was the last one that was free
   * @throws ApiError 429 E_LOGIN_LIMIT, or 401 E_CREDENTIALS with `attempts_left`.
   */
  async attempt<T>(
    who: Attempt,
    check: () => Promise<T | null>,
    onFailure: (transaction: Kysely<Tables>, locked: boolean) => Promise<void>,
  ): Promise<T> {
    const { staffNo, address } = who;
    return this.inTurn(`${staffNo}\n${address}`, async () => {
      const since = new Date(this.clock.now().getTime() - WINDOW_MS);
      const failures = await failuresSince(this.db, staffNo, address, since);
      await this.refuseTooMany(who, failures);
      const result = await check();
      if (result !== null) {
        if (failures.here > 0) await forgetFailures(this.db, staffNo, address);
        return result;
      }
      const left = MAX_FAILURES - failures.here - 1;
      await this.db.transaction().execute(async (tx) => {
        await addFailure(tx, staffNo, address, this.clock.now());
        await onFailure(tx, left === 0);
      });
      await forgetFailuresBefore(this.db, since);
      throw new ApiError(401, 'E_CREDENTIALS', 'staff number or password is wrong', { attempts_left: left });
    });
  }

  private async refuseTooMany({ staffNo, deviceId }: Attempt, failures: Failures): Promise<void> {
    if (failures.here >= MAX_FAILURES) throw this.limited(failures.firstHere);
    const wide =
      failures.ofAccount >= MAX_FAILURES_OF_ACCOUNT || failures.ofAddress >= MAX_FAILURES_OF_ADDRESS;
    if (wide && !(await isKnownDevice(this.db, staffNo, deviceId))) throw this.limited(failures.first);
  }

  private limited(first: Date | null): ApiError {
    const end = (first ?? this.clock.now()).getTime() + WINDOW_MS;
    const seconds = Math.max(1, Math.ceil((end - this.clock.now().getTime()) / 1000));
    return new ApiError(429, 'E_LOGIN_LIMIT', 'too many failed attempts', { retry_after: seconds }, seconds);
  }

  private async inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = this.turns.get(key) ?? { last: Promise.resolve(), waiting: 0 };
    if (turn.waiting >= MAX_WAITING) throw this.limited(null);
    this.turns.set(key, turn);
    turn.waiting++;
    const mine = turn.last.then(work);
    turn.last = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      if (--turn.waiting === 0) this.turns.delete(key);
    }
  }
}
