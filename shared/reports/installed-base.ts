import type { Day } from '../lib/dates.ts';
import { dayNumber, isLiveOn } from './customer-facts.ts';
import { addEach, zeros } from './fold.ts';
import type { Fold } from './fold.ts';

/** How many customers are there, how many were, and how much of what is in service was charged nothing. */
export interface InstalledBase {
  /** Customers with a live subscription on each of the days asked for. */
  live: number[];
  /** Subscriptions. */
  inService: number;
  zeroCharge: number;
  zeroChargeBefore: number;
  /** Customers with a subscription in service that the newest month did not charge. */
  zeroChargeCustomers: number;
}

/**
 * Earlier days count the customers that are here today: who has moved to another community since is not among
 * them, and a pause between two subscriptions does not show.
 */
export function installedBase(days: readonly Day[]): Fold<InstalledBase> {
  const numbers = days.map(dayNumber);
  return {
    empty: () => ({
      live: zeros(numbers.length),
      inService: 0,
      zeroCharge: 0,
      zeroChargeBefore: 0,
      zeroChargeCustomers: 0,
    }),
    add: (sums, facts) => {
      for (let i = 0; i < numbers.length; i++) if (isLiveOn(facts, numbers[i]!)) sums.live[i]!++;
      sums.inService += facts.inService;
      sums.zeroCharge += facts.zeroCharge;
      sums.zeroChargeBefore += facts.zeroChargeBefore;
      if (facts.zeroCharge > 0) sums.zeroChargeCustomers++;
    },
    merge: (into, other) => {
      addEach(into.live, other.live);
      into.inService += other.inService;
      into.zeroCharge += other.zeroCharge;
      into.zeroChargeBefore += other.zeroChargeBefore;
      into.zeroChargeCustomers += other.zeroChargeCustomers;
    },
  };
}
