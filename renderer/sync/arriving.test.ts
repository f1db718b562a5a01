import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Operation, PullResponse } from '../../shared/sync/protocol.ts';
import type { RowCodec } from '../data/cache/codec.ts';
import { plainCodec } from '../data/cache/codec.ts';
import { OnTheWay } from '../data/cache/on-the-way.ts';
import { RowHeads } from '../data/cache/row-heads.ts';
import { CacheDatabase } from '../data/cache/schema.ts';
import { Arriving } from './arriving.ts';

const place = (seq: number) => ({ seq: String(seq), op: '9', base: '9' });

/** The first page of a bucket, with one customer. */
function pageOf(bucket: string, epoch: string | null) {
  const ops: Operation[] = [['customer', `in ${bucket}`, '1', '1', false, { customerCode: bucket }]];
  const page: PullResponse = {
    epoch: 'e1',
    seq: '9',
    server_time: '2026-11-20T10:00:00+08:00',
    complete: false,
    bucket_set: ['A', 'B'],
    buckets: [{ bucket, reset: true, from: place(0), to: place(1), more: true, ops }],
    last_n: 0,
  };
  return { basis: { epoch, cursors: {} }, page };
}

let db: CacheDatabase;
beforeEach(async () => {
  db = new CacheDatabase('cache', { indexedDB: new IDBFactory(), IDBKeyRange });
  await db.meta.put({ key: 'epoch', value: 'e1' });
});

const arriving = async (codec: RowCodec, patient: boolean): Promise<Arriving> =>
  new Arriving({
    db,
    codec,
    heads: await RowHeads.open(db),
    onTheWay: new OnTheWay(),
    signal: new AbortController().signal,
    patient,
    onStored: () => undefined,
    onDiscarded: () => Promise.resolve(),
  });

function heldBack(): { released: Promise<void>; release: () => void } {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  return { released, release };
}

/** Sealing a page takes as long as a test likes. */
function slowly(release: () => Promise<void>): RowCodec {
  let first = true;
  return {
    ...plainCodec,
    seal: async (...args) => {
      if (first) {
        first = false;
        await release();
      }
      return plainCodec.seal(...args);
    },
  };
}

describe('pages that come side by side', () => {
  it('[C12] are kept in the order in which they wait, however long one of them takes', async () => {
    const { released, release } = heldBack();
    const pages = await arriving(
      slowly(() => released),
      true,
    );
    const taken = [pages.take(pageOf('A', 'e1'), true), pages.take(pageOf('B', 'e1'), true)];
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await db.arrivals.count()).toBe(0);
    release();
    await Promise.all(taken);
    const recalled = await (await arriving(plainCodec, true)).recall();
    expect(recalled.flatMap(({ buckets }) => buckets.map(({ bucket }) => bucket))).toEqual(['A', 'B']);
  });

  it('[C12] are stored when they are kept, so that none is kept that nobody would store', async () => {
    const { released, release } = heldBack();
    const pages = await arriving(
      slowly(() => released),
      false,
    );
    const first = pages.take(pageOf('A', 'e1'), true);
    const second = pages.take(pageOf('B', 'e1'), false);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await db.rows('customer').count()).toBe(0);
    release();
    await Promise.all([first, second]);
    await pages.drain();
    expect(await db.rows('customer').toCollection().primaryKeys()).toEqual(['in A', 'in B']);
    expect(await db.arrivals.count()).toBe(0);
  });

  it('[C9] are stored also where one could not be kept', async () => {
    const noRoom = (): Promise<never> => Promise.reject(new DOMException('no room', 'QuotaExceededError'));
    const pages = await arriving(slowly(noRoom), true);
    const taken = [pages.take(pageOf('A', 'e1'), true), pages.take(pageOf('B', 'e1'), true)];
    await expect(taken[0]).rejects.toThrow('no room');
    await taken[1];
    await pages.drain();
    expect(await db.rows('customer').count()).toBe(2);
    expect(await db.arrivals.count()).toBe(0);
  });

  it('[C1] one that comes while others are found not to fit goes with them', async () => {
    const { released, release } = heldBack();
    const pages = await arriving(
      slowly(() => released),
      true,
    );
    await db.buckets.put({ bucket: 'B', cursor: place(7), complete: false, sweeping: false, n: 0, h: 0 });
    const moved = pages.take(pageOf('B', 'e1'), false);
    const late = pages.take(pageOf('A', 'e1'), true);
    await moved;
    const drained = expect(pages.drain()).rejects.toThrow('moved on');
    release();
    await Promise.all([late, drained]);
    expect(await db.arrivals.count()).toBe(0);
  });
});
