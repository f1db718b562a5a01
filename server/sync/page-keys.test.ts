import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePositions, type Reader, readPageKeys, type StateKey } from './page-keys.ts';

/** Buckets as lists of ops; every op is of one bucket, and all are of one history. */
const history = fc
  .array(fc.integer({ min: 0, max: 5 }), { maxLength: 300 })
  .map((buckets) =>
    Array.from({ length: 6 }, (_, bucket) =>
      buckets.flatMap((of, i): StateKey[] =>
        of === bucket
          ? [{ seq: 1 + Math.floor(i / 7), op: i, entity: 'customer', id: `k${i}`, deleted: false }]
          : [],
      ),
    ),
  );

const readersAt = (seq: number, op: number): Reader[] =>
  Array.from({ length: 6 }, (_, i) => ({ bucket: `b${i}`, seq, op, base: 0 }));

function source(lists: StateKey[][]) {
  let read = 0;
  return {
    readAhead: (readers: readonly Reader[], count: number) =>
      Promise.resolve(
        readers.map((reader) => {
          const list = lists[Number(reader.bucket.slice(1))]!;
          const rows = list.filter((key) => comparePositions(key, reader) > 0).slice(0, count);
          read += rows.length;
          return rows;
        }),
      ),
    read: () => read,
  };
}

describe('readPageKeys', () => {
  it('[S3] gives the first rows of the merged history, and says who has more', async () => {
    await fc.assert(
      fc.asyncProperty(
        history,
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 0, max: 40 }),
        async (lists, limit, at) => {
          const after = { seq: at, op: at * 7 };
          const whole = lists
            .flatMap((list, reader) => list.map((key) => ({ ...key, reader })))
            .filter((key) => comparePositions(key, after) > 0)
            .sort(comparePositions);
          const { keys, more } = await readPageKeys(
            readersAt(after.seq, after.op),
            limit,
            source(lists).readAhead,
          );
          expect(keys).toEqual(whole.slice(0, limit));
          for (const { reader } of whole.slice(limit)) expect(more[reader]).toBe(true);
          if (whole.length < limit) expect(more).not.toContain(true);
        },
      ),
    );
  });

  it('[S3] always comes to an end, and each row comes once', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.integer({ min: 1, max: 60 }), async (lists, limit) => {
        const readers = readersAt(0, -1);
        const taken: StateKey[] = [];
        for (let page = 0; ; page++) {
          const { keys, more } = await readPageKeys(readers, limit, source(lists).readAhead);
          taken.push(...keys);
          const last = keys.at(-1);
          for (const reader of readers) if (last) Object.assign(reader, { seq: last.seq, op: last.op });
          if (!more.includes(true)) break;
          expect(page).toBeLessThan(400);
        }
        expect(new Set(taken.map((key) => key.id)).size).toBe(taken.length);
        expect(taken).toHaveLength(lists.flat().length);
      }),
    );
  });

  it('reads little more than it gives, also where one bucket holds nearly everything', async () => {
    const lists: StateKey[][] = Array.from({ length: 6 }, () => []);
    for (let op = 0; op < 20_000; op++) {
      lists[op % 40 === 0 ? op % 5 : 5]!.push({
        seq: 1,
        op,
        entity: 'customer',
        id: `k${op}`,
        deleted: false,
      });
    }
    const from = source(lists);
    const { keys } = await readPageKeys(readersAt(0, -1), 1000, from.readAhead);
    expect(keys).toHaveLength(1000);
    expect(from.read()).toBeLessThan(2500);
  });
});
