import type { ServerChoice } from '../../shared/ipc/contract.ts';
import { askServer } from './server-choice.ts';
import { parseServerAddress } from './server-address.ts';
import type { Settings } from './settings.ts';

/** Which server this machine works with: the administrator's, else the chosen one, else the proposed one. */
export class Server {
  readonly #settings: Settings;
  readonly #policy: string | null;
  readonly #proposed: string | null;

  /** @param proposed where nobody has chosen yet */
  constructor(settings: Settings, policy: string | null, proposed: string | null) {
    this.#settings = settings;
    this.#policy = policy;
    const parsed = proposed === null ? null : parseServerAddress(proposed);
    this.#proposed = parsed?.kind === 'address' ? parsed.address : null;
  }

  get address(): string | null {
    return this.#policy ?? this.#settings.get('serverAddress') ?? this.#proposed;
  }

  /** Nobody can choose another one here. */
  get fixed(): boolean {
    return this.#policy !== null;
  }

  async choose(
    typed: string,
    fetch: (address: string, init: RequestInit) => Promise<Response>,
  ): Promise<ServerChoice> {
    if (this.fixed) return { kind: 'refused', reason: 'fixed' };
    const choice = await askServer(typed, fetch);
    if (choice.kind === 'chosen') this.#settings.set({ serverAddress: choice.address });
    return choice;
  }
}
