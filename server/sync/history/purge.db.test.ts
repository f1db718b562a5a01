import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPool } from '../../postgres/database.ts';
import { insertPerson } from '../../test-support/people.ts';
import { MovableClock, type TestApp, testApp } from '../../test-support/test-app.ts';
import { MutationBuilder } from '../test-support/mutation-builder.ts';
import { insertCustomers, insertRegion, moveCustomer } from '../test-support/region.ts';
import { SyncClient } from '../test-support/sync-client.ts';
import { audit } from './audit.ts';
import { Nightly } from './nightly.ts';
import { noteMark, purge, RECEIPT_DAYS, TOMBSTONE_DAYS } from './purge.ts';

const DAY = 86_400_000;
const codes = Array.from({ length: 20 }, (_, i) => `KH${String(i).padStart(10, '0')}`);
const code = (i: number): string => codes[i]!;

let server: TestApp;
let clock: MovableClock;
let client: SyncClient;

beforeEach(async () => {
  clock = new MovableClock('2026-11-20T01:00:00+08:00');
  server = await testApp({ clock });
  const { pool } = server.database;
  await insertRegion(pool);
  await insertPerson(pool, { staffNo: '30001', roles: [{ role: 'ACCOUNT_MANAGER', unitCode: 'A1' }] });
  await insertPerson(pool, { staffNo: '30002', roles: [{ role: 'ACCOUNT_MANAGER', unitCode: 'A2' }] });
  await insertCustomers(
    pool,
    codes.map((customerCode) => ({ customerCode, community: 'A1' })),
  );
  client = new SyncClient(server.app, '30001');
  await client.pull();
});
afterEach(() => server.close());

const sql = async <R extends object>(text: string): Promise<R[]> =>
  (await server.database.pool.query<R>(text)).rows;
const tombstones = async () =>
  (await sql<{ n: number }>('select count(*) as n from sync_state where deleted'))[0]!.n;
const away = (i: number) => moveCustomer(server.database.pool, code(i), 'A2');
const mark = () => noteMark(server.database.pool, clock.now());

describe('the purge of tombstones', () => {
  it('[S4] takes those older than the days that are asked for, and no younger one', async () => {
    await away(0);
    await mark();
    clock.advance(TOMBSTONE_DAYS * DAY);
    await away(1);
    await mark();
    expect(await purge(server.database.pool, new Date(clock.now().getTime() - 1))).toMatchObject({
      tombstones: 0,
    });
    expect(await purge(server.database.pool, clock.now())).toMatchObject({ tombstones: 1, buckets: 1 });
    expect(await sql(`select id from sync_state where deleted`)).toEqual([{ id: code(1) }]);
    expect((await audit(server.database.pool)).drift).toEqual([]);
  });

  it('[S4] [fault 29] a client from before it is sent the bucket from zero and keeps no ghost; others are not', async () => {
    const neighbour = new SyncClient(server.app, '30002');
    await neighbour.pull();
    await away(0);
    await away(1);
    const between = new SyncClient(server.app, '30001', 'between');
    await between.pull();
    await away(2);
    await purge(server.database.pool, clock.now(), 0);
    expect(await tombstones()).toBe(0);
    expect(client.ids()).toContain(code(0));

    const resets = (held: SyncClient) =>
      held.pages.flatMap((page) => page.buckets.filter((b) => b.reset).map((b) => b.bucket));
    for (const old of [client, between]) {
      old.pages = [];
      await old.pull({ limit: 7 });
      expect(resets(old)).toEqual(['community:A1']);
      expect(old.ids()).toEqual(codes.slice(3));
    }
    neighbour.pages = [];
    await neighbour.pull();
    expect(resets(neighbour)).toEqual([]);
    expect(neighbour.ids()).toEqual(codes.slice(0, 3));
    // Once is enough.
    client.pages = [];
    await client.pull();
    expect(resets(client)).toEqual([]);
  });

  it('[S4] a purge in the middle of a download costs that bucket another beginning, and no ghost', async () => {
    const slow = new SyncClient(server.app, '30001', 'slow');
    let purged = false;
    await slow.pull({ limit: 6 }, async () => {
      if (purged || slow.ids().length === 0) return;
      purged = true;
      const held = slow.ids()[0]!;
      await moveCustomer(server.database.pool, held, 'A2');
      await purge(server.database.pool, clock.now(), 0);
    });
    expect(purged).toBe(true);
    expect(slow.ids()).toEqual(codes.slice(1));
  });

  it('[S4] while people write: neither side waits for good, and every checkpoint is right', async () => {
    const { pool } = server.database;
    let writing = true;
    const writer = async (offset: number) => {
      for (let i = 0; i < 40; i++) {
        await moveCustomer(pool, code((i * 2 + offset) % 20), i % 2 === 0 ? 'A2' : 'A1');
      }
    };
    const purger = async () => {
      while (writing) await purge(pool, clock.now(), 0);
    };
    const writers = Promise.all([writer(0), writer(1)]).finally(() => (writing = false));
    const reader = async () => {
      while (writing) await client.pull({ limit: 9 });
    };
    await Promise.all([writers, purger(), reader()]);
    await client.pull();
    const truth = await sql<{ id: string }>(
      `select id from sync_row where bucket = 'community:A1' and entity = 'customer' order by 1`,
    );
    expect(client.ids()).toEqual(truth.map((row) => row.id));
    expect((await audit(pool)).drift).toEqual([]);
  });

  it('[S4] without a mark that old nothing is purged', async () => {
    await away(0);
    await mark();
    expect(await purge(server.database.pool, clock.now(), 1)).toMatchObject({ tombstones: 0, buckets: 0 });
    expect(await tombstones()).toBe(1);
  });
});

