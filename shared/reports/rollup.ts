import type { RollupFigures } from '../domain/rollups.ts';
import { addDays, addMonths, monthOf } from '../lib/dates.ts';
import type { Day, Month } from '../lib/dates.ts';
import type { Fen } from '../lib/money.ts';
import { agreementExpiry, EXPIRY_MONTHS } from './agreement-expiry.ts';
import type { AgreementExpiry } from './agreement-expiry.ts';
import { arrearsAgeing } from './arrears-ageing.ts';
import { changeAgainstMean, dayFromNumber, dayNumber, monthNumber } from './customer-facts.ts';
import { FEE_MONTHS } from './facts-of-rows.ts';
import { addEach, zeros } from './fold.ts';
import type { Fold } from './fold.ts';
import { installedBase } from './installed-base.ts';
import { revenueByClass } from './revenue-by-class.ts';
import type { ReportFrame } from './tables/table.ts';
import { unitReportsFold } from './tables/unit-reports.ts';

/** How far ahead the ends of agreements are looked at, in days. */
export const EXPIRY_DAYS = 90;
/** A change of revenue below this is everyday; fen. */
export const NOTABLE_CHANGE: Fen = 20_00;

const YEAR = 12;

/** The same day of each of the twelve months before, or the last one that a month has, and `today`; the oldest first. */
export const monthlyDays = (today: Day): Day[] =>
  Array.from({ length: YEAR + 1 }, (_, i) => sameDay(today, i - YEAR));

function sameDay(day: Day, months: number): Day {
  const month = addMonths(monthOf(day), months);
  const last = addDays(`${addMonths(month, 1)}-01`, -1);
  const wanted = `${month}-${day.slice(8)}`;
  return wanted < last ? wanted : last;
}

/** Whose revenue differs notably from the mean of the three months before: how many, and by how much in all. */
export type MoverTotals = RollupFigures['movers'];

export function moverTotals(month: Month, threshold: Fen): Fold<MoverTotals> {
  const number = monthNumber(month);
  return {
    empty: () => ({ falls: 0, fallen: 0, rises: 0, risen: 0 }),
    add: (sums, facts) => {
      const change = changeAgainstMean(facts, number);
      if (change === null || Math.abs(change) < threshold) return;
      if (change < 0) {
        sums.falls++;
        sums.fallen += change;
      } else {
        sums.rises++;
        sums.risen += change;
      }
    },
    merge: (into, other) => {
      into.falls += other.falls;
      into.fallen += other.fallen;
      into.rises += other.rises;
      into.risen += other.risen;
    },
  };
}

/** Agreements that end from `today` on, by month; the first is the month of `today`. */
export function expiryByMonth(today: Day, count: number): Fold<number[]> {
  const from = dayNumber(today);
  const first = monthNumber(monthOf(today));
  return {
    empty: () => zeros(count),
    add: (sums, { agreementEnds, agreementsFrom, agreementsTo }) => {
      for (let i = agreementsFrom; i < agreementsTo; i++) {
        const end = agreementEnds[i]!;
        if (end < from) continue;
        const at = monthNumber(monthOf(dayFromNumber(end))) - first;
        if (at < count) sums[at]!++;
      }
    },
    merge: addEach,
  };
}

/** All figures of a roll-up in one pass. Partials of the same frame alone can be merged. */
export function rollupFold({ day, month, answered }: ReportFrame): Fold<RollupFigures> {
  const newest = month ?? monthOf(day);
  const revenue = revenueByClass(newest, FEE_MONTHS);
  const expiry = agreementExpiry(day, EXPIRY_DAYS);
  const months = expiryByMonth(day, EXPIRY_MONTHS);
  const base = installedBase(monthlyDays(day));
  const movers = moverTotals(newest, NOTABLE_CHANGE);
  const reports = unitReportsFold({ day, month, ...(answered === undefined ? {} : { answered }) });
  return {
    empty: () => ({
      customers: 0,
      revenue: revenue.empty(),
      arrears: arrearsAgeing.empty(),
      expiry: unnamed(expiry.empty()),
      expiryByMonth: months.empty(),
      base: base.empty(),
      movers: movers.empty(),
      reports: reports.empty(),
    }),
    add: (sums, facts) => {
      sums.customers++;
      revenue.add(sums.revenue, facts);
      arrearsAgeing.add(sums.arrears, facts);
      const named = { ...sums.expiry, ending: [] };
      expiry.add(named, facts);
      sums.expiry = unnamed(named);
      months.add(sums.expiryByMonth, facts);
      base.add(sums.base, facts);
      movers.add(sums.movers, facts);
      reports.add((sums.reports ??= {}), facts);
    },
    merge: (into, other) => {
      into.customers += other.customers;
      revenue.merge(into.revenue, other.revenue);
      arrearsAgeing.merge(into.arrears, other.arrears);
      const named = { ...into.expiry, ending: [] };
      expiry.merge(named, { ...other.expiry, ending: [] });
      into.expiry = unnamed(named);
      months.merge(into.expiryByMonth, other.expiryByMonth);
      base.merge(into.base, other.base);
      movers.merge(into.movers, other.movers);
      if (other.reports) reports.merge((into.reports ??= {}), other.reports);
    },
  };
}

const unnamed = ({ ending: _, ...counts }: AgreementExpiry): RollupFigures['expiry'] => counts;
