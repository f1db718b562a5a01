/** FNV-1a, 32 bits, over the UTF-8 bytes of a text; unsigned. Server and client sum it over a bucket's rows. */
export function fnv1a32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) {
      hash = Math.imul(hash ^ code, 0x01000193);
      continue;
    }
    for (const byte of utf8BytesAt(text, i)) hash = Math.imul(hash ^ byte, 0x01000193);
    if (text.codePointAt(i)! > 0xffff) i++;
  }
  return hash >>> 0;
}

function utf8BytesAt(text: string, index: number): number[] {
  // A lone surrogate becomes U+FFFD, as TextEncoder and PostgreSQL's clients write it.
  let point = text.codePointAt(index)!;
  if (point >= 0xd800 && point <= 0xdfff) point = 0xfffd;
  if (point < 0x800) return [0xc0 | (point >> 6), 0x80 | (point & 0x3f)];
  if (point < 0x10000) return [0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f)];
  return [
    0xf0 | (point >> 18),
    0x80 | ((point >> 12) & 0x3f),
    0x80 | ((point >> 6) & 0x3f),
    0x80 | (point & 0x3f),
  ];
}
