import type { ReassignmentAskArgs } from '../../../shared/sync/mutations.ts';
import { newId } from '../../data/new-id.ts';
import type { RequestView } from '../../data/request-view.ts';
import type { CustomerSummary, Workspace } from '../../data/types.ts';

type Writer = Pick<Workspace, 'write'>;

export type Decision = 'APPROVE' | 'REJECT';

/** One decision for each; resolves when all of them are kept on this machine. */
export async function decide(
  workspace: Writer,
  requests: readonly RequestView[],
  decision: Decision,
  comment: string,
): Promise<void> {
  for (const { requestId, customerCode, customerName } of requests) {
    await workspace.write({
      type: 'reassignment.decide',
      id: requestId,
      args: { decision, comment: comment.trim() },
      customerCode,
      customerName,
    });
  }
}

/** What was asked and not sent is given up here; what the server may have seen is taken back there. */
export async function withdraw(
  workspace: Pick<Workspace, 'write' | 'drop' | 'outbox'>,
  { requestId, customerCode, customerName }: RequestView,
): Promise<void> {
  const ask = workspace.outbox.get().find(({ type, id }) => type === 'reassignment.ask' && id === requestId);
  if (ask?.state === 'attention') return workspace.drop(ask.uid);
  await workspace.write({
    type: 'reassignment.withdraw',
    id: requestId,
    args: {},
    customerCode,
    customerName,
  });
}

export interface Wish {
  community: string;
  reason: string;
}

/** One request per customer, with the same reason and target. */
export async function giveAway(
  workspace: Writer,
  customers: readonly Pick<CustomerSummary, 'customerCode' | 'name'>[],
  wish: Wish,
): Promise<void> {
  for (const { customerCode, name } of customers) {
    await ask(workspace, { direction: 'GIVE', customer: { customerCode }, ...wish }, customerCode, name);
  }
}

export type NumberKind = 'billingAccountNumber' | 'accessNumber';

/** A customer of somebody else is not here: it is known by the number alone until the server has found it. */
export async function take(workspace: Writer, kind: NumberKind, number: string, wish: Wish): Promise<void> {
  const typed = number.trim();
  const customer = kind === 'accessNumber' ? { accessNumber: typed } : { billingAccountNumber: typed };
  await ask(workspace, { direction: 'TAKE', customer, ...wish }, '', typed);
}

async function ask(
  workspace: Writer,
  args: Omit<ReassignmentAskArgs, 'requestId'>,
  customerCode: string,
  customerName: string,
): Promise<void> {
  const requestId = newId();
  await workspace.write({
    type: 'reassignment.ask',
    id: requestId,
    args: { requestId, ...args, reason: args.reason.trim() },
    customerCode,
    customerName,
  });
}
