import type { InteractionArgs } from '../../../shared/sync/mutations.ts';
import { lockCustomer, refusal, wasInScope } from './authority.ts';
import { applied, type MutationContext, type Outcome, rejected } from './outcome.ts';

/**
 * A visit or call, written once and never lost: where the customer has meanwhile left the sender's scope the note is
 * still taken, as `late`. A customer that was never his is `E_SCOPE`. A call that was made for a list is one all the same
 * where the list is gone; the row of the list follows from it.
 */
export async function addInteraction(
  context: MutationContext,
  id: string,
  args: InteractionArgs,
): Promise<Outcome> {
  if (id !== args.interactionId) return rejected('E_INVALID', 'id differs from args.interactionId');
  if (args.call && args.kind !== 'CALL') return rejected('E_INVALID', 'only calls are made for a list');
  const community = await lockCustomer(context, args.customerCode);
  if (!community) return rejected('E_NOT_FOUND', 'no such customer');
  const refused = refusal(context, 'customer.write', community);
  const late = refused?.code === 'E_SCOPE' && (await wasInScope(context, args.customerCode));
  if (refused && !late) return refused;
  if (!(await insert(context, args))) return rejected('E_INVALID', 'an interaction with this id exists');
  return late ? { status: 'late' } : applied;
}

async function insert({ db, sender }: MutationContext, args: InteractionArgs): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'sync-interaction-add',
    text: `insert into interaction (interaction_id, customer_code, kind, purpose, outcome, note, next_step, next_on,
        happened_at, staff_no, call_list_id, call_result)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      on conflict (interaction_id) do nothing`,
    values: [
      args.interactionId,
      args.customerCode,
      args.kind,
      args.purpose,
      args.outcome,
      args.note,
      args.nextStep ?? null,
      args.nextOn ?? null,
      args.happenedAt,
      sender.staffNo,
      args.call?.listId ?? null,
      args.call?.result ?? null,
    ],
  });
  return rowCount === 1;
}
