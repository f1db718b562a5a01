import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { InteractionArgs } from '../../../shared/sync/mutations.ts';
import type { MutationResult } from '../../../shared/sync/protocol.ts';
import { newSeal } from '../../test-support/seal.ts';
import { type WorkKeys, WorkSeal } from '../seal/work-seal.ts';
import type { NewEdit, OutboxEntry } from '../types.ts';
import type { EditFrame } from './outbox.ts';
import { Outbox, PARKED } from './outbox.ts';

const seal = newSeal();
let storage: { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange };
let outbox: Outbox;
let made = 0;
const open = (): Promise<Outbox> => Outbox.open('outbox', `client-${++made}`, seal, storage);

beforeEach(async () => {
  storage = { indexedDB: new IDBFactory(), IDBKeyRange };
  outbox = await open();
});

const frame = (): EditFrame => ({
  uid: `uid-${++made}`,
  occurredAt: '2026-11-20T10:00:00.000+08:00',
  clockOffset: 0,
  baseSeq: null,
});
const args = (interactionId: string): InteractionArgs => ({
  interactionId,
  customerCode: 'KH1',
  kind: 'CALL',
  purpose: '',
  outcome: '',
  note: interactionId,
  happenedAt: '2026-11-20T10:00:00.000+08:00',
});
const add = (id: string): Promise<OutboxEntry> =>
  outbox.add(
    { type: 'interaction.add', id, args: args(id), customerCode: 'KH1', customerName: '黄秀' },
    frame(),
  );
const update = (id: string): Promise<OutboxEntry> => {
  const edit: NewEdit<'interaction.update'> = {
    type: 'interaction.update',
    id,
    args: { changes: [{ field: 'note', from: 'a', to: 'b' }] },
    customerCode: 'KH1',
    customerName: '黄秀',
  };
  return outbox.add(edit, frame());
};
const answer = ({ uid, n }: OutboxEntry, more: Partial<MutationResult>): MutationResult => ({
  uid,
  n,
  status: 'applied',
  ...more,
});
const now = new Date('2026-11-20T02:00:00Z');

