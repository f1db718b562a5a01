import { describe, expect, it } from 'vitest';
import { movers, NOTABLE_CHANGE, revenueByClass } from '../../../shared/reports/index.ts';
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
    const { trend } = workbenchFigures(index, {}, standing, month);
    expect(trend).toEqual(trendOfSums(index.fold(revenueByClass(month, 25), {}), month));
    expect(trend?.totals.at(-1)).toBeGreaterThan(0);
  });

  it('compares the month looked at for the movers, and the newest one for what is to be done today', () => {
    const of = (month: string | undefined) => index.fold(movers(month ?? '', NOTABLE_CHANGE), {});
    expect(standing.movers).toEqual(of(months[0]));
    expect(workbenchFigures(index, {}, standing, months[2] ?? null).movers).toEqual(of(months[2]));
    expect(of(months[2])).not.toEqual(of(months[0]));
  });
});
