import type { PoolClient } from 'pg';
import { isLockedOn } from '../../../shared/domain/allocation-period.ts';
import { mayAnywhere } from '../../../shared/domain/permissions.ts';
import type { RequestState } from '../../../shared/domain/reassignment.ts';
import { dayOf } from '../../../shared/lib/dates.ts';
import type { MutationArgs } from '../../../shared/sync/mutations.ts';
import { moveCustomers } from '../../modules/division/moves.ts';
import { findApprovers, locateCommunity } from '../../modules/reassignment/approvers.ts';
import { lockCustomer } from './authority.ts';
import { applied, type MutationContext, type Outcome, rejected } from './outcome.ts';

interface OpenRequest {
  customer_code: string;
  from_community: string;
  to_community: string;
  reason: string;
  asked_by: string;
  asker_id: string;
  state: RequestState;
  decided_by: string | null;
}

/**
 * Approves or rejects a request. Who may is asked at this moment: deputies come and go. Two who decide at the same time
 * wait for each other at the customer's lock, and the second learns who came first. An approval moves the customer with
 * all that hangs on it in this transaction; other open requests for it are overtaken by that.
 */
export async function decideReassignment(
  context: MutationContext,
  requestId: string,
  args: MutationArgs['reassignment.decide'],
): Promise<Outcome> {
  const { db, sender, now } = context;
  const may = ['reassignment.approve', 'reassignment.approveBetweenNetworks'] as const;
  if (!may.some((permission) => mayAnywhere(sender.grants, permission))) {
    return rejected('E_PERMISSION', 'no role of the sender approves reassignments');
  }
  const known = await readRequest(db, requestId);
  if (!known) return rejected('E_NOT_FOUND', 'no such request');
  await lockCustomer(context, known.customer_code);
  const request = await readRequest(db, requestId, 'for update of r');
  if (!request) return rejected('E_NOT_FOUND', 'no such request');

  const from = await locateCommunity(db, request.from_community);
  const to = await locateCommunity(db, request.to_community);
  const approvers = await findApprovers(db, from, to, request.asker_id, dayOf(now));
  if (!approvers.includes(sender.staffId)) return rejected('E_SCOPE', 'this request is for others to decide');
  if (request.state !== 'OPEN') {
    return rejected('E_DECIDED', `${request.state}${request.decided_by ? ` by ${request.decided_by}` : ''}`);
  }
  if (args.decision === 'REJECT') {
    await end(db, requestId, 'REJECTED', sender.staffNo, args.comment, now);
    return applied;
  }
  const refused = await whyNotMove(context, request);
  if (refused) return refused;
  // Ended first: what the move overtakes are the others.
  await end(db, requestId, 'APPROVED', sender.staffNo, args.comment, now);
  await tellHolders(db, requestId, request);
  await moveCustomers(
    db,
    [
      {
        customerCode: request.customer_code,
        toCommunity: request.to_community,
        segment: null,
        placement: { kind: 'REASSIGNMENT', decidedOn: dayOf(now), request: requestId, by: sender.staffNo },
      },
    ],
    { kind: 'REASSIGNED', actor: sender.staffNo, at: now, reason: request.reason, requestId },
  );
  return applied;
}

async function whyNotMove({ db, now }: MutationContext, request: OpenRequest): Promise<Outcome | undefined> {
  const { rows } = await db.query<{ locked_until: string | null; retired: boolean }>(
    `select c.locked_until, u.retired_on is not null as retired
     from customer c join org_unit u on u.unit_code = $2 where c.customer_code = $1`,
    [request.customer_code, request.to_community],
  );
  const state = rows[0];
  if (!state) return rejected('E_NOT_FOUND', 'no such customer');
  if (isLockedOn(state.locked_until, dayOf(now))) {
    return rejected('E_LOCKED', `locked until ${state.locked_until}`);
  }
  if (state.retired) return rejected('E_INVALID', 'the community has been retired');
  return undefined;
}

async function readRequest(
  db: PoolClient,
  requestId: string,
  lock: 'for update of r' | '' = '',
): Promise<OpenRequest | undefined> {
  const { rows } = await db.query<OpenRequest>(
    `select r.customer_code, r.from_community, r.to_community, r.reason, r.asked_by, s.staff_id as asker_id, r.state,
       r.decided_by
     from reassignment_request r join staff s on s.staff_no = r.asked_by
     where r.request_id = $1 ${lock}`,
    [requestId],
  );
  return rows[0];
}

export async function end(
  db: PoolClient,
  requestId: string,
  state: RequestState,
  by: string,
  comment: string,
  at: Date,
): Promise<void> {
  await db.query(
    `update reassignment_request set state = $2, decided_by = $3, comment = $4, decided_at = $5 where request_id = $1`,
    [requestId, state, by, comment, at],
  );
}

/** The people who work the two communities hear of a move that neither asked for. */
async function tellHolders(db: PoolClient, requestId: string, request: OpenRequest): Promise<void> {
  await db.query(
    `insert into reassignment_party (request_id, staff_id, part)
     select distinct on (r.staff_id) $1, r.staff_id, case r.unit_code when $2 then 'OLD_HOLDER' else 'NEW_HOLDER' end
     from staff_role r join staff s using (staff_id)
     where r.unit_code in ($2, $3) and s.disabled_at is null and r.valid_from is null and r.valid_to is null
     order by r.staff_id, r.unit_code
     on conflict do nothing`,
    [requestId, request.from_community, request.to_community],
  );
}
