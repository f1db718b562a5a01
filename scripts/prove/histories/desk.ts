import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { OutboxEntry, Workspace } from '../../../renderer/data/types.ts';
import type { Window } from '../../../renderer/test-support/device.ts';
import type { Chance } from '../../../shared/lib/chance.ts';
import type { Gateway } from './gateway.ts';
import { CacheDatabase } from '../../../renderer/data/cache/schema.ts';
import { sealedCodec } from '../../../renderer/data/cache/sealed-codec.ts';
import { cacheName } from '../../../renderer/data/names.ts';
import { Transport } from '../../../renderer/sync/transport.ts';
import { Device } from '../../../renderer/test-support/device.ts';
import { ENTITIES } from '../../../shared/domain/rows.ts';
import { WindowStorage } from './window-storage.ts';

/** What a device has been told is saved. */
export interface SavedEdit {
  uid: string;
  desk: Desk;
  type: OutboxEntry['type'];
  /** The note that it makes, or the customer whose contact it changes. */
  id: string;
  dropped: boolean;
  /** The client lost the copy that it keeps of what was acknowledged. */
  copyLost: boolean;
  /** A restored backup has forgotten its effect. */
  undone: boolean;
}

/** Databases are named after the server that they are of, whatever way leads there. */
const SERVER = 'https://office.test';

export interface HeldRow {
  bucket: string;
  seq: string;
  body: unknown;
}

/** One person at one machine: the real client, on an IndexedDB in memory, with a journal beside it. */
export class Desk {
  readonly name: string;
  readonly staffId: string;
  readonly edits: SavedEdit[] = [];
  readonly #chance: Chance;
  readonly #gateway: Gateway;
  readonly #token: (expired: boolean) => string;
  #device = new Device();
  #base = new IDBFactory();
  #windows: { window: Window; storage: WindowStorage }[] = [];
  #texts = 0;

  constructor(
    name: string,
    staffId: string,
    parts: { chance: Chance; gateway: Gateway; token: (expired: boolean) => string },
  ) {
    this.name = name;
    this.staffId = staffId;
    this.#chance = parts.chance;
    this.#gateway = parts.gateway;
    this.#token = parts.token;
  }

  get gateway(): Gateway {
    return this.#gateway;
  }

  get windows(): number {
    return this.#windows.length;
  }

  get workspace(): Workspace {
    return this.#windows[0]!.window.workspace;
  }

  async open(): Promise<void> {
    const storage = new WindowStorage(this.#base);
    // An object of its own for each window: one that is killed must not find its way to a later one's storage.
    Object.assign(this.#device, { storage: { indexedDB: storage.factory, IDBKeyRange } });
    const window = await this.#device.open({
      exchange: new Transport(this.#gateway.address),
      staffId: this.staffId,
      server: SERVER,
      tokens: {
        // Now and then the one at hand has run out; the server says so, and a fresh one is there.
        accessToken: (rejected) =>
          Promise.resolve(this.#token(rejected === null && !this.#gateway.calm && this.#chance.is(0.05))),
      },
    });
    this.#windows.push({ window, storage });
  }

  /** As SIGKILL: neither the network nor the storage hears of this window again. */
  kill(): void {
    const [{ window, storage }] = this.#windows.splice(this.#chance.below(this.#windows.length), 1) as [
      { window: Window; storage: WindowStorage },
    ];
    storage.cutOff();
    window.kill();
  }

  /** Everything of the origin vanishes while nobody looks; the journal stays, and what it holds comes back. */
  loseStorage(): void {
    while (this.#windows.length > 0) this.kill();
    this.#base = new IDBFactory();
    // Asked after the windows died: what they show may be behind what they have done.
    const held = this.#device.disk.texts.join('\n');
    for (const edit of this.edits) if (!held.includes(edit.uid)) edit.copyLost = true;
  }

  /** A row of the cache is gone, as bits go. It shows at the next start. */
  async rot(): Promise<void> {
    await this.#withCache(async (db) => {
      const table = db.rows(this.#chance.is(0.5) ? 'customer' : 'interaction');
      const key = this.#chance.pick(await table.toCollection().primaryKeys());
      if (key !== undefined) await table.delete(key);
    });
  }

  async write(codes: readonly string[]): Promise<void> {
    const { workspace } = this;
    const code = this.#someCode(codes);
    const seen = await workspace.customer(code).catch(() => undefined);
    // Now and then he writes to somebody whom he cannot see, as one does from a list that is open.
    if (!seen && !this.#chance.is(0.1)) return;
    const text = `${this.name} ${++this.#texts}`;
    const mine = seen?.interactions.find(({ staffNo }) => staffNo === this.staffId);
    const kind = this.#chance.weighted({ add: 5, change: mine ? 4 : 0, contact: seen ? 4 : 0 });
    const about = { customerCode: code, customerName: seen?.customer.name ?? code };
    if (kind === 'change') {
      const changes = [{ field: 'note' as const, from: mine!.note, to: text }];
      const id = mine!.interactionId;
      this.#saved(await workspace.write({ ...about, type: 'interaction.update', id, args: { changes } }));
    } else if (kind === 'contact') {
      const changes = [{ field: 'remark' as const, from: seen!.customer.contact.remark, to: text }];
      this.#saved(
        await workspace.write({ ...about, type: 'customer.contact.update', id: code, args: { changes } }),
      );
    } else {
      const id = `note-${text.replace(' ', '-')}`;
      const args = {
        interactionId: id,
        customerCode: code,
        kind: 'VISIT' as const,
        purpose: '',
        outcome: '',
        note: text,
        happenedAt: '2026-11-20T10:00:00.000+08:00',
      };
      this.#saved(await workspace.write({ ...about, type: 'interaction.add', id, args }));
    }
  }

  /** Mostly one that he sees; which of them those are, the index says. */
  #someCode(codes: readonly string[]): string {
    const index = this.workspace.index.get();
    const seen = codes.filter((code) => index.positionOf(code) !== undefined);
    return this.#chance.pick(seen.length > 0 && this.#chance.is(0.9) ? seen : codes)!;
  }

