import { describe, expect, it } from 'vitest';
import { addHash, rowHash } from '../../shared/sync/checksum.ts';
import { BucketFacts } from './bucket-facts.ts';
import type { BucketHead, Queryable } from './pull-head.ts';

const head = (bucket: string, lastSeq: number): BucketHead => ({ bucket, lastSeq, minSeq: 0 });

/** A database that holds one row in each bucket, and remembers which were asked for. */
function store(seq: number, before: () => Promise<void> = () => Promise.resolve()) {
  const asked: string[][] = [];
  const db = {
    query: async ({ values }: { values: [string[]] }) => {
      asked.push(values[0]);
      await before();
      return { rows: values[0].map((bucket) => ({ bucket, keys: `customer|${bucket}|${seq}` })) };
    },
  } as unknown as Queryable;
  return { db, asked };
}

const sumOf = (bucket: string, seq: number) => ({
  rows: 1,
  hash: addHash(0, rowHash('customer', bucket, String(seq))),
});

describe('BucketFacts', () => {
  it('[S5] reads a bucket once per last_seq', async () => {
    const facts = new BucketFacts();
    const { db, asked } = store(5);
    const heads = [head('a', 5), head('b', 5), head('empty', 0)];
    expect(await facts.sums(db, heads)).toEqual([sumOf('a', 5), sumOf('b', 5), { rows: 0, hash: 0 }]);
    await facts.sums(db, heads);
    expect(asked).toEqual([['a', 'b']]);
    expect(facts.knownSum(head('a', 6))).toBeUndefined();
  });

  it('[S5] answers an older snapshot from that snapshot while a newer one is read', async () => {
    const facts = new BucketFacts();
    await facts.sums(store(5).db, [head('a', 5)]);
    const older = store(5, async () => {
      await facts.sums(store(6).db, [head('a', 6), head('b', 6)]);
    });
    expect(await facts.sums(older.db, [head('a', 5), head('b', 5)])).toEqual([sumOf('a', 5), sumOf('b', 5)]);
    expect(facts.knownSum(head('b', 6))).toEqual(sumOf('b', 6));
  });

  it('forgets everything when the history is another (S9)', async () => {
    const facts = new BucketFacts();
    facts.enterEpoch('one');
    await facts.sums(store(5).db, [head('a', 5)]);
    facts.enterEpoch('one');
    expect(facts.knownSum(head('a', 5))).toBeDefined();
    facts.enterEpoch('two');
    expect(facts.knownSum(head('a', 5))).toBeUndefined();
  });
});
