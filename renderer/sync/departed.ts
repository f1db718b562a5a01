import type { CustomerIndex, DepartedCustomer, OutboxEntry } from '../data/types.ts';

/** Customers that are no longer in the cache while edits on them wait or need attention (SPEC C7). */
export function departedCustomers(
  entries: readonly OutboxEntry[],
  index: Pick<CustomerIndex, 'positionOf'>,
): DepartedCustomer[] {
  const departed = new Map<string, DepartedCustomer>();
  for (const { customerCode, customerName, state } of entries) {
    if (state === 'acknowledged' || index.positionOf(customerCode) !== undefined) continue;
    const known = departed.get(customerCode);
    if (known) known.edits += 1;
    else departed.set(customerCode, { customerCode, customerName, edits: 1 });
  }
  return [...departed.values()];
}
