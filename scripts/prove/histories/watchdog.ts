/** Longer than any part of a history takes, also on a machine that is busy with other work. */
const PATIENCE_MS = 90_000;

/** A part of a history did not come to its end. */
export class StandsStill extends Error {
  override name = 'StandsStill';
  /** What stood still, and where everybody stood. */
  readonly said: string[];

  constructor(said: string[]) {
    super(said[0]);
    this.said = said;
  }
}

/** Gives up what waits for something that never comes, and says where everybody stands. */
export class Watchdog {
  readonly #patienceMs: number;
  #at = '';

  constructor(patienceMs = PATIENCE_MS) {
    this.#patienceMs = patienceMs;
  }

  /** What is being done now, more exactly than its part of the history says. */
  at(what: string): void {
    this.#at = what;
  }

  /** @throws StandsStill */
  async watch<T>(what: string, work: () => Promise<T>, stands: () => string[] = () => []): Promise<T> {
    this.#at = what;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new StandsStill([`stands still at ${this.#at}`, ...stands()])),
        this.#patienceMs,
      );
    });
    try {
      return await Promise.race([work(), patience]);
    } finally {
      clearTimeout(timer);
    }
  }
}
