import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { uuidv7 } from '../../../shared/lib/ids.ts';
import type { MutationResult } from '../../../shared/sync/protocol.ts';
import type { JournalPort } from '../../platform/types.ts';
import { newSeal } from '../../test-support/seal.ts';
import type { NewEdit, OutboxEntry } from '../types.ts';
import { OutboxJournal } from './journal.ts';
import type { EditFrame } from './outbox.ts';
import { Outbox } from './outbox.ts';
import { type HomeSurroundings, OutboxHome } from './outbox-home.ts';

/** A journal on the disk of a machine that outlives its browser storage. */
class Disk implements JournalPort {
  readonly records = new Map<string, string>();
  full = false;
  /** What it takes, it says too late to have taken. */
  late = false;

  read(): ReturnType<JournalPort['read']> {
    return Promise.resolve({ records: [...this.records].map(([key, text]) => ({ key, text })), damaged: 0 });
  }

  write(_scope: string, records: Parameters<JournalPort['write']>[1]): Promise<void> {
    if (this.full) return Promise.reject(new Error('ENOSPC'));
    for (const { key, text } of records) {
      if (text === null) this.records.delete(key);
      else this.records.set(key, text);
    }
    return this.late ? Promise.reject(new Error('no answer')) : Promise.resolve();
  }
}

const seal = newSeal();
let disk: Disk;
let storage: { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange };
/** The same database without a second home: what the engine works with. */
let plain: Outbox;
let home: OutboxHome;
let marker: string | null;
/** Whether the second home takes what is written, as it was told. */
let told: boolean[];
let clients = 0;
let clock = Date.parse('2026-11-20T02:00:00Z');

const surroundings = (): HomeSurroundings => ({
  name: 'outbox',
  storage,
  seal,
  journal: new OutboxJournal(disk, 'scope', seal),
  marker: { read: () => marker, write: (text) => (marker = text) },
  newId: () => `client-${++clients}`,
  now: () => new Date('2026-11-20T02:00:00Z'),
  onTrouble: () => undefined,
  onChanged: () => undefined,
  onSecondHome: (takes) => told.push(takes),
});
const start = async (): Promise<OutboxHome> => {
  home = await OutboxHome.open(surroundings());
  plain = await Outbox.open('outbox', 'unused', seal, storage);
  return home;
};
const close = (): void => {
  home.close();
  plain.close();
};
const loseStorage = (): void => {
  close();
  storage = { indexedDB: new IDBFactory(), IDBKeyRange };
};
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

beforeEach(() => {
  disk = new Disk();
  told = [];
  marker = null;
  storage = { indexedDB: new IDBFactory(), IDBKeyRange };
});

const frame = (): EditFrame => ({
  uid: uuidv7(clock++, crypto.getRandomValues(new Uint8Array(16))),
  occurredAt: '2026-11-20T10:00:00.000+08:00',
  clockOffset: 0,
  baseSeq: null,
});
const note = (text: string): NewEdit<'interaction.add'> => ({
  type: 'interaction.add',
  id: `i-${text}`,
  args: {
    interactionId: `i-${text}`,
    customerCode: 'KH0000000001',
    kind: 'VISIT',
    purpose: '',
    outcome: '',
    note: text,
    happenedAt: '2026-11-20T10:00:00.000+08:00',
  },
  customerCode: 'KH0000000001',
  customerName: '黄秀',
});
const notes = (entries: readonly OutboxEntry[]): string[] =>
  entries.map(({ args }) => (args as { note: string }).note);
const applied = ({ uid, n }: OutboxEntry): MutationResult => ({ uid, n, status: 'applied' });

