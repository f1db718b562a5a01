import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newSeal } from '../../test-support/seal.ts';
import { sealedLine, WorkSeal } from './work-seal.ts';

it('gives any text back, and shows nothing of it', () => {
  const seal = newSeal();
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 4, maxLength: 200 }), (text) => {
      const line = seal.sealLine(text, 'a');
      expect(seal.openLine(line, 'a')).toBe(new TextDecoder().decode(new TextEncoder().encode(text)));
      expect(line).not.toContain(text);
      expect(seal.sealLine(text, 'a')).not.toBe(line);
    }),
    { numRuns: 50 },
  );
});

it('opens nothing that is about something else, was changed, or was sealed under another key', () => {
  const seal = newSeal();
  const line = seal.sealLine('黄秀', 'uid-1');
  expect(seal.openLine(line, 'uid-2')).toBeNull();
  const { key, body } = sealedLine(line)!;
  for (const at of [0, 12, body.length - 1]) {
    const changed = body.slice();
    changed[at]! ^= 1;
    expect(seal.open({ key, body: changed }, 'uid-1')).toBeNull();
  }
  const other = newSeal('key-2');
  expect(other.openLine(line, 'uid-1')).toBeNull();
  expect(other.knows('key-1')).toBe(false);
  other.learn(seal.keys.current);
  expect(other.openLine(line, 'uid-1')).toBe('黄秀');
  expect(new WorkSeal(other.keys).openLine(line, 'uid-1')).toBe('黄秀');
});

it('takes no clear text for a sealed one', () => {
  for (const line of ['{"uid":1}', 'sealed1', 'sealed1 key', 'sealed1 key !!', 'sealed1 a YQ== b', ''])
    expect(sealedLine(line)).toBeNull();
});
