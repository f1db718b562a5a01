import { addMonths, type Day, dayOf, type Month, monthOf } from '../lib/dates.ts';

/**
 * The allocation period of a month takes the customers first seen in it. It opens on the month's 9th at 00:00 and
 * closes on the next month's 3rd at 24:00, in Asia/Shanghai; from the 4th to the 8th nothing is open. Whoever is
 * still in a pool when it closes is locked where he is for one year.
 *
 * `2026-11`: opens 2026-11-09, last day 2026-12-03, locks until 2027-12-03; 2027-12-04 is the first free day.
 */
export interface AllocationPeriod {
  month: Month;
  firstDay: Day;
  lastDay: Day;
  /** The last day on which a customer locked by this period's close is locked. */
  lockedUntil: Day;
}

const OPENS_ON = '09';
const CLOSES_AFTER = '03';

export function allocationPeriod(month: Month): AllocationPeriod {
  const closing = addMonths(month, 1);
  return {
    month,
    firstDay: `${month}-${OPENS_ON}`,
    lastDay: `${closing}-${CLOSES_AFTER}`,
    lockedUntil: `${addMonths(closing, 12)}-${CLOSES_AFTER}`,
  };
}

/** The month whose period is open on that day; null from the 4th to the 8th. */
export function openPeriodOn(day: Day): Month | null {
  const month = monthOf(day);
  if (day >= `${month}-${OPENS_ON}`) return month;
  return day <= `${month}-${CLOSES_AFTER}` ? addMonths(month, -1) : null;
}

/** The newest month whose period has ended before that day begins: what must be closed by now. */
export const newestEndedPeriod = (day: Day): Month => {
  const month = monthOf(day);
  return addMonths(month, day <= `${month}-${CLOSES_AFTER}` ? -2 : -1);
};

export type PeriodState = 'NOT_YET' | 'OPEN' | 'ENDED';

export function periodState(month: Month, day: Day): PeriodState {
  const { firstDay, lastDay } = allocationPeriod(month);
  if (day < firstDay) return 'NOT_YET';
  return day <= lastDay ? 'OPEN' : 'ENDED';
}

/** The moment at which the period has ended: the 4th at 00:00, Asia/Shanghai. */
export const closingMoment = (month: Month): Date =>
  new Date(Date.parse(`${allocationPeriod(month).lastDay}T24:00:00+08:00`));

/** Milliseconds until the period ends; null where it is not open at that moment. */
export const timeUntilClose = (month: Month, now: Date): number | null =>
  openPeriodOn(dayOf(now)) === month ? closingMoment(month).getTime() - now.getTime() : null;

/** A lock holds through its last day. */
export const isLockedOn = (lockedUntil: Day | null | undefined, day: Day): boolean =>
  lockedUntil !== null && lockedUntil !== undefined && day <= lockedUntil;
