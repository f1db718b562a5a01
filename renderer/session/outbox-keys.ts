import type { OutboxKey } from '../../shared/api/outbox-keys.ts';
import type { OutboxKeys } from '../data/outbox/outbox-keys.ts';
import type { Platform } from '../platform/types.ts';
import type { TokenSource, Transport } from '../sync/transport.ts';
import { TransportError } from '../sync/transport-error.ts';

/** Where this machine keeps its copies. */
export interface KeyShelf {
  read(): Promise<readonly OutboxKey[]>;
  write(key: OutboxKey): Promise<void>;
  remove(): Promise<void>;
}

export interface KeptKeysParts {
  platform: Pick<Platform, 'deviceId'>;
  transport: Pick<Transport, 'outboxKey' | 'outboxKeyById'>;
  tokens: TokenSource;
  shelf: KeyShelf;
}

/** The keys of one person on one server: this machine's is kept here, any other is the server's to give. */
export class KeptOutboxKeys implements OutboxKeys {
  readonly #parts: KeptKeysParts;

  constructor(parts: KeptKeysParts) {
    this.#parts = parts;
  }

  async current(): Promise<OutboxKey> {
    const [kept] = await this.#parts.shelf.read().catch(() => []);
    if (kept !== undefined) return kept;
    const { platform, transport, tokens, shelf } = this.#parts;
    const key = await transport.outboxKey(tokens, await platform.deviceId());
    // A machine that keeps nothing asks the server again the next time.
    await shelf.write(key).catch(() => undefined);
    return key;
  }

  async byId(keyId: string): Promise<OutboxKey | null> {
    const kept = await this.#parts.shelf.read().catch(() => []);
    const known = kept.find(({ key_id }) => key_id === keyId);
    if (known !== undefined) return known;
    try {
      return await this.#parts.transport.outboxKeyById(this.#parts.tokens, keyId);
    } catch (error) {
      if (error instanceof TransportError && (error.code === 'E_NOT_FOUND' || error.code === 'E_REQUEST'))
        return null;
      throw error;
    }
  }

  forget(): Promise<void> {
    return this.#parts.shelf.remove();
  }
}
