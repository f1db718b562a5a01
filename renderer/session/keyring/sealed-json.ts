import { fromBase64, randomBytes, toBase64 } from '../../data/seal/bytes.ts';

const IV_BYTES = 12;

type Bytes = Uint8Array<ArrayBuffer>;

/** AES-256-GCM as one base64 text. */
export async function sealBytes(key: Bytes, plain: Bytes): Promise<string> {
  const iv = randomBytes(IV_BYTES);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await imported(key), plain);
  return toBase64(new Uint8Array([...iv, ...new Uint8Array(sealed)]));
}

/** @returns null where the key is another one, or the text is damaged */
export async function openBytes(key: Bytes, text: string): Promise<Bytes | null> {
  try {
    const bytes = fromBase64(text);
    const params = { name: 'AES-GCM', iv: bytes.subarray(0, IV_BYTES) };
    const plain = await crypto.subtle.decrypt(params, await imported(key), bytes.subarray(IV_BYTES));
    return new Uint8Array(plain);
  } catch {
    return null;
  }
}

export const sealJson = (key: Bytes, value: unknown): Promise<string> =>
  sealBytes(key, new TextEncoder().encode(JSON.stringify(value)));

export async function openJson(key: Bytes, text: string): Promise<unknown> {
  const bytes = await openBytes(key, text);
  return bytes === null ? null : JSON.parse(new TextDecoder().decode(bytes));
}

const imported = (key: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);
