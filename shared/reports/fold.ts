import type { CustomerFacts } from './customer-facts.ts';

/**
 * A report: customer by customer into a partial, partials into one. Whatever way the customers are split, merging the
 * partials of the parts equals folding all at once; the client folds over its index, the server per community.
 */
export interface Fold<Partial> {
  empty(): Partial;
  add(partial: Partial, customer: CustomerFacts): void;
  merge(into: Partial, other: Partial): void;
}

export function foldAll<Partial>(fold: Fold<Partial>, customers: Iterable<CustomerFacts>): Partial {
  const partial = fold.empty();
  for (const customer of customers) fold.add(partial, customer);
  return partial;
}

/** Adds the figures of another list of the same length. */
export function addEach(into: number[], other: readonly number[]): void {
  for (let i = 0; i < into.length; i++) into[i]! += other[i]!;
}

export const zeros = (length: number): number[] => new Array<number>(length).fill(0);
