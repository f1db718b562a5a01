import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, dayOf, monthRange } from '../lib/dates.ts';
import {
  allocationPeriod,
  closingMoment,
  isLockedOn,
  newestEndedPeriod,
  openPeriodOn,
  periodState,
  timeUntilClose,
} from './allocation-period.ts';

const anyDay = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('2000-01-01', days));
const anyMonth = anyDay.map((day) => day.slice(0, 7));

describe('the period of 2026-11', () => {
  it('runs from the 9th to the 3rd of December, and locks for a year', () => {
    expect(allocationPeriod('2026-11')).toEqual({
      month: '2026-11',
      firstDay: '2026-11-09',
      lastDay: '2026-12-03',
      lockedUntil: '2027-12-03',
    });
    expect(isLockedOn('2027-12-03', '2027-12-03')).toBe(true);
    expect(isLockedOn('2027-12-03', '2027-12-04')).toBe(false);
    expect(isLockedOn(undefined, '2027-12-04')).toBe(false);
  });

  it.each([
    ['2026-11-08', null],
    ['2026-11-09', '2026-11'],
    ['2026-11-30', '2026-11'],
    ['2026-12-01', '2026-11'],
    ['2026-12-03', '2026-11'],
    ['2026-12-04', null],
    ['2026-12-08', null],
    ['2026-12-09', '2026-12'],
    ['2027-01-03', '2026-12'],
  ])('on %s %s is open', (day, month) => {
    expect(openPeriodOn(day)).toBe(month);
  });

  it('ends at midnight in Shanghai, wherever the clock hangs', () => {
    expect(closingMoment('2026-11').toISOString()).toBe('2026-12-03T16:00:00.000Z');
    expect(timeUntilClose('2026-11', new Date('2026-12-03T15:59:59.000Z'))).toBe(1000);
    expect(timeUntilClose('2026-11', new Date('2026-12-03T16:00:00.000Z'))).toBeNull();
    expect(timeUntilClose('2026-11', new Date('2026-11-08T15:59:59.000Z'))).toBeNull();
  });
});

describe('any month, leap years and ends of years among them', () => {
  it('is open exactly from its 9th to the 3rd after it', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const open = openPeriodOn(day);
        const dayOfMonth = Number(day.slice(8));
        expect(open === null).toBe(dayOfMonth >= 4 && dayOfMonth <= 8);
        const near = monthRange(addMonths(day.slice(0, 7), -3), addMonths(day.slice(0, 7), 3));
        expect(near.filter((month) => periodState(month, day) === 'OPEN')).toEqual(
          open === null ? [] : [open],
        );
      }),
    );
  });

  it('ends between its last day and the day after, never later or earlier', () => {
    fc.assert(
      fc.property(anyMonth, (month) => {
        const { lastDay } = allocationPeriod(month);
        expect(newestEndedPeriod(lastDay)).toBe(addMonths(month, -1));
        expect(newestEndedPeriod(addDays(lastDay, 1))).toBe(month);
        expect(dayOf(new Date(closingMoment(month).getTime() - 1))).toBe(lastDay);
        expect(dayOf(closingMoment(month))).toBe(addDays(lastDay, 1));
      }),
    );
  });

  it('locks through the same day of the next year', () => {
    fc.assert(
      fc.property(anyMonth, (month) => {
        const { lastDay, lockedUntil } = allocationPeriod(month);
        expect(lockedUntil.slice(4)).toBe(lastDay.slice(4));
        expect(Number(lockedUntil.slice(0, 4)) - Number(lastDay.slice(0, 4))).toBe(1);
        expect(isLockedOn(lockedUntil, lockedUntil)).toBe(true);
        expect(isLockedOn(lockedUntil, addDays(lockedUntil, 1))).toBe(false);
      }),
    );
  });
});
