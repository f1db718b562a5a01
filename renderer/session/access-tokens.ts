import type { SessionResponse, SessionStaff } from '../../shared/api/auth.ts';
import type { TokenSource } from '../sync/transport.ts';
import type { SessionShelf } from './kept-session.ts';
import { TransportError } from '../sync/transport-error.ts';

/** Runs one piece of work at a time among all windows of this browser. */
export type Exclusively = <T>(name: string, work: () => Promise<T>) => Promise<T>;

export interface AccessTokenParts {
  server: string;
  staffId: string;
  shelf: SessionShelf;
  exclusively: Exclusively;
  refresh(refreshToken: string): Promise<SessionResponse>;
  logout(refreshToken: string): Promise<void>;
  now(): number;
  /** The server has told anew who this is and what he may. */
  onStaff(staff: SessionStaff): void;
  /** The refresh token was refused: only a new sign-in helps. */
  onExpired(): void;
}

/** A token that is about to end is not worth sending. */
const SPARE_MS = 30_000;

/**
 * Access tokens of one signed-in person. A refresh token is good for one use, and a second use ends every session
 * of the person: so there is one refresh at a time, in this window and among all, and each begins by reading what
 * the last one left in the vault.
 */
export class AccessTokens implements TokenSource {
  readonly #parts: AccessTokenParts;
  #token: { text: string; until: number } | null = null;
  #refreshing: Promise<string> | null = null;

  constructor(parts: AccessTokenParts) {
    this.#parts = parts;
  }

  /** After a sign-in: no refresh is needed for a while. */
  take({ access_token: text, expires_in: seconds }: SessionResponse): void {
    this.#token = { text, until: this.#parts.now() + seconds * 1000 };
  }

  async accessToken(rejected: string | null): Promise<string> {
    const known = this.#token;
    if (known !== null && known.text !== rejected && known.until - SPARE_MS > this.#parts.now())
      return known.text;
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  #refresh(): Promise<string> {
    const { server, staffId, shelf, exclusively, refresh, logout, onStaff, onExpired } = this.#parts;
    return exclusively(`channeldesk-refresh-${server}`, async () => {
      const kept = await shelf.read();
      if (kept?.staff.id !== staffId) {
        onExpired();
        throw new TransportError('signInExpired', 'nobody, or somebody else, is signed in here');
      }
      try {
        const session = await refresh(kept.refreshToken);
        // Whoever signed out meanwhile is not to be found signed in at the next start.
        if ((await shelf.read())?.staff.id !== staffId) {
          void logout(session.refresh_token).catch(() => undefined);
          throw new TransportError('signInExpired', 'signed out meanwhile');
        }
        await shelf.write({ refreshToken: session.refresh_token, staff: session.staff });
        this.take(session);
        onStaff(session.staff);
        return session.access_token;
      } catch (error) {
        if (!(error instanceof TransportError) || error.status !== 401) throw error;
        onExpired();
        throw new TransportError('signInExpired', error.message, {
          status: 401,
          code: error.code ?? 'E_TOKEN',
        });
      }
    });
  }
}