describe('the outbox', () => {
  it('[C5] an edit that was saved is there when the window is not, with its number and its client', async () => {
    const entry = await add('a');
    const other = await open();
    expect(await other.list()).toEqual([entry]);
    expect(other.clientId).toBe(outbox.clientId);
    expect(entry).toMatchObject({ n: 1, state: 'waiting', customerName: '黄秀' });
  });

  it('[S7] numbers edits in the order in which they were saved, from two windows as from one', async () => {
    const other = await open();
    const frames = [frame(), frame(), frame(), frame()];
    const edit = {
      type: 'interaction.add',
      id: 'x',
      args: args('x'),
      customerCode: 'K',
      customerName: '',
    } as const;
    const saved = await Promise.all(frames.map((f, i) => (i % 2 ? outbox : other).add(edit, f)));
    expect(saved.map((entry) => entry.n).sort()).toEqual([1, 2, 3, 4]);
    expect((await outbox.list()).map((entry) => entry.n)).toEqual([1, 2, 3, 4]);
  });

  it('[S7] numbers on behind what another window has written since, and behind a new client', async () => {
    const other = await open();
    await add('a');
    await add('b');
    const third = await other.add(
      { type: 'interaction.add', id: 'c', args: args('c'), customerCode: 'K', customerName: '' },
      frame(),
    );
    expect(third.n).toBe(3);
    expect((await add('d')).n).toBe(4);
    expect((await outbox.list()).map(({ id, n }) => [id, n])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['d', 4],
    ]);
    await other.remove(third.uid);
    await other.beginAnew('another');
    expect((await add('e')).n).toBe(4);
    expect((await outbox.list()).map(({ n }) => n)).toEqual([1, 2, 3, 4]);
  });

  it('a change of a note that was not sent depends on the note', async () => {
    const note = await add('a');
    expect((await update('a')).depends_on).toEqual([note.uid]);
    await outbox.settle([answer(note, {})], '7');
    expect((await update('a')).depends_on).toBeUndefined();
    expect((await update('other')).depends_on).toBeUndefined();
  });

  it('what was being sent when the window died is sent again', async () => {
    const entry = await add('a');
    await outbox.markSending([entry.uid]);
    const next = await open();
    expect(await next.toSend(10)).toMatchObject([{ uid: entry.uid, state: 'sending' }]);
    await next.markWaiting([entry.uid]);
    expect(await next.list()).toMatchObject([{ state: 'waiting' }]);
  });

  it('[C4] an acknowledged edit stays until a checkpoint has passed its write_seq', async () => {
    const entry = await add('a');
    await outbox.settle([answer(entry, {})], '100');
    expect(await outbox.toSend(10)).toEqual([]);
    expect(await outbox.release('99', now)).toBe(0);
    expect(await outbox.list()).toMatchObject([{ state: 'acknowledged', writeSeq: '100' }]);
    expect(await outbox.release('100', now)).toBe(1);
    expect(await outbox.list()).toEqual([]);
  });

  it('[C6] conflicts and refusals wait for the person, whatever checkpoint comes', async () => {
    const [refused, conflicting] = [await add('a'), await update('b')];
    const conflicts = [{ field: 'note', from: 'a', mine: 'b', theirs: 'c' }];
    await outbox.settle(
      [
        answer(refused, { status: 'rejected', code: 'E_SCOPE', message: 'not yours' }),
        answer(conflicting, { status: 'conflict', conflicts }),
      ],
      '5',
    );
    await outbox.release('999', now);
    expect(await outbox.list()).toMatchObject([
      { state: 'attention', code: 'E_SCOPE', args: { note: 'a' } },
      { state: 'attention', status: 'conflict', conflicts },
    ]);
    expect(await outbox.toSend(10)).toEqual([]);
    expect(await outbox.needsReplay()).toBe(false);
  });

  it('[S7] a conflict whose first answer was lost is shown as the conflict that it is', async () => {
    const entry = await add('a');
    const conflicts = [{ field: 'note', from: 'a', mine: 'b', theirs: 'c' }];
    const told = answer(entry, { status: 'duplicate', first_status: 'conflict', conflicts });
    await outbox.settle([told], '9');
    expect(await outbox.list()).toMatchObject([{ state: 'attention', status: 'conflict', conflicts }]);
  });

  it('[S8] a repeated edit is taken for what its first sending was told', async () => {
    const [taken, refused] = [await add('a'), await add('b')];
    await outbox.settle(
      [
        answer(taken, { status: 'duplicate', first_status: 'late' }),
        answer(refused, { status: 'duplicate', first_status: 'rejected', code: 'E_LOCKED' }),
      ],
      '5',
    );
    expect((await outbox.list()).map((entry) => entry.state)).toEqual(['acknowledged', 'attention']);
  });

  it('[S8] an edit that fails ten times for no reason of its own is parked, and the rest may skip its number', async () => {
    const entry = await add('a');
    for (let i = 0; i < 9; i++) await outbox.settle([answer(entry, { status: 'retry' })], '5');
    expect(await outbox.list()).toMatchObject([{ state: 'waiting', attempts: 9 }]);
    expect(await outbox.needsReplay()).toBe(false);
    await outbox.settle([answer(entry, { status: 'retry' })], '5');
    expect(await outbox.list()).toMatchObject([{ state: 'attention', code: PARKED }]);
    expect(await outbox.needsReplay()).toBe(true);
  });

  it('[C6] an edit that is written again takes the place of the old one, under a number of its own', async () => {
    const old = await add('a');
    await outbox.settle([answer(old, { status: 'rejected', code: 'E_INVALID' })], '5');
    const fresh = await outbox.replace<'interaction.add'>(old.uid, { ...args('a'), note: 'better' }, frame());
    expect(await outbox.list()).toEqual([fresh]);
    expect(fresh).toMatchObject({ n: 2, state: 'waiting', args: { note: 'better' } });
    expect(fresh.code).toBeUndefined();
    expect(await outbox.needsReplay()).toBe(false);
    await outbox.remove(fresh.uid);
    expect(await outbox.needsReplay()).toBe(true);
  });

  it('[S9] sends again what was acknowledged in the last 30 days, under the same uids, in order, with numbers that nobody had', async () => {
    const [old, recent, waiting] = [await add('a'), await add('b'), await add('c')];
    await outbox.settle([answer(old, {})], '1');
    await outbox.release('1', new Date('2026-10-01T00:00:00Z'));
    await outbox.settle([answer(recent, {})], '2');
    await outbox.release('2', now);
    await outbox.replayAcknowledged();
    const again = await outbox.toSend(10);
    expect(again.map(({ uid }) => uid)).toEqual([recent.uid, waiting.uid]);
    expect(again.map(({ n }) => n)).toEqual([waiting.n + 1, waiting.n + 2]);
    expect(await outbox.needsReplay()).toBe(true);
  });
});

describe('edits under another key', () => {
  const key = (id: string) => ({ id, bytes: crypto.getRandomValues(new Uint8Array(32)) });
  const [old, later] = [key('old'), key('later')];
  const openWith = (keys: WorkKeys): Promise<Outbox> =>
    Outbox.open('outbox', 'unused', new WorkSeal(keys), storage);
  const ids = async (limit: number): Promise<string[]> => (await outbox.toSend(limit)).map(({ id }) => id);

  it('[S7] are not stepped over where another window has sealed them: it waits for the key', async () => {
    const here = new WorkSeal({ current: old, others: [] });
    outbox = await Outbox.open('outbox', 'unused', here, storage);
    await add('a');
    await openWith({ current: later, others: [old] });
    await add('b');
    expect(await outbox.outgoing(10)).toMatchObject({ entries: [], stopped: true });
    here.learn(later);
    expect(await outbox.outgoing(10)).toMatchObject({ stopped: false });
    expect(await ids(10)).toEqual(['a', 'b']);
  });

  it('[C5] keep nobody waiting where the key was missing from the start, however many they are', async () => {
    outbox = await openWith({ current: old, others: [] });
    await add('a');
    await add('b');
    outbox = await openWith({ current: later, others: [] });
    await add('c');
    expect(await ids(1)).toEqual(['c']);
    outbox = await openWith({ current: later, others: [old] });
    expect(await ids(10)).toEqual(['a', 'b', 'c']);
  });
});

