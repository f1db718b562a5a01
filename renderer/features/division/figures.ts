import type { DividedCustomerRow, PeriodResponse } from '../../../shared/api/division.ts';
import { CONFIRMING_CHANNELS } from '../../../shared/domain/division.ts';
import type { Channel } from '../../../shared/domain/org-units.ts';

export interface Confirmed {
  done: number;
  total: number;
}

const count = (entries: readonly { confirmed_at: string | null }[]): Confirmed => ({
  done: entries.filter((entry) => entry.confirmed_at !== null).length,
  total: entries.length,
});

/** Departments that have confirmed, of all that do; of one channel, or of all three. */
export const confirmedOf = (centres: PeriodResponse['centres'], channel?: Channel): Confirmed =>
  count(
    centres
      .flatMap((centre) => centre.confirmations)
      .filter((entry) => channel === undefined || entry.channel === channel),
  );

/** The three columns of confirmations, those that no centre shown has left out. */
export const confirmingChannels = (centres: PeriodResponse['centres']): Channel[] =>
  CONFIRMING_CHANNELS.filter((channel) => confirmedOf(centres, channel).total > 0);

/** What is in none of the centres shown, so that the lines add up to the total. */
export function elsewhere(period: PeriodResponse): {
  customers: number;
  inCommunity: number;
  inPool: number;
} {
  const sum = (key: 'new_customers' | 'in_community' | 'in_pool') =>
    period.centres.reduce((all, centre) => all + centre[key], 0);
  return {
    customers: period.new_customers - sum('new_customers'),
    inCommunity: period.in_community - sum('in_community'),
    inPool: period.in_pool - sum('in_pool'),
  };
}

const byDivision = (row: DividedCustomerRow): boolean => row.placement['kind'] === 'DIVISION';

/** Where sheets have put customers so far: handed to a channel's pool, or placed in a community. */
export const movedBySheets = (customers: readonly DividedCustomerRow[]) => ({
  toPools: customers.filter((row) => byDivision(row) && row.in_pool).length,
  toCommunities: customers.filter((row) => byDivision(row) && !row.in_pool).length,
});

export const SHOWN = ['all', 'pool', 'rule', 'locked'] as const;
export type Shown = (typeof SHOWN)[number];

/** `rule`: cabinet rules alone put it where it is. */
export const isShown = (row: DividedCustomerRow, shown: Shown): boolean =>
  shown === 'all' ||
  (shown === 'pool' && row.in_pool) ||
  (shown === 'rule' && row.placement['kind'] === 'RULE') ||
  (shown === 'locked' && row.locked_until !== null);
