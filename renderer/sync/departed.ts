import { MUTATION_TYPES } from '../../shared/sync/mutations.ts';
import type { CustomerIndex, DepartedCustomer, OutboxEntry } from '../data/types.ts';

/** Customers that are no longer in the cache while edits on them wait or need attention (SPEC C7). */
export function departedCustomers(
  entries: readonly OutboxEntry[],
  index: Pick<CustomerIndex, 'positionOf'>,
): DepartedCustomer[] {
  const departed = new Map<string, DepartedCustomer>();
  for (const entry of entries) {
    const { customerCode, customerName, state } = entry;
    if (
      state === 'acknowledged' ||
      customerCode === '' ||
      mayBeElsewhere(entry) ||
      index.positionOf(customerCode) !== undefined
    )
      continue;
    const known = departed.get(customerCode);
    if (known) known.edits += 1;
    else departed.set(customerCode, { customerCode, customerName, edits: 1 });
  }
  return [...departed.values()];
}

/** Decisions, withdrawals, what was only looked at, the wish to take a customer and call lists are about customers that need not be one's own. */
function mayBeElsewhere(entry: OutboxEntry): boolean {
  const { entity } = MUTATION_TYPES[entry.type];
  if (entity === 'callList' || entry.type === 'customer.reveal') return true;
  return entity === 'reassignment' && !('direction' in entry.args && entry.args.direction === 'GIVE');
}
