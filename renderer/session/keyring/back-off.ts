import type { PersonShelf } from './person-record.ts';

export const FREE_TRIES = 5;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 15 * 60_000;

/** How long nobody may try after so many wrong passwords in a row: 30 s after the fifth, twice as long each time. */
export const pauseAfter = (failures: number): number =>
  failures < FREE_TRIES ? 0 : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - FREE_TRIES));

/**
 * Wrong passwords that this machine has seen itself. It is kept, so that a restart is no way around it. A clock that was
 * put back keeps nobody out for longer than the longest pause.
 */
export class PasswordTries {
  readonly #shelf: PersonShelf;
  readonly #now: () => number;

  constructor(shelf: PersonShelf, now: () => number) {
    this.#shelf = shelf;
    this.#now = now;
  }

  /** Milliseconds until the next try; 0 for now. */
  pause(): number {
    const { notBefore = 0 } = this.#shelf.read() ?? {};
    return Math.max(0, Math.min(LONGEST_PAUSE_MS, notBefore - this.#now()));
  }

  /** @returns tries that are left before there is a pause */
  failed(): number {
    const failures = (this.#shelf.read()?.failures ?? 0) + 1;
    this.#shelf.write({ failures, notBefore: this.#now() + pauseAfter(failures) });
    return Math.max(0, FREE_TRIES - failures);
  }

  succeeded(): void {
    this.#shelf.write({ failures: 0, notBefore: 0 });
  }
}
