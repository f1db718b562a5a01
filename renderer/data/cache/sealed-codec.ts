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

  const seal = async (
    bytes: Uint8Array<ArrayBuffer>,
    iv: Uint8Array<ArrayBuffer>,
    about: string,
  ): Promise<Uint8Array<ArrayBuffer>> => {
    const params = { name: 'AES-GCM', iv, additionalData: encoder.encode(about) };
    const sealed = new Uint8Array(await crypto.subtle.encrypt(params, key, bytes));
    const body = new Uint8Array(IV_BYTES + sealed.length);
    body.set(iv);
    body.set(sealed, IV_BYTES);
    return body;
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
          return seal(encoder.encode(JSON.stringify(row.row)), iv, nameOf(row));
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

const nameOf = ({ entity, id, seq }: RowToKeep | CachedRow): string => `${entity}|${id}|${seq}`;
