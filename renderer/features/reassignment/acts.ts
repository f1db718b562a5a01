import type { ReassignmentAskArgs } from '../../../shared/sync/mutations.ts';
import { newId } from '../../data/new-id.ts';
import type { RequestView } from '../../data/request-view.ts';
import type { CustomerSummary, Workspace } from '../../data/types.ts';

type Writer = Pick<Workspace, 'write'>;

export type Decision = 'APPROVE' | 'REJECT';

/** Of a wish to decide: how far it came. */
export interface Decided {
  /** Decisions that this wish wrote. */
  written: number;
  /** Requests that are decided now, also those that were before. */
  decided: ReadonlySet<string>;
  /** One could not be kept; those behind it were not tried. */
  failed: boolean;
}

/** Requests whose decision is being written at this moment. */
const underWay = new WeakMap<Writer, Set<string>>();

/**
 * One decision for each, and never a second one: the server would refuse it, and the person would read of a request
 * that "has been decided" by himself. Resolves when all of them are kept on this machine, or one cannot be.
 */
export async function decide(
  workspace: Pick<Workspace, 'write' | 'outbox'>,
  requests: readonly RequestView[],
  decision: Decision,
  comment: string,
): Promise<Decided> {
  const writing = underWay.get(workspace) ?? new Set<string>();
  underWay.set(workspace, writing);
  const decided = new Set<string>();
  let written = 0;
  for (const { requestId, customerCode, customerName } of requests) {
    if (!writing.has(requestId) && !isDecided(workspace, requestId)) {
      writing.add(requestId);
      try {
        await workspace.write({
          type: 'reassignment.decide',
          id: requestId,
          args: { decision, comment: comment.trim() },
          customerCode,
          customerName,
        });
        written++;
      } catch {
        return { written, decided, failed: true };
      } finally {
        writing.delete(requestId);
      }
    }
    decided.add(requestId);
  }
  return { written, decided, failed: false };
}

const isDecided = ({ outbox }: Pick<Workspace, 'outbox'>, requestId: string): boolean =>
  outbox
    .get()
    .some(
      ({ type, id, state }) => type === 'reassignment.decide' && id === requestId && state !== 'attention',
    );

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
