import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  dayOf,
  daysBetween,
  isDay,
  isMonth,
  isoInShanghai,
  minuteOf,
  monthRange,
} from './dates.ts';
import { fnv1a32 } from './fnv.ts';
import { uuidv7 } from './ids.ts';
import { keptWith } from './kept-with.ts';
import { formatYuan, formatYuanDifference, parseYuan } from './money.ts';

describe('days and months', () => {
  it('a moment late in the UTC day is already the next day in Shanghai', () => {
    expect(dayOf(new Date('2026-11-20T16:00:00Z'))).toBe('2026-11-21');
    expect(isoInShanghai(new Date('2026-11-20T16:00:00Z'))).toBe('2026-11-21T00:00:00.000+08:00');
  });
  it('a moment is read to the minute, with or without its letter T', () => {
    expect(minuteOf('2026-11-20T14:32:05.000+08:00')).toBe('2026-11-20 14:32');
    expect(['2026-11-20 14:32', ''].map(minuteOf)).toEqual(['2026-11-20 14:32', '']);
  });
  it('knows which days exist', () => {
    expect(isDay('2028-02-29')).toBe(true);
    expect(isDay('2026-02-29')).toBe(false);
    expect(isDay('2026-2-9')).toBe(false);
    expect(isMonth('2026-13')).toBe(false);
  });
  it('adding and counting days agree', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -5000, max: 5000 }),
        (n) => daysBetween('2026-11-20', addDays('2026-11-20', n)) === n,
      ),
    );
  });
  it('months roll over the year in both directions', () => {
    expect(addMonths('2026-01', -1)).toBe('2025-12');
    expect(monthRange('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  });
});

describe('money', () => {
  it('is written with two decimals, commas and the typographic minus', () => {
    expect(formatYuan(1234567)).toBe('12,345.67');
    expect(formatYuan(-5)).toBe('\u22120.05');
    expect(formatYuanDifference(100)).toBe('+1.00');
    expect(formatYuanDifference(0)).toBe('0.00');
  });
  it('what is parsed is what was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e11, max: 1e11 }), (fen) => {
        const text = formatYuan(fen).replaceAll(',', '').replace('\u2212', '-');
        return parseYuan(text) === fen;
      }),
    );
  });
  it('refuses what is not an amount', () => {
    for (const text of ['', '1.234', '1,000', '1e3', 'abc', '--1', '.5'])
      expect(parseYuan(text)).toBeUndefined();
  });
});

describe('FNV-1a', () => {
  it('gives the published values', () => {
    expect(fnv1a32('')).toBe(0x811c9dc5);
    expect(fnv1a32('a')).toBe(0xe40c292c);
    expect(fnv1a32('foobar')).toBe(0xbf9cf968);
  });
  it('hashes the UTF-8 bytes of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        let hash = 0x811c9dc5;
        for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
        return fnv1a32(text) === hash >>> 0;
      }),
    );
  });
});

describe('uuidv7', () => {
  it('sorts by time and says its version', () => {
    const zero = new Uint8Array(16);
    const early = uuidv7(1_700_000_000_000, zero);
    const late = uuidv7(1_700_000_000_001, new Uint8Array(16));
    expect(early < late).toBe(true);
    expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

it('what is kept with an object is made once for it, and for another one anew', () => {
  const made: object[] = [];
  const listOf = keptWith((of: object) => {
    made.push(of);
    return [] as string[];
  });
  const [one, two] = [{}, {}];
  listOf(one).push('a');
  expect([listOf(one), listOf(two), made]).toEqual([['a'], [], [one, two]]);
});
