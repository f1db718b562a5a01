import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Window } from '../test-support/device.ts';
import type { FailureKind } from './transport-error.ts';
import type { PullRequest } from '../../shared/sync/protocol.ts';
import { REF_BUCKET, staffBucket } from '../../shared/sync/protocol.ts';
import { CacheDatabase } from '../data/cache/schema.ts';
import { cacheName } from '../data/names.ts';
import { note, until, whole } from '../test-support/at-work.ts';
import { Device } from '../test-support/device.ts';
import { FakeServer } from '../test-support/fake-server.ts';
import { Line } from '../test-support/line.ts';
import { sampleCustomer, sampleUnits } from '../test-support/sample-rows.ts';
import { TransportError } from './transport-error.ts';

let server: FakeServer;
let device: Device;
let line: Line;

beforeEach(() => {
  server = new FakeServer([REF_BUCKET, staffBucket('S1'), 'community:C001', 'community:C002']);
  server.put(
    REF_BUCKET,
    sampleUnits.map((unit) => ['orgUnit', unit.unitCode, unit] as const),
  );
  for (const community of ['C001', 'C002']) {
    const from = community === 'C001' ? 1 : 101;
    const rows = Array.from({ length: 40 }, (_, i) => sampleCustomer(from + i));
    server.put(
      `community:${community}`,
      rows.flatMap(({ customer, ledger, balance }) => [
        ['customer', customer.customerCode, { ...customer, communityCode: community }] as const,
        ['ledger', customer.customerCode, ledger] as const,
        ['balance', customer.customerCode, balance] as const,
      ]),
    );
  }
  device = new Device();
  line = new Line(server);
});
afterEach(() => device.shutDown());

const open = (): Promise<Window> => device.open({ exchange: line, staffId: 'S1' });
/** No such pull gets through before what this returns is called. */
const holdPulls = (which: (request: PullRequest) => boolean = () => true): (() => void) => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  line.beforePull = (request) => (which(request) ? held : undefined);
  return release;
};
const lists = ({ workspace }: Window, code: string): boolean =>
  workspace.index.get().positionOf(code) !== undefined;

/** From the moment on that everything is said to be here nothing more finds room on this machine. */
const roomEnds = ({ workspace: { status } }: Window): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (!status.get().everComplete) return;
      device.full = true;
      resolve();
    };
    status.subscribe(look);
    look();
  });

