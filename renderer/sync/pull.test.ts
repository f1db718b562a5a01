import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, expect, it } from 'vitest';
import type { Operation, PullResponse } from '../../shared/sync/protocol.ts';
import type { Exchange } from './ports.ts';
import { plainCodec } from '../data/cache/codec.ts';
import { RowHeads } from '../data/cache/row-heads.ts';
import { CacheDatabase } from '../data/cache/schema.ts';
import { ProgressCount } from './progress.ts';
import { pullToCheckpoint } from './pull.ts';
import { TransportError } from './transport-error.ts';

let db: CacheDatabase;
let told: string[];
beforeEach(() => {
  db = new CacheDatabase('cache', { indexedDB: new IDBFactory(), IDBKeyRange });
  told = [];
});

const place = (seq: number) => ({ seq: String(seq), op: '9', base: '9' });
const row = (id: string, seq: number): Operation => [
  'customer',
  id,
  String(seq),
  '1',
  false,
  { customerCode: id },
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
async function pull(answers: ((() => Promise<PullResponse>) | undefined)[]): Promise<unknown> {
  const exchange: Exchange = {
    pull: async () => {
      const answer = answers.shift();
      if (answer === undefined) throw new TransportError('offline', 'gone');
      return { value: await answer(), size: 1 };
    },
    push: () => Promise.reject(new Error('nothing is pushed')),
    wait: () => Promise.reject(new Error('nobody waits')),
  };
  return pullToCheckpoint({
    exchange,
    tokens: { accessToken: () => Promise.resolve('') },
    db,
    codec: plainCodec,
    heads: await RowHeads.open(db),
    clientId: 'c1',
    staffId: 's1',
    progress: new ProgressCount(new Date(0)),
    signal: new AbortController().signal,
    onPage: (rows) => told.push(rows.map(({ id }) => id).join(' ')),
  });
}

it('[C1] tells of each stored page once and in order, also of the last before the line breaks', async () => {
  const pages = [page([row('a', 1)], 1), page([row('b', 2), row('c', 2)], 2)];
  await expect(pull(pages.map((one) => () => Promise.resolve(one)))).rejects.toThrow('gone');
  expect(told).toEqual(['a', 'b c']);
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
