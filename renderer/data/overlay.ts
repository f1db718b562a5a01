import type { Balance, Customer, CustomerContact, Interaction, Ledger } from '../../shared/domain/rows.ts';
import type { IndexOverlay } from './index/index-view.ts';
import type { InteractionPart } from './index/index-row.ts';
import { isEditOf } from './outbox/entry-types.ts';
import type { CustomerDetail, InteractionView, OutboxEntry } from './types.ts';
import { contactOf, isNewer } from '../../shared/reports/index.ts';

/**
 * What the person sees is the server's row with his own edits laid over it, until a checkpoint has shown their
 * effect (SPEC C4). Pure: the same rows and entries give the same picture, however often.
 */
export interface ServerRows {
  customer: Customer;
  ledger: Ledger | undefined;
  balance: Balance | undefined;
  interactions: readonly Interaction[];
}

/** @param entries of the whole outbox, in order; @param staffNo who writes here */
export function overlayCustomer(
  rows: ServerRows,
  entries: readonly OutboxEntry[],
  staffNo: string,
): CustomerDetail {
  const { customerCode } = rows.customer;
  let contact = rows.customer.contact;
  const interactions = new Map<string, InteractionView>(
    rows.interactions.map((row) => [row.interactionId, { ...row, waiting: false, attention: false }]),
  );
  for (const entry of entries) {
    if (isEditOf(entry, 'customer.contact.update') && entry.id === customerCode) {
      contact = changed(contact, entry.args.changes, EMPTY_CONTACT);
    } else if (isEditOf(entry, 'interaction.add') && entry.args.customerCode === customerCode) {
      const known = interactions.get(entry.id);
      interactions.set(entry.id, { ...(known ?? { ...entry.args, staffNo }), ...flagsOf(entry) });
    } else if (isEditOf(entry, 'interaction.update')) {
      const known = interactions.get(entry.id);
      if (known) {
        interactions.set(entry.id, mergeFlags(changed(known, entry.args.changes, EMPTY_INTERACTION), entry));
      }
    } else if (isEditOf(entry, 'interaction.withdraw') && entry.state !== 'attention') {
      interactions.delete(entry.id);
    }
  }
  return {
    customer: contact === rows.customer.contact ? rows.customer : { ...rows.customer, contact },
    ledger: rows.ledger,
    balance: rows.balance,
    interactions: [...interactions.values()].sort(newestFirst),
  };
}

/**
 * What waiting edits change in the list: the newest contact of each customer that they touch.
 * @param newestOf the newest interaction that the cache has of a customer
 */
export function overlayIndex(
  entries: readonly OutboxEntry[],
  newestOf: (customerCode: string) => InteractionPart | null,
): Map<string, IndexOverlay> {
  const newest = new Map<string, InteractionPart>();
  const of = (code: string): InteractionPart | null => newest.get(code) ?? newestOf(code);
  const takenBack = new Set(
    entries
      .filter(({ type, state }) => type === 'interaction.withdraw' && state !== 'attention')
      .map(({ id }) => id),
  );
  for (const entry of entries) {
    const before = of(entry.customerCode);
    if (isEditOf(entry, 'interaction.add')) {
      if (takenBack.has(entry.id)) continue;
      const written = contactOf({ ...entry.args, staffNo: '' });
      if (before === null || isNewer(written, before)) newest.set(entry.customerCode, written);
    } else if (isEditOf(entry, 'interaction.update') && before?.interactionId === entry.id) {
      const next = entry.args.changes.find((change) => change.field === 'nextOn');
      if (next?.field === 'nextOn') newest.set(entry.customerCode, { ...before, nextOn: next.to });
    } else if (isEditOf(entry, 'interaction.withdraw') && before?.interactionId === entry.id) {
      // Which record is the newest without it, only the server's answer tells here; what it promised is off at once.
      newest.set(entry.customerCode, { ...before, nextOn: null });
    }
  }
  return newest;
}

const EMPTY_CONTACT: CustomerContact = { persons: [], address: '', remark: '' };
const EMPTY_INTERACTION = { purpose: '', outcome: '', note: '' };

/** Null takes an optional field away and empties one that must be there. */
function changed<R extends object>(
  row: R,
  changes: readonly { field: string; to: unknown }[],
  empty: Partial<R>,
): R {
  const result: Record<string, unknown> = { ...(row as Record<string, unknown>) };
  for (const { field, to } of changes) {
    if (to !== null) result[field] = to;
    else if (field in empty) result[field] = empty[field as keyof R];
    else delete result[field];
  }
  return result as R;
}

const flagsOf = ({ state }: OutboxEntry): Pick<InteractionView, 'waiting' | 'attention'> => ({
  waiting: state === 'waiting' || state === 'sending',
  attention: state === 'attention',
});

function mergeFlags(view: InteractionView, entry: OutboxEntry): InteractionView {
  const flags = flagsOf(entry);
  return {
    ...view,
    waiting: view.waiting || flags.waiting,
    attention: view.attention || flags.attention,
  };
}

function newestFirst(a: Interaction, b: Interaction): number {
  const byTime = Date.parse(b.happenedAt) - Date.parse(a.happenedAt);
  return byTime !== 0 ? byTime : a.interactionId < b.interactionId ? 1 : -1;
}
