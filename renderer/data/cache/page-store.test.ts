import fc from 'fast-check';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PullResponse } from '../../../shared/sync/protocol.ts';
import type { Change } from '../../test-support/made-download.ts';
import type { PageBasis } from './schema.ts';
import { anyDownload, at, download } from '../../test-support/made-download.ts';
import { plainCodec } from './codec.ts';
import { mergePages } from './merge-pages.ts';
import { PageStore, sealPage } from './page-store.ts';
import { RowHeads } from './row-heads.ts';
import { CacheDatabase } from './schema.ts';

const open = (): CacheDatabase => new CacheDatabase('cache', { indexedDB: new IDBFactory(), IDBKeyRange });

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
