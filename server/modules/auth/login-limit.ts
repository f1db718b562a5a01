import type { Kysely } from 'kysely';
import type { Clock } from '../../../shared/lib/clock.ts';
import { ApiError } from '../../api-error.ts';
import type { Tables } from '../../postgres/tables.ts';
import { addFailure, failuresSince, forgetFailures, forgetFailuresBefore } from './repository.ts';

export const MAX_FAILURES = 5;
export const WINDOW_MS = 15 * 60_000;

/** More attempts than this waiting for one account and address are not a person. */
const MAX_WAITING = 20;

/**
 * Guessing is limited per account and address, and only failures count: five in a quarter of an hour. Attempts
 * on the same account from the same address take turns, so a volley of guesses counts like guesses in a row.
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
   * @throws ApiError 429 E_LOGIN_LIMIT, or 401 E_CREDENTIALS with `attempts_left`.
   */
  async attempt<T>(staffNo: string, address: string, check: () => Promise<T | null>): Promise<T> {
    return this.inTurn(`${staffNo}\n${address}`, async () => {
      const since = new Date(this.clock.now().getTime() - WINDOW_MS);
      const failures = await failuresSince(this.db, staffNo, address, since);
      if (failures.count >= MAX_FAILURES) throw this.limited(failures.first);
      const result = await check();
      if (result !== null) {
        if (failures.count > 0) await forgetFailures(this.db, staffNo, address);
        return result;
      }
      await addFailure(this.db, staffNo, address, this.clock.now());
      await forgetFailuresBefore(this.db, since);
      throw new ApiError(401, 'E_CREDENTIALS', 'staff number or password is wrong', {
        attempts_left: MAX_FAILURES - failures.count - 1,
      });
    });
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
