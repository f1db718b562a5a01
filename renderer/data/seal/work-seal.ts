import { gcm } from '@noble/ciphers/aes.js';
import { fromBase64, randomBytes, toBase64 } from './bytes.ts';

export interface WorkKey {
  /** Stands in the clear beside what it has sealed, so that a lost key can be asked for by name. */
  id: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** What a window hands to its engine. */
export interface WorkKeys {
  /** Seals from now on. */
  current: WorkKey;
  /** Open what was sealed before. */
  others: readonly WorkKey[];
}

export interface SealedText {
  key: string;
  body: Uint8Array<ArrayBuffer>;
}

const IV_BYTES = 12;
/** Sample: `sealed1 0d9a6c5e-... 3q2+7w==`. */
const MARK = 'sealed1';

/**
 * Seals what a person writes, a text at a time: AES-256-GCM, bound to what the text is about. It works without waiting,
 * so that it fits into a transaction of the browser's database; rows of the cache, which are many, have a codec that is
 * quicker and waits.
 */
export class WorkSeal {
  #current: WorkKey;
  readonly #known = new Map<string, WorkKey>();

  constructor({ current, others }: WorkKeys) {
    this.#current = current;
    for (const key of [...others, current]) this.#known.set(key.id, key);
  }

  get keys(): WorkKeys {
    return { current: this.#current, others: [...this.#known.values()].filter((k) => k !== this.#current) };
  }

  /** The key under which it seals now. */
  get currentId(): string {
    return this.#current.id;
  }

  knows(keyId: string): boolean {
    return this.#known.has(keyId);
  }

  /** Another key, for what it has sealed. */
  learn(key: WorkKey): void {
    this.#known.set(key.id, key);
  }

  seal(text: string, about: string): SealedText {
    const iv = randomBytes(IV_BYTES);
    const cipher = gcm(this.#current.bytes, iv, new TextEncoder().encode(about));
    const sealed = cipher.encrypt(new TextEncoder().encode(text));
    const body = new Uint8Array(IV_BYTES + sealed.length);
    body.set(iv);
    body.set(sealed, IV_BYTES);
    return { key: this.#current.id, body };
  }

  /** @returns null where the key is not here, or the text is not the one that was sealed */
  open({ key: keyId, body }: SealedText, about: string): string | null {
    const key = this.#known.get(keyId);
    if (key === undefined) return null;
    try {
      const cipher = gcm(key.bytes, body.subarray(0, IV_BYTES), new TextEncoder().encode(about));
      return new TextDecoder().decode(cipher.decrypt(body.subarray(IV_BYTES)));
    } catch {
      return null;
    }
  }

  /** The same as one line of text, for files and settings. */
  sealLine(text: string, about: string): string {
    const { key, body } = this.seal(text, about);
    return `${MARK} ${key} ${toBase64(body)}`;
  }

  openLine(line: string, about: string): string | null {
    const sealed = sealedLine(line);
    return sealed === null ? null : this.open(sealed, about);
  }
}

/** @returns null for a line that is not sealed: one of an earlier version */
export function sealedLine(line: string): SealedText | null {
  const [mark, key, text, ...rest] = line.split(' ');
  if (mark !== MARK || key === undefined || text === undefined || rest.length > 0) return null;
  try {
    return { key, body: fromBase64(text) };
  } catch {
    return null;
  }
}
