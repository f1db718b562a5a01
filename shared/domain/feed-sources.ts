import { addMonths, type Day, dayOf, type Month, monthOf } from '../lib/dates.ts';
import type { FeedKind, FeedSource, Freshness } from './rows.ts';

type Cadence = Freshness['cadence'];

/** Where the kinds of figures come from, and how often. Reference files have no cadence and no freshness. */
export const FEED_CADENCES: Partial<Record<FeedKind, { source: FeedSource; cadence: Cadence }>> = {
  billing_users: { source: 'BILLING', cadence: 'DAILY' },
  line97: { source: 'SYS97', cadence: 'WEEKLY' },
  bi_fees: { source: 'ANALYTICS', cadence: 'MONTHLY' },
  arrears: { source: 'ACCOUNTS', cadence: 'DAILY' },
  agreements: { source: 'ACCOUNTS', cadence: 'DAILY' },
  prepaid: { source: 'ACCOUNTS', cadence: 'DAILY' },
  orders10000: { source: 'HOTLINE_10000', cadence: 'DAILY' },
};

/** How a source of figures stands. */
export interface FeedStanding {
  feed: FeedKind;
  source: FeedSource;
  cadence: Cadence;
  /** The newest figures; null: nothing has ever come. */
  asOf: Day | Month | null;
  daysLate: number;
}

/**
 * How all sources stand. One that has never delivered is as late as if its last figures had come with the set-up of the
 * store: those of that day, or of the month before it.
 */
export function feedStandings(
  known: readonly Pick<Freshness, 'kind' | 'asOf'>[],
  setUpAt: Date,
  now: Date,
): FeedStanding[] {
  const setUp = dayOf(setUpAt);
  return Object.entries(FEED_CADENCES).map(([feed, { source, cadence }]) => {
    const asOf = known.find(({ kind }) => kind === feed)?.asOf ?? null;
    const first = cadence === 'MONTHLY' ? addMonths(monthOf(setUp), -1) : setUp;
    return {
      feed: feed as FeedKind,
      source,
      cadence,
      asOf,
      daysLate: daysLate({ asOf: asOf ?? first, cadence }, now),
    };
  });
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * How late a source is, in days past its cadence begun; 0 when it is in time. Daily files are late 36 hours after
 * their day began, weekly ones after 8 days, and a month's figures when the 10th of the second month after it passed.
 * Sample: 97 of 2026-11-09, looked at on 2026-11-20 in the afternoon, is 4 days late.
 */
export function daysLate(row: Pick<Freshness, 'asOf' | 'cadence'>, now: Date): number {
  return Math.max(0, Math.ceil((now.getTime() - dueBy(row)) / DAY_MS));
}

function dueBy(row: Pick<Freshness, 'asOf' | 'cadence'>): number {
  const startOf = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);
  if (row.cadence === 'MONTHLY') return startOf(`${addMonths(row.asOf, 2)}-11`);
  return startOf(row.asOf) + (row.cadence === 'DAILY' ? 36 * HOUR_MS : 8 * DAY_MS);
}
