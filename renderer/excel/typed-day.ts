import { isoInShanghai, minuteOf } from '../../shared/lib/dates.ts';

/** Excel counts days from here; before March 1900 it counts one too many, which nobody writes. */
const FIRST_DAY = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const SHANGHAI_MS = 8 * 3_600_000;

/** Whether a number with this format is shown as a day: it has letters of one outside of texts and of [colours]. */
export const isDayFormat = (format: string): boolean =>
  /[ymd]/i.test(format.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]|General/gi, ''));

/** A day that somebody typed, `2026-12-07`; with its time where it has one, `2026-12-07 10:05`. */
export function typedDay(serial: number): string {
  const minutes = Math.round((serial * DAY_MS) / MINUTE_MS);
  const text = isoInShanghai(new Date(FIRST_DAY + minutes * MINUTE_MS - SHANGHAI_MS));
  return serial % 1 === 0 ? text.slice(0, 10) : minuteOf(text);
}
