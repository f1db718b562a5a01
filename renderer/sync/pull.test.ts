import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, expect, it } from 'vitest';
import type { Operation, PullRequest, PullResponse } from '../../shared/sync/protocol.ts';
import type { Exchange } from './ports.ts';
import type { PutRow } from '../data/cache/apply-page.ts';
import type { BucketRow } from '../data/cache/schema.ts';
import { plainCodec } from '../data/cache/codec.ts';
import { readCustomers } from '../data/cache/read.ts';
import { RowHeads } from '../data/cache/row-heads.ts';
import { OnTheWay } from '../data/cache/on-the-way.ts';
import { CacheDatabase } from '../data/cache/schema.ts';
import { ProgressCount } from './progress.ts';
import { pullToCheckpoint } from './pull.ts';
import { TransportError } from './transport-error.ts';

let db: CacheDatabase;
let told: string[];
let stored: string[];
let verifiedAhead: number[];
let discarded: number;
let shown: Map<string, object>;
let onCame: (rows: readonly PutRow[]) => void;
beforeEach(() => {
  db = new CacheDatabase('cache', { indexedDB: new IDBFactory(), IDBKeyRange });
  told = [];
  stored = [];
  verifiedAhead = [];
  discarded = 0;
  shown = new Map();
  onCame = () => undefined;
});

const place = (seq: number) => ({ seq: String(seq), op: '9', base: '9' });
const row = (id: string, seq: number, more: object = {}): Operation => [
  'customer',
  id,
  String(seq),
  '1',
  false,
  { customerCode: id, ...more },
];
const page = (ops: Operation[], to: number): PullResponse => ({
  epoch: 'e1',
  seq: '9',
  server_time: '2026-11-20T10:00:00+08:00',
  complete: false,
  bucket_set: ['ref'],
  buckets: [{ bucket: 'ref', reset: to === 1, from: place(to - 1), to: place(to), more: true, ops }],
  last_n: 0,
});

/** Pulls what the server gives for the first question, the second, and so on. */
const pull = (
  answers: ((() => Promise<PullResponse>) | undefined)[],
  onAsked: (request: PullRequest) => void = () => undefined,
  signal?: AbortSignal,
): Promise<unknown> =>
  pullFrom((request) => {
    onAsked(request);
    const answer = answers.shift();
    if (answer === undefined) throw new TransportError('offline', 'gone');
    return answer();
  }, signal);

async function pullFrom(
  answer: (request: PullRequest, signal?: AbortSignal) => Promise<PullResponse>,
  signal: AbortSignal = new AbortController().signal,
): Promise<unknown> {
  const exchange: Exchange = {
    pull: async (_tokens, request, until) => ({ value: await answer(request, until), size: 1 }),
    push: () => Promise.reject(new Error('nothing is pushed')),
    wait: () => Promise.reject(new Error('nobody waits')),
    report: () => Promise.reject(new Error('nobody reports')),
  };
  return pullToCheckpoint({
    exchange,
    tokens: { accessToken: () => Promise.resolve('') },
    db,
    codec: plainCodec,
    heads: await RowHeads.open(db),
    onTheWay: new OnTheWay(),
    sender: { clientId: 'c1', settledN: 0 },
    staffId: 's1',
    progress: new ProgressCount(new Date(0)),
    signal,
    onAnswer: () => undefined,
    onCame: (rows) => {
      told.push(rows.map(({ id }) => id).join(' '));
      for (const { id, row } of rows) shown.set(id, row);
      onCame(rows);
    },
    onVerifiedAhead: (_answer, { verifiedRows }) => {
      verifiedAhead.push(verifiedRows);
      return Promise.resolve();
    },
    onStored: (rows) => stored.push(rows.map(({ id }) => id).join(' ')),
    onDiscarded: () => {
      discarded += 1;
      return Promise.resolve();
    },
  });
}

it('[C1] tells of each row once and in order, also of the last page before the line breaks', async () => {
  const pages = [page([row('a', 1)], 1), page([row('b', 2), row('c', 2)], 2)];
  await expect(pull(pages.map((one) => () => Promise.resolve(one)))).rejects.toThrow('gone');
  expect(told).toEqual(['a', 'b c']);
  // Both fit into one transaction.
  expect(stored).toEqual(['a b c']);
  expect(await db.rows('customer').count()).toBe(3);
});