describe('the second home', () => {
  it('[C5] has an edit before it is said to be saved', async () => {
    const outbox = await start();
    const { uid } = await outbox.add(note('a'), frame());
    expect(seal.openLine(disk.records.get(uid)!, uid)).toContain('黄秀');
    expect(disk.records.get(uid)).not.toContain('黄秀');
  });

  it('[C5] gives all of it back in order when the storage has vanished, under a new client that counts from 1', async () => {
    const before = await start();
    await before.add(note('a'), frame());
    const gone = await before.add(note('b'), frame());
    await before.add(note('c'), frame());
    await before.remove(gone.uid);
    const was = plain.clientId;
    loseStorage();
    const after = await start();
    const entries = await after.list();
    expect(notes(entries)).toEqual(['a', 'c']);
    expect(entries.map(({ n, state }) => [n, state])).toEqual([
      [1, 'waiting'],
      [2, 'waiting'],
    ]);
    expect(plain.clientId).not.toBe(was);
    expect((await after.add(note('d'), frame())).n).toBe(3);
  });

  it('[C5] gives back what a storage that went back in time has lost, and counts anew', async () => {
    const before = await start();
    await before.add(note('a'), frame());
    const lost = await before.add(note('b'), frame());
    await plain.remove(lost.uid);
    await plain.setReplay(false);
    const was = plain.clientId;
    close();
    const after = await start();
    expect(notes(await after.list())).toEqual(['a', 'b']);
    expect(plain.clientId).not.toBe(was);
    expect(await plain.needsReplay()).toBe(true);
  });

  it('[C5] does not bring back what the server has and what was dropped or written anew', async () => {
    const before = await start();
    const sent = await before.add(note('sent'), frame());
    const old = await before.add(note('old'), frame());
    await before.replace(old.uid, note('new').args, frame());
    await plain.settle([applied(sent)], '10');
    await plain.release('10', new Date('2026-11-20T02:00:00Z'));
    const was = plain.clientId;
    close();
    const after = await start();
    expect(notes(await after.list())).toEqual(['new']);
    expect(plain.clientId).toBe(was);
    await settled();
    const kept = [...disk.records].map(([uid, line]) => JSON.parse(seal.openLine(line, uid)!) as OutboxEntry);
    expect(kept.map(({ args }) => args)).toEqual([note('new').args]);
  });

  it('follows what the server has taken, once a checkpoint has shown it', async () => {
    const outbox = await start();
    const entry = await outbox.add(note('a'), frame());
    await outbox.list();
    await plain.settle([applied(entry)], '10');
    await outbox.list();
    await settled();
    expect(disk.records.size).toBe(1);
    await plain.release('10', new Date('2026-11-20T02:00:00Z'));
    await outbox.list();
    await settled();
    expect(disk.records.size).toBe(0);
  });

  it('makes up for writing that failed, and one home is enough to save', async () => {
    const outbox = await start();
    disk.full = true;
    await outbox.add(note('a'), frame());
    expect(disk.records.size).toBe(0);
    disk.full = false;
    await outbox.list();
    await settled();
    expect(disk.records.size).toBe(1);
  });

  it('[C9] takes edits alone while the storage takes none, and they come back at the next start', async () => {
    const before = await start();
    await before.add(note('a'), frame());
    await before.list();
    close();
    const entry = await before.add(note('b'), frame());
    expect(entry.n).toBe(0);
    expect(notes(await before.list())).toEqual(['a', 'b']);
    const after = await start();
    expect((await after.list()).map(({ n }) => n)).toEqual([1, 2]);
    expect(notes(await after.list())).toEqual(['a', 'b']);
  });

  it('[C9] refuses an edit that neither home takes, and does not find it one day', async () => {
    const outbox = await start();
    close();
    disk.late = true;
    await expect(outbox.add(note('a'), frame())).rejects.toThrow();
    disk.late = false;
    await settled();
    expect(disk.records.size).toBe(0);
    expect(await (await start()).list()).toEqual([]);
  });

  it('[C5] says when an edit has one home only, and when it has both again', async () => {
    const outbox = await start();
    disk.full = true;
    await outbox.add(note('a'), frame());
    expect(told).toEqual([false]);
    disk.full = false;
    await outbox.list();
    await settled();
    expect(told).toEqual([false, true]);
  });

  it('[C5] an edit that could not leave the one home stays in the other', async () => {
    const outbox = await start();
    const { uid } = await outbox.add(note('a'), frame());
    await outbox.list();
    close();
    await expect(outbox.remove(uid)).rejects.toThrow();
    expect([...disk.records.keys()]).toEqual([uid]);
    await expect(outbox.replace(uid, note('b').args, frame())).rejects.toThrow();
    expect([...disk.records.keys()]).toEqual([uid]);
  });

  it('[C5] takes nothing in once it may go, and everything where it may not', async () => {
    const outbox = await start();
    const { uid } = await outbox.add(note('a'), frame());
    expect(await outbox.giveUp(() => false)).toBe(false);
    await outbox.add(note('b'), frame());
    expect(await outbox.giveUp((entry) => entry.uid === uid)).toBe(false);
    expect(await outbox.giveUp(() => true)).toBe(true);
    await expect(outbox.add(note('c'), frame())).rejects.toThrow();
    await expect(outbox.replace(uid, note('d').args, frame())).rejects.toThrow();
    expect(notes(await outbox.list())).toEqual(['a', 'b']);
    expect(disk.records.size).toBe(2);
  });

  it('[C5] what another window writes after that is kept beside, for the next start', async () => {
    const outbox = await start();
    const other = await OutboxHome.open({ ...surroundings(), onSecondHome: () => undefined });
    expect(await outbox.giveUp(() => true)).toBe(true);
    await other.add(note('a'), frame());
    await outbox.wipe();
    other.close();
    expect(notes(await (await start()).list())).toEqual(['a']);
  });

  it('[C5] an outbox that was to go and has not gone takes edits again at the next start', async () => {
    const before = await start();
    expect(await before.giveUp(() => true)).toBe(true);
    close();
    const after = await start();
    expect(await after.add(note('a'), frame())).toMatchObject({ n: 1 });
  });

  it('an entry of another version stays where it is', async () => {
    disk.records.set('0193', '{"type":"customer.merge"}');
    const outbox = await start();
    expect(await outbox.list()).toEqual([]);
    await settled();
    expect(disk.records.has('0193')).toBe(true);
  });
});

