/**
 * When to try again: one second after the first failure, twice as long after each further one, five minutes at
 * most, and never exactly then, so that a thousand clients do not come back in the same second. A time that the
 * server names is kept.
 */
const FIRST_MS = 1000;
const LONGEST_MS = 5 * 60_000;

export class BackOff {
  #failures = 0;
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  /** Milliseconds until the next try. */
  failed(retryAfterMs: number | null): number {
    const planned = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 20);
    if (retryAfterMs !== null) return Math.round(retryAfterMs * (1 + this.#random() / 5));
    return Math.round(planned * (0.5 + this.#random() / 2));
  }
}
