import { expect, it } from 'vitest';
import { weekdayOf } from '../../../shared/lib/weekday.ts';
import { calendarMonths, calendarWeeks, heatOf } from './calendar-weeks.ts';

const weeks = calendarWeeks('2026-11-20', new Array<number>(91).fill(1));

it('begins its weeks on Monday', () => {
  expect(weekdayOf('2026-11-23')).toBe(0);
  expect(weekdayOf('2026-11-22')).toBe(6);
  expect(weekdayOf('1969-12-29')).toBe(0);
});

it('holds every day of the ninety and today once', () => {
  const days = weeks.flat().flatMap((day) => day?.day ?? []);
  expect(days).toHaveLength(91);
  expect(new Set(days).size).toBe(91);
  expect(days[0]).toBe('2026-11-20');
  expect(days.at(-1)).toBe('2027-02-18');
  expect(weeks).toHaveLength(14);
  expect(weeks[0]!.slice(0, 4)).toEqual([null, null, null, null]);
});

it('draws the border of a month where it begins', () => {
  const firstOfDecember = weeks[2]![1]!;
  expect(firstOfDecember.day).toBe('2026-12-01');
  expect(firstOfDecember.edges).toEqual({ left: true, top: true, right: false, bottom: false });
  expect(weeks[3]![1]!.edges).toEqual({ left: false, top: false, right: false, bottom: false });
});

it('names each month once, with room for its name', () => {
  expect(calendarMonths(weeks)).toEqual([
    { month: '2026-11', week: 0 },
    { month: '2026-12', week: 3 },
    { month: '2027-01', week: 7 },
    { month: '2027-02', week: 11 },
  ]);
  const shortFirst = calendarWeeks('2026-11-28', new Array<number>(30).fill(0));
  expect(calendarMonths(shortFirst).map(({ month }) => month)).toEqual(['2026-12']);
});

it('knows three degrees of heat', () => {
  expect([0, 1, 2, 3, 9].map(heatOf)).toEqual([0, 1, 2, 3, 3]);
});
