import type { OutboxKey } from '../../shared/api/outbox-keys.ts';
import type { OutboxKeys } from '../data/outbox/outbox-keys.ts';
import type { Platform } from '../platform/types.ts';
import type { TokenSource, Transport } from '../sync/transport.ts';
import { outboxKey } from '../../shared/api/outbox-keys.ts';
import { fnv1a32 } from '../../shared/lib/fnv.ts';
import { TransportError } from '../sync/transport-error.ts';

export interface KeptKeysParts {
  platform: Pick<Platform, 'vault' | 'deviceId'>;
  transport: Pick<Transport, 'outboxKey' | 'outboxKeyById'>;
  tokens: TokenSource;
  server: string;
  staffId: string;
}

/** The keys of one person on one server: this machine's is kept in its vault, any other is the server's to give. */
export class KeptOutboxKeys implements OutboxKeys {
  readonly #parts: KeptKeysParts;
  readonly #name: string;

  constructor(parts: KeptKeysParts) {
    this.#parts = parts;
    this.#name = `outbox-key-${[parts.server, parts.staffId].map((part) => fnv1a32(part).toString(16)).join('-')}`;
  }

  async current(): Promise<OutboxKey> {
    const kept = await this.#kept();
    if (kept !== null) return kept;
    const { platform, transport, tokens } = this.#parts;
    const key = await transport.outboxKey(tokens, await platform.deviceId());
    // A vault that keeps nothing asks the server again the next time.
    await platform.vault.write(this.#name, JSON.stringify(key)).catch(() => undefined);
    return key;
  }

  async byId(keyId: string): Promise<OutboxKey | null> {
    const kept = await this.#kept();
    if (kept?.key_id === keyId) return kept;
    try {
      return await this.#parts.transport.outboxKeyById(this.#parts.tokens, keyId);
    } catch (error) {
      if (error instanceof TransportError && error.code === 'E_NOT_FOUND') return null;
      throw error;
    }
  }

  forget(): Promise<void> {
    return this.#parts.platform.vault.remove(this.#name);
  }

  async #kept(): Promise<OutboxKey | null> {
    try {
      const text = await this.#parts.platform.vault.read(this.#name);
      return text === null ? null : outboxKey.parse(JSON.parse(text));
    } catch {
      // Lost or written by another version: the server has it.
      return null;
    }
  }
}
