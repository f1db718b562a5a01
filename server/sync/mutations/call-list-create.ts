import type { CallListCreateArgs } from '../../../shared/sync/mutations.ts';
import { communitiesInReach, grantColumns } from '../../modules/territory/scope.ts';
import { mayAnywhere } from '../../../shared/domain/permissions.ts';
import { applied, type MutationContext, type Outcome, rejected } from './outcome.ts';

/**
 * A list of the sender's own. He may put on it whom he can read; a customer that left his communities before the list
 * arrived stays on it and says so by not being in his cache, and one that never was his refuses the list.
 */
export async function createCallList(
  context: MutationContext,
  id: string,
  args: CallListCreateArgs,
  madeAt: string,
): Promise<Outcome> {
  const { db, sender } = context;
  if (id !== args.listId) return rejected('E_INVALID', 'id differs from args.listId');
  if (!mayAnywhere(sender.grants, 'customer.read')) {
    return rejected('E_PERMISSION', 'no role of the sender carries customer.read');
  }
  const outside = await neverInReach(context, args.customers);
  if (outside > 0) return rejected('E_SCOPE', `${outside} customers are outside the scope of the sender`);
  const inserted = await db.query(
    `insert into call_list (list_id, name, purpose, script, ordering, holder_id, made_by, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [args.listId, args.name, args.purpose, args.script, args.order, sender.staffId, sender.staffNo, madeAt],
  );
  if (inserted.rowCount === 0) return rejected('E_INVALID', 'a list with this id exists');
  await db.query(
    `insert into call_entry (list_id, customer_code, place)
     select $1, c.code, c.place - 1 from unnest($2::text[]) with ordinality as c (code, place)`,
    [args.listId, args.customers],
  );
  return applied;
}

/** How many of the codes are neither in the sender's communities nor ever left one of them; unknown codes count. */
async function neverInReach({ db, sender }: MutationContext, codes: readonly string[]): Promise<number> {
  const { units, channels } = grantColumns(sender.grants, 'customer.read');
  const { rows } = await db.query<{ outside: number }>(
    `with reach as materialized (${communitiesInReach('$2', '$3')})
     select count(*) as outside
     from unnest($1::text[]) as asked (code)
     left join customer c on c.customer_code = asked.code
     where c.customer_code is null or (
       c.community_code not in (select unit_code from reach)
       and not exists (select from reassignment_log l join reach on reach.unit_code = l.from_community
         where l.customer_code = asked.code)
       and not exists (select from sync_state s join reach on s.bucket = 'community:' || reach.unit_code
         where s.entity = 'customer' and s.id = asked.code and s.deleted))`,
    [codes, units, channels],
  );
  return rows[0]?.outside ?? 0;
}
