import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Workspace } from '../data/types.ts';
import type { Window } from '../test-support/device.ts';
import { REF_BUCKET, staffBucket } from '../../shared/sync/protocol.ts';
import { CacheDatabase } from '../data/cache/schema.ts';
import { cacheName, outboxName } from '../data/names.ts';
import { Outbox } from '../data/outbox/outbox.ts';
import { fromBase64 } from '../data/seal/bytes.ts';
import { WorkSeal } from '../data/seal/work-seal.ts';
import { note, settled, until, whole } from '../test-support/at-work.ts';
import { Device } from '../test-support/device.ts';
import { FakeServer } from '../test-support/fake-server.ts';
import { Line } from '../test-support/line.ts';
import { sampleCustomer, sampleUnits } from '../test-support/sample-rows.ts';

const SERVER = 'https://server.test';
const STAFF = 'S1';
const CUSTOMERS = 20;
let server: FakeServer;
let device: Device;
let line: Line;

beforeEach(() => {
  server = new FakeServer([REF_BUCKET, staffBucket(STAFF), 'community:C001']);
  server.put(
    REF_BUCKET,
    sampleUnits.map((unit) => ['orgUnit', unit.unitCode, unit] as const),
  );
  server.put(
    'community:C001',
    Array.from({ length: CUSTOMERS }, (_, at) => {
      const { customer } = sampleCustomer(at + 1);
      return ['customer', customer.customerCode, { ...customer, communityCode: 'C001' }] as const;
    }),
  );
  device = new Device();
  line = new Line(server);
});
afterEach(() => device.shutDown());

const open = (): Promise<Window> => device.open({ exchange: line, staffId: STAFF });
const waiting = (workspace: Workspace) => workspace.outbox.get().map(({ id }) => id);

/** A database as something else left it: another program, another version, another window. */
function rawOpen(name: string, version?: number): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = device.storage.indexedDB.open(name, version);
    request.onupgradeneeded = () => {
      if (!request.result.objectStoreNames.contains('other')) request.result.createObjectStore('other');
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('not opened'));
  });
}

