import type { EngineLink, FromEngine, ToEngine } from './messages.ts';
import type { TokenSource } from './transport.ts';
import { TransportError } from './transport-error.ts';

const CLOSE_WITHIN_MS = 5000;

export interface EngineHandleParts {
  /** An engine in a worker of its own. */
  link: () => EngineLink;
  tokens: TokenSource;
  /** What each engine is told first. */
  start(): Extract<ToEngine, { kind: 'start' }>;
  /** All that the engine says and this does not answer by itself. */
  hear(message: FromEngine): void;
}

/**
 * A window's hold on its engine: starts one, hands it access tokens, and stops it, as often as the storage has to be
 * opened anew. What an engine says after it was let go is not heard.
 */
export class EngineHandle {
  readonly #parts: EngineHandleParts;
  #link!: EngineLink;
  #onStopped: () => void = () => undefined;
  #onKnown: () => void = () => undefined;
  #onCrash: (error: Error) => void = () => undefined;

  constructor(parts: EngineHandleParts) {
    this.#parts = parts;
  }

  /** Whether there has been an engine yet. */
  get started(): boolean {
    return this.#link !== undefined;
  }

  post(message: ToEngine): void {
    this.#link.post(message);
  }

  /** @returns resolves when the cache has said how it stands; rejects where the engine does not come up */
  start(): Promise<void> {
    const known = new Promise<void>((resolve, reject) => {
      this.#onKnown = resolve;
      this.#onCrash = reject;
    });
    const link = this.#parts.link();
    this.#link = link;
    link.onMessage((message) => {
      if (link === this.#link) this.#hear(message);
    });
    link.post(this.#parts.start());
    return known;
  }

  async stop(): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stopped = new Promise<void>((resolve) => {
      this.#onStopped = resolve;
      timer = setTimeout(resolve, CLOSE_WITHIN_MS);
    });
    this.#link.post({ kind: 'stop' });
    await stopped;
    clearTimeout(timer);
    this.#link.end();
  }

  #hear(message: FromEngine): void {
    switch (message.kind) {
      case 'needToken':
        void this.#fetchToken(message.request, message.rejected);
        return;
      case 'stopped':
        return this.#onStopped();
      case 'ready':
        return this.#onKnown();
      case 'status':
        this.#parts.hear(message);
        // Before the first download there is nothing to wait for; later, an empty list would be a lie.
        if (!message.status.everComplete) this.#onKnown();
        return;
      case 'crashed':
        this.#parts.hear(message);
        return this.#onCrash(new Error(message.message));
      default:
        return this.#parts.hear(message);
    }
  }

  async #fetchToken(request: number, rejected: string | null): Promise<void> {
    const link = this.#link;
    try {
      link.post({ kind: 'token', request, token: await this.#parts.tokens.accessToken(rejected) });
    } catch (error) {
      const known = error instanceof TransportError ? error : null;
      link.post({
        kind: 'noToken',
        request,
        failure: known?.kind ?? 'serverError',
        code: known?.code ?? null,
      });
    }
  }
}
