import type { TokenSource } from './transport.ts';
import { TransportError } from './transport-error.ts';

/** Access tokens are the session's business, which lives in the window: each one is asked for there. */
export class TokenDesk implements TokenSource {
  readonly #ask: (request: number, rejected: string | null) => void;
  readonly #waiting = new Map<number, { resolve: (token: string) => void; reject: (error: Error) => void }>();
  #last = 0;
  #closed = false;

  constructor(ask: (request: number, rejected: string | null) => void) {
    this.#ask = ask;
  }

  accessToken(rejected: string | null): Promise<string> {
    if (this.#closed) return Promise.reject(new TransportError('offline', 'closing'));
    const request = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(request, { resolve, reject });
      this.#ask(request, rejected);
    });
  }

  answer(request: number, token: string): void {
    this.#waiting.get(request)?.resolve(token);
    this.#waiting.delete(request);
  }

  refuse(request: number, failure: TransportError['kind'], code: string | null): void {
    const error = new TransportError(failure, 'no access token', code === null ? {} : { code });
    this.#waiting.get(request)?.reject(error);
    this.#waiting.delete(request);
  }

  close(): void {
    this.#closed = true;
    for (const request of [...this.#waiting.keys()]) this.refuse(request, 'offline', null);
  }
}