describe('storage that vanished', () => {
  it('[C5] is noticed at the start, edits come back under a new client, the cache downloads again, he is told', async () => {
    const first = await open();
    await whole(first.workspace);
    line.cut = true;
    await note(first.workspace, 'written');
    await until(() => expect(device.disk.texts).toHaveLength(1));
    await first.workspace.close();
    const clientBefore = line.pulls[0]!.client_id;

    device.loseStorage();
    line.cut = false;
    line.pushes.length = 0;
    line.beforePush = () => {
      throw new Error('not yet');
    };
    const { workspace } = await open();
    expect(waiting(workspace)).toEqual(['written']);
    expect(workspace.status.get().loss).toMatchObject({
      cause: 'missing',
      recovered: [{ customerCode: 'KH0000000001', customerName: '黄秀', type: 'interaction.add' }],
    });
    line.beforePush = () => undefined;
    workspace.syncNow();
    await whole(workspace);
    expect(workspace.index.get().size).toBe(CUSTOMERS);
    await until(() => expect(server.applied.map(({ id }) => id)).toEqual(['written']));
    expect(line.pushes.at(-1)).toMatchObject({ replay: true, mutations: [{ n: 1 }] });
    expect(line.pushes.at(-1)!.client_id).not.toBe(clientBefore);
  });

  it('[C5] without anything written is told as well, until the person has seen it', async () => {
    const first = await open();
    await whole(first.workspace);
    await first.workspace.close();
    device.loseStorage();
    const second = await open();
    expect(second.workspace.status.get().loss).toMatchObject({ cause: 'missing', recovered: [] });
    await second.workspace.close();
    const third = await open();
    expect(third.workspace.status.get().loss).not.toBeNull();
    await third.workspace.acknowledgeLoss();
    expect(third.workspace.status.get().loss).toBeNull();
    await third.workspace.close();
    const fourth = await open();
    expect(fourth.workspace.status.get().loss).toBeNull();
  });

  it('[C5] with a second home of which something cannot be read: he is told of both, until he has seen it', async () => {
    const first = await open();
    await whole(first.workspace);
    line.cut = true;
    await note(first.workspace, 'written');
    await until(() => expect(device.disk.texts).toHaveLength(1));
    await first.workspace.close();
    device.loseStorage();
    device.disk.damaged = 2;
    const second = await open();
    expect(second.workspace.status.get().loss).toMatchObject({
      recovered: [{ customerName: '黄秀' }],
      unread: 2,
    });
    await second.workspace.close();
    const third = await open();
    expect(third.workspace.status.get().loss).toMatchObject({ unread: 2 });
    await third.workspace.acknowledgeLoss();
    await third.workspace.close();
    // The first home is whole: nothing of what could not be read is missing.
    device.disk.damaged = 1;
    const fourth = await open();
    expect(fourth.workspace.status.get().loss).toBeNull();
  });

  it('[C5] an ordinary start is no loss, nor is the first one', async () => {
    const first = await open();
    await whole(first.workspace);
    expect(first.workspace.status.get().loss).toBeNull();
    await first.workspace.close();
    line.pulls.length = 0;
    const second = await open();
    await until(() => expect(second.workspace.status.get().attempts[0]?.result).toBe('unchanged'));
    expect(second.workspace.status.get().loss).toBeNull();
    expect(line.pulls).toHaveLength(1);
  });

  it('[C5] of another life of the machine does not count: all is brought together anew', async () => {
    const first = await open();
    await whole(first.workspace);
    await first.workspace.close();
    const early = device.storage.indexedDB;
    device.loseStorage();
    const second = await open();
    await second.workspace.acknowledgeLoss();
    await whole(second.workspace);
    line.cut = true;
    await note(second.workspace, 'in the second life');
    await second.workspace.close();
    line.cut = false;
    // A copy of the profile from before comes back, with a marker of its own.
    Object.assign(device.storage, { indexedDB: early });
    device.markers.set(`${SERVER} ${STAFF}`, 'of another life');
    const { workspace } = await open();
    expect(workspace.status.get().loss).toMatchObject({
      cause: 'foreign',
      recovered: [{ customerName: '黄秀' }],
    });
    await whole(workspace);
    await until(() => expect(server.applied.map(({ id }) => id)).toEqual(['in the second life']));
    expect(workspace.index.get().size).toBe(CUSTOMERS);
  });

  it('[C5] the cache alone: told, and downloaded again', async () => {
    const first = await open();
    await whole(first.workspace);
    await first.workspace.close();
    await new CacheDatabase(cacheName(SERVER, STAFF), device.storage).delete();
    const { workspace } = await open();
    await until(() => expect(workspace.status.get().loss).toMatchObject({ cause: 'missing', recovered: [] }));
    await whole(workspace);
    expect(workspace.index.get().size).toBe(CUSTOMERS);
  });
});

describe('a key that is lost', () => {
  const loseKeys = (): void =>
    void device.storageKeys.set(STAFF, {
      cache: crypto.getRandomValues(new Uint8Array(32)),
      work: {
        current: { id: 'local-anew', bytes: crypto.getRandomValues(new Uint8Array(32)) },
        others: [],
      },
    });

  it('[fault 24] [C5] the cache downloads again, and what was written comes back by the key that the server keeps', async () => {
    const first = await open();
    await whole(first.workspace);
    line.cut = true;
    await note(first.workspace, 'sealed');
    await until(() => expect(device.disk.texts).toHaveLength(1));
    expect(device.disk.texts.join()).not.toContain('黄秀');
    await first.workspace.close();
    loseKeys();
    line.cut = false;
    const { workspace } = await open();
    await until(() => expect(workspace.status.get().loss).toMatchObject({ cause: 'keyLost' }));
    await whole(workspace);
    expect(workspace.index.get().size).toBe(CUSTOMERS);
    await until(() => expect(server.applied.map(({ id }) => id)).toEqual(['sealed']));
    expect(workspace.status.get().sealedEdits).toBeUndefined();
  });

  it('[fault 24] without the server it is told, lost to nothing, not even to a wipe, and sent the next time', async () => {
    const first = await open();
    await whole(first.workspace);
    line.cut = true;
    await note(first.workspace, 'sealed');
    await first.workspace.close();
    loseKeys();
    const { keys } = device;
    const gone = (): Promise<never> => Promise.reject(new Error('no network'));
    device.keys = { current: gone, byId: gone, forget: () => Promise.resolve() };
    const second = await open();
    await until(() => expect(second.workspace.status.get().sealedEdits).toBe(1));
    expect(waiting(second.workspace)).toEqual([]);
    await note(second.workspace, 'meanwhile');
    expect(await second.workspace.wipe()).toMatchObject({ ok: false, edits: 2 });
    await second.workspace.close();
    device.keys = keys;
    line.cut = false;
    const { workspace } = await open();
    await until(() => expect(server.applied.map(({ id }) => id).sort()).toEqual(['meanwhile', 'sealed']));
    expect(workspace.status.get().sealedEdits).toBeUndefined();
  });
});

