import { daysBetween } from './dates.ts';
import type { Day } from './dates.ts';

/** Monday is 0, Sunday 6. 1970-01-01 was a Thursday. */
export const weekdayOf = (day: Day): number => (((daysBetween('1970-01-01', day) + 3) % 7) + 7) % 7;