describe('any history', () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.constant('add' as const) },
    { weight: 2, arbitrary: fc.constant('remove' as const) },
    { weight: 2, arbitrary: fc.constant('settle' as const) },
    { weight: 2, arbitrary: fc.constant('list' as const) },
    { weight: 1, arbitrary: fc.constant('restart' as const) },
    { weight: 1, arbitrary: fc.constant('lose' as const) },
  );

  it(
    '[C5] keeps every edit that was saved and neither dropped nor shown by a checkpoint',
    { timeout: 60_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
          disk = new Disk();
          marker = null;
          storage = { indexedDB: new IDBFactory(), IDBKeyRange };
          let outbox = await start();
          const waiting: OutboxEntry[] = [];
          const everDone = new Set<string>();
          for (const [at, each] of steps.entries()) {
            if (each === 'add') waiting.push(await outbox.add(note(`n${at}`), frame()));
            else if (each === 'list') await outbox.list();
            else if (each === 'restart' || each === 'lose') {
              await settled();
              if (each === 'lose') loseStorage();
              else close();
              outbox = await start();
            } else {
              const entry = waiting.shift();
              if (entry === undefined) continue;
              everDone.add(entry.uid);
              if (each === 'remove') await outbox.remove(entry.uid);
              else {
                await plain.settle([applied(entry)], '10');
                await plain.release('10', new Date('2026-11-20T02:00:00Z'));
              }
            }
          }
          const uids = (await outbox.list()).map(({ uid }) => uid);
          expect(uids.filter((uid) => !everDone.has(uid))).toEqual(waiting.map(({ uid }) => uid));
          const numbers = (await outbox.list()).map(({ n }) => n);
          expect(new Set(numbers).size).toBe(numbers.length);
        }),
        { numRuns: 60 },
      );
    },
  );
});
