import fc from 'fast-check';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import type { Cursor, PullResponse } from '../../../shared/sync/protocol.ts';
import type { Change } from '../../test-support/made-download.ts';
import type { CachedRow } from './codec.ts';
import { addHash, rowHash } from '../../../shared/sync/checksum.ts';
import { anyDownload, at, BUCKETS, download } from '../../test-support/made-download.ts';
import { completeCheckpoint } from './checkpoint.ts';
import { plainCodec } from './codec.ts';
import { PageStore, sealPage } from './page-store.ts';
import { RowHeads } from './row-heads.ts';
import { CacheDatabase } from './schema.ts';
import { SumsAhead } from './sums-ahead.ts';

const open = (): CacheDatabase => new CacheDatabase('cache', { indexedDB: new IDBFactory(), IDBKeyRange });

/** What a server says at the end that has exactly these rows, of whoever asks from here. */
const answerOf = (rows: readonly CachedRow[], cursors: Record<string, Cursor> = {}): PullResponse => ({
  epoch: 'e1',
  seq: '99',
  server_time: '2026-11-20T10:00:00+08:00',
  complete: true,
  bucket_set: BUCKETS,
  buckets: BUCKETS.map((bucket) => {
    const own = rows.filter((row) => row.bucket === bucket);
    const h = own.reduce((sum, { entity, id, seq }) => addHash(sum, rowHash(entity, id, seq)), 0);
    const from = cursors[bucket];
    const reset = from === undefined;
    return { bucket, reset, from: from ?? at(0), to: at(99), more: false, ops: [], n: own.length, h };
  }),
  last_n: 0,
});

/** One pull tells of a customer that left two buckets: the sum is that of the bucket in which he is. */
const twoRemoves: Change[][] = [
  [{ customer: 7, bucket: 'A', deleted: true }],
  [{ customer: 7, bucket: 'B', deleted: false }],
  [{ customer: 7, bucket: 'B', deleted: true }],
];

describe('what a first download will come to', () => {
  it('[C3] [C12] is what the checkpoint finds in the tables, before a row is in them', async () => {
    let agreed = 0;
    await fc.assert(
      fc.asyncProperty(anyDownload, async (changes) => {
        const came = download(changes);
        const db = open();
        const heads = await RowHeads.open(db);
        const ahead = await SumsAhead.begin(db, heads);
        const cursors: Record<string, Cursor> = {};
        for (const { page } of came) {
          ahead.came(page);
          for (const { bucket, to } of page.buckets) cursors[bucket] = to;
        }
        const last = answerOf([], cursors);
        ahead.came(last);

        const store = new PageStore(db, heads);
        for (const { basis, page } of [...came, { basis: { epoch: 'e1', cursors }, page: last }])
          await store.store(await sealPage(plainCodec, page), basis, page).applied;
        const before = await db.rows('customer').toArray();
        // Without sums it compares nothing, and removes what is to be removed.
        const unsaid = answerOf([]);
        for (const bucket of unsaid.buckets) delete bucket.n;
        await completeCheckpoint(db, heads, unsaid);
        const rows = await db.rows('customer').toArray();

        const answer = answerOf(rows);
        const foreseen = ahead.verify(answer);
        const { removed: _, ...found } = await completeCheckpoint(db, heads, answer);
        expect(found).toMatchObject({ mismatched: [], verifiedRows: rows.length });
        // One that came in an older state after a newer one: nothing is foreseen.
        expect(foreseen === null).toBe(ahead.buckets === null);
        if (foreseen === null) return;
        agreed += 1;
        expect(foreseen).toMatchObject(found);
        const gone = before.filter(({ id }) => !rows.some((row) => row.id === id));
        expect(foreseen.removed.map(({ id }) => id).sort()).toEqual(gone.map(({ id }) => id).sort());

        const [first] = answer.buckets;
        first!.h = addHash(first!.h!, 1);
        expect(ahead.verify(answer)).toBeNull();
      }),
      { numRuns: 80, examples: [[twoRemoves]] },
    );
    expect(agreed).toBeGreaterThan(10);
  });

  it('[C3] is not told where rows would have to be read back, or came in an older state after a newer one', async () => {
    const [first, second] = download([
      [{ customer: 1, bucket: 'A', deleted: false }],
      [{ customer: 1, bucket: 'B', deleted: false }],
    ]);
    const crossed = await SumsAhead.begin(open(), await RowHeads.open(open()));
    crossed.came(second!.page);
    crossed.came(first!.page);
    expect(crossed.buckets).toBeNull();

    const db = open();
    await db.rows('customer').put({ bucket: 'A', entity: 'customer', id: 'K9', seq: '1', body: '{}' });
    const held = await SumsAhead.begin(db, await RowHeads.open(db));
    held.came(first!.page);
    expect(held.buckets).toBeNull();
    expect(held.verify(answerOf([]))).toBeNull();
  });

  it('[C7] is not told while rows are here of a bucket that is not mine any more', async () => {
    const [only] = download([[{ customer: 1, bucket: 'A', deleted: false }]]);
    const ahead = await SumsAhead.begin(open(), await RowHeads.open(open()));
    ahead.came(only!.page);
    const answer = answerOf([]);
    answer.bucket_set = ['B', 'C'];
    answer.buckets = [];
    expect(ahead.verify(answer)).toBeNull();
  });
});
