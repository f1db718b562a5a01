import type { Exchange } from './ports.ts';
import type { TokenSource } from './transport.ts';
import { compareSeq } from '../data/cache/schema.ts';
import { BackOff } from './back-off.ts';
import { Trigger } from './trigger.ts';

export interface ListeningParts {
  exchange: Exchange;
  tokens: TokenSource;
  random(): number;
  /** Nobody looks, or the person has paused it all: no long poll then. */
  wanted(): boolean;
  onNews(): void;
}

/** A long poll that tells of news within a second. It follows each pull, and says nothing of what fails. */
export class Listening {
  readonly #parts: ListeningParts;
  readonly #trigger = new Trigger();
  readonly #backOff: BackOff;
  #since: string | null = null;

  constructor(parts: ListeningParts) {
    this.#parts = parts;
    this.#backOff = new BackOff(() => parts.random());
  }

  /** What a checkpoint has shown is no news. */
  reached(seq: string): void {
    this.#since = seq;
  }

  fire(): void {
    this.#trigger.fire();
  }

  async run(signal: AbortSignal): Promise<void> {
    const { exchange, tokens, wanted, onNews } = this.#parts;
    while (!signal.aborted) {
      await this.#trigger.wait(null, signal);
      const since = this.#since;
      if (signal.aborted || since === null || !wanted()) continue;
      try {
        const seq = await exchange.wait(tokens, since, signal);
        this.#backOff.succeeded();
        if (compareSeq(seq, since) > 0) onNews();
        else this.#trigger.fire();
      } catch {
        // The pull says what is the matter, and starts this again when it has got through.
        await this.#trigger.wait(this.#backOff.failed(null), signal);
        onNews();
      }
    }
  }
}
