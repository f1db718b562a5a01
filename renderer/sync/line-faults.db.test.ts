import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PullRequest, PullResponse, PushRequest, PushResponse } from '../../shared/sync/protocol.ts';
import type { TestApp } from '../../server/test-support/test-app.ts';
import type { Workspace } from '../data/types.ts';
import type { Window } from '../test-support/device.ts';
import type { Fault, Heard } from '../../e2e/support/faulty-line.ts';
import { FaultyLine } from '../../e2e/support/faulty-line.ts';
import { MutationBuilder } from '../../server/sync/test-support/mutation-builder.ts';
import { notesOf } from '../../server/sync/test-support/notes-of.ts';
import { insertCustomers, insertRegion } from '../../server/sync/test-support/region.ts';
import { accessTokenFor, insertPerson } from '../../server/test-support/people.ts';
import { testApp } from '../../server/test-support/test-app.ts';
import { ENTITIES } from '../../shared/domain/rows.ts';
import { recallArrivals } from '../data/cache/arrivals.ts';
import { CacheDatabase } from '../data/cache/schema.ts';
import { sealedCodec } from '../data/cache/sealed-codec.ts';
import { cacheName } from '../data/names.ts';
import { settled, until, visit, whole } from '../test-support/at-work.ts';
import { Device } from '../test-support/device.ts';
import { Transport } from './transport.ts';

const STAFF = '20001';
const CUSTOMERS = 2400;
const code = (number: number): string => `KH${String(number).padStart(10, '0')}`;
const PULL = '/sync/v1/pull';
const PUSH = '/sync/v1/push';