it('[C12] shows a page without waiting for one that is long on its way', async () => {
  let arrive: (page: PullResponse) => void = () => undefined;
  const slow = new Promise<PullResponse>((resolve) => (arrive = resolve));
  const pulled = pull([() => Promise.resolve(page([row('a', 1)], 1)), () => slow]);
  await expect.poll(() => told).toEqual(['a']);
  arrive(page([row('b', 2)], 2));
  await expect(pulled).rejects.toThrow('gone');
  expect(told).toEqual(['a', 'b']);
});

it('[C12] cut off before rows were stored: the pages that came are not asked for again', async () => {
  const gone = new AbortController();
  const pages = [page([row('a', 1)], 1), page([row('b', 2)], 2), page([row('c', 3)], 3)];
  const cut = pull(
    pages.map((one) => () => Promise.resolve(one)),
    (request) => {
      if (request.cursors['ref']?.seq === '3') gone.abort();
    },
    gone.signal,
  );
  await expect(cut).rejects.toThrow();
  expect(told).toEqual(['a', 'b', 'c']);
  expect(await db.rows('customer').count()).toBe(0);
  expect(await db.arrivals.count()).toBe(3);

  told = [];
  const asked: (string | undefined)[] = [];
  const again = pull([], (request) => asked.push(request.cursors['ref']?.seq));
  await expect(again).rejects.toThrow('gone');
  expect(told).toEqual(['a', 'b', 'c']);
  expect(asked).toEqual(['3']);
  expect(stored).toEqual(['a b c']);
  expect(await db.arrivals.count()).toBe(0);
  expect((await db.buckets.get('ref'))?.cursor).toEqual(place(3));
});

it('[C12] asks for another page only when the one that came is safe', async () => {
  const kept: number[] = [];
  const pages = [1, 2, 3].map((at) => page([row(`r${at}`, at)], at));
  const pulled = pull(
    pages.map((one) => () => Promise.resolve(one)),
    () => void db.arrivals.count().then((count) => kept.push(count)),
  );
  await expect(pulled).rejects.toThrow('gone');
  expect(kept).toEqual([0, 1, 2, 3]);
});

it('[C12] communities share pages, the smallest first, and large ones come by themselves', async () => {
  const sizes = [
    { bucket: 'community:large', rows: 5000 },
    { bucket: 'community:small', rows: 200 },
    { bucket: 'community:middling', rows: 4000 },
    { bucket: 'community:least', rows: 100 },
  ].map((size) => ({ ...size, bytes: size.rows, customers: size.rows }));
  const asked: (string | undefined)[] = [];
  const answer = (buckets: readonly string[]): PullResponse => ({
    ...page([], 1),
    complete: true,
    bucket_set: ['ref', 'staff:s1', ...sizes.map(({ bucket }) => bucket)],
    buckets: buckets.map((bucket) => ({
      bucket,
      reset: false,
      from: place(0),
      to: place(9),
      more: false,
      ops: [],
      n: 0,
      h: 0,
    })),
    sizes,
  });
  let last: string[] = [];
  await pull(
    Array.from({ length: 6 }, () => () => Promise.resolve(answer(last))),
    ({ buckets, limit }) => {
      last = buckets ?? answer([]).bucket_set;
      if (limit !== 1) asked.push(buckets?.map((bucket) => bucket.replace('community:', '')).join(' '));
    },
  );
  // Groups are read side by side.
  expect(asked.slice(1, 3).sort()).toEqual(['large', 'least small middling']);
  expect([asked[0], ...asked.slice(3)]).toEqual(['ref staff:s1', undefined]);
  expect(verifiedAhead).toEqual([0]);
});

/** Two communities that are read side by side. */
const sizes = ['community:A', 'community:B'].map((bucket) => ({
  bucket,
  rows: 9000,
  bytes: 1,
  customers: 1,
}));
const bucketPage = (bucket: string, ops: Operation[], more: boolean): PullResponse['buckets'][number] => ({
  bucket,
  reset: true,
  from: place(0),
  to: place(1),
  more,
  ops,
});
const wholeOfTwo = (buckets: readonly PullResponse['buckets'][number][] = []): PullResponse => ({
  ...page([], 1),
  complete: true,
  bucket_set: ['ref', 'staff:s1', 'community:A', 'community:B'],
  buckets: [...buckets],
});

