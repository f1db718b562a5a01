import { describe, expect, it } from 'vitest';
import type { CustomerGroup } from '../../shared/domain/groups.ts';
import type { MutationArgs } from '../../shared/sync/mutations.ts';
import { overlayGroups, overlayGroupTypes, overlayMembers } from './groups.ts';
import { overlayNotices } from './notices.ts';
import type { OutboxEntry, OutboxState } from './types.ts';

const ME = { staffNo: '610023', name: '上官竹凯' };
const row = (change: Partial<CustomerGroup> = {}): CustomerGroup => ({
  groupId: 'g1',
  unitCode: 'Z1',
  typeCode: 'BUILDING',
  name: '民族大厦',
  address: '',
  inCharge: '',
  remark: '',
  madeBy: '610001',
  madeByName: '马永思',
  ...change,
});
const entry = <T extends keyof MutationArgs>(
  type: T,
  args: MutationArgs[T],
  state: OutboxState = 'waiting',
  id = 'g1',
): OutboxEntry => ({
  uid: `U-${type}-${id}`,
  n: 1,
  type,
  entity: 'customerGroup',
  id,
  args,
  base_seq: null,
  occurred_at: '2026-11-21T09:00:00+08:00',
  clock_offset: 0,
  state,
  customerCode: '',
  customerName: '民族大厦',
  attempts: 0,
});

describe('[C4] groups with what waits laid over them', () => {
  it('stand once, though every community that knows of one has a row', () => {
    expect(overlayGroups([row(), row(), row({ groupId: 'g2', name: '安吉小区' })], [], ME)).toMatchObject([
      { groupId: 'g2' },
      { groupId: 'g1' },
    ]);
  });

  it('show one that was made, changed or deleted here before the server knows', () => {
    const { madeBy: _by, madeByName: _name, ...args } = row();
    expect(overlayGroups([], [entry('group.create', args)], ME)).toEqual([
      { ...row({ madeBy: ME.staffNo, madeByName: ME.name }), waiting: true },
    ]);
    const edit = entry('group.update', {
      changes: [
        { field: 'name', from: '民族大厦', to: '民族大厦 A 座' },
        { field: 'remark', from: 'x', to: null },
      ],
    });
    expect(overlayGroups([row({ remark: 'x' })], [edit], ME)).toMatchObject([
      { name: '民族大厦 A 座', remark: '', waiting: true },
    ]);
    expect(overlayGroups([row()], [entry('group.remove', {})], ME)).toEqual([]);
    expect(overlayGroups([row()], [entry('group.remove', {}, 'attention')], ME)).toHaveLength(1);
  });
});

describe('[C4] members with what waits laid over them', () => {
  const rows = [
    { groupId: 'g1', customerCode: 'KH1', addedBy: 'x', addedOn: '2026-11-01' },
    { groupId: 'g1', customerCode: 'KH2', addedBy: 'x', addedOn: '2026-11-01' },
  ];
  const members = (entries: OutboxEntry[]): string[] => [...(overlayMembers(rows, entries).get('g1') ?? [])];
  it('come and go as written, and stay where the server refused', () => {
    expect(members([])).toEqual(['KH1', 'KH2']);
    const change = { add: ['KH3'], remove: ['KH1'] };
    expect(members([entry('group.members', change)])).toEqual(['KH2', 'KH3']);
    expect(members([entry('group.members', change, 'acknowledged')])).toEqual(['KH2', 'KH3']);
    expect(members([entry('group.members', change, 'attention')])).toEqual(['KH1', 'KH2']);
    expect(members([entry('group.remove', {})])).toEqual([]);
  });
});

it('[C4] types follow what was written: a new one, another name, retired and back', () => {
  const rows = [{ typeCode: 'BUILDING', name: '楼宇' }];
  const put = (id: string, changes: MutationArgs['groupType.put']['changes']): OutboxEntry =>
    entry('groupType.put', { changes }, 'waiting', id);
  const made = put('X', [{ field: 'name', from: null, to: '医院' }]);
  const retired = put('BUILDING', [{ field: 'retired', from: null, to: true }]);
  const back = put('BUILDING', [{ field: 'retired', from: true, to: null }]);
  expect(overlayGroupTypes(rows, [made, retired])).toEqual([
    { typeCode: 'BUILDING', name: '楼宇', retired: true },
    { typeCode: 'X', name: '医院' },
  ]);
  expect(overlayGroupTypes(rows, [retired, back])).toEqual(rows);
});

describe('[C4] notices with what waits laid over them', () => {
  const notice = {
    noticeId: 'n1',
    unitCode: 'Z1',
    kind: 'NOTICE' as const,
    title: '放假',
    text: '周六休息',
    validFrom: '2026-11-20',
    publishedBy: '610001',
    publishedByName: '马永思',
    publishedAt: '2026-11-20T09:00:00+08:00',
  };
  const { publishedBy: _by, publishedByName: _name, publishedAt: _at, ...args } = notice;
  it('are unread until the person says so, here or elsewhere; his own are read', () => {
    const isRead = (rows: object, entries: OutboxEntry[] = []) =>
      overlayNotices([{ ...notice, ...rows }], entries, ME)[0]?.isRead;
    expect(isRead({})).toBe(false);
    expect(isRead({ readAt: '2026-11-20T10:00:00+08:00' })).toBe(true);
    expect(isRead({ publishedBy: ME.staffNo })).toBe(true);
    expect(isRead({}, [entry('notice.read', {}, 'waiting', 'n1')])).toBe(true);
  });
  it('appear when published here, and vanish when withdrawn', () => {
    const published = entry('notice.publish', args, 'waiting', 'n1');
    expect(overlayNotices([], [published], ME)).toMatchObject([
      { title: '放假', publishedByName: ME.name, waiting: true, isRead: true },
    ]);
    expect(overlayNotices([notice], [entry('notice.withdraw', {}, 'waiting', 'n1')], ME)).toEqual([]);
    expect(overlayNotices([notice], [entry('notice.withdraw', {}, 'attention', 'n1')], ME)).toHaveLength(1);
  });
});
