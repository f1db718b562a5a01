import { dayOf } from '../../../shared/lib/dates.ts';
import type { ScopedUnit } from '../../../shared/domain/permissions.ts';
import type { ComplaintFileArgs } from '../../../shared/sync/mutations.ts';
import { lockCustomer, refusal, wasInScope } from './authority.ts';
import { applied, type MutationContext, type Outcome, rejected } from './outcome.ts';

/**
 * What somebody complained of, never lost: where the customer has meanwhile left the sender's scope it is still taken, as
 * `late`. Its owner must be able to write about the customer; of a late one nobody is the owner unless he still can.
 */
export async function fileComplaint(
  context: MutationContext,
  id: string,
  args: ComplaintFileArgs,
): Promise<Outcome> {
  if (id !== args.complaintId) return rejected('E_INVALID', 'id differs from args.complaintId');
  const community = await lockCustomer(context, args.customerCode);
  if (!community) return rejected('E_NOT_FOUND', 'no such customer');
  const refused = refusal(context, 'customer.write', community);
  const late = refused?.code === 'E_SCOPE' && (await wasInScope(context, args.customerCode));
  if (refused && !late) return refused;
  const owned = await mayOwn(context, args.owner, community);
  if (!owned && !late) return rejected('E_SCOPE', 'the owner may not write about the customer');
  if (!(await insert(context, args, owned ? args.owner : null)))
    return rejected('E_INVALID', 'a complaint with this id exists');
  return late ? { status: 'late' } : applied;
}

/** Whether a colleague can answer for complaints of customers of this community. */
export async function mayOwn(
  { db, now }: MutationContext,
  staffNo: string,
  community: ScopedUnit,
): Promise<boolean> {
  const { rows } = await db.query<{ may: boolean }>({
    name: 'sync-complaint-owner',
    text: 'select writes_customers_at($1, $2, $3) as may',
    values: [staffNo, community.path.at(-1), dayOf(now)],
  });
  return rows[0]?.may === true;
}

async function insert(
  { db, sender }: MutationContext,
  args: ComplaintFileArgs,
  owner: string | null,
): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'sync-complaint-file',
    text: `insert into complaint (complaint_id, customer_code, kind, text, complainant, received_on, due_on, owner_no,
        taken_by)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      on conflict (complaint_id) do nothing`,
    values: [
      args.complaintId,
      args.customerCode,
      args.kind,
      args.text,
      JSON.stringify(args.complainant),
      args.receivedOn,
      args.dueOn,
      owner,
      sender.staffNo,
    ],
  });
  return rowCount === 1;
}
