import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Entity } from '../../../shared/domain/rows.ts';
import type { Operation, PullResponse } from '../../../shared/sync/protocol.ts';
import type { PageBasis } from './schema.ts';
import { sampleCustomer } from '../../test-support/sample-rows.ts';
import { IndexBuilder } from '../index/index-builder.ts';
import { pack, unpack } from '../index/packing.ts';
import { PageStore, sealPage } from './page-store.ts';
import { completeCheckpoint } from './checkpoint.ts';
import { plainCodec } from './codec.ts';
import { auditRows, buildIndex } from './read.ts';
import { RowHeads } from './row-heads.ts';
import { CacheDatabase } from './schema.ts';
import { needsSnapshot, openSnapshot, writeSnapshot } from './snapshot.ts';

let db: CacheDatabase;
let seq = 0;
beforeEach(() => {
  db = new CacheDatabase('cache', { indexedDB: new IDBFactory(), IDBKeyRange });
});

/** One page into bucket A, from wherever the cache stands, and its rows into the builder. */
async function take(builder: IndexBuilder | null, rows: [Entity, string, object | null][]): Promise<void> {
  seq += 1;
  const ops = rows.map(([entity, id, row]): Operation =>
    row === null
      ? [entity, id, String(seq), '1', true]
      : [entity, id, String(seq), '1', false, row as Record<string, unknown>],
  );
  const stored = await db.buckets.get('A');
  const to = { seq: String(seq), op: '9', base: '1' };
  const page: PullResponse = {
    epoch: 'e',
    seq: String(seq),
    server_time: '',
    complete: true,
    bucket_set: ['A'],
    buckets: [{ bucket: 'A', reset: !stored, from: to, to, more: false, ops }],
    last_n: 0,
  };
  const heads = await RowHeads.open(db);
  const cursors: PageBasis['cursors'] = stored?.cursor ? { A: stored.cursor } : {};
  const basis = { epoch: stored ? 'e' : null, cursors };
  const applied = await new PageStore(db, heads).store(await sealPage(plainCodec, page), basis, page).applied;
  if (applied.kind === 'dropped') throw new Error('dropped');
  const { removed } = await completeCheckpoint(db, heads, page);
  for (const { entity, id, row } of applied.rows) builder?.put(entity, id, row as never);
  for (const { entity, id } of removed) builder?.remove(entity, id);
}

const rowsOf = (number: number, change: object = {}): [Entity, string, object][] => {
  const { customer, ledger, balance, interactions } = sampleCustomer(number);
  const id = customer.customerCode;
  return [
    ['customer', id, { ...customer, ...change }],
    ['ledger', id, ledger],
    ['balance', id, balance],
    ...interactions.map((row): [Entity, string, object] => ['interaction', row.interactionId, row]),
  ];
};
const numbers = Array.from({ length: 60 }, (_, i) => i + 1);

const someNote = numbers.flatMap((number) => sampleCustomer(number).interactions)[0]!;

async function begin(): Promise<IndexBuilder> {
  const builder = new IndexBuilder();
  await take(
    builder,
    numbers.flatMap((number) => rowsOf(number)),
  );
  builder.takeUpdate();
  await writeSnapshot(db, plainCodec, builder);
  return builder;
}

/** What an index shows, whatever order it was built in. */
function shown(builder: IndexBuilder): string[] {
  const { segments } = (builder.takeUpdate(), builder.snapshot()!);
  const fresh = new IndexBuilder();
  fresh.adopt(segments, builder.snapshot()!.interactions);
  return segments
    .flatMap((segment) =>
      segment.codes.blob
        .slice(0, -1)
        .split('\n')
        .map((code, row) =>
          JSON.stringify([
            code,
            segment.names.blob.split('\n')[row],
            segment.mean[row],
            segment.arrears[row],
            segment.happenedAt[row],
            segment.nextOn[row],
            builder.interactionsOf(code).sort(),
          ]),
        ),
    )
    .sort();
}

async function expectAsRebuilt(): Promise<void> {
  const opened = new IndexBuilder();
  expect(await openSnapshot(db, plainCodec, opened)).toBe(true);
  const rebuilt = new IndexBuilder();
  expect(await buildIndex(db, plainCodec, rebuilt)).toEqual([]);
  expect(shown(opened)).toEqual(shown(rebuilt));
}

