import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchesPattern, ProductDictionary } from './product-dictionary.ts';

it.each([
  ['固定电话', '固定电话', true],
  ['固定电话', '固定电话2', false],
  ['*固话*', 'ADSL宽带+固话', true],
  ['*固话', '固话包年', false],
  ['固话*', '固话包年', true],
  ['*商务*包月*', '商务领先包月年约', true],
  ['*商务*包月*', '包月商务', false],
  ['ab*ba', 'aba', false],
  ['*', '', true],
])('the pattern %s on %s: %s', (pattern, name, holds) => {
  expect(matchesPattern(pattern, name)).toBe(holds);
});

it('reads a pattern as a regular expression would', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
  const name = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
  fc.assert(
    fc.property(text, name, (pattern, of) => {
      const expression = new RegExp(`^${pattern.split('*').join('.*')}$`);
      expect(matchesPattern(pattern, of)).toBe(expression.test(of));
    }),
  );
});

it('knows a product as all that the lines say, and plans apart', () => {
  const dictionary = new ProductDictionary([
    { categoryId: '1', of: 'PRODUCT', pattern: '*固话*', category: 'FIXED_LINE' },
    { categoryId: '2', of: 'PRODUCT', pattern: '*宽带*', category: 'BROADBAND' },
    { categoryId: '3', of: 'PLAN', pattern: '*包年*', category: 'FLAT_RATE' },
  ]);
  expect([...dictionary.ofProduct('ADSL宽带+固话')]).toEqual(['FIXED_LINE', 'BROADBAND']);
  expect([...dictionary.ofProduct('固话包年')]).toEqual(['FIXED_LINE']);
  expect([...dictionary.ofPlan('固话包年')]).toEqual(['FLAT_RATE']);
});
