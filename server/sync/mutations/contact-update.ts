import type { CustomerContact } from '../../../shared/domain/rows.ts';
import { mergeFieldEdits } from '../../../shared/sync/merge.ts';
import type { ContactEdit, MutationArgs } from '../../../shared/sync/mutations.ts';
import { lockCustomer, refusal } from './authority.ts';
import { applied, type MutationContext, type Outcome, rejected } from './outcome.ts';
import { rowAsHeld } from './row-as-held.ts';

/** Edits how a customer is reached, field by field. */
export async function updateContact(
  context: MutationContext,
  customerCode: string,
  args: MutationArgs['customer.contact.update'],
): Promise<Outcome> {
  const community = await lockCustomer(context, customerCode);
  if (!community) return rejected('E_NOT_FOUND', 'no such customer');
  const refused = refusal(context, 'customer.write', community);
  if (refused) return refused;

  const contact = await readContact(context, customerCode);
  const { merged, changed, conflicts } = mergeFieldEdits(contact, args.changes.map(withoutNull));
  if (conflicts.length > 0) {
    return { status: 'conflict', conflicts, server_row: await rowAsHeld(context, 'customer', customerCode) };
  }
  if (changed) {
    await context.db.query({
      name: 'sync-contact-update',
      text: 'update customer set contact = $2 where customer_code = $1',
      values: [customerCode, JSON.stringify(merged)],
    });
  }
  return applied;
}

/** A contact always has its three fields; to clear one is to empty it. */
function withoutNull(edit: ContactEdit): ContactEdit {
  return edit.field === 'persons'
    ? { ...edit, from: edit.from ?? [], to: edit.to ?? [] }
    : { ...edit, from: edit.from ?? '', to: edit.to ?? '' };
}

async function readContact({ db }: MutationContext, customerCode: string): Promise<CustomerContact> {
  const { rows } = await db.query<{ contact: Partial<CustomerContact> }>({
    name: 'sync-contact',
    text: 'select contact from customer where customer_code = $1',
    values: [customerCode],
  });
  return { persons: [], address: '', remark: '', ...rows[0]?.contact };
}
