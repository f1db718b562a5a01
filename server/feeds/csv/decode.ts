import { isUtf8 } from 'node:buffer';
import { Refusal } from '../refusal.ts';

export type Encoding = 'UTF-8' | 'GB18030';

export interface Decoded {
  /** UTF-8 without a byte order mark. */
  bytes: Buffer;
  encoding: Encoding;
}

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Finds out the encoding of a file and gives its text as UTF-8: UTF-8 where the bytes are that (a text in GB18030
 * is not, as soon as it has a Chinese word), else GB18030. `force` takes what is broken, with U+FFFD in its place.
 * @throws Refusal E_ENCODING
 */
export function decode(raw: Buffer, { force }: { force: boolean }): Decoded {
  if (raw.includes(0))
    throw new Refusal('E_ENCODING', 'it contains zero bytes, so it is no text file in either');
  if (raw.subarray(0, 3).equals(UTF8_MARK)) {
    return { bytes: utf8(raw.subarray(3), force), encoding: 'UTF-8' };
  }
  if (isUtf8(raw)) return { bytes: raw, encoding: 'UTF-8' };
  const text = fromGb18030(raw, true);
  if (text !== undefined) return { bytes: Buffer.from(text), encoding: 'GB18030' };
  if (force) return { bytes: Buffer.from(fromGb18030(raw, false) ?? ''), encoding: 'GB18030' };
  throw new Refusal('E_ENCODING', 'some bytes are valid in neither of the two');
}

function utf8(raw: Buffer, force: boolean): Buffer {
  if (isUtf8(raw)) return raw;
  if (force) return Buffer.from(raw.toString('utf8'));
  throw new Refusal('E_ENCODING', 'it begins with the mark of UTF-8, but some bytes are not UTF-8');
}

function fromGb18030(raw: Buffer, fatal: boolean): string | undefined {
  try {
    return new TextDecoder('gb18030', { fatal }).decode(raw).replace(/^\uFEFF/, '');
  } catch {
    return undefined;
  }
}
