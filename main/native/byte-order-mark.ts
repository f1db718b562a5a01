/**
 * The text of a file that a person wrote with whatever he had at hand: the editors and shells of Windows put a mark
 * before it, and some write UTF-16. Without a mark it is UTF-8.
 */
export function textOf(bytes: Buffer): string {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return bytes.subarray(2).toString('utf16le');
  if (first === 0xfe && second === 0xff) {
    // Half a character at the end is left out, as it is in the other order.
    const whole = bytes.subarray(2, bytes.length - (bytes.length % 2));
    return Buffer.from(whole).swap16().toString('utf16le');
  }
  return bytes.subarray(first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0).toString('utf8');
}
