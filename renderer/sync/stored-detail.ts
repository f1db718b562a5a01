import type { StoredCustomer, StoredText } from '../data/cache/read.ts';
import type { CustomerDetail, OutboxEntry } from '../data/types.ts';
import { parseRow } from '../data/cache/codec.ts';
import { overlayCustomer } from '../data/overlay.ts';

/** A customer as a person sees him: his rows with what the person has written laid over them (SPEC C4). */
export function detailOf(
  stored: StoredCustomer,
  entries: readonly OutboxEntry[],
  staffNo: string,
): CustomerDetail {
  const optional = <E extends 'ledger' | 'balance'>(entity: E, text: StoredText | null) =>
    text === null ? undefined : parseRow(entity, text.json);
  return overlayCustomer(
    {
      customer: parseRow('customer', stored.customer.json),
      ledger: optional('ledger', stored.ledger),
      balance: optional('balance', stored.balance),
      interactions: stored.interactions.map((text) => parseRow('interaction', text.json)),
    },
    entries,
    staffNo,
  );
}
