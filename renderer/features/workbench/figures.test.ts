import { describe, expect, it } from 'vitest';
import { revenueByClass } from '../../../shared/reports/index.ts';
import { indexOf } from '../../test-support/sample-index.ts';
import { SAMPLE_TODAY, sampleCustomer } from '../../test-support/sample-rows.ts';
import { offeredMonths, standingFigures, trendOfSums, workbenchFigures } from './figures.ts';

const index = indexOf(Array.from({ length: 400 }, (_, i) => sampleCustomer(i + 1, 7)));

describe('workbenchFigures', () => {
  const standing = standingFigures(index, {}, SAMPLE_TODAY);
  const months = offeredMonths(index);

  it('offers more than one month, the newest first', () => {
    expect(months.length).toBeGreaterThan(1);
    expect(months[0]).toBe(index.thisMonth);
  });

  it.each(months)('shows for %s the trend that counting this month by itself gives', (month) => {
    const { trend } = workbenchFigures(index, {}, standing, month, SAMPLE_TODAY);
    expect(trend).toEqual(trendOfSums(index.fold(revenueByClass(month, 25), {}), month));
    expect(trend?.totals.at(-1)).toBeGreaterThan(0);
  });
});
