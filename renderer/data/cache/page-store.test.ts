import fc from 'fast-check';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { BucketPage, Cursor, Operation, PullResponse } from '../../../shared/sync/protocol.ts';
import type { PageBasis } from './schema.ts';
import { plainCodec } from './codec.ts';
import { mergePages } from './merge-pages.ts';
import { PageStore, sealPage } from './page-store.ts';
import { RowHeads } from './row-heads.ts';
import { CacheDatabase } from './schema.ts';

const BUCKETS = ['A', 'B', 'C'];
const at = (seq: number): Cursor => ({ seq: String(seq), op: '9', base: String(seq) });

const open = (): CacheDatabase => new CacheDatabase('cache', { indexedDB: new IDBFactory(), IDBKeyRange });

/** A row of a page: which customer, in which bucket, and whether it leaves that. */
interface Change {
  customer: number;
  bucket: string;
  deleted: boolean;
}

/** Pages as one download brings them: seqs rise, and a bucket is begun by the first page that has it. */
function download(changes: readonly (readonly Change[])[]): { basis: PageBasis; page: PullResponse }[] {
  const cursors: Record<string, Cursor> = {};
  let epoch: string | null = null;
  let seq = 0;
  return changes.map((own) => {
    const basis = { epoch, cursors: { ...cursors } };
    const ops = new Map<string, Operation[]>();
    for (const { customer, bucket, deleted } of own) {
      seq += 1;
      const op = ['customer', `K${customer}`, String(seq), '1', deleted];
      ops.set(bucket, [...(ops.get(bucket) ?? []), (deleted ? op : [...op, { at: seq }]) as Operation]);
    }
    const buckets = [...ops].map(([bucket, own]): BucketPage => {
      const from = cursors[bucket];
      cursors[bucket] = at(seq);
      return { bucket, reset: from === undefined, from: from ?? at(0), to: at(seq), more: true, ops: own };
    });
    epoch = 'e1';
    const page = {
      epoch,
      seq: String(seq),
      server_time: '',
      complete: false,
      bucket_set: BUCKETS,
      buckets,
      last_n: 0,
    };
    return { basis, page };
  });
}

/** Everything that a page decides of the tables. */
async function contents(db: CacheDatabase): Promise<unknown> {
  const removes = await db.removes.toArray();
  return {
    rows: await db.rows('customer').toArray(),
    buckets: await db.buckets.toArray(),
    removes: removes.map(({ bucket, id, seq }) => [bucket, id, seq].join(' ')).sort(),
    marks: await db.marks.toArray(),
    meta: await db.meta.toArray(),
  };
}

let db: CacheDatabase;
let pages: PageStore;
beforeEach(async () => {
  db = open();
  pages = new PageStore(db, await RowHeads.open(db));
});
const store = async (one: { basis: PageBasis; page: PullResponse }) =>
  pages.store(await sealPage(plainCodec, one.page), one.basis, one.page);
const change = (customer: number, bucket: string, deleted = false): Change => ({ customer, bucket, deleted });

describe('pages that are begun before the one before them is stored', () => {
  it('[C1] [C3] come to what they come to one after the other, and as one page', async () => {
    const anyChange = fc.record({
      customer: fc.nat(7),
      bucket: fc.constantFrom(...BUCKETS),
      deleted: fc.boolean(),
    });
    const anyDownload = fc.array(fc.array(anyChange, { maxLength: 6 }), { minLength: 2, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(anyDownload, async (changes) => {
        const came = download(changes);
        const [together, apart, merged] = [open(), open(), open()];
        const one = new PageStore(together, await RowHeads.open(together));
        const storing = [];
        for (const { basis, page } of came)
          storing.push(one.store(await sealPage(plainCodec, page), basis, page));
        const applied = await Promise.all(storing.map((each) => each.applied));
        expect(applied.map(({ kind }) => kind)).toEqual(came.map(() => 'applied'));
        for (const { basis, page } of came) {
          // One that has stored nothing yet foresees nothing: it asks the tables.
          const fresh = new PageStore(apart, await RowHeads.open(apart));
          await fresh.store(await sealPage(plainCodec, page), basis, page).applied;
        }
        const whole = mergePages(came);
        const last = new PageStore(merged, await RowHeads.open(merged));
        await last.store(await sealPage(plainCodec, whole.page), whole.basis, whole.page).applied;
        const expected = await contents(apart);
        expect(await contents(together)).toEqual(expected);
        expect(await contents(merged)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('[C1] nothing of a page is stored where another has moved the cache under it', async () => {
    const [first, second] = download([[change(1, 'A')], [change(2, 'A')]]) as [never, never];
    await (
      await store(first)
    ).applied;
    await db.buckets.update('A', { cursor: at(77) });
    expect(await (await store(second)).applied).toEqual({ kind: 'dropped' });
    expect(await db.rows('customer').toCollection().primaryKeys()).toEqual(['K1']);
  });

  it('[C1] a page that fails takes along what was begun on top of it, and the tables are asked from then on', async () => {
    const [first, second, third] = download([[change(1, 'A')], [change(2, 'A')], [change(3, 'A')]]) as [
      { basis: PageBasis; page: PullResponse },
      { basis: PageBasis; page: PullResponse },
      { basis: PageBasis; page: PullResponse },
    ];
    await (
      await store(first)
    ).applied;
    const unstorable = new Map([['customer|K2|2', (() => undefined) as never]]);
    const failing = pages.store(unstorable, second.basis, second.page);
    const onTop = pages.store(await sealPage(plainCodec, third.page), third.basis, third.page);
    await expect(failing.applied).rejects.toThrow();
    expect(await onTop.applied).toEqual({ kind: 'dropped' });
    await failing.taken;
    await onTop.taken;
    expect(await db.rows('customer').toCollection().primaryKeys()).toEqual(['K1']);
    expect((await (await store(second)).applied).kind).toBe('applied');
    expect((await (await store(third)).applied).kind).toBe('applied');
    expect(await db.buckets.get('A')).toMatchObject({ n: 3, cursor: at(3) });
  });
});
