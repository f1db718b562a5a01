import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { CACHE_VERSION, CacheDatabase } from './schema.ts';

it('keeps the rows and the place of a cache that was made before roll-ups and requests had tables', async () => {
  const options = { indexedDB: new IDBFactory(), IDBKeyRange };
  const old = new Dexie('cache', options);
  old.version(1).stores({
    customer: 'id',
    ledger: 'id',
    balance: 'id',
    interaction: 'id',
    orgUnit: 'id',
    freshness: 'id',
    buckets: 'bucket',
    removes: '++key',
    marks: 'key',
    snapshots: 'at',
    touched: 'key',
    meta: 'key',
  });
  const row = { bucket: 'community:A', entity: 'customer', id: 'KH1', seq: '7', body: new Uint8Array([1]) };
  const bucket = { bucket: 'community:A', cursor: null, complete: true, sweeping: false, n: 1, h: 9 };
  await old.table('customer').put(row);
  await old.table('buckets').put(bucket);
  await old.table('meta').put({ key: 'epoch', value: 'e' });
  old.close();

  const db = new CacheDatabase('cache', options);
  await db.open();
  expect(db.verno).toBe(CACHE_VERSION);
  expect(await db.rows('customer').toArray()).toEqual([row]);
  expect(await db.buckets.toArray()).toEqual([bucket]);
  expect(await db.meta.toArray()).toEqual([{ key: 'epoch', value: 'e' }]);
  expect(await db.rows('rollup').toArray()).toEqual([]);
  expect(await db.rows('reassignment').toArray()).toEqual([]);
  expect(await db.rows('savedView').toArray()).toEqual([]);
  expect(await db.rows('access').toArray()).toEqual([]);
  db.close();
});
