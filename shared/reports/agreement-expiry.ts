import type { Day } from '../lib/dates.ts';
import type { Fen } from '../lib/money.ts';
import { dayNumber } from './customer-facts.ts';
import { addEach, zeros } from './fold.ts';
import type { Fold } from './fold.ts';

/** How far ahead the ends of agreements are looked at by month, this one included. */
export const EXPIRY_MONTHS = 12;

/** One agreement that ends in the time looked at. */
export interface EndingAgreement {
  /** The customer's key. */
  key: number;
  /** Days since 1970-01-01. */
  end: number;
  commitment: Fen;
}

export interface AgreementExpiry {
  /** Agreements per day, the first being today. */
  perDay: number[];
  /** Customers with an agreement that ends on the day. */
  customersPerDay: number[];
  /** In the order of the customers; see `byEnd`. */
  ending: EndingAgreement[];
  /** Customers with an agreement that ends in the time looked at. */
  customers: number;
  /** Agreements whose end has passed, apart from those that are due. */
  expired: number;
  /** Customers with an agreement whose end has passed. */
  expiredCustomers: number;
}

/** What ends from today up to and including the day `days` from now. */
export function agreementExpiry(today: Day, days: number): Fold<AgreementExpiry> {
  const first = dayNumber(today);
  const last = first + days;
  return {
    empty: () => ({
      perDay: zeros(days + 1),
      customersPerDay: zeros(days + 1),
      ending: [],
      customers: 0,
      expired: 0,
      expiredCustomers: 0,
    }),
    add: (sums, { key, agreementEnds, commitments, agreementsFrom, agreementsTo }) => {
      let before = -1;
      for (let i = agreementsFrom; i < agreementsTo; i++) {
        const end = agreementEnds[i]!;
        if (end < first) {
          if (i === agreementsFrom) sums.expiredCustomers++;
          sums.expired++;
          continue;
        }
        if (end > last) break;
        if (before < 0) sums.customers++;
        if (end !== before) sums.customersPerDay[end - first]!++;
        sums.perDay[end - first]!++;
        sums.ending.push({ key, end, commitment: commitments[i]! });
        before = end;
      }
    },
    merge: (into, other) => {
      addEach(into.perDay, other.perDay);
      addEach(into.customersPerDay, other.customersPerDay);
      for (const one of other.ending) into.ending.push(one);
      into.customers += other.customers;
      into.expired += other.expired;
      into.expiredCustomers += other.expiredCustomers;
    },
  };
}

/** The nearest end first. */
export const byEnd = (ending: readonly EndingAgreement[]): EndingAgreement[] =>
  [...ending].sort((a, b) => a.end - b.end || a.key - b.key);

/** Agreements that end within the first so many days. */
export const endingWithin = ({ perDay }: Pick<AgreementExpiry, 'perDay'>, days: number): number =>
  perDay.slice(0, days + 1).reduce((sum, count) => sum + count, 0);
