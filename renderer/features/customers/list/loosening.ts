import type { CustomerConditions, CustomerIndex } from '../../../data/types.ts';
import type { ConditionChip } from './condition-chips.ts';
import { withoutConditions } from './list-query.ts';

export interface Loosening {
  chip: ConditionChip;
  conditions: CustomerConditions;
  /** How many customers there would be without it. */
  customers: number;
}

/** Which single condition keeps everything out: those whose absence brings customers, the most first. */
export function loosenings(
  index: Pick<CustomerIndex, 'count'>,
  conditions: CustomerConditions,
  chips: readonly ConditionChip[],
): Loosening[] {
  return chips
    .map((chip) => {
      const without = withoutConditions(conditions, chip.keys);
      return { chip, conditions: without, customers: index.count(without) };
    })
    .filter((loosening) => loosening.customers > 0)
    .sort((a, b) => b.customers - a.customers);
}
