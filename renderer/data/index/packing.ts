/**
 * A structure of columns as one piece of bytes, and back: texts as UTF-8, typed arrays as they lie in memory, the
 * rest as JSON in front. Whoever stores it can seal it as a whole.
 *
 * Layout: length of the JSON (uint32), the JSON, then the pieces, each beginning at a multiple of eight.
 * In the JSON a piece stands as `{"$": "Int32Array", "at": 64, "length": 8192}`, in bytes.
 */
const ARRAYS = { Uint8Array, Uint16Array, Uint32Array, Int32Array, Float64Array } as const;
type ArrayName = keyof typeof ARRAYS;

interface Piece {
  $: ArrayName | 'text';
  at: number;
  length: number;
}

/** Shorter texts stay in the JSON. */
const LONG_TEXT = 256;
const HEAD = 4;

const aligned = (at: number): number => Math.ceil(at / 8) * 8;

export function pack(value: object): Uint8Array<ArrayBuffer> {
  const pieces: Uint8Array[] = [];
  let end = 0;
  const keep = (name: Piece['$'], bytes: Uint8Array): Piece => {
    const at = aligned(end);
    end = at + bytes.length;
    pieces.push(bytes);
    return { $: name, at, length: bytes.length };
  };
  const encoder = new TextEncoder();
  const json = encoder.encode(
    JSON.stringify(value, (_key, item: unknown) => {
      if (typeof item === 'string' && item.length > LONG_TEXT) return keep('text', encoder.encode(item));
      if (!ArrayBuffer.isView(item)) return item;
      const name = item.constructor.name as ArrayName;
      return keep(name, new Uint8Array(item.buffer, item.byteOffset, item.byteLength));
    }),
  );
  const start = aligned(HEAD + json.length);
  const packed = new Uint8Array(start + end);
  new DataView(packed.buffer).setUint32(0, json.length);
  packed.set(json, HEAD);
  let at = start;
  for (const bytes of pieces) {
    packed.set(bytes, at);
    at = aligned(at + bytes.length);
  }
  return packed;
}

/** The structure that was packed. The caller knows its type: only what `pack` made is ever unpacked. */
export function unpack(packed: Uint8Array<ArrayBuffer>): unknown {
  const decoder = new TextDecoder();
  const length = new DataView(packed.buffer, packed.byteOffset).getUint32(0);
  const json = decoder.decode(packed.subarray(HEAD, HEAD + length));
  const start = aligned(HEAD + length);
  return JSON.parse(json, (_key, item: unknown) => {
    if (!isPiece(item)) return item;
    const from = packed.byteOffset + start + item.at;
    if (item.$ === 'text') return decoder.decode(new Uint8Array(packed.buffer, from, item.length));
    return new ARRAYS[item.$](packed.buffer.slice(from, from + item.length));
  });
}

const isPiece = (value: unknown): value is Piece =>
  typeof value === 'object' && value !== null && '$' in value;
