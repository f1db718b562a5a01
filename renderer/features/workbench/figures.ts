import { addMonths, monthRange, monthsBetween } from '../../../shared/lib/dates.ts';
import type { Day, Month } from '../../../shared/lib/dates.ts';
import type { Fen } from '../../../shared/lib/money.ts';
import {
  agreementExpiry,
  arrearsAgeing,
  EXPIRY_DAYS,
  installedBase,
  monthlyDays,
  movers,
  NOTABLE_CHANGE,
  revenueByClass,
  totalsOf,
} from '../../../shared/reports/index.ts';
import type {
  AgreementExpiry,
  ArrearsAgeing,
  InstalledBase,
  Movers,
  RevenueByClass,
} from '../../../shared/reports/index.ts';
import type { CustomerConditions, CustomerIndex } from '../../data/types.ts';

/** Months of the trend, and as many more for the year before. */
const TREND = 13;
const YEAR = 12;
/** The index keeps 25 months: a month that is looked at needs three before it, and one to compare with. */
const OFFERED_MONTHS = 12;
/** So that the earliest offered month has its whole trend. */
const COUNTED_MONTHS = TREND + YEAR + OFFERED_MONTHS - 1;

export interface Trend {
  months: Month[];
  fees: RevenueByClass['fees'];
  totals: (Fen | null)[];
  lastYear: (Fen | null)[];
}

export interface WorkbenchFigures {
  today: Day;
  /** The month looked at; null before analytics delivered one. */
  month: Month | null;
  trend: Trend | null;
  base: InstalledBase;
  ageing: ArrearsAgeing;
  expiry: AgreementExpiry;
  movers: Movers;
}

/** What does not depend on the month that is looked at: counted once per scope, each figure one fold. */
export interface StandingFigures {
  today: Day;
  /** The newest month; null before analytics delivered one. */
  month: Month | null;
  /** Of the newest month: what is to be done today does not change with the month that somebody looks at. */
  movers: Movers;
  base: InstalledBase;
  ageing: ArrearsAgeing;
  expiry: AgreementExpiry;
  /** All months that a trend of any offered month can show; null before analytics delivered one. */
  revenue: RevenueByClass | null;
}

export const standingFigures = (
  index: CustomerIndex,
  scope: CustomerConditions,
  today: Day,
): StandingFigures => ({
  today,
  month: index.thisMonth,
  movers: moversOf(index, scope, index.thisMonth),
  base: index.fold(installedBase(monthlyDays(today)), scope),
  ageing: index.fold(arrearsAgeing, scope),
  expiry: index.fold(agreementExpiry(today, EXPIRY_DAYS), scope),
  revenue:
    index.thisMonth === null ? null : index.fold(revenueByClass(index.thisMonth, COUNTED_MONTHS), scope),
});

/** Everything that the workbench shows of some customers; another month costs the movers' fold alone. */
export function workbenchFigures(
  index: CustomerIndex,
  scope: CustomerConditions,
  { base, ageing, expiry, revenue, ...standing }: StandingFigures,
  month: Month | null,
): WorkbenchFigures {
  return {
    today: standing.today,
    month,
    trend:
      month === null || index.thisMonth === null || revenue === null
        ? null
        : trendOfSums(upTo(revenue, monthsBetween(month, index.thisMonth)), month),
    base,
    ageing,
    expiry,
    movers: month === standing.month ? standing.movers : moversOf(index, scope, month),
  };
}

function moversOf(index: CustomerIndex, scope: CustomerConditions, month: Month | null): Movers {
  return month === null ? { falls: [], rises: [] } : index.fold(movers(month, NOTABLE_CHANGE), scope);
}

/** The 25 months that end `back` months before the newest. */
function upTo({ fees, known }: RevenueByClass, back: number): RevenueByClass {
  const cut = (sums: readonly number[]): number[] => {
    const end = sums.length - back;
    return sums.slice(end - TREND - YEAR, end);
  };
  return {
    fees: Object.fromEntries(
      Object.entries(fees).map(([key, values]) => [key, cut(values)]),
    ) as RevenueByClass['fees'],
    known: cut(known),
  };
}

/** `sums`: of 25 months up to `month`. */
export function trendOfSums(sums: RevenueByClass, month: Month): Trend {
  const totals = totalsOf(sums);
  // Months before the source's first are not empty bars: they are not there.
  const known = totals.slice(YEAR).findIndex((total) => total !== null);
  const from = YEAR + (known < 0 ? TREND - 1 : known);
  return {
    months: monthRange(addMonths(month, from - TREND - YEAR + 1), month),
    fees: Object.fromEntries(
      Object.entries(sums.fees).map(([key, values]) => [key, values.slice(from)]),
    ) as RevenueByClass['fees'],
    totals: totals.slice(from),
    lastYear: totals.slice(from - YEAR, totals.length - YEAR),
  };
}

/** Months that can be looked at, the newest first. */
export function offeredMonths(index: CustomerIndex): Month[] {
  if (index.thisMonth === null) return [];
  const totals = totalsOf(index.fold(revenueByClass(index.thisMonth, OFFERED_MONTHS), {}));
  const newest = index.thisMonth;
  return totals
    .map((total, i) => (total === null ? null : addMonths(newest, i - OFFERED_MONTHS + 1)))
    .filter((month) => month !== null)
    .reverse();
}
