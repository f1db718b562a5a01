import { Inflate } from 'fflate';

const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_OF_DIRECTORY = 0x06054b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
/** Unpacked piece by piece, so that a bomb is known long before it has gone off. */
const PIECE = 16 * 1024;

/**
 * What is wrong with a zip file before anything of it is unpacked for use: each part is unpacked once and thrown away, for
 * what a file says of its own sizes may be a lie. Parts that lie over each other are counted each.
 */
export function troubleOfZip(bytes: Uint8Array, mostBytes: number): 'DAMAGED' | 'TOO_LARGE' | null {
  try {
    return judge(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), mostBytes);
  } catch {
    // Offsets that lead outside of the file, or a part that is no deflate.
    return 'DAMAGED';
  }
}

function judge(bytes: Uint8Array, view: DataView, mostBytes: number): 'DAMAGED' | 'TOO_LARGE' | null {
  const entries = entriesOf(view);
  if (entries === null) return 'DAMAGED';
  const saidOf = (at: number): number => view.getUint32(at + 24, true);
  if (entries.reduce((sum, at) => sum + saidOf(at), 0) > mostBytes) return 'TOO_LARGE';
  // No part is unpacked further than it says.
  const honest = entries.every((at) => unpackedSize(bytes, view, at, saidOf(at)) === saidOf(at));
  return honest ? null : 'DAMAGED';
}

/** Where the entries of the directory begin. */
function entriesOf(view: DataView): number[] | null {
  const end = endOfDirectory(view);
  const entries: number[] = [];
  let at = view.getUint32(end + 16, true);
  for (let parts = view.getUint16(end + 10, true); parts > 0; parts--) {
    if (view.getUint32(at, true) !== DIRECTORY_ENTRY) return null;
    entries.push(at);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** Of the part that the entry of the directory at `at` names; somewhat more than `most` where it is more. */
function unpackedSize(bytes: Uint8Array, view: DataView, at: number, most: number): number {
  const method = view.getUint16(at + 10, true);
  const packed = view.getUint32(at + 20, true);
  const local = view.getUint32(at + 42, true);
  if (view.getUint32(local, true) !== LOCAL_ENTRY) throw new Error('no part there');
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + packed > bytes.length) throw new Error('cut off');
  if (method === STORED) return packed;
  if (method !== DEFLATED) throw new Error('packed in another way');
  let size = 0;
  const inflate = new Inflate((piece) => (size += piece.length));
  for (let from = start; from < start + packed && size <= most; from += PIECE) {
    const to = Math.min(from + PIECE, start + packed);
    inflate.push(bytes.subarray(from, to), to === start + packed);
  }
  return size;
}

function endOfDirectory(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_LENGTH - LONGEST_COMMENT);
  for (let at = view.byteLength - END_LENGTH; at >= first; at--)
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  throw new Error('no directory');
}
