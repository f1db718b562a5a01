import type { CacheDatabase } from '../data/cache/schema.ts';
import type { Outbox } from '../data/outbox/outbox.ts';
import type { Exchange } from './ports.ts';
import type { TokenSource } from './transport.ts';
import { readMeta } from '../data/cache/meta.ts';
import { newId } from '../data/new-id.ts';
import { Loop } from './loop.ts';
import { pushWaiting } from './push.ts';
import { TransportError } from './transport-error.ts';

export interface SendingParts {
  exchange: Exchange;
  tokens: TokenSource;
  db: CacheDatabase;
  outbox: Outbox;
  staffId: string;
  random(): number;
  /** The first download is not over: everything else has to be sparing. */
  downloading(): boolean;
  onOutboxChanged(): void;
  /** Something was sent whose effect the next checkpoint shows, or an obstacle is in the way that a pull names. */
  wantPull(): void;
}

/** How long edits wait for a pull to call, where that has to find out what is in the way. */
const OBSTRUCTED_PAUSE_MS = 60_000;
/**
 * Between two pushes while the first download lasts. Each push takes the outbox several times, and a thread that stores
 * pages lets go of it late: whoever writes just then waits for that. Two seconds made of 40 ms at the 95th percentile
 * 70 to 80.
 */
const SPARING_PAUSE_MS = 10_000;
const PASSING: ReadonlySet<TransportError['kind']> = new Set(['busy', 'serverError', 'gap']);

/** The loop on which edits go out. It waits for no pull. */
export class Sending {
  readonly loop: Loop;
  readonly #parts: SendingParts;
  #pulledSinceFailure = false;
  #heldBack = false;
  #sent = 0;

  constructor(parts: SendingParts) {
    this.#parts = parts;
    this.loop = new Loop(
      (signal) => this.#send(signal),
      () => parts.random(),
    );
  }

  /** A checkpoint is made: what was obstructed may get through now, and what was held back for a download goes. */
  pulled(): void {
    this.#pulledSinceFailure = true;
    if (this.#heldBack) this.loop.holdOff(0);
    this.#heldBack = false;
    this.loop.fire();
  }

  /** Edits that were sent since this was asked last. */
  takeSent(): number {
    const sent = this.#sent;
    this.#sent = 0;
    return sent;
  }

  async #send(signal: AbortSignal): Promise<number | null> {
    const { exchange, tokens, outbox, staffId, db, downloading, onOutboxChanged, wantPull } = this.#parts;
    const sparing = downloading();
    this.#heldBack = false;
    try {
      const sent = await pushWaiting({
        exchange,
        tokens,
        outbox,
        staffId,
        signal,
        epoch: async () => (await readMeta(db, 'epoch')) ?? null,
        sparing,
        newId,
        onChanged: onOutboxChanged,
      });
      this.#sent += sent;
      this.loop.backOff.succeeded();
      if (sent > 0) wantPull();
      if (sent === 0 || !sparing) return null;
      this.#heldBack = true;
      this.loop.holdOff(SPARING_PAUSE_MS);
      return SPARING_PAUSE_MS;
    } catch (error) {
      if (signal.aborted) return null;
      if (!(error instanceof TransportError) || !PASSING.has(error.kind)) return this.#obstructed();
      const pause = this.loop.backOff.failed(error.retryAfterMs);
      if (error.retryAfterMs !== null) this.loop.holdOff(pause);
      return pause;
    }
  }

  /**
   * The pull meets the same obstacle, says so, and calls here again when it is over. Where the pull gets through and
   * the push does not (something on the way dislikes it), the two would chase one another without a pause.
   */
  #obstructed(): number {
    const pause = this.#pulledSinceFailure ? this.loop.backOff.failed(null) : 0;
    this.#pulledSinceFailure = false;
    this.loop.holdOff(pause);
    this.#parts.wantPull();
    return OBSTRUCTED_PAUSE_MS;
  }
}
