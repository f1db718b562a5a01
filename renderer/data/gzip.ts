/**
 * gzip by the browser's own streams. Written to directly: a Blob as the source would take the bytes to another process
 * and back.
 */
export const gzipped = (text: string): Promise<ArrayBuffer> =>
  through(new CompressionStream('gzip'), new TextEncoder().encode(text)).arrayBuffer();

/** @throws what is cut short, is no gzip, or holds no JSON */
export const parsedGzip = (bytes: Uint8Array<ArrayBuffer>): Promise<unknown> =>
  through(new DecompressionStream('gzip'), bytes).json();

/** JSON text never begins with these two bytes. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

const SIZE_BYTES = 4;

/** How many bytes it holds, as its last four say; it has been opened before, so they are there. */
export const sizeInGzip = ({ buffer, byteOffset, byteLength }: Uint8Array): number =>
  new DataView(buffer, byteOffset + byteLength - SIZE_BYTES, SIZE_BYTES).getUint32(0, true);

function through(stream: CompressionStream | DecompressionStream, bytes: Uint8Array<ArrayBuffer>): Response {
  const writer = stream.writable.getWriter();
  // What is wrong with the bytes is told to whoever reads.
  writer.write(bytes).catch(() => undefined);
  writer.close().catch(() => undefined);
  return new Response(stream.readable);
}
