import { expect, it } from 'vitest';
import { labelHeight } from './stacked-months-option.ts';

it('the figure of the last bar stands above what it would lie on: bars and points of last year', () => {
  expect(labelHeight([90, 10, 20, 30])).toBe(30);
  expect(labelHeight([90, 10, 50, 30])).toBe(50);
  expect(labelHeight([10, 20, 30], [null, 44, 12])).toBe(44);
  expect(labelHeight([10, 20, 30, 40], [99, 5, 6, 7])).toBe(40);
});
