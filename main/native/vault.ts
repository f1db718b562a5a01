import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { VaultPlace } from '../../shared/ipc/contract.ts';
import { OneByOne } from '../../shared/lib/one-by-one.ts';
import { writeDurably } from './durable-file.ts';

/** How the system encrypts; see system-cipher.ts. */
export interface Cipher {
  /** Whether a key of the system's is used: what a copied disk does not give away. */
  available(): boolean;
  encrypt(text: string): Uint8Array;
  decrypt(bytes: Uint8Array): string;
}

const vaultFile = z.record(z.string(), z.base64());

/**
 * Secrets of the people who sign in here: encrypted under a key that the system keeps. Where the system keeps none,
 * secrets stay in memory and end with the application; nothing is ever written in the clear.
 */
export class Vault {
  readonly place: VaultPlace;
  readonly #path: string;
  readonly #cipher: Cipher;
  readonly #inMemory = new Map<string, string>();
  /** Reads and writes take turns: each write replaces the whole file. */
  readonly #turns = new OneByOne();

  constructor(path: string, cipher: Cipher) {
    this.#path = path;
    this.#cipher = cipher;
    this.place = cipher.available() ? 'system' : 'memory';
  }

  /** @returns null where nothing is kept, or where it can no longer be opened */
  read(name: string): Promise<string | null> {
    if (this.place === 'memory') return Promise.resolve(this.#inMemory.get(name) ?? null);
    return this.#turns.do(async () => {
      const sealed = (await this.#load())[name];
      if (sealed === undefined) return null;
      try {
        return this.#cipher.decrypt(Buffer.from(sealed, 'base64'));
      } catch {
        return null;
      }
    });
  }

  write(name: string, secret: string): Promise<void> {
    if (this.place === 'memory') {
      this.#inMemory.set(name, secret);
      return Promise.resolve();
    }
    return this.#turns.do(async () => {
      const sealed = Buffer.from(this.#cipher.encrypt(secret)).toString('base64');
      await this.#save({ ...(await this.#load()), [name]: sealed });
    });
  }

  remove(name: string): Promise<void> {
    if (this.place === 'memory') {
      this.#inMemory.delete(name);
      return Promise.resolve();
    }
    return this.#turns.do(async () => {
      const { [name]: gone, ...others } = await this.#load();
      if (gone !== undefined) await this.#save(others);
    });
  }

  /** A vault that cannot be read holds nothing: signing in again is all it takes. */
  async #load(): Promise<Record<string, string>> {
    try {
      return vaultFile.parse(JSON.parse(await readFile(this.#path, 'utf8')));
    } catch {
      return {};
    }
  }

  #save(content: Record<string, string>): Promise<void> {
    return writeDurably(this.#path, JSON.stringify(content));
  }
}