describe('two windows under different keys', () => {
  /** The first has begun before the server gave a key, the second since; what is written has not gone out. */
  const openBoth = async () => {
    const cache = crypto.getRandomValues(new Uint8Array(32));
    const local = { id: 'local-first', bytes: crypto.getRandomValues(new Uint8Array(32)) };
    device.storageKeys.set(STAFF, { cache, work: { current: local, others: [] } });
    const { workspace: first } = await open();
    await whole(first);
    line.cut = true;
    await note(first, 'one');
    await until(() => expect(device.disk.texts).toHaveLength(1));
    const given = await device.keys.current();
    const current = { id: given.key_id, bytes: fromBase64(given.key) };
    device.storageKeys.set(STAFF, { cache, work: { current, others: [local] } });
    const { workspace: second } = await open();
    await until(() => expect(second.index.get().size).toBe(CUSTOMERS));
    return { first, second };
  };

  it('[C5] [C8] both list what either writes, the journal keeps it, and all of it goes out in order', async () => {
    const { first, second } = await openBoth();
    await note(second, 'two');
    for (const workspace of [first, second])
      await until(() => expect(waiting(workspace)).toEqual(['one', 'two']));
    await note(first, 'three');
    for (const workspace of [first, second])
      await until(() => expect(waiting(workspace)).toEqual(['one', 'two', 'three']));
    await until(() => expect(device.disk.texts).toHaveLength(3));
    expect(first.status.get().sealedEdits).toBeUndefined();
    line.cut = false;
    first.syncNow();
    await until(() => expect(server.applied.map(({ id }) => id)).toEqual(['one', 'two', 'three']));
    for (const workspace of [first, second]) await settled(workspace);
    await until(() => expect(device.disk.texts).toEqual([]));
  });

  it('[C5] what waits goes out though nothing more is written', async () => {
    const { first } = await openBoth();
    line.cut = false;
    first.syncNow();
    await until(() => expect(server.applied.map(({ id }) => id)).toEqual(['one']));
    await settled(first);
  });

  it('[C5] [C8] where the key is not to be had it is told, and the journal keeps what it cannot open', async () => {
    const gone = (): Promise<never> => Promise.reject(new Error('no network'));
    const { keys } = device;
    device.keys = { ...keys, current: () => keys.current(), byId: gone, forget: () => Promise.resolve() };
    const { first, second } = await openBoth();
    await note(second, 'two');
    await until(() => expect(first.status.get().sealedEdits).toBe(2));
    expect(device.disk.texts).toHaveLength(2);
    await second.close();
    line.cut = false;
    first.syncNow();
    await note(first, 'three');
    await until(() => expect(waiting(first)).toEqual(['three']));
    expect(device.disk.texts).toHaveLength(3);
    expect(server.applied).toEqual([]);
  });
});

describe('a key that nobody has', () => {
  it('[C5] keeps what it has sealed, and lets the rest go out', async () => {
    const { keys } = device;
    device.keys = { current: () => keys.current(), byId: async () => null, forget: () => keys.forget() };
    const first = await open();
    await whole(first.workspace);
    line.cut = true;
    await note(first.workspace, 'one');
    const seal = new WorkSeal({
      current: { id: 'of nobody', bytes: crypto.getRandomValues(new Uint8Array(32)) },
      others: [device.storageKeys.get(STAFF)!.work.current],
    });
    (await Outbox.open(outboxName(SERVER, STAFF), 'unused', seal, device.storage)).close();
    await note(first.workspace, 'two');
    await until(() => expect(first.workspace.status.get().sealedEdits).toBe(1));
    line.cut = false;
    first.workspace.syncNow();
    await until(() => expect(server.applied.map(({ id }) => id)).toEqual(['two']));
    await settled(first.workspace);
    expect(device.disk.texts).toHaveLength(1);
  });
});

