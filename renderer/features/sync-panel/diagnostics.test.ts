import { describe, expect, it } from 'vitest';
import type { OutboxEntry, SyncStatus } from '../../data/types.ts';
import { diagnosticFile } from './diagnostics.ts';

const NAMES = ['郑康子', '孔女士', '姜军娜', 'jiangjunna'];
const PHONES = ['13377760386', '0771-6224410'];
const ADDRESSES = ['武鸣区五一中路18号2单元', '富民路7号'];
const CODES = ['KH0000000001', '610025', '7710001234'];
const WRITTEN = ['同意续约一年', '过户后新址', 'an English note'];
const PERSONAL = [...NAMES, ...PHONES, ...ADDRESSES, ...CODES, ...WRITTEN];

const about = { customerCode: 'KH0000000001', customerName: '郑康子' };
const frame = {
  ...about,
  n: 1,
  base_seq: '17',
  occurred_at: '2026-11-20T15:31:00+08:00',
  clock_offset: 0,
  state: 'attention',
  attempts: 3,
  message: '郑康子 13377760386 an English note',
} as const;
const outbox: OutboxEntry[] = [
  {
    ...frame,
    uid: '01890000-0000-7000-8000-000000000001',
    id: 'i1',
    type: 'interaction.add',
    entity: 'interaction',
    args: {
      interactionId: 'i1',
      customerCode: 'KH0000000001',
      kind: 'CALL',
      purpose: '续约',
      outcome: '同意续约一年',
      note: 'an English note',
      happenedAt: '2026-11-20T15:31:00+08:00',
    },
  } satisfies OutboxEntry<'interaction.add'>,
  {
    ...frame,
    uid: '01890000-0000-7000-8000-000000000002',
    id: 'KH0000000001',
    type: 'customer.contact.update',
    entity: 'customer',
    args: {
      changes: [
        { field: 'persons', from: [], to: [{ name: '孔女士', role: '', phone: '13377760386' }] },
        { field: 'address', from: '富民路7号', to: '武鸣区五一中路18号2单元' },
      ],
    },
    status: 'conflict',
    code: 'E_INVALID',
    conflicts: [{ field: 'address', from: '富民路7号', mine: '武鸣区五一中路18号2单元', theirs: null }],
  } satisfies OutboxEntry<'customer.contact.update'>,
  {
    ...frame,
    uid: '01890000-0000-7000-8000-000000000003',
    id: 'r1',
    type: 'reassignment.ask',
    entity: 'reassignment',
    args: {
      requestId: 'r1',
      direction: 'TAKE',
      customer: { billingAccountNumber: '7710001234' },
      community: 'C1',
      reason: '过户后新址',
    },
  } satisfies OutboxEntry<'reassignment.ask'>,
];
const status: SyncStatus = {
  state: 'offline',
  offlineSince: '2026-11-20T07:00:00.000Z',
  progress: {
    rows: 10,
    expectedRows: 20,
    bytes: 100,
    expectedBytes: 200,
    startedAt: '2026-11-20T07:00:00.000Z',
    buckets: [{ bucket: 'staff:610025', state: 'running', rows: 1, expectedRows: 2, customers: 0 }],
  },
  paused: false,
  everComplete: true,
  verifiedAt: '2026-11-20T06:32:00.000Z',
  verifiedBuckets: 3,
  verifiedRows: 3255,
  buckets: [{ bucket: 'staff:610025', rows: 3, verified: true }],
  nextTryAt: null,
  clockOffsetMs: 12,
  trouble: null,
  attempts: [
    {
      at: '2026-11-20T07:00:00.000Z',
      durationMs: 31,
      result: 'offline',
      rowsReceived: 0,
      editsSent: 0,
      verified: false,
    },
  ],
  loss: {
    noticedAt: '2026-11-20T06:00:00.000Z',
    cause: 'missing',
    recovered: [{ uid: '01890000-0000-7000-8000-000000000001', type: 'interaction.add', ...about }],
    unread: 2,
  },
  departed: [{ ...about, edits: 2 }],
};

const text = new TextDecoder().decode(
  diagnosticFile({
    version: '1.0.0',
    platform: 'browser',
    browser: 'Chrome',
    now: new Date('2026-11-20T08:00:00Z'),
    server: { address: 'https://desk.example', info: null, reachable: false },
    signInExpired: false,
    status: { ...status, ...{ signedInAs: '姜军娜 jiangjunna' } },
    outbox: outbox.map((entry) => ({ ...entry, ...{ somethingNew: '郑康子' } })),
    freshness: [],
    customers: 428,
  }).bytes,
);

describe('the diagnostic file', () => {
  it('holds no name, phone, address, customer code or word of what was written', () => {
    expect(PERSONAL.filter((one) => text.includes(one))).toEqual([]);
    // What it is searched for does stand in what it was made of.
    const from = JSON.stringify({ status, outbox });
    expect(PERSONAL.filter((one) => from.includes(one)).length).toBeGreaterThan(8);
  });

  it('tells support how many there are of what, and what came of each', () => {
    expect(JSON.parse(text)).toMatchObject({
      format: 'channeldesk-diagnostics/3',
      sync: {
        state: 'offline',
        verifiedRows: 3255,
        departedCustomers: 1,
        loss: { cause: 'missing', unread: 2 },
      },
      outbox: [
        { type: 'interaction.add', attempts: 3 },
        { type: 'customer.contact.update', code: 'E_INVALID', conflictingFields: ['address'] },
        { type: 'reassignment.ask' },
      ],
    });
  });
});