  /** The person deals with something that waits, or that needs his attention. */
  async decide(): Promise<void> {
    const entries = this.workspace.outbox.get().filter(({ state }) => state !== 'acknowledged');
    const entry = this.#chance.pick(entries);
    const edit = this.edits.find(({ uid }) => uid === entry?.uid);
    if (!entry || !edit) return;
    const again = entry.status === 'conflict' && this.#chance.is(0.6);
    edit.dropped = true;
    if (!again) return this.workspace.drop(entry.uid);
    const before = new Set(this.workspace.outbox.get().map(({ uid }) => uid));
    await this.workspace.keepMine(entry.uid);
    const fresh = this.workspace.outbox.get().find(({ uid }) => !before.has(uid));
    if (fresh) this.#saved(fresh);
  }

  /** How its synchronisation stands, for whoever looks for the cause of a fault. */
  describe(): string {
    if (this.#windows.length === 0) return `${this.name} has no window open`;
    const { state, trouble, everComplete, attempts } = this.workspace.status.get();
    const last = attempts.slice(0, 3).map(({ result, code }) => `${result} ${code ?? ''}`);
    const status = JSON.stringify({ state, trouble, everComplete, last, exchanges: this.#gateway.counts });
    return `${this.name} stands at ${status}`;
  }

  /** Every row that the cache has, by `entity|id`. */
  async rows(): Promise<Map<string, HeldRow>> {
    const held = new Map<string, HeldRow>();
    const keys = this.#device.storageKeys.get(this.staffId);
    if (keys === undefined) return held;
    const codec = await sealedCodec(keys.cache);
    await this.#withCache(async (db) => {
      for (const entity of ENTITIES) {
        const rows = await db.rows(entity).toArray();
        const texts = await codec.decode(rows);
        for (const [at, { id, bucket, seq }] of rows.entries()) {
          const text = texts[at] ?? null;
          if (text === null) throw new Error(`the cache cannot open ${entity} ${id}`);
          held.set(`${entity}|${id}`, { bucket, seq, body: JSON.parse(text) as unknown });
        }
      }
    });
    return held;
  }

  async close(): Promise<void> {
    for (const { window } of this.#windows.splice(0)) await window.workspace.close();
  }

  #saved({ uid, type, id }: OutboxEntry): void {
    this.edits.push({ uid, desk: this, type, id, dropped: false, copyLost: false, undone: false });
  }

  async #withCache(work: (db: CacheDatabase) => Promise<void>): Promise<void> {
    const db = new CacheDatabase(cacheName(SERVER, this.staffId), {
      indexedDB: this.#base,
      IDBKeyRange,
    });
    try {
      await work(db);
    } finally {
      db.close();
    }
  }
}
