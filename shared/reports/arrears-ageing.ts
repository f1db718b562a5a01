import type { Fen } from '../lib/money.ts';
import { addEach, zeros } from './fold.ts';
import type { Fold } from './fold.ts';

export const ARREARS_STAGES = [1, 2, 3, 4, 5, 6] as const;

/** One figure per stage; the first is one month, the sixth six months and more. */
export interface ArrearsAgeing {
  /** Subscriptions in arrears. */
  items: number[];
  amounts: Fen[];
  /** Customers with at least one subscription of the stage; one may stand under several. */
  customers: number[];
  /** Customers in arrears at all, each once. */
  allCustomers: number;
}

export const arrearsAgeing: Fold<ArrearsAgeing> = {
  empty: () => ({ items: zeros(6), amounts: zeros(6), customers: zeros(6), allCustomers: 0 }),
  add: (sums, { arrears, arrearsFrom, arrearsTo }) => {
    let seen = 0;
    for (let i = arrearsFrom; i < arrearsTo; i += 2) {
      const stage = arrears[i]! - 1;
      if (stage < 0) continue;
      sums.items[stage]!++;
      sums.amounts[stage]! += arrears[i + 1]!;
      if ((seen & (1 << stage)) === 0) sums.customers[stage]!++;
      seen |= 1 << stage;
    }
    if (seen !== 0) sums.allCustomers++;
  },
  merge: (into, other) => {
    addEach(into.items, other.items);
    addEach(into.amounts, other.amounts);
    addEach(into.customers, other.customers);
    into.allCustomers += other.allCustomers;
  },
};

export const total = (figures: readonly number[]): number => figures.reduce((sum, one) => sum + one, 0);