/** The real client and the real server, and between them a network on which what docs/faults.md lists goes wrong. */
describe('faults on the line', () => {
  let server: TestApp;
  let address: string;
  let line: FaultyLine;
  let device: Device;

  beforeAll(async () => {
    server = await testApp();
    const { pool } = server.database;
    await insertRegion(pool);
    await insertPerson(pool, { staffNo: STAFF, roles: [{ role: 'TEAM_LEAD', unitCode: 'NN1-GZ-A' }] });
    await insertCustomers(
      pool,
      Array.from({ length: CUSTOMERS }, (_, i) => ({
        customerCode: code(i),
        community: i % 10 === 0 ? 'A2' : 'A1',
        name: `黄秀${i}`,
      })),
    );
    address = await server.app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    device = new Device();
    line = await FaultyLine.to(address);
  });
  afterEach(async () => {
    line.fault = () => null;
    await device.shutDown();
    await line.close();
  });

  const open = (transport = new Transport(line.address)): Promise<Window> => {
    const token = accessTokenFor(server.app, STAFF);
    return device.open({
      exchange: transport,
      staffId: STAFF,
      server: address,
      tokens: { accessToken: () => Promise.resolve(token) },
    });
  };

  /** Sorted `bucket entity id seq` of every row; the same for what the server has and for what is stored here. */
  const truth = async (): Promise<string[]> => {
    const { rows } = await server.database.pool.query<{ row: string }>(
      `select concat_ws(' ', bucket, entity, id, seq) as row from sync_state
       where not deleted and bucket = any ($1)`,
      [['ref', `staff:${STAFF}`, 'community:A1', 'community:A2']],
    );
    return rows.map(({ row }) => row).sort();
  };
  const stored = async (): Promise<string[]> => {
    const db = new CacheDatabase(cacheName(address, STAFF), device.storage);
    const found: string[] = [];
    for (const entity of ENTITIES) {
      for (const row of await db.rows(entity).toArray())
        found.push([row.bucket, entity, row.id, row.seq].join(' '));
    }
    db.close();
    return found.sort();
  };
  /** The same of rows that have come and are not in their tables yet. */
  const kept = async (): Promise<string[]> => {
    const db = new CacheDatabase(cacheName(address, STAFF), device.storage);
    const pages = await recallArrivals(db, await sealedCodec(device.storageKeys.get(STAFF)!.cache));
    db.close();
    return pages
      .flatMap(({ page }) => page.buckets)
      .flatMap(({ bucket, ops }) => ops.map(([entity, id, seq]) => [bucket, entity, id, seq].join(' ')));
  };
  /** What the client has ended up with is what the server has, and the person is told so. */
  const identical = async (workspace: Workspace): Promise<void> => {
    await until(async () => expect(await stored()).toEqual(await truth()));
    await whole(workspace);
    expect(workspace.index.get().size).toBe(CUSTOMERS);
    expect(workspace.status.get().verifiedAt).not.toBeNull();
  };
  const notes = (customerCode: string): Promise<string[]> => notesOf(server.database.pool, customerCode);
  const waitsFor = (workspace: Workspace) => workspace.outbox.get().map((entry) => entry.args);
  /** Lets `fault` happen to the first requests of a path, as many as there are faults. */
  const inTurn = (path: string, ...faults: (Fault | null)[]): void => {
    line.fault = (heard) => (heard.path === path ? (faults.shift() ?? null) : null);
  };
  const pulled = (heard: Heard): PullRequest => heard.json() as PullRequest;
  const rowsIn = (heard: Heard): number =>
    (heard.answer!.json() as PullResponse).buckets.reduce((sum, bucket) => sum + bucket.ops.length, 0);

  it('[fault 1] an answer cut in mid-body: nothing of it is applied, and the same page comes again', async () => {
    const broken = new Set<Heard>();
    // Every page with rows breaks off twice: once in its first bytes, once in the middle.
    const tries = new Map<string, number>();
    line.fault = (heard) => {
      if (heard.path !== PULL) return null;
      const page = heard.body.toString('base64');
      const before = tries.get(page) ?? 0;
      tries.set(page, before + 1);
      if (before >= 2) return null;
      broken.add(heard);
      return { kind: 'cut', afterBytes: before === 0 ? 1 : 700 };
    };
    const { workspace } = await open();
    for (let seen = 0; !workspace.status.get().everComplete;) {
      await until(() => expect(workspace.status.get().attempts.length).toBeGreaterThan(seen));
      seen = workspace.status.get().attempts.length;
      if (workspace.status.get().everComplete) break;
      expect(workspace.status.get()).toMatchObject({ state: 'offline', verifiedAt: null });
      workspace.syncNow();
    }
    await identical(workspace);
    expect(broken.size).toBeGreaterThan(6);
    // What came whole was taken, and did not come once more.
    const taken = line.at(PULL).filter((heard) => !broken.has(heard) && pulled(heard).limit !== 1);
    const rows = taken.flatMap((heard) =>
      (heard.answer!.json() as PullResponse).buckets.flatMap(({ ops }) => ops),
    );
    expect(rows.length).toBe((await truth()).length);
  });

  it('[fault 2] the answer of a push is lost: applied once, and the retry finds the result', async () => {
    const { workspace } = await open();
    await whole(workspace);
    inTurn(PUSH, { kind: 'lose' }, { kind: 'lose' });
    await visit(workspace, code(2), 'lost answer');
    await until(() => expect(line.at(PUSH)[0]?.answer?.status).toBe(200));
    expect(waitsFor(workspace)).toMatchObject([{ note: 'lost answer' }]);
    workspace.syncNow();
    await settled(workspace);
    expect(await notes(code(2))).toEqual(['lost answer']);
    const answers = line.at(PUSH).map(({ answer }) => (answer!.json() as PushResponse).results[0]?.status);
    expect(answers).toEqual(['applied', 'duplicate', 'duplicate']);
    await identical(workspace);
  });

  it('[fault 2] where pulls get through and no push does, the two do not chase one another', async () => {
    const { workspace } = await open();
    await whole(workspace);
    line.fault = ({ path }) => (path === PUSH ? { kind: 'refuse' } : null);
    const before = line.heard.length;
    await visit(workspace, code(22), 'disliked');
    await until(() => expect(line.at(PUSH).length).toBeGreaterThan(1));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    // At once, after the pull that got through, and after a pause that grows.
    expect(line.heard.slice(before).filter(({ path }) => path !== '/sync/v1/wait').length).toBeLessThan(10);
    line.fault = () => null;
    workspace.syncNow();
    await settled(workspace);
    expect(await notes(code(22))).toEqual(['disliked']);
    await identical(workspace);
  });

  it('[fault 3] a push that arrives twice at once has one effect', async () => {
    const { workspace } = await open();
    await whole(workspace);
    line.fault = ({ path }) => (path === PUSH ? { kind: 'double' } : null);
    await Promise.all([1, 2, 3].map((number) => visit(workspace, code(3), `twice ${number}`)));
    await settled(workspace);
    expect(await notes(code(3))).toEqual(['twice 1', 'twice 2', 'twice 3']);
    await identical(workspace);
  });

  it('[fault 4] a push that was given up and arrives after later ones: nothing lost, nothing twice', async () => {
    const { workspace } = await open();
    await whole(workspace);
    let deliver: () => void = () => undefined;
    const later = new Promise<void>((resolve) => (deliver = resolve));
    const old = new Promise<PushResponse>((resolve) => {
      inTurn(PUSH, {
        kind: 'late',
        until: later,
        delivered: (answer) => resolve(answer.json() as PushResponse),
      });
    });
    await visit(workspace, code(4), 'first');
    await until(() => expect(line.at(PUSH).length).toBeGreaterThan(0));
    await visit(workspace, code(4), 'second');
    workspace.syncNow();
    await settled(workspace);
    deliver();
    expect((await old).results).toMatchObject([{ status: 'duplicate', first_status: 'applied' }]);
    await visit(workspace, code(4), 'third');
    await settled(workspace);
    expect(await notes(code(4))).toEqual(['first', 'second', 'third']);
    await identical(workspace);
  });

  it('[fault 4] batches out of order: a gap is named, what stands behind it is not taken, and nothing is lost', async () => {
    const builder = new MutationBuilder();
    const batches = Array.from({ length: 8 }, (_, batch) =>
      Array.from({ length: 3 }, (_, i) => builder.note(code(44), { args: { note: `${batch}-${i}` } })),
    );
    const token = accessTokenFor(server.app, STAFF);
    const send = async (batch: number): Promise<number> => {
      const body: PushRequest = {
        client_id: 'out-of-order',
        staff_id: STAFF,
        epoch: null,
        schema: 1,
        mutations: batches[batch]!,
      };
      const response = await fetch(`${line.address}${PUSH}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      });
      const answer = (await response.json()) as { error?: { code: string; expected_n: number } };
      if (response.status === 409) {
        expect(answer.error).toMatchObject({ code: 'E_GAP' });
        const next = answer.error!.expected_n;
        expect((next - 1) % 3).toBe(0);
        expect(batch).toBeGreaterThan((next - 1) / 3);
      } else expect(response.status).toBe(200);
      return response.status;
    };
    const waiting = new Set(batches.keys());
    for (let round = 0; waiting.size > 0; round++) {
      // A fixed shuffle, another one each round: of what waits, the last comes first, then every third.
      const order = [...waiting].sort((a, b) => ((b * 5 + round) % 8) - ((a * 5 + round) % 8));
      for (const batch of order) if ((await send(batch)) === 200) waiting.delete(batch);
      expect(round).toBeLessThan(9);
    }
    const all = batches.flatMap((batch) => batch.map((mutation) => mutation.args['note'] as string));
    expect(await notes(code(44))).toEqual([...all].sort());
    expect(line.at(PUSH).some(({ answer }) => answer?.status === 409)).toBe(true);
  });

  it('[fault 5] a page that stands still is given up; its rest, when it comes, is applied by nobody', async () => {
    let goOn: () => void = () => undefined;
    const later = new Promise<void>((resolve) => (goOn = resolve));
    const { workspace } = await open(new Transport(line.address, 1500));
    await until(() => expect(line.at(PULL).length).toBeGreaterThan(2));
    line.fault = ({ path }) => (path === PULL ? { kind: 'stall', afterBytes: 200, until: later } : null);
    await until(() => expect(workspace.status.get().state).toBe('offline'));
    const before = await stored();
    goOn();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await stored()).toEqual(before);
    line.fault = () => null;
    workspace.syncNow();
    await identical(workspace);
  });

  it('[fault 5] a push that stands still after its commit is sent again and applied once', async () => {
    let goOn: () => void = () => undefined;
    const later = new Promise<void>((resolve) => (goOn = resolve));
    const { workspace } = await open(new Transport(line.address, 1500));
    await whole(workspace);
    inTurn(PUSH, { kind: 'stall', afterBytes: 0, until: later });
    await visit(workspace, code(5), 'stood still');
    await until(() => expect(line.at(PUSH)).toHaveLength(2));
    goOn();
    await settled(workspace);
    expect(await notes(code(5))).toEqual(['stood still']);
    await identical(workspace);
  });

  it.each([429, 503])(
    '[fault 7] %i with Retry-After: kept to, and not by all in the same second',
    async (status) => {
      const { workspace } = await open();
      await whole(workspace);
      const refusal: Fault = {
        kind: 'answer',
        status,
        headers: { 'content-type': 'application/json', 'retry-after': '2' },
        body: JSON.stringify({ error: { code: 'E_BUSY', message: 'later' } }),
      };
      line.fault = ({ path }) => (path === PULL || path === PUSH ? refusal : null);
      const begun = line.heard.length;
      workspace.syncNow();
      await until(() => expect(workspace.status.get().attempts[0]).toMatchObject({ result: 'busy' }));
      await visit(workspace, code(7), `busy ${status}`);
      await until(() => expect(line.at(PUSH)).toHaveLength(1));
      // More edits, and looking at the window, do not make it come earlier.
      await visit(workspace, code(7), `still busy ${status}`);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(line.at(PUSH)).toHaveLength(1);
      const { nextTryAt } = workspace.status.get();
      const refused = line.heard.slice(begun).find(({ path }) => path === PULL)!.at;
      // Two seconds and a part of them more, which is drawn; it is the middle of the range here.
      expect(Date.parse(nextTryAt!) - refused).toBeGreaterThanOrEqual(2200);
      expect(waitsFor(workspace)).toMatchObject([
        { note: `busy ${status}` },
        { note: `still busy ${status}` },
      ]);
      expect(workspace.status.get().state).not.toBe('offline');
      line.fault = () => null;
      // By itself: nobody presses anything.
      await settled(workspace);
      for (const asked of [PULL, PUSH]) {
        const [first, second] = line.heard.slice(begun).filter(({ path }) => path === asked);
        expect(second!.at - first!.at, asked).toBeGreaterThanOrEqual(2199);
      }
      const busy = (await notes(code(7))).filter((note) => note.endsWith(String(status)));
      expect(busy).toEqual([`busy ${status}`, `still busy ${status}`]);
      await identical(workspace);
    },
  );

  it("[fault 8] a captive portal's page with status 200 is not applied, and edits wait", async () => {
    const { workspace } = await open();
    await whole(workspace);
    const before = await stored();
    line.fault = () => ({
      kind: 'answer',
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: '<!doctype html><title>请登录校园网</title>',
    });
    await visit(workspace, code(8), 'behind the portal');
    workspace.syncNow();
    await until(() =>
      expect(workspace.status.get()).toMatchObject({
        state: 'offline',
        attempts: [{ result: 'notTheServer' }, ...workspace.status.get().attempts.slice(1)],
      }),
    );
    expect(await stored()).toEqual(before);
    expect(waitsFor(workspace)).toMatchObject([{ note: 'behind the portal' }]);
    line.fault = () => null;
    workspace.syncNow();
    await settled(workspace);
    expect(await notes(code(8))).toEqual(['behind the portal']);
    await identical(workspace);
  });

  it('[fault 9] a token refused on the third page: one refresh, and the same page with the new one', async () => {
    const refused: (string | null)[] = [];
    const token = accessTokenFor(server.app, STAFF);
    let pages = 0;
    line.fault = (heard) =>
      heard.path === PULL && ++pages === 3
        ? {
            kind: 'answer',
            status: 401,
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ error: { code: 'E_TOKEN', message: 'expired' } }),
          }
        : null;
    const { workspace } = await device.open({
      exchange: new Transport(line.address),
      staffId: STAFF,
      server: address,
      tokens: {
        accessToken: (rejected) => {
          if (rejected !== null) refused.push(rejected);
          return Promise.resolve(token);
        },
      },
    });
    await identical(workspace);
    expect(refused).toEqual([token]);
    const bodies = line.at(PULL).map((heard) => heard.body.toString('base64'));
    expect(bodies.indexOf(bodies[2]!, 3)).toBeGreaterThan(2);
    expect(new Set(bodies).size).toBe(bodies.length - 1);
    // One attempt from beginning to end: the person has seen nothing of it.
    expect(workspace.status.get().attempts.map(({ result }) => result)).not.toContain('signInExpired');
  });

  it('[fault 10] the account is disabled in mid-sync: locked and said, the outbox kept; enabled, it goes on', async () => {
    const { pool } = server.database;
    const { workspace } = await open();
    await until(() => expect(line.at(PULL).length).toBeGreaterThan(2));
    await pool.query(`update staff set disabled_at = now() where staff_id = $1`, [STAFF]);
    await visit(workspace, code(10), 'written while disabled');
    workspace.syncNow();
    await until(() =>
      expect(workspace.status.get()).toMatchObject({ state: 'trouble', trouble: 'disabled' }),
    );
    const before = await stored();
    expect(waitsFor(workspace)).toMatchObject([{ note: 'written while disabled' }]);
    expect(await notes(code(10))).toEqual([]);
    workspace.syncNow();
    await until(() => expect(workspace.status.get().attempts[0]).toMatchObject({ result: 'disabled' }));
    expect(await stored()).toEqual(before);
    await pool.query(`update staff set disabled_at = null where staff_id = $1`, [STAFF]);
    workspace.syncNow();
    await settled(workspace);
    expect(await notes(code(10))).toEqual(['written while disabled']);
    await identical(workspace);
  });

  it('[fault 13] killed at a random page of the download: what has come is not asked for again', async () => {
    const window = await open();
    await until(() => expect(line.at(PULL).filter((heard) => heard.answer).length).toBeGreaterThan(3));
    window.kill();
    // What is killed here keeps the page that had just come, as nothing does that is really dead.
    await sleep(100);
    const held = new Set([...(await stored()), ...(await kept())]).size;
    expect(held).toBeGreaterThan(0);
    expect(held).toBeLessThan((await truth()).length);
    const begun = line.heard.length;
    const { workspace } = await open();
    await identical(workspace);
    const again = line.heard.slice(begun).filter((heard) => heard.path === PULL && pulled(heard).limit !== 1);
    const asked = again.reduce((sum, heard) => sum + rowsIn(heard), 0);
    expect(asked).toBe((await truth()).length - held);
  });
});