describe('the purge of receipts', () => {
  it('[S7] [S9] a receipt loses what people wrote after weeks, and keeps its uid for as long as it may be replayed', async () => {
    const outbox = new MutationBuilder();
    const note = outbox.note(code(5));
    const conflicting = outbox.editContact(code(5), [{ field: 'remark', from: '从前', to: '后来' }]);
    const answer = await client.push([note, conflicting]);
    expect(answer.results.map((result) => result.status)).toEqual(['applied', 'conflict']);

    const inDays = (days: number) => new Date(Date.now() + days * DAY);
    expect(await purge(server.database.pool, inDays(100))).toMatchObject({ results: 1, receipts: 0 });
    const stored = await sql<{ result: object }>('select result from mutation_receipt order by n');
    expect(stored.map((row) => Object.keys(row.result).sort())).toEqual([
      ['n', 'status', 'uid'],
      ['n', 'status', 'uid'],
    ]);
    const again = await client.push([note, conflicting], { replay: true });
    expect(again.results).toMatchObject([
      { status: 'duplicate', first_status: 'applied' },
      { status: 'duplicate', first_status: 'conflict' },
    ]);
    expect(await sql('select 1 from interaction')).toHaveLength(1);

    expect(await purge(server.database.pool, inDays(RECEIPT_DAYS + 1))).toMatchObject({ receipts: 2 });
  });
});

describe('the night', () => {
  it('[S10] is looked after once among several processes, after half past two, and its drift is told', async () => {
    const others = [createPool(server.database.url), createPool(server.database.url)];
    const logged: { message: string; details: object }[] = [];
    const log = {
      info: () => undefined,
      error: (details: object, message: string) => logged.push({ details, message }),
    };
    const processes = [server.database.pool, ...others].map((pool) => new Nightly({ pool, clock, log }));
    const tick = async () =>
      (await Promise.all(processes.map((nightly) => nightly.tick()))).filter(Boolean).length;

    expect(await tick(), 'a new store has had no night to miss').toBe(0);
    clock.advance(3_600_000);
    expect(await tick(), '02:00').toBe(0);
    clock.advance(1_860_000);
    expect(await tick(), '02:31').toBe(1);
    expect(await tick()).toBe(0);

    await sql(`begin; alter table customer disable trigger all;
      update customer set name = 'unheard' where customer_code = '${code(0)}';
      alter table customer enable trigger all; commit`);
    await away(1);
    clock.advance((TOMBSTONE_DAYS + 1) * DAY);
    expect(await tick(), 'a server that was off looks after one night, not after all').toBe(1);
    expect(logged.map(({ message }) => message)).toEqual([
      'store, rows and log differ: npm run admin -- audit tells more',
    ]);
    const nights = await sql<{ night: string; report: object }>(
      'select night, report from upkeep_night order by night',
    );
    expect(nights.map(({ night }) => night)).toEqual(['2026-11-19', '2026-11-20', '2027-01-20']);
    expect(nights[2]?.report).toMatchObject({
      purged: { tombstones: 0 },
      drift: [{ kind: 'ROW_STALE', where: 'customer', count: 1 }],
    });
    await Promise.all(others.map((pool) => pool.end()));
  });
});
