import type { Pool, PoolClient } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../test-support/fresh-database.ts';

/** The log by itself: sync_row is written directly, as the projections write it. */
describe('the log and the seal', () => {
  let database: FreshDatabase;
  let pool: Pool;
  const open: PoolClient[] = [];

  beforeAll(async () => {
    database = await freshDatabase({ poolSize: 20 });
    pool = database.pool;
  });
  afterAll(() => database.drop());
  afterEach(async () => {
    for (const client of open.splice(0)) {
      await client.query('rollback');
      client.release();
    }
    await pool.query('delete from sync_row');
  });

  const begin = async (): Promise<PoolClient> => {
    const client = await pool.connect();
    open.push(client);
    await client.query('begin');
    return client;
  };
  const put = (db: Pick<Pool, 'query'>, id: string, bucket = 'b1', body = '{}') =>
    db.query(
      `insert into sync_row (entity, id, bucket, body) values ('customer', $1, $2, $3)
       on conflict (entity, id) do update set bucket = excluded.bucket, body = excluded.body`,
      [id, bucket, body],
    );
  const clock = async (db: Pick<Pool, 'query'> = pool): Promise<number> =>
    (await db.query<{ seq: number }>('select seq from sync_clock')).rows[0]!.seq;
  const log = async (
    ids: string[],
  ): Promise<{ bucket: string; id: string; seq: number | null; deleted: boolean }[]> => {
    const { rows } = await pool.query<{ bucket: string; id: string; seq: number | null; deleted: boolean }>(
      'select bucket, id, seq, deleted from sync_state where id = any($1) order by seq, op',
      [ids],
    );
    return rows;
  };
  const lastSeq = async (bucket: string): Promise<number | undefined> => {
    const { rows } = await pool.query<{ last_seq: number }>(
      'select last_seq from sync_bucket where bucket = $1',
      [bucket],
    );
    return rows[0]?.last_seq;
  };

  it('[S1] logs what SQL by hand does: a put, a move, a removal', async () => {
    await put(pool, 'k1');
    expect(await log(['k1'])).toEqual([{ bucket: 'b1', id: 'k1', seq: await clock(), deleted: false }]);

    await pool.query(`update sync_row set bucket = 'b2' where id = 'k1'`);
    const moved = await clock();
    expect(await log(['k1'])).toEqual([
      { bucket: 'b1', id: 'k1', seq: moved, deleted: true },
      { bucket: 'b2', id: 'k1', seq: moved, deleted: false },
    ]);

    await pool.query(`delete from sync_row where id = 'k1'`);
    expect(await log(['k1'])).toEqual([
      { bucket: 'b1', id: 'k1', seq: moved, deleted: true },
      { bucket: 'b2', id: 'k1', seq: moved + 1, deleted: true },
    ]);
    expect(await lastSeq('b1')).toBe(moved);
    expect(await lastSeq('b2')).toBe(moved + 1);
  });

  it('[S1] logs COPY-sized statements, upserts and renamed ids alike', async () => {
    await pool.query(
      `insert into sync_row select 'customer', 'bulk' || i, 'b' || i % 3, '{}' from generate_series(1, 5000) i`,
    );
    const first = await clock();
    await pool.query(
      `insert into sync_row select 'customer', 'bulk' || i, 'b' || (i % 3 + i / 4000), '{"v":1}'
         from generate_series(3001, 6000) i
       on conflict (entity, id) do update set bucket = excluded.bucket, body = excluded.body`,
    );
    const { rows } = await pool.query(
      `select seq, deleted, count(*) as n from sync_state where id like 'bulk%' group by seq, deleted order by seq, deleted`,
    );
    // 2,000 untouched; 3,000 puts; those of 4000 to 5000 left a tombstone in their old bucket.
    expect(rows).toEqual([
      { seq: first, deleted: false, n: 3000 },
      { seq: first + 1, deleted: false, n: 3000 },
      { seq: first + 1, deleted: true, n: 1001 },
    ]);
    await pool.query(`update sync_row set id = 'renamed' where id = 'bulk1'`);
    expect((await log(['bulk1', 'renamed'])).map(({ id, deleted }) => [id, deleted])).toEqual([
      ['bulk1', true],
      ['renamed', false],
    ]);
  });

  it('[S1] what was written as it stood is not news', async () => {
    await put(pool, 'k1');
    const before = await clock();
    await pool.query('update sync_row set body = body');
    await pool.query(`delete from sync_row where id = 'nobody'`);
    expect(await clock()).toBe(before);
  });

  it('[S1] a row touched often in one transaction is logged once, as it ended', async () => {
    const db = await begin();
    await put(db, 'k1', 'b1');
    await put(db, 'k1', 'b2');
    await put(db, 'k1', 'b1', '{"v":2}');
    await put(db, 'k2', 'b1');
    await db.query(`delete from sync_row where id = 'k2'`);
    await db.query('commit');
    const seq = await clock();
    expect(await log(['k1', 'k2'])).toEqual([
      { bucket: 'b2', id: 'k1', seq, deleted: true },
      { bucket: 'b1', id: 'k1', seq, deleted: false },
      { bucket: 'b1', id: 'k2', seq, deleted: true },
    ]);
  });

  it('[S2] seq is the order of commits, not of writes', async () => {
    const before = await clock();
    const first = await begin();
    await put(first, 'first');
    const second = await begin();
    await put(second, 'second');
    const third = await begin();
    await put(third, 'third');
    await third.query('commit');
    await first.query('commit');
    await second.query('commit');
    expect((await log(['first', 'second', 'third'])).map(({ id, seq }) => [id, seq])).toEqual([
      ['third', before + 1],
      ['first', before + 2],
      ['second', before + 3],
    ]);
  });

  it('[S2] a committed write is visible at once, whoever else has a transaction open', async () => {
    const slow = await begin();
    await put(slow, 'slow', 'b1');
    await put(pool, 'quick', 'b1');
    const seq = await clock();
    expect(await log(['slow', 'quick'])).toEqual([{ bucket: 'b1', id: 'quick', seq, deleted: false }]);
    expect(await lastSeq('b1')).toBe(seq);
    await slow.query('commit');
    expect(await lastSeq('b1')).toBe(seq + 1);
  });

  it('[S2] a snapshot sees whole transactions only', async () => {
    await put(pool, 'a', 'b1');
    await put(pool, 'b', 'b1');
    const reader = await begin();
    await reader.query('set transaction isolation level repeatable read');
    const seen = await clock(reader);
    const writer = await begin();
    await put(writer, 'a', 'b2');
    await put(writer, 'b', 'b2');
    await writer.query('commit');
    const { rows } = await reader.query<{ seq: number | null }>(
      'select seq from sync_state where id in ($1, $2)',
      ['a', 'b'],
    );
    expect(rows).toHaveLength(2);
    for (const { seq } of rows) expect(seq).toBeLessThanOrEqual(seen);
  });

  it('[S2] what a savepoint took back leaves nothing', async () => {
    await put(pool, 'kept', 'b1', '{"v":0}');
    const before = await clock();
    const db = await begin();
    await db.query('savepoint s');
    await put(db, 'kept', 'b9');
    await put(db, 'gone', 'b9');
    await db.query('rollback to s');
    await db.query('commit');
    expect(await clock()).toBe(before);
    expect((await log(['kept', 'gone'])).map(({ bucket, id, seq }) => [bucket, id, seq])).toEqual([
      ['b1', 'kept', before],
    ]);
    expect(await lastSeq('b9')).toBeUndefined();
  });

  it('[S2] a transaction that queued itself inside a lost savepoint is still sealed', async () => {
    const before = await clock();
    const db = await begin();
    await db.query('savepoint s');
    await put(db, 'gone');
    await db.query('rollback to s');
    await put(db, 'one');
    await db.query('savepoint t');
    await put(db, 'two');
    await db.query('release t');
    await db.query('commit');
    expect((await log(['gone', 'one', 'two'])).map(({ id, seq }) => [id, seq])).toEqual([
      ['one', before + 1],
      ['two', before + 1],
    ]);
  });

  it('[S2] a rolled back transaction takes no number', async () => {
    const before = await clock();
    const db = await begin();
    await put(db, 'gone');
    await db.query('rollback');
    expect(await clock()).toBe(before);
    expect(await log(['gone'])).toEqual([]);
  });

  it('[S2] what is written after SET CONSTRAINTS IMMEDIATE is sealed as well', async () => {
    const before = await clock();
    const db = await begin();
    await put(db, 'early');
    await db.query('set constraints all immediate');
    await db.query('set constraints all deferred');
    await put(db, 'later');
    await db.query('commit');
    expect((await log(['early', 'later'])).map(({ id, seq }) => [id, seq])).toEqual([
      ['early', before + 1],
      ['later', before + 2],
    ]);
    const { rows } = await pool.query('select from sync_queue');
    expect(rows).toHaveLength(0);
  });

  it('[S2] writers who touch the same buckets in opposite orders do not deadlock', async () => {
    const before = await clock();
    const write = async (writer: number) => {
      for (let i = 0; i < 25; i++) {
        const db = await pool.connect();
        await db.query('begin');
        const buckets = ['x', 'y', 'z'].map((name) => `order-${name}`);
        for (const bucket of writer % 2 ? buckets : buckets.reverse()) {
          await put(db, `w${writer}-${i}-${bucket}`, bucket);
        }
        await db.query('commit');
        db.release();
      }
    };
    await Promise.all(Array.from({ length: 12 }, (_, writer) => write(writer)));
    expect(await clock()).toBe(before + 12 * 25);
    const { rows } = await pool.query(
      `select seq, count(*) as n from sync_state where bucket like 'order-%' group by seq having count(*) <> 3`,
    );
    expect(rows).toEqual([]);
  });

  it('truncate of a synchronised table is refused (S10)', async () => {
    for (const table of ['sync_row', 'sync_state', 'customer', 'interaction', 'fee', 'org_unit']) {
      await expect(pool.query(`truncate ${table} cascade`), table).rejects.toThrow('is synchronised');
    }
  });

  it('outside a transaction no row is without a seq, and the queue is empty (S10)', async () => {
    await put(pool, 'k1');
    const { rows } = await pool.query(
      `select (select count(*) from sync_state where seq is null) as unsealed, (select count(*) from sync_queue) as queued`,
    );
    expect(rows).toEqual([{ unsealed: 0, queued: 0 }]);
  });

  it('every store begins a history of its own (S9)', async () => {
    const { rows } = await pool.query<{ epoch: string }>('select epoch from sync_clock');
    expect(rows).toEqual([{ epoch: expect.stringMatching(/^[0-9a-f-]{36}$/) as string }]);
  });
});
