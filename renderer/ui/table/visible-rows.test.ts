import { expect, it } from 'vitest';
import { topToShow, visibleRows } from './visible-rows.ts';

it('draws what is in sight and a margin', () => {
  expect(visibleRows(3200, 640, 32, 1000)).toEqual({ from: 92, to: 132 });
  expect(visibleRows(0, 640, 32, 1000)).toEqual({ from: 0, to: 32 });
  expect(visibleRows(0, 640, 32, 5)).toEqual({ from: 0, to: 5 });
});

it('draws nothing wrong where the list became shorter than the scroll position', () => {
  expect(visibleRows(32_000, 640, 32, 10)).toEqual({ from: 10, to: 10 });
  expect(visibleRows(0, 640, 32, 0)).toEqual({ from: 0, to: 0 });
});

it('draws the same rows for small movements', () => {
  expect(visibleRows(3200, 640, 32, 1000)).toEqual(visibleRows(3299, 640, 32, 1000));
});

it('scrolls no further than needed', () => {
  expect(topToShow(5, 320, 640, 32)).toBe(160);
  expect(topToShow(12, 320, 640, 32)).toBe(320);
  expect(topToShow(40, 320, 640, 32)).toBe(672);
});
