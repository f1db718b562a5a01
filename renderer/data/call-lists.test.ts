import { describe, expect, it } from 'vitest';
import type { CallEntry, CallList, CallResult } from '../../shared/domain/calls.ts';
import type { MutationArgs, MutationType } from '../../shared/sync/mutations.ts';
import { overlayCallLists } from './call-lists.ts';
import type { OutboxEntry } from './types.ts';

const WRITER = { staffNo: '30001', name: '姜军娜' };
const LIST: CallList = {
  listId: 'L1',
  name: '到期续约',
  purpose: 'RENEWAL',
  script: '',
  order: 'DUE',
  madeBy: '30001',
  madeByName: '姜军娜',
  madeAt: '2026-11-20T09:00:00+08:00',
};
const ENTRY: CallEntry = { listId: 'L1', customerCode: 'KH1', customerName: '孔少佳', place: 0 };

let made = 0;
const edit = <T extends MutationType>(
  type: T,
  id: string,
  args: MutationArgs[T],
  state: OutboxEntry['state'] = 'waiting',
): OutboxEntry =>
  ({
    uid: `u${++made}`,
    n: made,
    type,
    entity: 'callList',
    id,
    args,
    base_seq: null,
    occurred_at: '2026-11-20T10:00:00+08:00',
    clock_offset: 0,
    state,
    customerCode: 'KH1',
    customerName: '',
    attempts: 0,
  }) as OutboxEntry;
const call = (id: string, result: CallResult, at: string, state: OutboxEntry['state'] = 'waiting') =>
  edit(
    'interaction.add',
    id,
    {
      interactionId: id,
      customerCode: 'KH1',
      kind: 'CALL',
      purpose: '',
      outcome: '',
      note: '',
      happenedAt: `2026-11-20T${at}:00+08:00`,
      call: { listId: 'L1', result },
    },
    state,
  );
const see = (outbox: OutboxEntry[], entries: CallEntry[] = [ENTRY], lists: CallList[] = [LIST]) =>
  overlayCallLists({ lists, entries }, outbox, WRITER, (code) => `名 ${code}`);
const first = (outbox: OutboxEntry[], entries?: CallEntry[]) => see(outbox, entries)[0]?.entries[0];

describe('[C4] call lists with what waits laid over them', () => {
  it('a list that was made here is worked before the server has it', () => {
    const create = edit('callList.create', 'L2', { ...LIST_ARGS, listId: 'L2', customers: ['KH2', 'KH1'] });
    const [list] = see([create]);
    expect(list).toMatchObject({ listId: 'L2', waiting: true, madeByName: '姜军娜' });
    expect(list?.entries.map(({ customerName, place }) => [customerName, place])).toEqual([
      ['名 KH2', 0],
      ['名 KH1', 1],
    ]);
    expect(see([create], [], [{ ...LIST, listId: 'L2', name: '服务器上的' }])).toHaveLength(1);
  });

  it('the newest call counts, whichever was written first, and one that was refused does not', () => {
    expect(first([call('b', 'AGREED', '10:00'), call('a', 'NO_ANSWER', '09:00')])).toMatchObject({
      result: 'AGREED',
      waiting: true,
    });
    expect(first([call('a', 'REFUSED', '10:00', 'attention')])).toEqual({ ...ENTRY, waiting: false });
    const known = { ...ENTRY, result: 'REFUSED', calledAt: '2026-11-20T11:00:00+08:00' } as const;
    expect(first([call('a', 'AGREED', '10:00')], [known])).toMatchObject({ result: 'REFUSED' });
  });

  it('a call that is taken back leaves what was said before', () => {
    const withdraw = (id: string) => edit('interaction.withdraw', id, {});
    const missed = call('a', 'NO_ANSWER', '09:00');
    const agreed = call('b', 'AGREED', '10:00');
    expect(first([missed, agreed, withdraw('b')])).toMatchObject({ result: 'NO_ANSWER' });
    expect(first([missed, withdraw('a')])).toEqual({ ...ENTRY, waiting: false });
    // The server has it already.
    const known = {
      ...ENTRY,
      result: 'AGREED',
      interactionId: 'b',
      calledAt: '2026-11-20T10:00:00+08:00',
    } as const;
    expect(first([withdraw('b')], [known])).toEqual({ ...ENTRY, waiting: true });
    expect(
      first([call('b', 'AGREED', '10:00', 'acknowledged'), withdraw('b')], [known])?.result,
    ).toBeUndefined();
  });

  it('a change shows at once, a handover says where to, and a list that is removed is gone', () => {
    const changes = [{ field: 'name', from: '到期续约', to: '年底续约' } as const];
    expect(see([edit('callList.update', 'L1', { changes })])[0]).toMatchObject({
      name: '年底续约',
      waiting: true,
    });
    expect(see([edit('callList.update', 'L1', { changes }, 'attention')])[0]).toMatchObject({
      name: '到期续约',
    });
    expect(see([edit('callList.hand', 'L1', { to: '30003' })])[0]?.handing).toBe('30003');
    expect(see([edit('callList.hand', 'L1', { to: '30003' }, 'attention')])[0]).toMatchObject({
      handing: null,
      attention: expect.any(String) as string,
    });
    expect(see([edit('callList.remove', 'L1', {})])).toEqual([]);
    expect(see([edit('callList.remove', 'L1', {}, 'attention')])).toHaveLength(1);
  });
});

const LIST_ARGS = { name: '新的', purpose: 'CUSTOM', script: '', order: 'COMMUNITY' } as const;