describe('another life of the history', () => {
  it('[S9] an answer of the life before counts nothing: the edit is sent again', async () => {
    const entry = await add('a');
    await outbox.enterEpoch('first');
    await outbox.markSending([entry.uid]);
    await outbox.replayAcknowledged('second');
    await outbox.settle([answer(entry, {})], '500', 'first');
    expect(await outbox.toSend(10)).toMatchObject([{ uid: entry.uid, state: 'waiting' }]);
    expect(await outbox.needsReplay()).toBe(true);
    await outbox.settle([answer(entry, {})], '3', 'second');
    expect(await outbox.toSend(10)).toEqual([]);
  });

  it('[S9] is noticed by any answer, also where the cache had to begin without an epoch', async () => {
    const entry = await add('a');
    expect(await outbox.enterEpoch('first')).toBe(false);
    await outbox.settle([answer(entry, {})], '1', 'first');
    await outbox.release('1', now);
    expect(await outbox.enterEpoch('first')).toBe(false);
    expect(await outbox.toSend(10)).toEqual([]);
    expect(await outbox.enterEpoch('second')).toBe(true);
    expect(await outbox.toSend(10)).toMatchObject([{ uid: entry.uid }]);
    expect(await outbox.enterEpoch('second')).toBe(false);
  });

  it('[S9] the highest number that was settled is told to the server, as long as it means this client and this life', async () => {
    const [first, second, third] = [await add('a'), await add('b'), await add('c')];
    const { clientId } = outbox;
    expect(await outbox.sender()).toEqual({ clientId, settledN: 0 });
    await outbox.settle([answer(first, {}), answer(second, { status: 'rejected' })], '1', 'one', clientId);
    await outbox.settle([answer(third, { status: 'retry' })], '1', 'one', clientId);
    expect(await outbox.sender()).toEqual({ clientId, settledN: second.n });
    expect(await outbox.outgoing(10)).toMatchObject({ clientId, settledN: second.n });
    await outbox.settle([answer(first, { status: 'duplicate' })], '1', 'one', clientId);
    expect(await outbox.sender()).toMatchObject({ settledN: second.n });
    await outbox.beginAnew('another');
    expect(await outbox.sender()).toEqual({ clientId: 'another', settledN: 0 });
    // Of the client before, late.
    await outbox.settle([answer(third, {})], '1', 'one', clientId);
    expect(await outbox.sender()).toEqual({ clientId: 'another', settledN: 0 });
    const [next] = await outbox.toSend(10);
    await outbox.settle([answer(next ?? third, {})], '1', 'one', 'another');
    await outbox.replayAcknowledged('two');
    expect(await outbox.sender()).toEqual({ clientId: 'another', settledN: 0 });
  });

  it('[S9] what was acknowledged and cannot be opened for want of its key is kept', async () => {
    const entry = await add('a');
    await outbox.settle([answer(entry, {})], '1');
    await outbox.release('1', now);
    outbox.close();
    const elsewhere = await Outbox.open('outbox', 'any', newSeal(), storage);
    await elsewhere.replayAcknowledged('two');
    expect(await elsewhere.toSend(10)).toEqual([]);
    elsewhere.close();
    outbox = await open();
    await outbox.replayAcknowledged('three');
    expect(await outbox.toSend(10)).toMatchObject([{ uid: entry.uid }]);
  });

  it('[C4] a pull and a push that ask at the same moment both hear of it', async () => {
    const { uid } = await add('a');
    const [sender, outgoing] = await Promise.all([outbox.sender(), outbox.outgoing(10)]);
    expect(outgoing).toMatchObject({ ...sender, entries: [{ uid }] });
  });

  it('[S9] leaves what needs attention to the person', async () => {
    const refused = await add('a');
    await outbox.settle([answer(refused, { status: 'rejected', code: 'E_SCOPE' })], '1');
    await outbox.replayAcknowledged('second');
    expect(await outbox.toSend(10)).toEqual([]);
    expect(await outbox.list()).toMatchObject([{ uid: refused.uid, state: 'attention', code: 'E_SCOPE' }]);
  });

  it('[S9] [C4] what is sent again does not hide what was written after it and needs attention', async () => {
    const earlier = await add('a');
    await outbox.settle([answer(earlier, {})], '1');
    await outbox.release('1', now);
    const [refused, waits] = [await update('b'), await update('c')];
    await outbox.settle([answer(refused, { status: 'conflict' })], '2');
    await outbox.replayAcknowledged('second');
    const after = await outbox.list();
    expect(after.map(({ uid }) => uid)).toEqual([earlier.uid, refused.uid, waits.uid]);
    expect(after.map(({ state }) => state)).toEqual(['waiting', 'attention', 'waiting']);
    expect(new Set(after.map(({ n }) => n)).size).toBe(3);
  });
});
