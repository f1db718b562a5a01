import type { Month } from '../lib/dates.ts';
import type { Fen } from '../lib/money.ts';
import { changeAgainstMean, monthNumber, revenueIn } from './customer-facts.ts';
import type { Fold } from './fold.ts';

export interface Mover {
  /** The customer's key. */
  key: number;
  revenue: Fen;
  /** The month less the mean of the three months before. */
  change: Fen;
}

export interface Movers {
  falls: Mover[];
  rises: Mover[];
}

/** Whose revenue of a month differs from the mean of the three months before by at least `threshold`. */
export function movers(month: Month, threshold: Fen): Fold<Movers> {
  const number = monthNumber(month);
  return {
    empty: () => ({ falls: [], rises: [] }),
    add: (partial, facts) => {
      const change = changeAgainstMean(facts, number);
      if (change === null || Math.abs(change) < threshold) return;
      const mover = { key: facts.key, revenue: revenueIn(facts, number) ?? 0, change };
      (change < 0 ? partial.falls : partial.rises).push(mover);
    },
    merge: (into, other) => {
      for (const one of other.falls) into.falls.push(one);
      for (const one of other.rises) into.rises.push(one);
    },
  };
}

/** The largest change first, whichever way. */
export const biggestFirst = (all: readonly Mover[]): Mover[] =>
  [...all].sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || a.key - b.key);
