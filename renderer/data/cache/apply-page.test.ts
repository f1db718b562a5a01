import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Entity } from '../../../shared/domain/rows.ts';
import type { BucketPage, Cursor, Operation, PullResponse } from '../../../shared/sync/protocol.ts';
import type { PageBasis } from './schema.ts';
import { addHash, rowHash } from '../../../shared/sync/checksum.ts';
import { PageStore, sealPage } from './page-store.ts';
import { keepArrival, recallArrivals } from './arrivals.ts';
import { beginEpoch, completeCheckpoint } from './checkpoint.ts';
import { plainCodec } from './codec.ts';
import { RowHeads } from './row-heads.ts';
import { CacheDatabase } from './schema.ts';

let db: CacheDatabase;
let heads: RowHeads;
beforeEach(async () => {
  db = new CacheDatabase('cache', { indexedDB: new IDBFactory(), IDBKeyRange });
  heads = await RowHeads.open(db);
});

const at = (seq: number, base = seq): Cursor => ({ seq: String(seq), op: '9', base: String(base) });
const put = (id: string, seq: number, entity: Entity = 'customer'): Operation => [
  entity,
  id,
  String(seq),
  '1',
  false,
  { customerCode: id, at: seq },
];
const gone = (id: string, seq: number, entity: Entity = 'customer'): Operation => [
  entity,
  id,
  String(seq),
  '2',
  true,
];
const bucket = (name: string, to: number, ops: Operation[], more: Partial<BucketPage> = {}): BucketPage => ({
  bucket: name,
  reset: false,
  from: at(0),
  to: at(to),
  more: false,
  ops,
  ...more,
});
const answer = (seq: number, buckets: BucketPage[], set = ['A', 'B'], epoch = 'e1'): PullResponse => ({
  epoch,
  seq: String(seq),
  server_time: `2026-11-20T10:00:${String(seq % 60).padStart(2, '0')}+08:00`,
  complete: buckets.every((page) => !page.more),
  bucket_set: set,
  buckets,
  last_n: 0,
});
const basis = async (): Promise<PageBasis> => {
  const cursors: Record<string, Cursor> = {};
  for (const row of await db.buckets.toArray()) if (row.cursor) cursors[row.bucket] = row.cursor;
  return { epoch: ((await db.meta.get('epoch'))?.value as string | undefined) ?? null, cursors };
};
const applyPage = async (asked: PageBasis, page: PullResponse, arrival: number | null = null) =>
  new PageStore(db, heads).store(await sealPage(plainCodec, page), asked, page, arrival).applied;
const apply = async (page: PullResponse) => applyPage(await basis(), page);
const stored = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await db.rows('customer').toArray()).map((row) => [row.id, `${row.bucket}@${row.seq}`]),
  );
/** n and h as the server would say them of rows like `customer|KH1|3`. */
const sums = (rows: [string, number][]) => ({
  n: rows.length,
  h: rows.reduce((sum, [id, seq]) => addHash(sum, rowHash('customer', id, String(seq))), 0),
});
const checkpoint = (page: PullResponse) => completeCheckpoint(db, heads, page);
const first = () =>
  apply(
    answer(5, [
      bucket('A', 5, [put('x', 3), put('y', 4)], { reset: true }),
      bucket('B', 5, [], { reset: true }),
    ]),
  );

