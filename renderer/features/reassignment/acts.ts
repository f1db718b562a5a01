import { keptWith } from '../../../shared/lib/kept-with.ts';
import type { ReassignmentAskArgs } from '../../../shared/sync/mutations.ts';
import { newId } from '../../data/new-id.ts';
import type { RequestView } from '../../data/request-view.ts';
import type { CustomerSummary, NewEdit, Workspace } from '../../data/types.ts';

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

/** Edits that are being written at this moment, by what they do to which request. */
const underWayIn = keptWith((_: Writer) => new Set<string>());

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
  const decided = new Set<string>();
  let written = 0;
  for (const request of requests) {
    try {
      const args = { decision, comment: comment.trim() };
      if (
        await writeOnce(workspace, {
          type: 'reassignment.decide',
          id: request.requestId,
          args,
          ...of(request),
        })
      )
        written++;
    } catch {
      return { written, decided, failed: true };
    }
    decided.add(request.requestId);
  }
  return { written, decided, failed: false };
}

/**
 * What was asked and not sent is given up here; what the server may have seen is taken back there, once: a second time
 * it would say that there is nothing to take back.
 */
export async function withdraw(
  workspace: Pick<Workspace, 'write' | 'drop' | 'outbox'>,
  request: RequestView,
): Promise<void> {
  const id = request.requestId;
  const ask = workspace.outbox.get().find((entry) => entry.type === 'reassignment.ask' && entry.id === id);
  if (ask?.state === 'attention') return workspace.drop(ask.uid);
  await writeOnce(workspace, { type: 'reassignment.withdraw', id, args: {}, ...of(request) });
}

const of = ({ customerCode, customerName }: RequestView) => ({ customerCode, customerName });

/** Not where such an edit of the request waits already or is being written. @returns whether it was written now */
async function writeOnce(workspace: Pick<Workspace, 'write' | 'outbox'>, edit: NewEdit): Promise<boolean> {
  const writing = underWayIn(workspace);
  const key = `${edit.type} ${edit.id}`;
  const isThere = workspace.outbox
    .get()
    .some(({ type, id, state }) => type === edit.type && id === edit.id && state !== 'attention');
  if (isThere || writing.has(key)) return false;
  writing.add(key);
  try {
    await workspace.write(edit);
  } finally {
    writing.delete(key);
  }
  return true;
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
