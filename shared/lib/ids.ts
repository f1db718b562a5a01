/**
 * UUIDv7 (RFC 9562): 48 bits of milliseconds, then randomness, so that ids sort by the time they were made
 * and an index stays compact. Sample: `01935c1e-7d3a-7c52-9a3b-0f8f4f2f6c11`.
 */
export function uuidv7(now: number, randomBytes: Uint8Array): string {
  const bytes = Uint8Array.from(randomBytes.subarray(0, 16));
  if (bytes.length < 16) throw new RangeError('uuidv7 needs 16 random bytes');
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 0xff;
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
