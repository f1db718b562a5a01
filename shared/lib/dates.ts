/**
 * Days are `2026-11-20` and months `2026-11`, as text: they sort, compare and travel without a time zone.
 * A moment becomes a day only through the zone of the business, Asia/Shanghai (UTC+8, no summer time since 1991).
 */
export type Day = string;
export type Month = string;

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;

export const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

/** The day in Asia/Shanghai on which a moment falls. */
export const dayOf = (moment: Date): Day =>
  new Date(moment.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);

export const monthOf = (day: Day): Month => day.slice(0, 7);

/** A moment as ISO 8601 with the offset of the business: `2026-11-20T14:32:05.000+08:00`. */
export const isoInShanghai = (moment: Date): string =>
  new Date(moment.getTime() + SHANGHAI_OFFSET_MS).toISOString().replace('Z', '+08:00');

/** A moment as people read it, to the minute: `2026-11-20 14:32`. Empty stays empty. */
export const minuteOf = (iso: string): string => iso.slice(0, 16).replace('T', ' ');

export const addDays = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

const monthNumber = (month: Month): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;

export const addMonths = (month: Month, months: number): Month => {
  const n = monthNumber(month) + months;
  return `${String(Math.floor(n / 12)).padStart(4, '0')}-${String((n % 12) + 1).padStart(2, '0')}`;
};

/** Whole months from `from` to `to`: 0 for the same month. */
export const monthsBetween = (from: Month, to: Month): number => monthNumber(to) - monthNumber(from);

/** The months from `from` to `to`, both included. */
export const monthRange = (from: Month, to: Month): Month[] =>
  Array.from({ length: Math.max(0, monthsBetween(from, to) + 1) }, (_, i) => addMonths(from, i));