it('[C12] a group that cannot be read ends those beside it at once, and what has come is stored', async () => {
  let ended = false;
  let keptOfA: () => void = () => undefined;
  const aIsKept = new Promise<void>((resolve) => (keptOfA = resolve));
  const pulled = pullFrom(async ({ buckets, cursors, limit }, signal) => {
    if (limit === 1 || buckets!.includes('ref'))
      return { ...wholeOfTwo(buckets!.map((bucket) => bucketPage(bucket, [], false))), sizes };
    if (buckets![0] === 'community:B') {
      await aIsKept;
      return new Promise((_resolve, reject) =>
        signal!.addEventListener('abort', () => {
          ended = true;
          reject(new TransportError('offline', 'ended'));
        }),
      );
    }
    if (cursors['community:A']) {
      keptOfA();
      // The other is on its way by then.
      await new Promise((resolve) => setTimeout(resolve, 10));
      throw new TransportError('offline', 'gone');
    }
    return { ...wholeOfTwo([bucketPage('community:A', [row('a', 1)], true)]), complete: false };
  });
  await expect(pulled).rejects.toThrow('gone');
  expect(ended).toBe(true);
  expect(verifiedAhead).toEqual([]);
  expect(await db.rows('customer').toCollection().primaryKeys()).toEqual(['a']);
});

it('[C3] [C12] of a customer who moves between two that are read side by side the last state is shown, as it is stored', async () => {
  // Longer than what is shown in one go.
  const others = Array.from({ length: 100 }, (_, at) => row(`a${at}`, 1));
  let letOut: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (letOut = resolve));
  onCame = (rows) => rows.some(({ id }) => id === 'a0') && letOut();
  const pulled = pullFrom(async ({ buckets, limit }) => {
    if (limit === 1 || buckets?.includes('ref'))
      return { ...wholeOfTwo(buckets!.map((bucket) => bucketPage(bucket, [], false))), sizes };
    if (buckets === undefined) return wholeOfTwo();
    if (buckets[0] === 'community:A')
      return wholeOfTwo([bucketPage('community:A', [...others, row('moved', 1, { at: 'A' })], false)]);
    await begun;
    return wholeOfTwo([bucketPage('community:B', [row('moved', 2, { at: 'B' })], false)]);
  });
  await pulled;
  expect((await db.rows('customer').get('moved'))?.bucket).toBe('community:B');
  expect(shown.get('moved')).toMatchObject({ at: 'B' });
});

it('[C1] a cache that moved on meanwhile: what came fits no more, goes, and is asked for again', async () => {
  const pages = [page([row('a', 1)], 1), page([row('b', 2)], 2)];
  let asked = 0;
  const pulled = pull(
    pages.map((one) => () => Promise.resolve(one)),
    () => {
      // Another has stored a page of the same bucket in between.
      if (++asked === 2) void db.buckets.put(bucketAt(7));
    },
  );
  await expect(pulled).rejects.toThrow('gone');
  expect(discarded).toBe(1);
  expect(await db.rows('customer').count()).toBe(0);
  expect(await db.arrivals.count()).toBe(0);
  expect((await db.buckets.get('ref'))?.cursor).toEqual(place(7));
});

const bucketAt = (seq: number): BucketRow => ({
  bucket: 'ref',
  cursor: place(seq),
  complete: false,
  sweeping: false,
  n: 0,
  h: 0,
});

it('[C4] a row on its way is read as it came, until it is stored', async () => {
  const onTheWay = new OnTheWay();
  const first = page([row('a', 1)], 1);
  const second = page([row('a', 2)], 2);
  onTheWay.came(first);
  onTheWay.came(second);
  onTheWay.stored(first);
  expect(onTheWay.get('customer', 'a')).toEqual({ id: 'a', seq: '2', json: '{"customerCode":"a"}' });
  const [read] = await readCustomers(db, plainCodec, ['a'], () => [], onTheWay);
  expect(read?.customer.seq).toBe('2');
  onTheWay.stored(second);
  expect(onTheWay.get('customer', 'a')).toBeUndefined();
  expect(await readCustomers(db, plainCodec, ['a'], () => [], onTheWay)).toEqual([null]);
});
