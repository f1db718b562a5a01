import { BackOff } from './back-off.ts';
import { Trigger } from './trigger.ts';

/**
 * Something that is done again and again: when it is called for, and by itself after the pause that its last turn
 * named. A server that asked not to be called before is not, unless the person himself asks.
 */
export class Loop {
  readonly backOff: BackOff;
  readonly #trigger = new Trigger();
  readonly #turn: (signal: AbortSignal) => Promise<number | null>;
  #paused = false;
  /** By `performance.now()`. */
  #notBefore = 0;

  /** @param turn one turn; @returns after how many milliseconds the next one comes by itself, null for never */
  constructor(turn: (signal: AbortSignal) => Promise<number | null>, random: () => number) {
    this.#turn = turn;
    this.backOff = new BackOff(random);
  }

  fire(): void {
    this.#trigger.fire();
  }

  pause(paused: boolean): void {
    this.#paused = paused;
  }

  /** Nothing before so many milliseconds have passed, whoever calls. */
  holdOff(ms: number): void {
    this.#notBefore = performance.now() + ms;
  }

  /** The person asked for it: no waiting any more. */
  now(): void {
    this.backOff.succeeded();
    this.#notBefore = 0;
    this.fire();
  }

  /** Works until aborted. @param pause before the first turn; null: it waits to be called */
  async run(pause: number | null, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#trigger.wait(pause, signal);
      if (signal.aborted) return;
      const early = this.#notBefore - performance.now();
      if (early > 0) pause = Math.ceil(early);
      else pause = this.#paused ? null : await this.#turn(signal);
    }
  }
}
