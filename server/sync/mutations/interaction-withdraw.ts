import { lockCustomer } from './authority.ts';
import { applied, type MutationContext, type Outcome, rejected } from './outcome.ts';

/** A call that was recorded by mistake is noticed at once, or when the machine is online again. */
const FRESH_FOR = '24 hours';

/**
 * Its author takes back a call that he recorded while working through a list, as long as it is fresh here; the row of
 * the list then says again what it said before. Other notes are changed, not taken back. The customer may have left
 * him meanwhile: what he takes back is his own word.
 */
export async function withdrawInteraction(context: MutationContext, id: string): Promise<Outcome> {
  const { db, sender } = context;
  const known = await db.query<{ customer_code: string }>(
    'select customer_code from interaction where interaction_id = $1',
    [id],
  );
  const customerCode = known.rows[0]?.customer_code;
  // Gone already is what was wanted.
  if (customerCode === undefined) return applied;
  await lockCustomer(context, customerCode);
  const { rows } = await db.query<{ staff_no: string; of_list: boolean; fresh: boolean }>(
    `select staff_no, call_list_id is not null as of_list, recorded_at > now() - $2::interval as fresh
     from interaction where interaction_id = $1 for update`,
    [id, FRESH_FOR],
  );
  const [row] = rows;
  if (!row) return applied;
  if (row.staff_no !== sender.staffNo) return rejected('E_PERMISSION', 'only its author takes a call back');
  if (!row.of_list) return rejected('E_INVALID', 'only calls of a list are taken back');
  if (!row.fresh) return rejected('E_DECIDED', 'the call has stood for more than a day');
  await db.query('delete from interaction where interaction_id = $1', [id]);
  return applied;
}
