import { z } from 'zod';
import type { SessionStaff } from '../../shared/api/auth.ts';
import type { Platform } from '../platform/types.ts';
import { sessionStaff } from '../../shared/api/auth.ts';
import { fnv1a32 } from '../../shared/lib/fnv.ts';

/** What is kept of a sign-in, so that the next start needs no network. */
export interface KeptSession {
  refreshToken: string;
  staff: SessionStaff;
}

const keptSession = z.object({ refreshToken: z.string(), staff: sessionStaff });

/** The vault's entry for one server; windows of the same browser share it. */
export class SessionShelf {
  readonly #vault: Platform['vault'];
  readonly #name: string;

  constructor(vault: Platform['vault'], server: string) {
    this.#vault = vault;
    this.#name = `session-${fnv1a32(server).toString(16)}`;
  }

  async read(): Promise<KeptSession | null> {
    const text = await this.#vault.read(this.#name);
    if (text === null) return null;
    try {
      return keptSession.parse(JSON.parse(text));
    } catch {
      // Written by another version: signing in again is all it takes.
      return null;
    }
  }

  write(kept: KeptSession): Promise<void> {
    return this.#vault.write(this.#name, JSON.stringify(kept));
  }

  remove(): Promise<void> {
    return this.#vault.remove(this.#name);
  }
}