describe('a full disk', () => {
  const cursorOf = async (bucket: string): Promise<unknown> => {
    const db = new CacheDatabase(cacheName(SERVER, STAFF), device.storage);
    const row = await db.buckets.get(bucket);
    db.close();
    return row?.cursor ?? null;
  };

  it('[fault 19] [C9] in the first download: one message, no cursor moves, edits go to the journal, and with room all goes on', async () => {
    line.afterPull = (answer) => {
      if (answer.buckets.some(({ ops }) => ops.some(([entity]) => entity === 'customer'))) device.full = true;
      return answer;
    };
    const { workspace } = await open();
    const full = { state: 'trouble', trouble: 'storageFull' } as const;
    await until(() => expect(workspace.status.get()).toMatchObject(full));
    expect(await cursorOf('community:C001')).toBeNull();
    await note(workspace, 'on a full disk');
    expect(waiting(workspace)).toEqual(['on a full disk']);
    expect(device.disk.texts).toHaveLength(1);

    device.disk.full = true;
    await expect(note(workspace, 'for which there is no room at all')).rejects.toThrow();
    expect(waiting(workspace)).toEqual(['on a full disk']);
    expect(workspace.status.get()).toMatchObject({ ...full, withoutCopy: true });

    line.afterPull = (answer) => answer;
    device.full = device.disk.full = false;
    workspace.syncNow();
    await whole(workspace);
    await until(() => expect(server.applied.map(({ id }) => id)).toEqual(['on a full disk']));
    expect(workspace.index.get().size).toBe(CUSTOMERS);
    await until(() => expect(workspace.status.get().withoutCopy).toBeUndefined());
    await settled(workspace);
  });

  it('[fault 19] [C9] at the start: a screen, edits go to the journal, and trying again opens what there was no room for', async () => {
    device.full = true;
    const { workspace } = await open();
    await until(() =>
      expect(workspace.status.get()).toMatchObject({ state: 'trouble', trouble: 'storageFull' }),
    );
    await note(workspace, 'before there was room');
    expect(waiting(workspace)).toEqual(['before there was room']);
    expect(device.disk.texts).toHaveLength(1);
    expect(line.requests).toEqual([]);
    device.full = false;
    workspace.syncNow();
    await whole(workspace);
    await until(() => expect(server.applied.map(({ id }) => id)).toEqual(['before there was room']));
    expect(workspace.index.get().size).toBe(CUSTOMERS);
  });
});

