import { mayAt, type ScopedUnit } from '../../../shared/domain/permissions.ts';
import { mergeFieldEdits } from '../../../shared/sync/merge.ts';
import type { InteractionEdit, MutationArgs } from '../../../shared/sync/mutations.ts';
import { lockCustomer, refusal } from './authority.ts';
import { applied, type MutationContext, type Outcome, rejected } from './outcome.ts';
import { rowAsHeld } from './row-as-held.ts';

interface InteractionRow {
  purpose: string;
  outcome: string;
  note: string;
  next_step: string | null;
  next_on: string | null;
  staff_no: string;
}

/**
 * Edits fields of a note. Whoever writes customers at its customer's community may, and its author while he can at
 * least read there. An edit is not an append: when the customer has left the sender's scope it is `E_SCOPE`.
 */
export async function updateInteraction(
  context: MutationContext,
  id: string,
  args: MutationArgs['interaction.update'],
): Promise<Outcome> {
  const customerCode = await customerOf(context, id);
  if (customerCode === undefined) return rejected('E_NOT_FOUND', 'no such interaction');
  const community = await lockCustomer(context, customerCode);
  const row = await lockInteraction(context, id);
  if (!community || !row) return rejected('E_NOT_FOUND', 'no such interaction');
  const refused = mayEdit(context, row, community);
  if (refused) return refused;

  const fields = {
    purpose: row.purpose,
    outcome: row.outcome,
    note: row.note,
    nextStep: row.next_step,
    nextOn: row.next_on,
  };
  const { merged, changed, conflicts } = mergeFieldEdits(fields, args.changes.map(withoutNullText));
  if (conflicts.length > 0) {
    return { status: 'conflict', conflicts, server_row: await rowAsHeld(context, 'interaction', id) };
  }
  if (changed) await write(context, id, merged);
  return applied;
}

function mayEdit(context: MutationContext, row: InteractionRow, community: ScopedUnit): Outcome | undefined {
  const { sender } = context;
  if (mayAt(sender.grants, 'customer.write', community)) return undefined;
  const reads = mayAt(sender.grants, 'customer.read', community);
  if (reads && row.staff_no === sender.staffNo) return undefined;
  if (reads)
    return rejected('E_PERMISSION', 'only its author, or who writes customers here, may edit a note');
  return refusal(context, 'customer.write', community);
}

/** Purpose, outcome and note are texts that may be empty; only the next step may be absent. */
const withoutNullText = (edit: InteractionEdit): InteractionEdit =>
  edit.field === 'nextStep' || edit.field === 'nextOn'
    ? edit
    : { ...edit, from: edit.from ?? '', to: edit.to ?? '' };

async function customerOf({ db }: MutationContext, id: string): Promise<string | undefined> {
  const { rows } = await db.query<{ customer_code: string }>({
    name: 'sync-interaction-customer',
    text: 'select customer_code from interaction where interaction_id = $1',
    values: [id],
  });
  return rows[0]?.customer_code;
}

async function lockInteraction({ db }: MutationContext, id: string): Promise<InteractionRow | undefined> {
  const { rows } = await db.query<InteractionRow>({
    name: 'sync-interaction-lock',
    text: `select purpose, outcome, note, next_step, next_on, staff_no
      from interaction where interaction_id = $1 for update`,
    values: [id],
  });
  return rows[0];
}

async function write(
  { db }: MutationContext,
  id: string,
  merged: { purpose: string; outcome: string; note: string; nextStep?: unknown; nextOn?: unknown },
): Promise<void> {
  await db.query({
    name: 'sync-interaction-update',
    text: `update interaction set purpose = $2, outcome = $3, note = $4, next_step = $5, next_on = $6
      where interaction_id = $1`,
    values: [id, merged.purpose, merged.outcome, merged.note, merged.nextStep ?? null, merged.nextOn ?? null],
  });
}
