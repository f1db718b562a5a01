import { expect, it } from 'vitest';
import { monthlyDays } from './rollup.ts';

it('looks at the same day of each month, or the last one that it has', () => {
  const days = monthlyDays('2027-03-31');
  expect(days).toHaveLength(13);
  expect(days[0]).toBe('2026-03-31');
  expect(days.slice(-2)).toEqual(['2027-02-28', '2027-03-31']);
  expect(days[1]).toBe('2026-04-30');
});