describe('the snapshot of the index', () => {
  it('shows after a restart what reading every row would show', async () => {
    await begin();
    await expectAsRebuilt();
  });

  it('is brought up to date with every row that changed, came or went after it was made', async () => {
    const builder = await begin();
    const note = {
      ...someNote,
      interactionId: 'new',
      customerCode: 'KH0000000003',
      happenedAt: '2027-01-01T00:00:00Z',
    };
    await take(builder, rowsOf(3, { name: '改了' }));
    await take(builder, [['interaction', 'new', note], ['customer', 'KH0000000004', null], ...rowsOf(61)]);
    await take(null, rowsOf(62));
    expect(await needsSnapshot(db, 0)).toBe(true);
    expect(await needsSnapshot(db, 1000)).toBe(false);
    await expectAsRebuilt();
  });

  it('goes on from a snapshot as from rows: changed, added and removed customers', async () => {
    await begin();
    const opened = new IndexBuilder();
    await openSnapshot(db, plainCodec, opened);
    opened.takeUpdate();
    await take(opened, [
      ...rowsOf(70),
      ...rowsOf(5, { name: '新名' }),
      ['customer', 'KH0000000006', null],
      ['ledger', 'KH0000000006', null],
      ['balance', 'KH0000000006', null],
      ...rowsOf(6)
        .slice(3)
        .map(([e, id]): [Entity, string, null] => [e, id, null]),
    ]);
    const rebuilt = new IndexBuilder();
    await buildIndex(db, plainCodec, rebuilt);
    expect(shown(opened)).toEqual(shown(rebuilt));
  });

  it('keeps figures and notes that came before their customer', async () => {
    const builder = await begin();
    const [customer, ...figures] = rowsOf(80);
    const note = {
      ...someNote,
      interactionId: 'early',
      customerCode: 'KH0000000080',
    };
    await take(builder, [...figures, ['interaction', 'early', note]]);
    await writeSnapshot(db, plainCodec, builder);
    await take(null, [customer!]);
    await expectAsRebuilt();
  });

  it('is not made while changes were not shown', async () => {
    const builder = await begin();
    builder.put('customer', 'KH0000000001', sampleCustomer(1).customer);
    expect(builder.snapshot()).toBeNull();
  });

  it('of another version of the client is not opened, and another is made', async () => {
    await begin();
    expect(await needsSnapshot(db, 0)).toBe(false);
    await db.meta.put({ key: 'snapshot', value: { format: 0, parts: 2 } });
    expect(await openSnapshot(db, plainCodec, new IndexBuilder())).toBe(false);
    expect(await needsSnapshot(db, 1000)).toBe(true);
  });

  it('is dropped when very much changes', async () => {
    await begin();
    await take(null, Array.from({ length: 400 }, (_, i) => rowsOf(100 + i)).flat());
    expect(await needsSnapshot(db, 1_000_000)).toBe(true);
    expect(await openSnapshot(db, plainCodec, new IndexBuilder())).toBe(false);
  });

  it('[C3] rows that vanished or changed behind its back are found by counting', async () => {
    await begin();
    const row = await db.rows('customer').get('KH0000000007');
    await db.rows('customer').put({ ...row!, seq: '999' });
    const builder = new IndexBuilder();
    expect(await openSnapshot(db, plainCodec, builder)).toBe(true);
    const audit = await auditRows(db, new AbortController().signal, builder);
    expect(audit).toEqual({ damaged: ['A'], ghosts: [] });
    expect((await db.buckets.get('A'))?.cursor).toBeNull();
  });

  it('[C3] what it shows of rows that vanished is found, and not shown by the next start either', async () => {
    await begin();
    await db.rows('customer').delete('KH0000000007');
    const builder = new IndexBuilder();
    expect(await openSnapshot(db, plainCodec, builder)).toBe(true);
    const { ghosts } = await auditRows(db, new AbortController().signal, builder);
    expect(ghosts).toEqual([{ entity: 'customer', id: 'KH0000000007' }]);
    const next = new IndexBuilder();
    expect(await openSnapshot(db, plainCodec, next)).toBe(true);
    expect((await auditRows(db, new AbortController().signal, next)).ghosts).toEqual([]);
  });
});

describe('packing', () => {
  it('gives back what was packed', () => {
    const value = {
      text: '黄秀\n'.repeat(400),
      short: '短',
      nested: { ends: Uint32Array.of(1, 2, 3), empty: new Uint16Array(0) },
      figures: Float64Array.of(1.5, Number.NaN, -1),
      bytes: Uint8Array.of(7),
      days: Int32Array.of(-1, 20_777),
      list: ['a', 'b'],
    };
    expect(unpack(pack(value))).toEqual(value);
    const shifted = new Uint8Array(pack(value).length + 3);
    shifted.set(pack(value), 3);
    expect(unpack(shifted.subarray(3))).toEqual(value);
  });
});