describe('storage that cannot be worked with', () => {
  it('[C9] what is read and written while the storage is opened anew waits for nobody who is gone', async () => {
    const { workspace } = await open();
    await whole(workspace);
    const rebuilt = workspace.rebuild();
    const settled: string[] = [];
    const asked: Promise<unknown>[] = [];
    let over = false;
    void rebuilt.then(() => (over = true));
    for (let at = 0; !over; at++) {
      // Customers that he has not looked at: what an edit is based on has to be read.
      asked.push(
        workspace.customer(`KH${String((at % CUSTOMERS) + 1).padStart(10, '0')}`).then(
          () => settled.push('read'),
          () => settled.push('unread'),
        ),
      );
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await rebuilt;
    await until(() => expect(settled).toHaveLength(asked.length));
    await note(workspace, 'afterwards');
    await until(() => expect(workspace.outbox.get()).toEqual([]));
  });

  it('[C9] what is taken back or written again while the storage is opened anew is, and nothing else', async () => {
    const { workspace } = await open();
    await whole(workspace);
    line.cut = true;
    const written = [];
    for (let at = 0; at < 40; at++) written.push(await note(workspace, `note ${at}`));
    const rebuilt = workspace.rebuild();
    let over = false;
    void rebuilt.then(() => (over = true));
    const asked: Promise<unknown>[] = [];
    for (let at = 0; !over && at < written.length; at++) {
      const { uid, args } = written[at]!;
      asked.push(
        at % 2 === 0 ? workspace.drop(uid) : workspace.rewrite(uid, { ...args, note: `again ${at}` }),
      );
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await rebuilt;
    await Promise.all(asked);
    const expected = written.flatMap(({ args }, at) =>
      at >= asked.length ? [args.note] : at % 2 === 0 ? [] : [`again ${at}`],
    );
    const notes = (): string[] =>
      workspace.outbox.get().map((entry) => (entry.args as { note: string }).note);
    await until(() => expect(notes().sort()).toEqual(expected.sort()));
  });

  it('[fault 20] [C9] blocked by an older window: a screen, edits are kept, and it goes on when that window goes', async () => {
    const holder = await rawOpen(outboxName(SERVER, STAFF), 5);
    const { workspace } = await open();
    expect(workspace.status.get()).toMatchObject({ state: 'trouble', trouble: 'blocked' });
    await note(workspace, 'while blocked');
    expect(waiting(workspace)).toEqual(['while blocked']);
    expect(device.disk.texts).toHaveLength(1);
    expect(line.requests).toEqual([]);
    holder.close();
    await until(() => expect(workspace.status.get().trouble).toBeNull());
    await whole(workspace);
    await until(() => expect(server.applied.map(({ id }) => id)).toEqual(['while blocked']));
  });

  it('[fault 20] [C9] the older window lets go by itself, stops, and is asked to close', async () => {
    const { workspace } = await open();
    await whole(workspace);
    line.requests.length = 0;
    const newer = await Promise.all([
      rawOpen(outboxName(SERVER, STAFF), 1000),
      rawOpen(cacheName(SERVER, STAFF), 1000),
    ]);
    await until(() =>
      expect(workspace.status.get()).toMatchObject({ state: 'trouble', trouble: 'superseded' }),
    );
    await note(workspace, 'in the old window');
    expect(device.disk.texts).toHaveLength(1);
    workspace.syncNow();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(line.requests).toEqual([]);
    for (const db of newer) db.close();
  });

  it.each(['cache', 'outbox'])(
    '[fault 21] [C9] an older app on a newer %s refuses to write to it',
    async (which) => {
      const name = which === 'cache' ? cacheName(SERVER, STAFF) : outboxName(SERVER, STAFF);
      (await rawOpen(name, 1000)).close();
      const { workspace } = await open();
      await until(() =>
        expect(workspace.status.get()).toMatchObject({ state: 'trouble', trouble: 'newerSchema' }),
      );
      await note(workspace, 'by the older app');
      expect(device.disk.texts).toHaveLength(1);
      expect(line.requests).toEqual([]);
      const db = await rawOpen(name);
      expect(db.version).toBe(1000);
      expect([...db.objectStoreNames]).toEqual(['other']);
      db.close();
    },
  );

  it('[C9] storage that goes while it is open: halted, reported, rebuilt, and no edit is lost', async () => {
    const { workspace } = await open();
    await whole(workspace);
    line.cut = true;
    await note(workspace, 'before');
    const states: (string | null)[] = [];
    workspace.status.subscribe(() => states.push(workspace.status.get().trouble));
    // What an eviction does: connections are closed, databases are gone.
    device.evict();
    await until(() => expect(states).toContain('storageLost'));
    await until(() =>
      expect(workspace.status.get().loss).toMatchObject({ recovered: [{ customerName: '黄秀' }] }),
    );
    line.cut = false;
    workspace.syncNow();
    await whole(workspace);
    expect(workspace.index.get().size).toBe(CUSTOMERS);
    await until(() => expect(server.applied.map(({ id }) => id)).toEqual(['before']));
    await note(workspace, 'after');
    await until(() => expect(server.applied.map(({ id }) => id)).toEqual(['before', 'after']));
  });

  it('[C9] storage that goes with its second home: what this window knows is written to both anew', async () => {
    const { workspace } = await open();
    await whole(workspace);
    line.cut = true;
    await note(workspace, 'only in memory');
    device.disk.clear();
    device.evict();
    await until(() =>
      expect(workspace.status.get().loss).toMatchObject({ recovered: [{ type: 'interaction.add' }] }),
    );
    expect(waiting(workspace)).toEqual(['only in memory']);
    expect(device.disk.texts).toHaveLength(1);
  });
});
