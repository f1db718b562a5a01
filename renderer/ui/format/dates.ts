import { dayOf, isoInShanghai } from '../../../shared/lib/dates.ts';
import type { Day, Month } from '../../../shared/lib/dates.ts';
import { serverNow } from './server-clock.ts';

/** A day or month without its year where that is this year's: `2026-11-20` → `11-20`; a month stays whole. */
export function shortDay(day: Day | Month, today: Day): string {
  return day.length === 10 && day.slice(0, 4) === today.slice(0, 4) ? day.slice(5) : day;
}

/** Of a day whose year is plain, as in a list of the next three months: `2027-01-05` → `01-05`. */
export const monthDay = (day: Day): string => day.slice(5);

/** The clock of a moment in the zone of the business: `14:32`. */
export const timeOf = (iso: string): string => shanghai(iso).slice(11, 16);

/** As `timeOf`, with seconds: `14:32:10`. */
export const preciseTimeOf = (iso: string): string => shanghai(iso).slice(11, 19);

/** A moment as short as it stays clear: `14:32` today, `11-20 14:32` this year, else with the year. */
export function momentOf(iso: string, today: Day): string {
  const local = shanghai(iso);
  const day = local.slice(0, 10);
  return day === today ? local.slice(11, 16) : `${shortDay(day, today)} ${local.slice(11, 16)}`;
}

/** The day in Asia/Shanghai; without a moment, today by the server's clock. */
export const today = (now: Date = serverNow()): Day => dayOf(now);

const shanghai = (iso: string): string => isoInShanghai(new Date(iso));
