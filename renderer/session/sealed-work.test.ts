import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OutboxKey } from '../../shared/api/outbox-keys.ts';
import type { OutboxExport, Workspace } from '../data/types.ts';
import { REF_BUCKET, staffBucket } from '../../shared/sync/protocol.ts';
import { KeptOutboxKeys } from './outbox-keys.ts';
import { until, visit } from '../test-support/at-work.ts';
import { Device } from '../test-support/device.ts';
import { FakeServer } from '../test-support/fake-server.ts';
import { Line } from '../test-support/line.ts';
import { sampleUnits } from '../test-support/sample-rows.ts';
import { TransportError } from '../sync/transport-error.ts';

let server: FakeServer;
let here: Device;
let there: Device;
const devices: Device[] = [];

/** The server's own copy of keys: per person and device, found by name by their owner only. */
class KeyServer {
  readonly #keys = new Map<string, OutboxKey & { staffId: string }>();
  reachable = true;

  for(staffId: string, deviceId: string, vault = new Map<string, OutboxKey>()): KeptOutboxKeys {
    const answered = <T>(value: T): Promise<T> =>
      this.reachable ? Promise.resolve(value) : Promise.reject(new TransportError('offline', 'gone'));
    return new KeptOutboxKeys({
      platform: {
        deviceId: () => Promise.resolve(deviceId),
      },
      shelf: {
        read: () => Promise.resolve([...vault.values()]),
        write: (key) => Promise.resolve(void vault.set(key.key_id, key)),
        remove: () => Promise.resolve(vault.clear()),
      },
      transport: {
        outboxKey: () => answered(this.#of(staffId, deviceId)),
        outboxKeyById: async (_tokens, keyId) => {
          const key = [...this.#keys.values()].find((each) => each.key_id === keyId);
          if (key?.staffId === staffId) return answered(key);
          await answered(null);
          throw new TransportError('request', 'not yours', { status: 404, code: 'E_NOT_FOUND' });
        },
      },
      tokens: { accessToken: () => Promise.resolve('token') },
    });
  }

  #of(staffId: string, deviceId: string): OutboxKey {
    const name = `${staffId} ${deviceId}`;
    const bytes = crypto.getRandomValues(new Uint8Array(32));
    const made = { key_id: crypto.randomUUID(), key: Buffer.from(bytes).toString('base64'), staffId };
    const { key_id, key } = this.#keys.get(name) ?? made;
    if (!this.#keys.has(name)) this.#keys.set(name, made);
    return { key_id, key };
  }
}

let keyServer: KeyServer;
beforeEach(() => {
  server = new FakeServer([REF_BUCKET, staffBucket('S1')]);
  server.put(
    REF_BUCKET,
    sampleUnits.map((unit) => ['orgUnit', unit.unitCode, unit] as const),
  );
  keyServer = new KeyServer();
  devices.push((here = new Device()), (there = new Device()));
});
afterEach(async () => {
  for (const device of devices.splice(0)) await device.shutDown();
});

const open = async (
  device: Device,
  options: { keys?: KeptOutboxKeys; staffId?: string; cut?: boolean } = {},
) => {
  const line = new Line(server);
  line.cut = options.cut ?? false;
  const staffId = options.staffId ?? 'S1';
  const keys = options.keys ?? keyServer.for(staffId, device === here ? 'here' : 'there');
  const { workspace } = await device.open({ exchange: line, staffId, keys });
  return { workspace, line };
};
const note = (workspace: Workspace, id: string) =>
  visit(workspace, 'KH1', `秘密 ${id}`, { interactionId: id });

async function exported(workspace: Workspace): Promise<OutboxExport> {
  const file = await workspace.exportOutbox(() => Promise.resolve(true));
  if (file === null) throw new Error('it was not saved');
  return file;
}

describe('work in a file', () => {
  it('[C11] goes to another device of the same person, sealed, and has its effect exactly once', async () => {
    const first = await open(here, { cut: true });
    await note(first.workspace, 'a');
    await note(first.workspace, 'b');
    const { bytes, edits, fileName } = await exported(first.workspace);
    expect(edits).toBe(2);
    expect(fileName).toMatch(/^ChannelDesk-S1-\d{4}-\d\d-\d\d\.json$/);
    // Three letters may stand in what is sealed by chance; the end of a text does not.
    expect(new TextDecoder().decode(bytes)).not.toMatch(/秘密|黄秀|KH1\\?"/);

    const second = await open(there, { cut: true });
    expect(await second.workspace.importOutbox(bytes)).toEqual({ taken: 2, known: 0 });
    expect(await second.workspace.importOutbox(bytes)).toEqual({ taken: 0, known: 2 });
    expect(second.workspace.outbox.get().map(({ id }) => id)).toEqual(['a', 'b']);
    expect(there.disk.texts).toHaveLength(2);
    for (const { line, workspace } of [first, second]) {
      line.cut = false;
      workspace.syncNow();
      await until(() => expect(workspace.outbox.get()).toEqual([]));
    }
    expect(server.applied.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(await second.workspace.importOutbox(bytes)).toEqual({ taken: 0, known: 2 });
  });

  it('[fault 24] [C11] opens after the key was lost on this machine: the server has it', async () => {
    const vault = new Map<string, OutboxKey>();
    const { workspace } = await open(here, { cut: true, keys: keyServer.for('S1', 'here', vault) });
    await note(workspace, 'a');
    const { bytes } = await exported(workspace);
    expect(vault.size).toBe(1);
    expect(await workspace.wipe()).toEqual({ ok: true });
    expect(vault.size).toBe(0);

    const again = await open(here);
    expect(again.workspace.outbox.get()).toEqual([]);
    keyServer.reachable = false;
    await expect(again.workspace.importOutbox(bytes)).rejects.toMatchObject({ fault: 'keyUnreachable' });
    keyServer.reachable = true;
    expect(await again.workspace.importOutbox(bytes)).toEqual({ taken: 1, known: 0 });
    await until(() => expect(server.applied.map(({ id }) => id)).toEqual(['a']));
  });

  it('[fault 24] needs no server where the key is still here', async () => {
    const { workspace } = await open(here, { cut: true });
    await note(workspace, 'a');
    await exported(workspace);
    keyServer.reachable = false;
    await note(workspace, 'b');
    const { bytes } = await exported(workspace);
    expect(await workspace.importOutbox(bytes)).toEqual({ taken: 0, known: 2 });
  });

  it.each([
    ['otherPerson', 'of another person'],
    ['otherServer', 'made on another server'],
    ['damaged', 'changed on the way'],
    ['notOurs', 'of another kind'],
  ])('[C11] is refused: %s, %s', async (fault) => {
    const { workspace } = await open(here, { cut: true });
    await note(workspace, 'a');
    const { bytes } = await exported(workspace);
    const file = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, string>;
    const changed = (fields: object) => new TextEncoder().encode(JSON.stringify({ ...file, ...fields }));
    const staffId = fault === 'otherPerson' ? 'S2' : 'S1';
    if (fault === 'otherServer') keyServer = new KeyServer();
    const other = await open(there, { staffId, cut: true });
    const given = {
      otherPerson: bytes,
      otherServer: bytes,
      damaged: changed({ edits: 7 }),
      notOurs: new TextEncoder().encode('PK\u0003\u0004'),
    }[fault]!;
    await expect(other.workspace.importOutbox(given)).rejects.toMatchObject({ fault });
    expect(other.workspace.outbox.get()).toEqual([]);
  });
});

describe('taking the data off a machine', () => {
  it('[C11] is refused while work is unsent, and while some of it came after the export', async () => {
    const { workspace } = await open(here, { cut: true });
    await note(workspace, 'a');
    expect(await workspace.wipe()).toEqual({ ok: false, reason: 'UNSENT_WORK', edits: 1 });
    await exported(workspace);
    await note(workspace, 'b');
    expect(await workspace.wipe()).toEqual({ ok: false, reason: 'UNSENT_WORK', edits: 1 });
    expect(workspace.outbox.get()).toHaveLength(2);
    await exported(workspace);
    expect(await workspace.wipe()).toEqual({ ok: true });
    expect(here.disk.texts).toEqual([]);
    expect(here.markers.size).toBe(0);
    const left = await here.storage.indexedDB.databases();
    expect(left.filter(({ name }) => name?.includes('S1'))).toEqual([]);
  });

  it('[C11] is refused where the person was shown a file and did not save it', async () => {
    const { workspace } = await open(here, { cut: true });
    await note(workspace, 'a');
    expect(await workspace.exportOutbox(() => Promise.resolve(false))).toBeNull();
    expect(await workspace.atRisk()).toBe(1);
    expect(await workspace.wipe()).toEqual({ ok: false, reason: 'UNSENT_WORK', edits: 1 });
    await exported(workspace);
    expect(await workspace.atRisk()).toBe(0);
  });

  it('[C11] with nothing unsent needs no export, and another window of the person makes nothing anew', async () => {
    const { workspace } = await open(here);
    const other = await open(here);
    await note(workspace, 'a');
    await until(() => expect(server.applied).toHaveLength(1));
    await until(() => expect(workspace.outbox.get()).toEqual([]));
    expect(await workspace.wipe()).toEqual({ ok: true });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(other.workspace.status.get().trouble).toBeNull();
    expect(await here.storage.indexedDB.databases()).toEqual([]);
  });
});

describe('a machine that was taken back', () => {
  /** Which questions the server has heard; each is answered when `goOn` says so. */
  const questions = (workspace: Workspace) => {
    const asked: string[] = [];
    let goOn = (): void => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    vi.spyOn(workspace.online, 'ask').mockImplementation(async ({ path }) => {
      asked.push(path);
      await held;
      return undefined as never;
    });
    return { asked, goOn };
  };
  const withOneRefused = async () => {
    server.verdict = () => ({ status: 'rejected', code: 'E_SCOPE' });
    const { workspace, line } = await open(here);
    await note(workspace, 'refused');
    await until(() => expect(workspace.outbox.get()).toMatchObject([{ state: 'attention' }]));
    server.verdict = () => ({});
    line.cut = true;
    return { workspace, line };
  };
  const REMAINS = '/devices/v1/remains';

  it.each(['this window', 'another window'])(
    '[C5] [C11] keeps what is written in %s while it hands back, and goes once that is sent',
    async (which) => {
      const { workspace, line } = await withOneRefused();
      const other = which === 'this window' ? workspace : (await open(here, { cut: true })).workspace;
      const { asked, goOn } = questions(workspace);
      const handedBack = workspace.handBack();
      await until(() => expect(asked).toEqual([REMAINS]));
      await note(other, 'meanwhile');
      goOn();
      expect(await handedBack).toBe(false);
      expect(asked).toEqual([REMAINS]);
      await until(() => expect(workspace.outbox.get().map(({ id }) => id)).toEqual(['refused', 'meanwhile']));
      expect(here.disk.texts).toHaveLength(2);
      await note(workspace, 'afterwards');

      line.cut = false;
      workspace.syncNow();
      await until(() => expect(server.applied.map(({ id }) => id)).toEqual(['meanwhile', 'afterwards']));
      await until(() => expect(workspace.outbox.get()).toHaveLength(1));
      expect(await workspace.handBack()).toBe(true);
      expect(asked).toEqual([REMAINS, REMAINS, '/devices/v1/erased']);
      expect(here.disk.texts).toEqual([]);
    },
  );

  it('[C5] keeps what it cannot open', async () => {
    const first = await open(here, { cut: true });
    await note(first.workspace, 'sealed');
    await first.workspace.close();
    const bytes = crypto.getRandomValues(new Uint8Array(32));
    here.storageKeys.set('S1', { cache: bytes, work: { current: { id: 'anew', bytes }, others: [] } });
    keyServer.reachable = false;
    const { workspace } = await open(here, { cut: true });
    questions(workspace).goOn();
    expect(workspace.outbox.get()).toEqual([]);
    expect(await workspace.handBack()).toBe(false);
    expect(here.disk.texts).toHaveLength(1);
  });
});
