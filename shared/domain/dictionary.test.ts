import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dictionaryEffect, type SeenName, unknownNames } from './dictionary.ts';
import type { ProductCategoryRow } from './rows.ts';

const line = (
  pattern: string,
  category: ProductCategoryRow['category'],
  of: ProductCategoryRow['of'] = 'PRODUCT',
): ProductCategoryRow => ({ categoryId: `${of} ${pattern} ${category}`, of, pattern, category });

const SEEN: readonly SeenName[] = [
  { of: 'PRODUCT', name: 'ADSL宽带+固话', uses: 1739 },
  { of: 'PRODUCT', name: '光纤到户', uses: 30 },
  { of: 'PRODUCT', name: 'IC卡电话', uses: 12 },
  { of: 'PLAN', name: 'E8包年套餐', uses: 736 },
  { of: 'PLAN', name: '光纤到户', uses: 5 },
];
const LINES = [line('*宽带*', 'BROADBAND'), line('*固话*', 'FIXED_LINE'), line('*IC卡*', 'IC_CARD')];

it('names what would be another thing, with what it gains and loses', () => {
  const after = [line('*宽带*', 'BROADBAND'), line('*固话*', 'FIXED_LINE'), line('光纤*', 'BROADBAND')];
  expect(dictionaryEffect(LINES, after, SEEN)).toEqual({
    names: [
      { of: 'PRODUCT', name: '光纤到户', uses: 30, gains: ['BROADBAND'], loses: [] },
      { of: 'PRODUCT', name: 'IC卡电话', uses: 12, gains: [], loses: ['IC_CARD'] },
    ],
    products: 42,
    plans: 0,
    categories: ['BROADBAND', 'IC_CARD'],
  });
  expect(dictionaryEffect(LINES, [...LINES].reverse(), SEEN).names).toEqual([]);
});

it('lists names that no line knows, the most used first; a plan is none of the products', () => {
  expect(unknownNames(LINES, SEEN).map(({ of, name }) => [of, name])).toEqual([
    ['PLAN', 'E8包年套餐'],
    ['PRODUCT', '光纤到户'],
    ['PLAN', '光纤到户'],
  ]);
});

it('undoes itself: the way back gains what the way there lost', () => {
  const lines = fc.array(
    fc
      .tuple(
        fc.constantFrom('*宽带*', '*卡*', '光纤*', '*', '固话'),
        fc.constantFrom('BROADBAND' as const, 'IC_CARD' as const, 'FIXED_LINE' as const),
        fc.constantFrom('PRODUCT' as const, 'PLAN' as const),
      )
      .map(([pattern, category, of]) => line(pattern, category, of)),
  );
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const there = dictionaryEffect(before, after, SEEN);
      const back = dictionaryEffect(after, before, SEEN);
      expect(back.names).toEqual(
        there.names.map(({ gains, loses, ...thing }) => ({ ...thing, gains: loses, loses: gains })),
      );
      expect(back.categories).toEqual(there.categories);
    }),
  );
});
