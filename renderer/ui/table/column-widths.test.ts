import { expect, it } from 'vitest';
import { fittingColumns, shareWidths } from './column-widths.ts';

it('shares what is left among the columns that may grow', () => {
  expect(shareWidths([{ width: 100 }, { width: 80, grow: 1 }], 300)).toEqual([100, 200]);
  expect(
    shareWidths(
      [
        { width: 100, grow: 1 },
        { width: 100, grow: 3 },
      ],
      240,
    ),
  ).toEqual([110, 130]);
});

it('never takes from the least width', () => {
  expect(shareWidths([{ width: 100 }, { width: 80, grow: 1 }], 90)).toEqual([100, 80]);
});

it('lets the last columns go first', () => {
  const columns = [{ width: 100 }, { width: 100 }, { width: 100 }];
  expect(fittingColumns(columns, 299)).toBe(2);
  expect(fittingColumns(columns, 300)).toBe(3);
  expect(fittingColumns(columns, 10)).toBe(1);
});
