import { addDays, monthOf } from '../../../shared/lib/dates.ts';
import type { Day, Month } from '../../../shared/lib/dates.ts';
import { weekdayOf } from '../../../shared/lib/weekday.ts';

export interface CalendarDay {
  day: Day;
  count: number;
  /** Sides at which the month or the calendar begins or ends. */
  edges: { left: boolean; top: boolean; right: boolean; bottom: boolean };
}

/** Monday first; null for the days of the first and last week that the calendar does not reach. */
export type CalendarWeek = readonly (CalendarDay | null)[];

export interface CalendarMonth {
  month: Month;
  /** The week above which its name stands. */
  week: number;
}

/** `counts[i]` belongs to the day `from` + i. */
export function calendarWeeks(from: Day, counts: readonly number[]): CalendarWeek[] {
  const skipped = weekdayOf(from);
  const inside = (i: number): boolean => i >= 0 && i < counts.length;
  const parted = (i: number, other: number): boolean =>
    !inside(other) || monthOf(addDays(from, i)) !== monthOf(addDays(from, other));
  return Array.from({ length: Math.ceil((skipped + counts.length) / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_, weekday) => {
      const i = week * 7 + weekday - skipped;
      if (!inside(i)) return null;
      return {
        day: addDays(from, i),
        count: counts[i]!,
        edges: {
          left: parted(i, i - 7),
          top: weekday === 0 || parted(i, i - 1),
          right: !inside(i + 7),
          bottom: weekday === 6 || !inside(i + 1),
        },
      };
    }),
  );
}

/** Where the names of months stand: above the first week that begins in the month; none closer than three weeks. */
export function calendarMonths(weeks: readonly CalendarWeek[]): CalendarMonth[] {
  const months: CalendarMonth[] = [];
  weeks.forEach((days, week) => {
    const first = days.find((day) => day !== null);
    if (!first) return;
    const month = monthOf(first.day);
    const before = months.at(-1);
    if (before?.month === month) return;
    if (before !== undefined && week - before.week < 3) months.pop();
    months.push({ month, week });
  });
  return months;
}

/** How warm a day is: 0 for none, 3 for three and more. */
export const heatOf = (count: number): 0 | 1 | 2 | 3 => Math.min(3, Math.max(0, count)) as 0 | 1 | 2 | 3;
