import { get, set } from 'idb-keyval';
import type { UseStore } from 'idb-keyval';

/**
 * Secrets at rest in a browser: AES-GCM under a key that scripts may use but nobody may read out. Whoever copies
 * the profile's files still needs the browser; a script of our origin does not, and nothing in a browser can
 * change that.
 */
interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
}

const KEY = '(key)';

export async function writeSecret(store: UseStore, secret: string): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await vaultKey(store);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(secret));
  return { iv, sealed };
}

/** @returns null where nothing is kept, or where it can no longer be opened */
export async function readSecret(store: UseStore, kept: unknown): Promise<string | null> {
  if (!isSealed(kept)) return null;
  try {
    const key = await vaultKey(store);
    const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: kept.iv }, key, kept.sealed);
    return new TextDecoder().decode(bytes);
  } catch {
    return null;
  }
}

async function vaultKey(store: UseStore): Promise<CryptoKey> {
  const known = await get<CryptoKey>(KEY, store);
  if (known !== undefined) return known;
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  await set(KEY, key, store);
  return key;
}

const isSealed = (value: unknown): value is Sealed =>
  typeof value === 'object' &&
  value !== null &&
  'iv' in value &&
  value.iv instanceof Uint8Array &&
  'sealed' in value &&
  value.sealed instanceof ArrayBuffer;
