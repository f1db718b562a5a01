import type { PoolClient } from 'pg';
import { isLockedOn } from '../../../shared/domain/allocation-period.ts';
import { type Channel, holdsCustomers, type UnitKind } from '../../../shared/domain/org-units.ts';
import { mayAnywhere, mayAt } from '../../../shared/domain/permissions.ts';
import { dayOf } from '../../../shared/lib/dates.ts';
import type { ReassignmentAskArgs } from '../../../shared/sync/mutations.ts';
import { locateCommunity, nameApprovers } from '../../modules/reassignment/approvers.ts';
import { lockCustomer } from './authority.ts';
import { applied, type MutationContext, type Outcome, rejected } from './outcome.ts';

/**
 * A request to give one of my customers away, or to take one that I name by its number. Whether it is granted is
 * somebody else's decision; whether it may be asked is checked here: one end is mine, the other holds customers.
 */
export async function askReassignment(
  context: MutationContext,
  id: string,
  args: ReassignmentAskArgs,
  askedAt: string,
): Promise<Outcome> {
  const { db, sender, now } = context;
  if (id !== args.requestId) return rejected('E_INVALID', 'id differs from args.requestId');
  if (!mayAnywhere(sender.grants, 'reassignment.ask')) {
    return rejected('E_PERMISSION', 'no role of the sender carries reassignment.ask');
  }
  const customerCode = await findCustomer(db, args.customer);
  const community = customerCode === undefined ? undefined : await lockCustomer(context, customerCode);
  const customer = customerCode === undefined ? undefined : await readCustomer(db, customerCode);
  const target = await readTarget(db, args.community);
  if (!customer || !community || !customerCode) return rejected('E_NOT_FOUND', 'no such customer');
  if (!target) return rejected('E_NOT_FOUND', 'no such community');

  const mine = args.direction === 'GIVE' ? community : target;
  if (!mayAt(sender.grants, 'reassignment.ask', mine)) {
    return rejected('E_SCOPE', 'neither end of the move is in the scope of the sender');
  }
  if (target.retired || !holdsCustomers(target) || target.kind === 'UNASSIGNED_POOL') {
    return rejected('E_INVALID', 'customers are given to communities that exist');
  }
  if (customer.community_code === args.community)
    return rejected('E_INVALID', 'the customer is there already');
  if (customer.closed_on !== null) return rejected('E_INVALID', 'the customer is closed');
  if (isLockedOn(customer.locked_until, dayOf(now))) {
    return rejected('E_LOCKED', `locked until ${customer.locked_until}`);
  }
  if (await asksAlready(db, customerCode, sender.staffNo)) {
    return rejected('E_INVALID', 'a request of the sender for this customer is open');
  }
  const inserted = await db.query(
    `insert into reassignment_request (request_id, customer_code, from_community, to_community, reason, asked_by,
       asked_at, arrived_at, state)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'OPEN') on conflict do nothing`,
    [
      args.requestId,
      customerCode,
      customer.community_code,
      args.community,
      args.reason,
      sender.staffNo,
      askedAt,
      now,
    ],
  );
  if (inserted.rowCount === 0) return rejected('E_INVALID', 'a request with this id exists');
  const from = await locateCommunity(db, customer.community_code);
  const to = await locateCommunity(db, args.community);
  await nameApprovers(db, args.requestId, sender.staffId, from, to, dayOf(now));
  return applied;
}

async function findCustomer(
  db: PoolClient,
  named: ReassignmentAskArgs['customer'],
): Promise<string | undefined> {
  if ('customerCode' in named) return named.customerCode;
  const { rows } =
    'billingAccountNumber' in named
      ? await db.query<{ customer_code: string }>(
          'select customer_code from customer where billing_account_number = $1',
          [named.billingAccountNumber],
        )
      : await db.query<{ customer_code: string }>(
          `select customer_code from subscription where access_number = $1
           order by status = 'TERMINATED', subscription_id limit 1`,
          [named.accessNumber],
        );
  return rows[0]?.customer_code;
}

interface CustomerState {
  community_code: string;
  locked_until: string | null;
  closed_on: string | null;
}

async function readCustomer(db: PoolClient, customerCode: string): Promise<CustomerState | undefined> {
  const { rows } = await db.query<CustomerState>(
    'select community_code, locked_until, closed_on from customer where customer_code = $1',
    [customerCode],
  );
  return rows[0];
}

async function readTarget(db: PoolClient, communityCode: string) {
  const { rows } = await db.query<{
    kind: UnitKind;
    path: string[];
    channel: Channel | null;
    retired: boolean;
  }>('select kind, path, channel, retired_on is not null as retired from org_unit where unit_code = $1', [
    communityCode,
  ]);
  return rows[0];
}

async function asksAlready(db: PoolClient, customerCode: string, staffNo: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from reassignment_request where customer_code = $1 and asked_by = $2 and state = 'OPEN'`,
    [customerCode, staffNo],
  );
  return (rowCount ?? 0) > 0;
}
