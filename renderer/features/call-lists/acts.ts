import { purposeWord, resultWord } from '../../../shared/domain/calls.ts';
import type { CallList, CallOrder, CallPurpose, CallResult } from '../../../shared/domain/calls.ts';
import { isoInShanghai } from '../../../shared/lib/dates.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import type { CallListEdit } from '../../../shared/sync/mutations.ts';
import type { CallListView } from '../../data/call-lists.ts';
import { newId } from '../../data/new-id.ts';
import type { Workspace } from '../../data/types.ts';

type Writer = Pick<Workspace, 'write'>;

export interface NewCallList {
  name: string;
  purpose: CallPurpose;
  script: string;
  order: CallOrder;
}

/** @returns the id of the list, once it is safely in the outbox */
export async function createList(
  workspace: Writer,
  { name, purpose, script, order }: NewCallList,
  customers: readonly string[],
): Promise<string> {
  const listId = newId();
  await workspace.write({
    type: 'callList.create',
    id: listId,
    args: { listId, name: name.trim(), purpose, script: script.trim(), order, customers: [...customers] },
    customerCode: '',
    customerName: name.trim(),
  });
  return listId;
}

const about = ({ listId, name }: Pick<CallList, 'listId' | 'name'>) => ({
  id: listId,
  customerCode: '',
  customerName: name,
});

export async function changeList(
  workspace: Writer,
  list: CallListView,
  to: Partial<Pick<CallList, 'name' | 'script' | 'order'>>,
): Promise<void> {
  const changes: CallListEdit[] = [];
  if (to.name !== undefined && to.name.trim() !== list.name)
    changes.push({ field: 'name', from: list.name, to: to.name.trim() });
  if (to.script !== undefined && to.script.trim() !== list.script)
    changes.push({ field: 'script', from: list.script, to: to.script.trim() });
  if (to.order !== undefined && to.order !== list.order)
    changes.push({ field: 'order', from: list.order, to: to.order });
  if (changes.length > 0)
    await workspace.write({ type: 'callList.update', args: { changes }, ...about(list) });
}

/** @param to a staff number */
export async function handList(workspace: Writer, list: CallListView, to: string): Promise<void> {
  await workspace.write({ type: 'callList.hand', args: { to }, ...about(list) });
}

/** A list that the server has refused is given up here alone. */
export async function removeList(
  workspace: Pick<Workspace, 'write' | 'drop' | 'outbox'>,
  list: CallListView,
): Promise<void> {
  const refused = workspace.outbox
    .get()
    .find(({ type, id, state }) => type === 'callList.create' && id === list.listId && state === 'attention');
  if (refused !== undefined) return workspace.drop(refused.uid);
  await workspace.write({ type: 'callList.remove', args: {}, ...about(list) });
}

/** What a call came to. */
export interface CallRecord {
  result: CallResult;
  note: string;
  nextOn: Day | null;
  happenedAt: Date;
}

/** One record of the customer and the state of the list, in one edit. @returns the record's id */
export async function recordCall(
  workspace: Writer,
  list: Pick<CallList, 'listId' | 'purpose'>,
  customer: { customerCode: string; name: string },
  { result, note, nextOn, happenedAt }: CallRecord,
): Promise<string> {
  const interactionId = newId();
  await workspace.write({
    type: 'interaction.add',
    id: interactionId,
    args: {
      interactionId,
      customerCode: customer.customerCode,
      kind: 'CALL',
      purpose: purposeWord(list.purpose),
      outcome: resultWord(list.purpose, result),
      note: note.trim(),
      ...(nextOn === null ? {} : { nextOn }),
      happenedAt: isoInShanghai(happenedAt),
      call: { listId: list.listId, result },
    },
    customerCode: customer.customerCode,
    customerName: customer.name,
  });
  return interactionId;
}

/** A record that was refused is given up here; whether the server has another, it alone knows: it is taken back there. */
export async function takeBackCall(
  workspace: Pick<Workspace, 'write' | 'drop' | 'outbox'>,
  interactionId: string,
  customer: { customerCode: string; name: string },
): Promise<void> {
  const refused = workspace.outbox
    .get()
    .find(
      ({ type, id, state }) => type === 'interaction.add' && id === interactionId && state === 'attention',
    );
  if (refused !== undefined) return workspace.drop(refused.uid);
  await workspace.write({
    type: 'interaction.withdraw',
    id: interactionId,
    args: {},
    customerCode: customer.customerCode,
    customerName: customer.name,
  });
}
