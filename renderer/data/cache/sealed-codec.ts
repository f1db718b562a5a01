import type { CachedRow, RowCodec, RowToKeep } from './codec.ts';
import { fingerprint } from '../seal/bytes.ts';

const IV_BYTES = 12;

/** A codec whose bodies nobody can read without the key; `key` tells keys apart. */
export interface SealedCodec extends RowCodec {
  readonly key: string;
}

/**
 * AES-256-GCM by the browser's own cipher, all rows of a page at once: the calls run beside this thread, and their cost
 * is that of starting them. A body is bound to its row and to the commit that wrote it, so that bodies which somebody
 * exchanges on the disk cannot be opened.
 */
export async function sealedCodec(keyBytes: Uint8Array<ArrayBuffer>): Promise<SealedCodec> {
  const key = await crypto.subtle.importKey('raw', keyBytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const [text, name] = [new Utf8(), new Utf8()];

  const seal = (
    bytes: Uint8Array<ArrayBuffer>,
    iv: Uint8Array<ArrayBuffer>,
    about: string,
  ): Promise<Uint8Array<ArrayBuffer>> => {
    const params = { name: 'AES-GCM', iv, additionalData: name.of(about) };
    return crypto.subtle.encrypt(params, key, bytes).then((sealed) => {
      const body = new Uint8Array(IV_BYTES + sealed.byteLength);
      body.set(iv);
      body.set(new Uint8Array(sealed), IV_BYTES);
      return body;
    });
  };
  const open = async (body: Uint8Array<ArrayBuffer>, about: string): Promise<Uint8Array<ArrayBuffer>> => {
    const iv = body.subarray(0, IV_BYTES);
    const params = { name: 'AES-GCM', iv, additionalData: encoder.encode(about) };
    return new Uint8Array(await crypto.subtle.decrypt(params, key, body.subarray(IV_BYTES)));
  };
  return {
    key: await fingerprint(keyBytes),
    encode: (rows) => {
      const ivs = crypto.getRandomValues(new Uint8Array(rows.length * IV_BYTES));
      return Promise.all(
        rows.map((row, at) => {
          const iv = ivs.subarray(at * IV_BYTES, (at + 1) * IV_BYTES);
          return seal(text.of(JSON.stringify(row.row)), iv, nameOf(row));
        }),
      );
    },
    decode: (rows) =>
      Promise.all(
        rows.map(async (row) => {
          if (typeof row.body === 'string') return null;
          const bytes = await open(row.body, nameOf(row)).catch(() => null);
          return bytes === null ? null : decoder.decode(bytes);
        }),
      ),
    seal: (bytes, about) => seal(bytes, crypto.getRandomValues(new Uint8Array(IV_BYTES)), about),
    open,
  };
}

/** Texts as bytes in one place after the other: what they are is taken by a cipher before the next one comes. */
class Utf8 {
  readonly #encoder = new TextEncoder();
  #room = new Uint8Array(4096);

  /** Good until it is called again. */
  of(text: string): Uint8Array<ArrayBuffer> {
    // A character has three bytes at most; of two that are one sign, four.
    if (this.#room.length < text.length * 3) this.#room = new Uint8Array(text.length * 3);
    return this.#room.subarray(0, this.#encoder.encodeInto(text, this.#room).written);
  }
}

const nameOf = ({ entity, id, seq }: RowToKeep | CachedRow): string => `${entity}|${id}|${seq}`;
