import type { ServerChoice } from '../../shared/ipc/contract.ts';
import { askServer } from './server-choice.ts';
import { parseServerAddress } from './server-address.ts';
import type { Policy } from './policy.ts';
import type { Settings } from './settings.ts';

/** Which server this machine works with: the administrator's, else the chosen one, else the proposed one. */
export class Server {
  readonly #settings: Pick<Settings, 'get' | 'set'>;
  readonly #policy: Pick<Policy, 'serverAddress' | 'serverInDoubt'>;
  readonly #proposed: string | null;

  /** @param proposed where nobody has chosen yet */
  constructor(
    settings: Pick<Settings, 'get' | 'set'>,
    policy: Pick<Policy, 'serverAddress' | 'serverInDoubt'>,
    proposed: string | null,
  ) {
    this.#settings = settings;
    this.#policy = policy;
    const { serverAddress, serverInDoubt } = policy;
    // Remembered for the day on which the administrator's word cannot be read.
    if (serverAddress !== null && !serverInDoubt && settings.get('serverAddress') !== serverAddress)
      settings.set({ serverAddress });
    const parsed = proposed === null ? null : parseServerAddress(proposed);
    this.#proposed = parsed?.kind === 'address' ? parsed.address : null;
  }

  get address(): string | null {
    const { serverAddress, serverInDoubt } = this.#policy;
    const last = this.#settings.get('serverAddress') ?? null;
    return (serverInDoubt ? (last ?? serverAddress) : (serverAddress ?? last)) ?? this.#proposed;
  }

  /** Nobody can choose another one here. Where it is in doubt and none is known, somebody has to be asked. */
  get fixed(): boolean {
    const { serverAddress, serverInDoubt } = this.#policy;
    return serverAddress !== null || (serverInDoubt && this.#settings.get('serverAddress') !== undefined);
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