describe('the engine', () => {
  it('asks as little as it can: one pull for what never changed', async () => {
    const { workspace } = await open();
    await whole(workspace);
    await workspace.close();
    line.requests.length = 0;
    const again = await open();
    await until(() => expect(again.workspace.status.get().attempts[0]?.result).toBe('unchanged'));
    expect(line.requests).toEqual(['pull']);
  });

  it.each<[FailureKind, string, string | null]>([
    ['offline', 'offline', null],
    ['notTheServer', 'offline', null],
    ['signInExpired', 'signInExpired', null],
    ['disabled', 'trouble', 'disabled'],
    ['deviceRevoked', 'trouble', 'deviceRevoked'],
    ['upgrade', 'trouble', 'upgrade'],
    ['busy', 'idle', null],
    ['serverError', 'idle', null],
  ])('[C5] %s: says so, keeps what is here, and takes edits all the same', async (kind, state, trouble) => {
    const { workspace } = await open();
    await whole(workspace);
    line.beforePull = () => {
      throw new TransportError(kind, 'made up', { code: 'E_MADE_UP' });
    };
    line.beforePush = line.beforePull as never;
    workspace.syncNow();
    await until(() => expect(workspace.status.get()).toMatchObject({ state, trouble }));
    await until(() =>
      expect(workspace.status.get().attempts[0]).toMatchObject({ code: 'E_MADE_UP', verified: false }),
    );
    await note(workspace, `while ${kind}`);
    expect(workspace.index.get().size).toBe(80);
    line.beforePull = () => undefined;
    line.beforePush = () => undefined;
    workspace.syncNow();
    await until(() => expect(workspace.outbox.get()).toEqual([]));
    expect(server.applied.map((mutation) => mutation.id)).toEqual([`while ${kind}`]);
    expect(workspace.status.get()).toMatchObject({ state: 'idle', trouble: null, offlineSince: null });
  });

  it('waits longer after each failure, and as long as the server says', async () => {
    const { workspace } = await open();
    await whole(workspace);
    const before = line.requests.length;
    line.beforePull = () => {
      throw new TransportError('busy', 'later', { retryAfterMs: 60_000 });
    };
    workspace.syncNow();
    await until(() => expect(workspace.status.get().nextTryAt).not.toBeNull());
    const wait = Date.parse(workspace.status.get().nextTryAt!) - Date.now();
    expect(wait).toBeGreaterThan(59_000);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(line.requests.length).toBe(before + 1);
  });

  it('[C1] a download that breaks off goes on at the page that it had not stored', async () => {
    let asked = 0;
    line.beforePull = () => {
      if (++asked === 3) throw new TransportError('offline', 'gone');
    };
    const { workspace } = await open();
    await until(() => expect(workspace.status.get().offlineSince).not.toBeNull());
    await whole(workspace);
    expect(line.pulls.slice(3).some((pull) => JSON.stringify(pull) === JSON.stringify(line.pulls[2]))).toBe(
      true,
    );
    expect(workspace.index.get().size).toBe(80);
  });

  it('[C12] everything is here before it is stored: where there is no room for it, it is read and kept all the same', async () => {
    server.put('community:C001', [['complaint', 'T1', { complaintId: 'T1' } as never]]);
    const first = await open();
    await roomEnds(first);
    await until(() => expect(first.workspace.status.get().trouble).toBe('storageFull'));
    const db = new CacheDatabase(cacheName('https://server.test', 'S1'), device.storage);
    expect(await db.rows('customer').count()).toBe(0);
    first.kill();

    device.full = false;
    line.cut = true;
    const again = await open();
    const { workspace } = again;
    expect(workspace.status.get()).toMatchObject({
      everComplete: true,
      verifiedRows: 240 + sampleUnits.length + 1,
    });
    expect(workspace.index.get().size).toBe(80);
    expect(workspace.held('complaint').get()).toHaveLength(1);
    expect(await workspace.customer('KH0000000140')).toMatchObject({
      customer: { customerCode: 'KH0000000140' },
    });

    await until(async () => expect(await db.rows('customer').count()).toBe(80));
    line.cut = false;
    line.pulls.length = 0;
    workspace.syncNow();
    await whole(workspace);
    expect(await db.arrivals.count()).toBe(0);
    expect(line.pulls.every(({ cursors }) => 'community:C002' in cursors)).toBe(true);
    db.close();
  });

  it('[C8] [C12] what has come shows in every window, though one of them has yet to store it', async () => {
    const release = holdPulls(({ buckets }) => buckets === undefined);
    const first = await open();
    await until(() => expect(first.workspace.index.get().size).toBe(80));
    const second = await open();
    const full = roomEnds(first);
    release();
    await full;
    await until(() => {
      expect(second.workspace.status.get().everComplete).toBe(true);
      expect(second.workspace.index.get().size).toBe(80);
    });
    const db = new CacheDatabase(cacheName('https://server.test', 'S1'), device.storage);
    expect(await db.rows('customer').count()).toBe(0);
    expect(await second.workspace.customer('KH0000000140')).toMatchObject({
      customer: { customerCode: 'KH0000000140' },
    });
    await until(() => {
      for (const { workspace } of [first, second])
        expect(workspace.territory.holdings.get().communities).toEqual(new Set(['C001', 'C002']));
    });

    // The other goes on in its place, and nothing vanishes from the list meanwhile.
    const sizes = new Set([second.workspace.index.get().size]);
    const { index, status } = second.workspace;
    index.subscribe(() => sizes.add(index.get().size));
    device.full = false;
    line.cut = true;
    first.kill();
    await until(() => expect(status.get().offlineSince).not.toBeNull());
    await until(async () => expect(await db.rows('customer').count()).toBe(80));
    db.close();
    expect([...sizes]).toEqual([80]);
    expect(await second.workspace.customer('KH0000000140')).toMatchObject({
      customer: { customerCode: 'KH0000000140' },
    });
  });

  it('[C4] pulls never wait for the outbox', async () => {
    const { workspace } = await open();
    await whole(workspace);
    line.beforePush = () => {
      throw new TransportError('serverError', 'the push is broken');
    };
    await note(workspace, 'stuck');
    server.put('community:C001', [
      ['customer', 'KH0000000002', { ...sampleCustomer(2).customer, communityCode: 'C001', name: '新名' }],
    ]);
    workspace.syncNow();
    await until(() => {
      const index = workspace.index.get();
      expect(index.at(index.positionOf('KH0000000002')!).name).toBe('新名');
    });
    await until(() => expect(workspace.outbox.get()).toMatchObject([{ id: 'stuck', state: 'waiting' }]));
  });

  it('[C4] during the first download edits go out together and not one by one, and all of them do', async () => {
    const release = holdPulls();
    const { workspace } = await open();
    await note(workspace, 'first');
    await until(() => expect(server.applied.map(({ id }) => id)).toEqual(['first']));
    for (const id of ['second', 'third', 'fourth']) await note(workspace, id);
    await until(() => expect(server.applied.map(({ n }) => n)).toEqual([1, 2, 3, 4]));
    expect(line.requests.filter((request) => request === 'push')).toHaveLength(2);
    release();
    await whole(workspace);
    await until(() => expect(workspace.outbox.get()).toEqual([]));
  });

  it('[C4] what the first download has held back goes out as soon as it is over', async () => {
    const release = holdPulls();
    const { workspace } = await open();
    await note(workspace, 'first');
    await until(() => expect(server.applied.map(({ id }) => id)).toEqual(['first']));
    await note(workspace, 'second');
    release();
    await whole(workspace);
    // Sooner than it would have gone by itself.
    await vi.waitFor(() => expect(server.applied.map(({ id }) => id)).toEqual(['first', 'second']), 5000);
  });

  it('[C4] during the first download a batch that the request cannot carry is halved at once', async () => {
    const release = holdPulls();
    line.cut = true;
    const { workspace } = await open();
    for (const id of ['good', 'better', 'bad']) await note(workspace, id);
    line.beforePush = ({ mutations }) => {
      if (mutations.length > 1)
        throw new TransportError('tooLarge', 'too large', { status: 413, code: 'E_REQUEST' });
    };
    line.cut = false;
    workspace.syncNow();
    await until(() => expect(server.applied.map(({ id }) => id)).toContain('good'));
    release();
    await whole(workspace);
    await until(() => expect(workspace.outbox.get()).toEqual([]));
  });

  it('[C5] what was written is seen as soon as it is saved, whatever else is being read', async () => {
    const { workspace } = await open();
    await whole(workspace);
    line.cut = true;
    for (const id of ['a', 'b', 'c']) {
      const { uid } = await note(workspace, id);
      expect(workspace.outbox.get().at(-1)?.uid).toBe(uid);
    }
    await until(() => expect(workspace.outbox.get().map(({ id }) => id)).toEqual(['a', 'b', 'c']));
  });

  it('[S7] an answer lost after the server did its work: found on retry, done once', async () => {
    const { workspace } = await open();
    await whole(workspace);
    let lost = false;
    line.afterPush = (answer) => {
      if (lost) return answer;
      lost = true;
      throw new TransportError('offline', 'lost');
    };
    await Promise.all(['a', 'b', 'c'].map((id) => note(workspace, id)));
    await until(() => expect(workspace.outbox.get()).toEqual([]));
    expect(server.applied.map((mutation) => mutation.n)).toEqual([1, 2, 3]);
  });

  it('one edit that the request cannot carry is refused by itself, and the others flow', async () => {
    const { workspace } = await open();
    await whole(workspace);
    line.cut = true;
    await note(workspace, 'good');
    await note(workspace, 'bad');
    await note(workspace, 'better');
    line.beforePush = (request) => {
      if (request.mutations.some((mutation) => mutation.id === 'bad')) {
        throw new TransportError('request', 'malformed', { status: 400, code: 'E_REQUEST' });
      }
    };
    line.cut = false;
    workspace.syncNow();
    await until(() =>
      expect(workspace.outbox.get()).toMatchObject([{ id: 'bad', state: 'attention', code: 'E_REQUEST' }]),
    );
    expect(server.applied.map((mutation) => mutation.id)).toEqual(['good', 'better']);
  });

  it('[S9] a restored server: data stay, acknowledged edits come back under their old uids', async () => {
    const { workspace } = await open();
    await whole(workspace);
    const first = await note(workspace, 'kept by the backup');
    const second = await note(workspace, 'lost with the server');
    await until(() => expect(workspace.outbox.get()).toEqual([]));
    server.applied.length = 0;
    server.restore('epoch-2', (uid) => uid === first.uid);
    const sizes: number[] = [];
    workspace.index.subscribe(() => sizes.push(workspace.index.get().size));
    workspace.syncNow();
    await until(() => expect(server.applied.map((mutation) => mutation.uid)).toEqual([second.uid]));
    await until(() => expect(workspace.outbox.get()).toEqual([]));
    await whole(workspace);
    expect(sizes.every((size) => size === 80)).toBe(true);
    expect(workspace.index.get().size).toBe(80);
    await note(workspace, 'afterwards');
    await until(() => expect(workspace.outbox.get()).toEqual([]));
    expect(server.applied.at(-1)?.id).toBe('afterwards');
  });

  it('[S9] a server that has forgotten an edit without a word, its clock long past it, is sent it again', async () => {
    const { workspace } = await open();
    await whole(workspace);
    await note(workspace, 'kept');
    const lost = await note(workspace, 'forgotten');
    await until(() => expect(workspace.outbox.get()).toEqual([]));
    server.forget(lost.uid);
    server.applied.length = 0;
    workspace.syncNow();
    await until(() => expect(server.applied.map((mutation) => mutation.uid)).toEqual([lost.uid]));
    await until(() => expect(workspace.outbox.get()).toEqual([]));
    await whole(workspace);
  });

  it('[C3] a server that says other sums is told of, and the bucket is read again', async () => {
    const { workspace } = await open();
    await whole(workspace);
    let lies = 1;
    line.afterPull = (answer) => {
      if (!answer.complete || lies-- <= 0) return answer;
      return {
        ...answer,
        buckets: answer.buckets.map((page) => ({
          ...page,
          h: page.bucket === 'community:C001' ? 1 : page.h!,
        })),
      };
    };
    workspace.syncNow();
    await until(() =>
      expect(workspace.status.get().attempts.slice(0, 2)).toMatchObject([
        { verified: true },
        { verified: false, code: 'community:C001' },
      ]),
    );
    expect(line.pulls.at(-1)?.cursors['community:C001']).toBeUndefined();
    expect(workspace.index.get().size).toBe(80);
  });

  it('[C7] a community that is no longer mine goes, with its customers', async () => {
    const { workspace } = await open();
    await whole(workspace);
    server.buckets = server.buckets.filter((bucket) => bucket !== 'community:C002');
    workspace.syncNow();
    await until(() => expect(workspace.index.get().size).toBe(40));
    expect(await workspace.customer('KH0000000101')).toBeUndefined();
  });

  it('[C8] a window that goes on for one that died shows what that one had stored and not told of', async () => {
    const first = await open();
    await whole(first.workspace);
    const second = await open();
    await until(() => expect(second.workspace.index.get().size).toBe(80));
    // Long enough that the second has waited for its turn.
    await new Promise((resolve) => setTimeout(resolve, 100));
    first.mute = true;
    server.put('community:C001', [['customer', 'KH0000000001', null]]);
    const { customer } = sampleCustomer(90);
    server.put('community:C001', [
      ['customer', customer.customerCode, { ...customer, communityCode: 'C001' }],
    ]);
    first.workspace.syncNow();
    await until(() => expect(lists(first, customer.customerCode)).toBe(true));
    // Shown before it is stored; and what is killed here goes on storing, as nothing does that is really dead.
    const db = new CacheDatabase(cacheName('https://server.test', 'S1'), device.storage);
    await until(async () => expect(await db.rows('customer').get(customer.customerCode)).toBeDefined());
    db.close();
    expect(lists(second, customer.customerCode)).toBe(false);
    first.kill();
    await until(() => expect(lists(second, customer.customerCode)).toBe(true));
    expect(lists(second, 'KH0000000001')).toBe(false);
    expect(second.workspace.index.get().size).toBe(80);
  });

  it("[C10] measures how far the device's clock is off, tells, and says so with each edit", async () => {
    server.time = () => new Date(Date.now() - 600_000);
    const { workspace } = await open();
    await whole(workspace);
    expect(workspace.status.get().clockOffsetMs).toBeGreaterThan(590_000);
    const entry = await note(workspace, 'by a fast clock');
    expect(Math.round(entry.clock_offset / 10_000)).toBe(60);
  });

  it('[C9] storage that is full stops the pull, says so, moves no cursor, and edits go out', async () => {
    const { workspace } = await open();
    await whole(workspace);
    const quota = new DOMException('full', 'QuotaExceededError');
    line.afterPull = () => {
      throw quota;
    };
    workspace.syncNow();
    await until(() =>
      expect(workspace.status.get()).toMatchObject({ state: 'trouble', trouble: 'storageFull' }),
    );
    await note(workspace, 'on a full disk');
    await until(() => expect(server.applied.map((mutation) => mutation.id)).toEqual(['on a full disk']));
    line.afterPull = (answer) => answer;
    workspace.syncNow();
    await whole(workspace);
    expect(workspace.status.get().trouble).toBeNull();
  });

  it('paused, nothing is asked; going on, everything is', async () => {
    const { workspace } = await open();
    await whole(workspace);
    workspace.pause(true);
    await until(() => expect(workspace.status.get().paused).toBe(true));
    line.requests.length = 0;
    await note(workspace, 'paused');
    workspace.syncNow();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(line.requests).toEqual([]);
    workspace.pause(false);
    await until(() => expect(workspace.outbox.get()).toEqual([]));
  });
});
