import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decode } from './decode.ts';

const TEXT = '用户ID,用户名称\n1,覃丽华㐀\n';
const take = (raw: Buffer, force = false) => {
  const { bytes, encoding } = decode(raw, { force });
  return [encoding, bytes.toString()];
};

describe('the encoding of a file', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT), 'UTF-8'],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${TEXT}`), 'UTF-8'],
    ['GB18030', iconv.encode(TEXT, 'gb18030'), 'GB18030'],
  ])('is found out: %s', (_, raw, encoding) => {
    expect(take(raw)).toEqual([encoding, TEXT]);
  });

  it.each([
    ['UTF-16', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
    ['a spreadsheet', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0xff])],
    ['bytes of neither', Buffer.concat([iconv.encode(TEXT, 'gb18030'), Buffer.from([0xff, 0xff, 0x0a])])],
    [
      'UTF-8 by its mark, but broken',
      Buffer.concat([Buffer.from('\uFEFFa'), Buffer.from([0xd3, 0xc3, 0x0a])]),
    ],
  ])('is refused: %s', (_, raw) => {
    expect(() => take(raw)).toThrow(/^neither UTF-8 nor GB18030/);
  });

  it('forced, what cannot be read is marked', () => {
    const broken = Buffer.concat([iconv.encode('覃', 'gb18030'), Buffer.from([0xff, 0x0a])]);
    expect(take(broken, true)).toEqual(['GB18030', '覃\uFFFD\n']);
  });
});
