import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Window } from '../test-support/device.ts';
import { notesOf } from '../../server/sync/test-support/notes-of.ts';
import { insertCustomers, insertRegion, moveCustomer } from '../../server/sync/test-support/region.ts';
import { accessTokenFor, insertPerson } from '../../server/test-support/people.ts';
import { testApp } from '../../server/test-support/test-app.ts';
import type { TestApp } from '../../server/test-support/test-app.ts';
import { outboxName } from '../data/names.ts';
import { OutboxDatabase } from '../data/outbox/outbox-database.ts';
import { settled, until, visit, whole } from '../test-support/at-work.ts';
import { Device } from '../test-support/device.ts';
import { Line } from '../test-support/line.ts';
import { Transport } from './transport.ts';
import { TransportError } from './transport-error.ts';

const STAFF = '20001';
const code = (number: number): string => `KH${String(number).padStart(10, '0')}`;
const CUSTOMERS = 2600;

/** The real client on an IndexedDB in memory, the real server on PostgreSQL, HTTP between them. */
describe('client and server', () => {
  let server: TestApp;
  let address: string;
  let device: Device;
  let line: Line;

  beforeAll(async () => {
    server = await testApp();
    const { pool } = server.database;
    await insertRegion(pool);
    await insertPerson(pool, { staffNo: STAFF, roles: [{ role: 'TEAM_LEAD', unitCode: 'NN1-GZ-A' }] });
    await insertPerson(pool, { staffNo: '20002', roles: [{ role: 'TEAM_LEAD', unitCode: 'NN1-GZ-B' }] });
    for (let from = 0; from < CUSTOMERS; from += 1300) {
      await insertCustomers(
        pool,
        Array.from({ length: 1300 }, (_, i) => ({
          customerCode: code(from + i),
          community: (from + i) % 20 === 0 ? 'A2' : 'A1',
          name: `黄秀${from + i}`,
        })),
      );
    }
    address = await server.app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(() => server.close());
  beforeEach(() => {
    device = new Device();
    line = new Line(new Transport(address));
  });
  afterEach(() => device.shutDown());

  const open = async (staffId = STAFF, on = line): Promise<Window> => {
    const token = accessTokenFor(server.app, staffId);
    return device.open({
      exchange: on,
      staffId,
      server: address,
      tokens: { accessToken: () => Promise.resolve(token) },
    });
  };
  const notes = (customerCode: string): Promise<string[]> => notesOf(server.database.pool, customerCode);

  it('[C12] [C3] downloads everything, units first, and finds it identical with the server', async () => {
    const { workspace } = await open();
    await whole(workspace);
    const { rows } = await server.database.pool.query<{ n: number }>(
      `select count(*) as n from sync_row where bucket = any ($1)`,
      [['ref', `staff:${STAFF}`, 'community:A1', 'community:A2']],
    );
    expect(workspace.status.get()).toMatchObject({ verifiedRows: rows[0]!.n, trouble: null });
    expect(workspace.index.get().size).toBe(CUSTOMERS);
    expect(workspace.reference.get().units.get('A1')?.name).toBe('A1');
    expect(line.pulls[0]?.buckets).toEqual(['ref', `staff:${STAFF}`]);
    // What both hold fits into few pages, so they share them.
    const order = line.pulls.filter((pull) => pull.limit !== 1).map((pull) => pull.buckets?.join());
    expect(order[1]).toMatch(/community:A2,(.+,)?community:A1/);
    const detail = await workspace.customer(code(7));
    expect(detail?.customer.name).toBe('黄秀7');
    // Once all is here the device says so.
    const told = () =>
      server.database.pool.query<{ rows_held: number; held: Record<string, number>; version: string }>(
        'select rows_held, held, version from device where staff_id = $1 and reported_at is not null',
        [STAFF],
      );
    await vi.waitFor(async () => expect((await told()).rows).toHaveLength(1), { timeout: 10_000 });
    expect((await told()).rows[0]).toMatchObject({
      rows_held: rows[0]!.n,
      held: { customer: CUSTOMERS },
      version: '0.1.0',
    });
  });

  it('asks once when nothing has changed', async () => {
    const first = await open();
    await whole(first.workspace);
    await first.workspace.close();
    line.requests.length = 0;
    const { workspace } = await open();
    await until(() => expect(workspace.status.get().attempts[0]?.result).toBe('unchanged'));
    expect(line.requests).toEqual(['pull']);
    expect(workspace.index.get().size).toBe(CUSTOMERS);
  });

  it('[fault 12] [C12] killed between pages goes on from the last page', async () => {
    let pages = 0;
    const first = await open();
    line.afterPull = (answer) => {
      if (++pages === 4) first.kill();
      return answer;
    };
    await until(() => expect(first.killed).toBe(true));
    line.afterPull = (answer) => answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
    const begun = line.pulls.length;
    const { workspace } = await open();
    await whole(workspace);
    expect(workspace.index.get().size).toBe(CUSTOMERS);
    const resumed = line.pulls.slice(begun).find((pull) => pull.buckets?.includes('community:A1'));
    expect(resumed?.cursors['community:A1']).toBeDefined();
  });

  it('[C5] [S7] a lost push answer: the edit is sent again and applied once', async () => {
    const { workspace } = await open();
    await whole(workspace);
    let lost = 0;
    line.afterPush = (answer) => {
      if (lost++ === 0) throw new TransportError('offline', 'the answer was lost');
      return answer;
    };
    await visit(workspace, code(1), 'once');
    await settled(workspace);
    expect(lost).toBeGreaterThan(1);
    expect(await notes(code(1))).toEqual(['once']);
  });

  it('[C5] [S7] numbers that lie behind the server: a new client goes on, and each edit has its effect once', async () => {
    const first = await open();
    await whole(first.workspace);
    await visit(first.workspace, code(12), 'first');
    await settled(first.workspace);
    const second = await visit(first.workspace, code(12), 'second');
    await settled(first.workspace);
    await first.workspace.close();
    // As in a copy of the profile from before: the number of the second is given away once more.
    const db = new OutboxDatabase(outboxName(address, STAFF), device.storage);
    await db.open();
    await db.remember('lastN', 1);
    db.close();

    line.pushes.length = 0;
    const { workspace } = await open();
    const third = await visit(workspace, code(12), 'third');
    await settled(workspace);
    await visit(workspace, code(12), 'fourth');
    await settled(workspace);
    expect(await notes(code(12))).toEqual(['first', 'fourth', 'second', 'third']);
    const { rows } = await server.database.pool.query<{ uid: string; client_id: string }>(
      'select uid, client_id from mutation_receipt where uid = any($1::uuid[]) order by uid',
      [[second.uid, third.uid]],
    );
    expect(rows.map(({ uid }) => uid)).toEqual([second.uid, third.uid]);
    expect(rows[1]?.client_id).not.toBe(rows[0]?.client_id);
    expect(line.pushes.at(-1)?.client_id).toBe(rows[1]?.client_id);
  });

  it('[C4] [C5] a note written offline survives a restart and reaches the server once', async () => {
    const first = await open();
    await whole(first.workspace);
    line.cut = true;
    const entry = await visit(first.workspace, code(2), 'offline');
    expect(entry.n).toBe(1);
    first.kill();

    const { workspace } = await open();
    expect(workspace.outbox.get().map((e) => e.uid)).toEqual([entry.uid]);
    await until(async () => {
      expect((await workspace.customer(code(2)))?.interactions).toMatchObject([
        { note: 'offline', waiting: true },
      ]);
    });
    const index = workspace.index.get();
    expect(index.at(index.positionOf(code(2))!).lastInteractionOn).toBe('2026-11-20');

    line.cut = false;
    workspace.syncNow();
    await settled(workspace);
    expect(await notes(code(2))).toEqual(['offline']);
    const after = await workspace.customer(code(2));
    expect(after?.interactions).toMatchObject([{ note: 'offline', waiting: false, staffNo: STAFF }]);
  });

  it('[fault 28] [C2] a customer that moves between two of my communities is never away and never twice', async () => {
    const { workspace } = await open();
    await whole(workspace);
    const seen: boolean[] = [];
    const stop = workspace.index.subscribe(() =>
      seen.push(workspace.index.get().positionOf(code(40)) !== undefined),
    );
    await moveCustomer(server.database.pool, code(40), 'A1');
    workspace.syncNow();
    await until(async () => expect((await workspace.customer(code(40)))?.customer.communityCode).toBe('A1'));
    await whole(workspace);
    stop();
    expect(seen).not.toContain(false);
    expect(workspace.index.get().size).toBe(CUSTOMERS);
    await moveCustomer(server.database.pool, code(40), 'A2');
  });

  it('[C7] a customer that leaves goes at the checkpoint, and the edits on it stay known by name', async () => {
    const { workspace } = await open();
    await whole(workspace);
    line.beforePush = () => {
      throw new TransportError('busy', 'not now');
    };
    await visit(workspace, code(60), 'on its way');
    await moveCustomer(server.database.pool, code(60), 'B1');
    workspace.syncNow();
    await until(() => expect(workspace.index.get().positionOf(code(60))).toBeUndefined());
    expect(workspace.outbox.get()).toMatchObject([{ customerCode: code(60), customerName: '黄秀' }]);
    await moveCustomer(server.database.pool, code(60), 'A2');
  });

  it('[C6] a refused edit waits for the person, with what he wrote, and can be dropped', async () => {
    const { workspace } = await open();
    await whole(workspace);
    await visit(workspace, code(CUSTOMERS + 5), 'nobody');
    await until(() => expect(workspace.outbox.get()).toMatchObject([{ state: 'attention' }]));
    const [entry] = workspace.outbox.get();
    expect(entry?.code).toMatch(/^E_/);
    expect(entry?.args).toMatchObject({ note: 'nobody' });
    await workspace.drop(entry!.uid);
    expect(workspace.outbox.get()).toEqual([]);
    // The next edit has the next number, and goes through.
    await visit(workspace, code(3), 'after a refusal');
    await settled(workspace);
    expect(await notes(code(3))).toEqual(['after a refusal']);
  });

  it('[C6] a conflict shows both values, and "keep mine" wins on top of theirs', async () => {
    const { workspace } = await open();
    await whole(workspace);
    await workspace.customer(code(4));
    await server.database.pool.query(
      `update customer set contact = contact || '{"remark": "theirs"}' where customer_code = $1`,
      [code(4)],
    );
    await workspace.write({
      type: 'customer.contact.update',
      id: code(4),
      customerCode: code(4),
      customerName: '黄秀4',
      args: { changes: [{ field: 'remark', from: '', to: 'mine' }] },
    });
    await until(() => expect(workspace.outbox.get()).toMatchObject([{ status: 'conflict' }]));
    const [entry] = workspace.outbox.get();
    expect(entry?.conflicts).toMatchObject([{ field: 'remark', mine: 'mine', theirs: 'theirs' }]);
    await workspace.keepMine(entry!.uid);
    await settled(workspace);
    expect((await workspace.customer(code(4)))?.customer.contact.remark).toBe('mine');
  });

  it('[C6] an edit dropped before it was sent leaves a number empty, and the next one still gets through', async () => {
    const { workspace } = await open();
    await whole(workspace);
    line.cut = true;
    const dropped = await visit(workspace, code(5), 'dropped');
    await visit(workspace, code(5), 'kept');
    await workspace.drop(dropped.uid);
    line.cut = false;
    workspace.syncNow();
    await settled(workspace);
    expect(await notes(code(5))).toEqual(['kept']);
  });

  it('[fault 22] [C8] one window syncs and the other reads along; after a crash the next one goes on', async () => {
    const first = await open();
    await whole(first.workspace);
    const otherLine = new Line(new Transport(address));
    const second = await open(STAFF, otherLine);
    await until(() => expect(second.workspace.index.get().size).toBe(CUSTOMERS));
    await visit(second.workspace, code(6), 'from the second window');
    await settled(second.workspace);
    expect(otherLine.requests).toEqual([]);
    await until(async () =>
      expect((await second.workspace.customer(code(6)))?.interactions).toMatchObject([{ waiting: false }]),
    );
    first.kill();
    await visit(second.workspace, code(6), 'after the crash');
    await settled(second.workspace);
    expect(otherLine.requests).toContain('push');
    expect(await notes(code(6))).toEqual(['after the crash', 'from the second window']);
  });

  it('[fault 11] [C11] another person on the same machine has a cache and an outbox of his own', async () => {
    const mine = await open();
    await whole(mine.workspace);
    line.cut = true;
    await visit(mine.workspace, code(8), 'mine, waiting');
    await mine.workspace.close();
    line.cut = false;
    const theirs = await open('20002');
    await whole(theirs.workspace);
    expect(theirs.workspace.outbox.get()).toEqual([]);
    expect(theirs.workspace.index.get().size).toBe(0);
    expect(await notes(code(8))).toEqual([]);
    await theirs.workspace.close();
    const again = await open();
    await settled(again.workspace);
    expect(await notes(code(8))).toEqual(['mine, waiting']);
  });

  it('[C3] a row lost from the cache is noticed at the next start, and comes back', async () => {
    const first = await open();
    await whole(first.workspace);
    await first.workspace.close();
    const { CacheDatabase } = await import('../data/cache/schema.ts');
    const { cacheName } = await import('../data/names.ts');
    const db = new CacheDatabase(cacheName(address, STAFF), device.storage);
    await db.rows('customer').delete(code(9));
    db.close();
    const { workspace } = await open();
    await until(() => expect(workspace.index.get().positionOf(code(9))).toBeDefined());
    await whole(workspace);
    expect(workspace.index.get().size).toBe(CUSTOMERS);
  });

  it('[C1] news of another writer comes by the long poll, long before the next pull is due', async () => {
    line.polls = true;
    const { workspace } = await open();
    await whole(workspace);
    await until(() => expect(line.requests).toContain('wait'));
    await server.database.pool.query('update customer set name = $2 where customer_code = $1', [
      code(10),
      '新名字',
    ]);
    await until(() => {
      const index = workspace.index.get();
      expect(index.at(index.positionOf(code(10))!).name).toBe('新名字');
    });
  });
});
