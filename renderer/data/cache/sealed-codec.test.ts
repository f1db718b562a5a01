import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import type { CachedRow } from './codec.ts';
import { openCache } from './open-cache.ts';
import { writeMeta } from './meta.ts';
import { CacheDatabase } from './schema.ts';
import { sealedCodec } from './sealed-codec.ts';

const keyOf = (byte: number) => new Uint8Array(32).fill(byte);
const row = (id: string, name: string) => ({ entity: 'customer' as const, id, seq: '7', row: { name } });

describe('the sealed codec', () => {
  it('[C13] gives rows back in their order, and leaves nothing of them to be read', async () => {
    const codec = await sealedCodec(keyOf(1));
    const rows = [row('a', '南宁甲公司'), row('b', '南宁乙公司')];
    const bodies = await codec.encode(rows);
    const kept = rows.map(({ row: _row, ...head }, at): CachedRow => ({
      ...head,
      bucket: 'A',
      body: bodies[at]!,
    }));
    expect(await codec.decode(kept)).toEqual(rows.map((one) => JSON.stringify(one.row)));
    for (const { body } of kept) expect(Buffer.from(body as Uint8Array).includes('公司')).toBe(false);
    // A body in the place of another one, of another commit, or under another key is none.
    const [first, second] = kept as [CachedRow, CachedRow];
    const swapped = [
      { ...first, body: second.body },
      { ...first, seq: '8' },
    ];
    expect(await codec.decode(swapped)).toEqual([null, null]);
    expect(await (await sealedCodec(keyOf(2))).decode(kept)).toEqual([null, null]);
  });

  it('seals bytes that are no rows', async () => {
    const codec = await sealedCodec(keyOf(1));
    const bytes = new Uint8Array([1, 2, 3]);
    const sealed = await codec.seal(bytes, 'part 1');
    expect([...(await codec.open(sealed, 'part 1'))]).toEqual([1, 2, 3]);
    await expect(codec.open(sealed, 'part 2')).rejects.toThrow();
  });
});

describe('a cache and its key', () => {
  const storage = () => ({ indexedDB: new IDBFactory(), IDBKeyRange });
  const opened = async (around: ReturnType<typeof storage>, key: number) =>
    openCache({
      name: 'cache',
      storage: around,
      notes: { cacheWasKept: () => Promise.resolve(true), rememberCache: () => Promise.resolve() },
      marker: 'm',
      codec: await sealedCodec(keyOf(key)),
      watch: {},
    });

  it('[C13] seals what an earlier version left in the clear, and keeps it', async () => {
    const around = storage();
    const old = new CacheDatabase('cache', around);
    await writeMeta(old, 'marker', 'm');
    await writeMeta(old, 'snapshot', { format: 3, parts: 1 });
    await old.snapshots.put({ at: 0, body: new TextEncoder().encode('南宁甲公司') });
    const clear = Array.from({ length: 2500 }, (_, at) => ({
      bucket: 'A',
      entity: 'customer' as const,
      id: `KH${String(at).padStart(5, '0')}`,
      seq: '3',
      body: JSON.stringify({ name: `南宁甲公司${at}` }),
    }));
    await old.rows('customer').bulkPut(clear);
    old.close();
    const { db, lost } = await opened(around, 1);
    expect(lost).toBeNull();
    const rows = await db.rows('customer').toArray();
    expect(rows.every(({ body }) => typeof body !== 'string')).toBe(true);
    expect(await (await sealedCodec(keyOf(1))).decode(rows)).toEqual(clear.map(({ body }) => body));
    expect(await db.snapshots.count()).toBe(0);
    db.close();
    const again = await opened(around, 1);
    expect([again.lost, await again.db.rows('customer').count()]).toEqual([null, 2500]);
    again.db.close();
  });

  it('[C13] is emptied where its key is lost, to be downloaded again', async () => {
    const around = storage();
    const first = await opened(around, 1);
    expect(first.lost).toBe('missing');
    await first.db.rows('customer').put({ bucket: 'A', entity: 'customer', id: 'KH1', seq: '1', body: 'x' });
    first.db.close();
    const second = await opened(around, 2);
    expect([second.lost, await second.db.rows('customer').count()]).toEqual(['keyLost', 0]);
    second.db.close();
  });
});
