import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { characterRanks } from './collation.ts';
import { orderByText } from './order.ts';

/** Few characters, so that texts share beginnings, are equal, and are longer than what is counted. */
const texts = fc
  .array(
    fc.tuple(
      fc.constantFrom('', '', '同一个开头'),
      fc.string({ unit: fc.constantFrom('a', 'b', '甲', '乙'), maxLength: 16 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.map(([start, rest]) => start + rest));

/** As one would write it who has time. */
function plainly(
  all: readonly string[],
  descending: boolean,
  compare: (a: string, b: string) => number,
): number[] {
  const rows = all.map((_, row) => row);
  const present = rows.filter((row) => all[row] !== '');
  present.sort((a, b) => (descending ? -1 : 1) * compare(all[a]!, all[b]!) || a - b);
  return [...present, ...rows.filter((row) => all[row] === '')];
}

describe('the order of texts', () => {
  it('is that of their code units, rows that are equal in the order of the index, empty ones last', () => {
    fc.assert(
      fc.property(texts, fc.boolean(), (all, descending) => {
        expect([...orderByText(all, descending)]).toEqual(
          plainly(all, descending, (a, b) => (a < b ? -1 : a > b ? 1 : 0)),
        );
      }),
    );
  });

  it('is that of a ranking where there is one; what it does not know sorts last', () => {
    const ranked = '乙b甲同一开';
    const ranks = characterRanks(ranked);
    const compare = (a: string, b: string): number => {
      for (let at = 0; at < Math.min(a.length, b.length); at++) {
        const difference = ranks[a.charCodeAt(at)]! - ranks[b.charCodeAt(at)]!;
        if (difference !== 0) return difference;
      }
      return a.length - b.length;
    };
    fc.assert(
      fc.property(texts, fc.boolean(), (all, descending) => {
        expect([...orderByText(all, descending, ranks)]).toEqual(plainly(all, descending, compare));
      }),
    );
    expect([...orderByText(['甲', '丁', '乙'], false, ranks)]).toEqual([2, 0, 1]);
  });
});
