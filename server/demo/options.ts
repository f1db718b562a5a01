import { ConfigurationError } from '../config.ts';
import { newestEndedPeriod, openPeriodOn } from '../../shared/domain/allocation-period.ts';
import { addDays, addMonths, dayOf, isMonth, monthOf } from '../../shared/lib/dates.ts';
import type { Day, Month } from '../../shared/lib/dates.ts';

/** Where the customers are laid: over the region, or all within the reach of one network or one department. */
export const SPREADS = ['region', 'network', 'department'] as const;
export type Spread = (typeof SPREADS)[number];

export interface DemoOptions {
  /** How many customers (合同号), the new ones of the month included. */
  customers: number;
  seed: number;
  /** The anchor: the month whose new customers are divided in the demo. */
  month: Month;
  /** The day of the newest daily files: within `month`, or in the next one before its own division opens. */
  today: Day;
  spread: Spread;
}

/** Days and months that the whole demo hangs on, counted from the options. */
export interface DemoCalendar {
  today: Day;
  /** The last day before the anchor month: the date of the opening stock. */
  openingDay: Day;
  /** The last day of the anchor month where today lies behind it; undefined while that month is going on. */
  monthEnd: Day | undefined;
  /** The 24 months of fees, oldest first; the last is the month before the anchor. */
  feeMonths: Month[];
  /** The newest Monday after the opening day, when 97 delivered again; undefined in the first days of a month. */
  lineDay: Day | undefined;
}

export const FEE_MONTHS = 24;

/** The month whose division is open on that day or was the last: the one that the screens open with is never empty. */
const anchorOn = (day: Day): Month => openPeriodOn(day) ?? newestEndedPeriod(day);

/** Today is the real day from the first of the month until the next division opens, and the 20th in any other month. */
export function todayOf(month: Month, now: Date): Day {
  const day = dayOf(now);
  return monthOf(day) === month || anchorOn(day) === month ? day : `${month}-20`;
}

export function calendarOf({ month, today }: Pick<DemoOptions, 'month' | 'today'>): DemoCalendar {
  const openingDay = addDays(`${month}-01`, -1);
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  const monday = addDays(today, -weekday);
  const lastDay = addDays(`${addMonths(month, 1)}-01`, -1);
  return {
    today,
    openingDay,
    monthEnd: today > lastDay ? lastDay : undefined,
    feeMonths: Array.from({ length: FEE_MONTHS }, (_, i) => addMonths(month, i - FEE_MONTHS)),
    lineDay: monday > openingDay ? monday : undefined,
  };
}

export const DEMO_USAGE = `npm run demo -- [--customers 8000] [--seed 1] [--month YYYY-MM] [--spread region] [--folder <path>]

  --customers  how many customers, 100 to 500000
  --seed       another number, another region's worth of people
  --month      the month whose new customers are divided: the current one, until the 8th the one before; today is
               the real day there, and the 20th in any other month
  --spread     region: over two networks; network, department: all within the reach of one person there
  --folder     writes the feed files there and leaves every store alone

The store is the one that DATABASE_URL or DATA_DIR names, as for the server, which may be running.`;

/** Reads command-line arguments. @throws ConfigurationError */
export function parseDemoArguments(args: readonly string[], now: Date): DemoOptions & { folder?: string } {
  const values = new Map<string, string>();
  for (let i = 0; i < args.length; i += 2) {
    const name = args[i] ?? '';
    const value = args[i + 1];
    if (!/^--(customers|seed|month|spread|folder)$/.test(name))
      throw new ConfigurationError(
        `${name} is unknown; known are --customers --seed --month --spread --folder`,
      );
    if (value === undefined) throw new ConfigurationError(`${name} needs a value`);
    values.set(name, value);
  }
  const month = values.get('--month') ?? anchorOn(dayOf(now));
  if (!isMonth(month)) throw new ConfigurationError(`--month wants YYYY-MM, not ${month}`);
  const spread = SPREADS.find((known) => known === (values.get('--spread') ?? 'region'));
  if (!spread) throw new ConfigurationError(`--spread is one of ${SPREADS.join(', ')}`);
  const folder = values.get('--folder');
  return {
    customers: wholeNumber('--customers', values.get('--customers') ?? '8000', 100, 500_000),
    seed: wholeNumber('--seed', values.get('--seed') ?? '1', 0, 1_000_000),
    month,
    today: todayOf(month, now),
    spread,
    ...(folder === undefined ? {} : { folder }),
  };
}

function wholeNumber(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < low || value > high)
    throw new ConfigurationError(`${name} wants a whole number from ${low} to ${high}, not ${text}`);
  return value;
}
