import { newestEndedPeriod, openPeriodOn } from '../../../shared/domain/allocation-period.ts';
import { addMonths, type Day, isMonth, type Month, monthOf } from '../../../shared/lib/dates.ts';

const OFFERED = 13;

/** Months that can be looked at, the newest first: this one and a year back. */
export const monthChoices = (today: Day): Month[] =>
  Array.from({ length: OFFERED }, (_, i) => addMonths(monthOf(today), -i));

/** The month that is being divided; between two windows the one that has ended. */
export const monthShown = (asked: string | null, today: Day): Month =>
  asked !== null && isMonth(asked) ? asked : (openPeriodOn(today) ?? newestEndedPeriod(today));