describe('applying a page', () => {
  it('[C1] puts rows and moves cursors together', async () => {
    await first();
    expect(await stored()).toEqual({ x: 'A@3', y: 'A@4' });
    expect((await db.buckets.get('A'))?.cursor).toEqual(at(5));
    expect(await db.rows('customer').get('x')).toEqual({
      bucket: 'A',
      entity: 'customer',
      id: 'x',
      seq: '3',
      body: '{"customerCode":"x","at":3}',
    });
  });

  it('[C1] drops a page that was asked for from other cursors, or in another epoch', async () => {
    const old = await basis();
    await first();
    const page = answer(9, [bucket('A', 9, [put('z', 9)])]);
    expect(await applyPage(old, page)).toEqual({ kind: 'dropped' });
    const stale = { ...(await basis()), epoch: 'e0' };
    expect(await applyPage(stale, page)).toEqual({ kind: 'dropped' });
    expect(await apply(answer(9, page.buckets, ['A', 'B'], 'e2'))).toEqual({ kind: 'dropped' });
    expect(Object.keys(await stored())).toEqual(['x', 'y']);
    expect((await db.buckets.get('A'))?.cursor).toEqual(at(5));
  });

  it('[C1] a page that fails half-way leaves nothing behind', async () => {
    await first();
    const unclonable = [
      'customer',
      'z',
      '9',
      '1',
      false,
      {
        toJSON: () => {
          throw new Error('no');
        },
      },
    ] as unknown as Operation;
    await expect(apply(answer(9, [bucket('A', 9, [put('w', 8), unclonable])]))).rejects.toThrow('no');
    expect(Object.keys(await stored())).toEqual(['x', 'y']);
    expect((await db.buckets.get('A'))?.cursor).toEqual(at(5));
    await apply(answer(9, [bucket('A', 9, [put('w', 8)])]));
    expect(await db.buckets.get('A')).toMatchObject(
      sums([
        ['x', 3],
        ['y', 4],
        ['w', 8],
      ]),
    );
  });

  it('[C1] [C12] a page that was kept waits no more once its rows are stored, and goes on waiting where it is dropped', async () => {
    const asked = await basis();
    const page = answer(9, [bucket('A', 9, [put('z', 9)], { reset: true })]);
    const at = await keepArrival(db, plainCodec, { basis: asked, page });
    expect(await recallArrivals(db, plainCodec)).toEqual([{ at, basis: asked, page }]);
    const elsewhere = { ...asked, epoch: 'e0' };
    expect(await applyPage(elsewhere, page, at)).toEqual({ kind: 'dropped' });
    expect(await recallArrivals(db, plainCodec)).toHaveLength(1);
    expect((await applyPage(asked, page, at)).kind).toBe('applied');
    expect(await recallArrivals(db, plainCodec)).toEqual([]);
    expect(await db.arrivals.count()).toBe(0);
    expect(await stored()).toEqual({ z: 'A@9' });
  });

  it('[C2] removes wait for a complete answer, and spare a row that has moved on', async () => {
    await first();
    await apply(answer(8, [bucket('A', 8, [gone('x', 7), gone('y', 8)]), bucket('B', 8, [put('x', 7)])]));
    expect(await stored()).toEqual({ x: 'B@7', y: 'A@4' });
    const page = answer(8, [bucket('A', 8, [], sums([])), bucket('B', 8, [], sums([['x', 7]]))]);
    expect(await checkpoint(page)).toMatchObject({
      removed: [{ entity: 'customer', id: 'y' }],
      mismatched: [],
    });
    expect(await stored()).toEqual({ x: 'B@7' });
  });

  it('[C2] a removal of a row that has vanished is told all the same, for a list may still show it', async () => {
    await first();
    await checkpoint(answer(5, []));
    await db.rows('customer').delete('x');
    const page = answer(7, [bucket('A', 7, [gone('x', 6)])]);
    await apply(page);
    expect((await checkpoint(page)).removed).toEqual([{ entity: 'customer', id: 'x' }]);
  });

  it('[C2] a move is never absent and never double, whichever bucket comes first', async () => {
    await first();
    await apply(answer(7, [bucket('B', 7, [put('x', 7)])]));
    expect((await stored())['x']).toBe('B@7');
    await apply(answer(8, [bucket('A', 8, [gone('x', 7)])]));
    const page = answer(8, [bucket('A', 8, [], sums([['y', 4]])), bucket('B', 8, [], sums([['x', 7]]))]);
    expect((await checkpoint(page)).mismatched).toEqual([]);
    expect((await stored())['x']).toBe('B@7');
  });

  it('[C2] a row that was removed and came back in the same bucket stays', async () => {
    await first();
    await apply(answer(9, [bucket('A', 9, [gone('x', 6), put('x', 8)])]));
    await checkpoint(answer(9, []));
    expect((await stored())['x']).toBe('A@8');
  });

  it('an older state of a row never replaces a newer one', async () => {
    await first();
    await apply(answer(12, [bucket('A', 12, [put('x', 10)])]));
    await apply(answer(13, [bucket('B', 13, [put('x', 9)])]));
    expect((await stored())['x']).toBe('A@10');
    expect(await db.buckets.get('A')).toMatchObject(
      sums([
        ['x', 10],
        ['y', 4],
      ]),
    );
    expect(await db.buckets.get('B')).toMatchObject(sums([]));
  });

  it('[C3] a bucket sent from zero is swept of what was not sent, and only when it is complete', async () => {
    await first();
    await apply(answer(20, [bucket('A', 11, [put('x', 3)], { reset: true, more: true })]));
    expect(await stored()).toEqual({ x: 'A@3', y: 'A@4' });
    expect((await checkpoint(answer(20, []))).removed).toEqual([]);
    await apply(answer(20, [bucket('A', 20, [put('z', 15)])]));
    const done = await checkpoint(
      answer(20, [
        bucket(
          'A',
          20,
          [],
          sums([
            ['x', 3],
            ['z', 15],
          ]),
        ),
      ]),
    );
    expect(done).toMatchObject({
      removed: [{ entity: 'customer', id: 'y' }],
      mismatched: [],
      verifiedRows: 2,
    });
    expect(await stored()).toEqual({ x: 'A@3', z: 'A@15' });
    expect(await db.marks.count()).toBe(0);
  });

  it('[C3] a download from zero that begins again counts nothing twice', async () => {
    await first();
    await apply(answer(20, [bucket('A', 11, [put('x', 3)], { reset: true, more: true })]));
    await apply(answer(25, [bucket('A', 25, [put('x', 3), put('y', 4)], { reset: true })]));
    const done = await checkpoint(
      answer(25, [
        bucket(
          'A',
          25,
          [],
          sums([
            ['x', 3],
            ['y', 4],
          ]),
        ),
      ]),
    );
    expect(done.mismatched).toEqual([]);
    expect(await stored()).toEqual({ x: 'A@3', y: 'A@4' });
  });

  it('[C3] [C7] rows of a bucket that is no longer mine go, and nothing else', async () => {
    await apply(
      answer(5, [
        bucket('A', 5, [put('x', 3)], { reset: true }),
        bucket('B', 5, [put('y', 4), put('y', 4, 'ledger')], { reset: true }),
      ]),
    );
    const done = await checkpoint(answer(6, [bucket('A', 5, [], sums([['x', 3]]))], ['A']));
    expect(done.removed).toEqual([
      { entity: 'customer', id: 'y' },
      { entity: 'ledger', id: 'y' },
    ]);
    expect(await stored()).toEqual({ x: 'A@3' });
    expect(await db.buckets.toCollection().primaryKeys()).toEqual(['A']);
  });

  it("[C3] other sums than the server's drop the cursor, and the next download heals", async () => {
    await first();
    const truth: [string, number][] = [
      ['x', 3],
      ['y', 4],
      ['lost', 2],
    ];
    const bad = await checkpoint(answer(5, [bucket('A', 5, [], sums(truth)), bucket('B', 5, [], sums([]))]));
    expect(bad).toMatchObject({ mismatched: ['A'], verifiedBuckets: 1 });
    expect(bad.buckets).toEqual([
      { bucket: 'A', rows: 2, verified: false },
      { bucket: 'B', rows: 0, verified: true },
    ]);
    expect((await db.meta.get('verifiedAt'))?.value).toBeUndefined();
    expect(await stored()).toEqual({ x: 'A@3', y: 'A@4' });
    expect((await basis()).cursors).not.toHaveProperty('A');
    await apply(answer(6, [bucket('A', 6, [put('x', 3), put('y', 4), put('lost', 2)], { reset: true })]));
    const good = await checkpoint(answer(6, [bucket('A', 6, [], sums(truth)), bucket('B', 5, [], sums([]))]));
    expect(good).toMatchObject({ mismatched: [], removed: [], verifiedBuckets: 2, verifiedRows: 3 });
  });

  it('[S9] a new epoch keeps the rows, clears cursors, and takes lower seqs', async () => {
    await first();
    await beginEpoch(db, 'e2');
    expect(await stored()).toEqual({ x: 'A@3', y: 'A@4' });
    expect((await basis()).cursors).toEqual({});
    await apply(
      answer(
        2,
        [bucket('A', 2, [put('x', 1)], { reset: true }), bucket('B', 2, [], { reset: true })],
        ['A', 'B'],
        'e2',
      ),
    );
    const page = answer(
      2,
      [bucket('A', 2, [], sums([['x', 1]])), bucket('B', 2, [], sums([]))],
      ['A', 'B'],
      'e2',
    );
    expect((await checkpoint(page)).mismatched).toEqual([]);
    expect(await stored()).toEqual({ x: 'A@1' });
  });
});
