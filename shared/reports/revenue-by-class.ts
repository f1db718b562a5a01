import { FEE_CLASSES } from '../domain/rows.ts';
import type { FeeClass } from '../domain/rows.ts';
import type { Month } from '../lib/dates.ts';
import type { Fen } from '../lib/money.ts';
import { monthNumber, NONE } from './customer-facts.ts';
import { addEach, zeros } from './fold.ts';
import type { Fold } from './fold.ts';

/** Sums per month, the oldest first. */
export interface RevenueByClass {
  fees: Record<FeeClass, Fen[]>;
  /** Customers whose ledger reaches the month: where there are none, the source has said nothing. */
  known: number[];
}

/** Revenue of each class in `count` months up to `last`. */
export function revenueByClass(last: Month, count: number): Fold<RevenueByClass> {
  const first = monthNumber(last) - count + 1;
  return {
    empty: () => ({
      fees: Object.fromEntries(FEE_CLASSES.map((key) => [key, zeros(count)])) as Record<FeeClass, Fen[]>,
      known: zeros(count),
    }),
    add: (sums, { lastMonth, feeMonths, feeClasses, fees, feesFrom }) => {
      if (lastMonth === NONE) return;
      const ledgerFirst = lastMonth - feeMonths + 1;
      const from = Math.max(first, ledgerFirst);
      const to = Math.min(first + count - 1, lastMonth);
      for (let month = from; month <= to; month++) sums.known[month - first]!++;
      let at = feesFrom - ledgerFirst;
      for (let bit = 0; bit < FEE_CLASSES.length; bit++) {
        if ((feeClasses & (1 << bit)) === 0) continue;
        const into = sums.fees[FEE_CLASSES[bit]!];
        for (let month = from; month <= to; month++) into[month - first]! += fees[at + month]!;
        at += feeMonths;
      }
    },
    merge: (into, other) => {
      for (const key of FEE_CLASSES) addEach(into.fees[key], other.fees[key]);
      addEach(into.known, other.known);
    },
  };
}

/** Total over all classes per month; null where the source has said nothing. */
export const totalsOf = ({ fees, known }: RevenueByClass): (Fen | null)[] =>
  known.map((count, i) => (count === 0 ? null : FEE_CLASSES.reduce((sum, key) => sum + fees[key][i]!, 0)));
