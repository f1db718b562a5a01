import type { MutationType, MutationArgs } from '../../../shared/sync/mutations.ts';
import type { MutationResult } from '../../../shared/sync/protocol.ts';
import type { StorageOptions, StorageWatch } from '../storage.ts';
import type { NewEdit, OutboxEntry } from '../types.ts';
import type { WorkSeal } from '../seal/work-seal.ts';
import type { EditFrame } from './entry.ts';
import { compareSeq } from '../cache/schema.ts';
import { openGuarded } from '../storage.ts';
import { newEntry, PARKED, settled, waitingAgain } from './entry.ts';
import { EntryTable, type Reading } from './entry-table.ts';
import { OutboxDatabase, type OutboxMeta } from './outbox-database.ts';
import { OutboxNotes } from './outbox-notes.ts';
import { outboxStorage } from './outbox-storage.ts';

export { PARKED } from './entry.ts';
export type { EditFrame } from './entry.ts';

const KEEP_ACKNOWLEDGED_MS = 30 * 86_400_000;

/** As whom this outbox sends, and up to which of its numbers the server has settled in this life of its history. */
export interface Sender {
  clientId: string;
  settledN: number;
}

/** What is to be sent next, and as whom: read in one moment, so that it fits together. */
export interface OutgoingBatch extends Sender {
  replay: boolean;
  entries: OutboxEntry[];
  /** Behind these stands one whose key is not here yet: nothing may overtake it. */
  stopped: boolean;
}

/**
 * What a person wrote, until a checkpoint has shown its effect. Every window may write; only the window that syncs
 * moves entries on (SPEC C8).
 */
export class Outbox {
  readonly #db: OutboxDatabase;
  readonly notes: OutboxNotes;
  readonly #entries: EntryTable;
  readonly #acknowledged: EntryTable;
  /** The browser says that it threw this database's data away as damaged. */
  readonly damaged: boolean;
  #clientId: string;
  /**
   * Keys that were missing when this was opened: they have been looked for, and what they have sealed keeps nothing else
   * waiting. A key that is missing later is one that another window has sealed with since.
   */
  #missingKeys: ReadonlySet<string> = new Set();
  /** The last number that was given away here; another window, or a new client, may have given away others since. */
  #lastN = 0;

  private constructor(db: OutboxDatabase, seal: WorkSeal, clientId: string, damaged: boolean) {
    this.#db = db;
    this.notes = new OutboxNotes(db, seal);
    this.#entries = new EntryTable(db.entries, seal);
    this.#acknowledged = new EntryTable(db.acknowledged, seal);
    this.#clientId = clientId;
    this.damaged = damaged;
  }

  /** As last known here; another window may have begun anew since. */
  get clientId(): string {
    return this.#clientId;
  }

  /**
   * @param newClientId taken where this outbox has none yet
   * @param options where it lies; absent: in its own bucket
   */
  static async open(
    name: string,
    newClientId: string,
    seal: WorkSeal,
    options?: StorageOptions,
    watch: StorageWatch = {},
  ): Promise<Outbox> {
    const storage = options ?? (await outboxStorage());
    const db = new OutboxDatabase(name, storage);
    const { damaged } = await openGuarded(db, storage, watch);
    const clientId = await db.transaction('rw', db.meta, async () => {
      const known = await db.recall('clientId');
      if (known === undefined) await db.remember('clientId', newClientId);
      // Whoever was taking it off this machine did not get to the end.
      if ((await db.recall('givenUp')) === true) await db.meta.delete('givenUp');
      return known ?? newClientId;
    });
    const outbox = new Outbox(db, seal, clientId, damaged);
    await outbox.sealAnew();
    outbox.#missingKeys = new Set((await outbox.unknownKeys()).keys());
    return outbox;
  }

  /** Nothing stays in the clear, or under an earlier key that may be gone one day. */
  async sealAnew(): Promise<void> {
    await this.#write(async () => {
      await this.#entries.sealAnew();
      await this.#acknowledged.sealAnew();
      await this.notes.sealAnew();
    });
  }

  /** Names of keys that are not here, with the number of edits that wait for each. */
  unknownKeys(): Promise<Map<string, number>> {
    return this.#entries.unknownKeys();
  }

  /**
   * Takes in what the journal holds and this outbox does not (SPEC C5). An edit that had been here has been lost with
   * others: then a new client begins, because what it numbered next is not known. One that was written to the journal
   * alone (`n` is 0) follows behind.
   * @param anew this database is not the one that was kept last: a new client begins in any case
   * @returns the edits that had been lost
   */
  async restore(
    recalled: readonly OutboxEntry[],
    newClientId: string,
    anew: false | { marker: string } = false,
  ): Promise<OutboxEntry[]> {
    if (recalled.length === 0 && anew === false) return [];
    return this.#write(async () => {
      const missing = await this.#missing(recalled);
      const lost = missing.filter((entry) => entry.n > 0);
      if (lost.length > 0 || anew !== false)
        await this.#beginAnew([...(await this.list()), ...lost], newClientId);
      for (const entry of missing.filter(({ n }) => n === 0)) await this.#append(entry);
      if (anew !== false) await this.#db.remember('marker', anew.marker);
      return lost;
    });
  }

  /**
   * Takes in edits that were written elsewhere, behind those that are here. Their uids keep each to one effect.
   * @returns those that were neither here nor sent from here
   */
  async takeIn(entries: readonly OutboxEntry[]): Promise<OutboxEntry[]> {
    return this.#write(async () => {
      const missing = await this.#missing(entries);
      for (const entry of missing) await this.#append(waitingAgain(entry));
      return missing;
    });
  }

  /** In the order in which they were written. */
  async list(): Promise<OutboxEntry[]> {
    return (await this.read()).entries;
  }

  read(): Promise<Reading> {
    return this.#entries.read();
  }

  /** Resolves when the edit is on disk: only then may anybody say "saved" (SPEC C5). */
  async add<T extends MutationType>(edit: NewEdit<T>, frame: EditFrame): Promise<OutboxEntry<T>> {
    return this.#write(async () => this.#insert(edit, frame));
  }

  /** Puts a new edit in the place of an old one: the old one goes, the new one gets its own number. */
  async replace<T extends MutationType>(
    uid: string,
    args: MutationArgs[T],
    frame: EditFrame,
  ): Promise<OutboxEntry<T>> {
    return this.#write(async () => {
      const old = (await this.#entries.get(uid)) as OutboxEntry<T> | undefined;
      if (old === undefined) throw new Error('this edit is no longer in the outbox');
      await this.#take(old);
      const { type, id, customerCode, customerName } = old;
      return this.#insert({ type, id, args, customerCode, customerName }, frame);
    });
  }

  async remove(uid: string): Promise<void> {
    await this.#write(async () => {
      const entry = await this.#entries.get(uid);
      if (entry !== undefined) await this.#take(entry);
    });
  }

  /** What is to be sent next, in order. An entry that was being sent when the window died is sent again. */
  async outgoing(limit: number): Promise<OutgoingBatch> {
    const { entries, meta } = this.#db;
    return this.#db.transaction('r', entries, meta, async () => {
      const [clientId, settled, replay] = await this.#db.recallAll(['clientId', 'settled', 'replay']);
      const waiting = await this.#entries.first(['waiting', 'sending'], limit, this.#missingKeys);
      return { ...this.#senderOf(clientId, settled), ...waiting, replay: replay === true };
    });
  }

  /** What a pull says of this outbox, so that a server that has forgotten edits hears of it (SPEC S9). */
  async sender(): Promise<Sender> {
    return this.#senderOf(...(await this.#db.recallAll(['clientId', 'settled'])));
  }

  #senderOf(known: string | undefined, settled: OutboxMeta['settled'] | undefined): Sender {
    const clientId = known ?? this.#clientId;
    this.#clientId = clientId;
    return { clientId, settledN: settled?.clientId === clientId ? settled.n : 0 };
  }

  async toSend(limit: number): Promise<OutboxEntry[]> {
    return (await this.outgoing(limit)).entries;
  }

  async markSending(uids: readonly string[]): Promise<void> {
    await this.#write(() => this.#entries.setState(uids, 'sending'));
  }

  /** What could not be sent waits again. */
  async markWaiting(uids: readonly string[]): Promise<void> {
    await this.#write(() => this.#entries.setState(uids, 'waiting', 'sending'));
  }

  /**
   * Takes the server's answers. Conflicts and refusals wait for the person, and never go by themselves (C6).
   * @param epoch the life of history that answered. An answer of an earlier one came too late: what it acknowledged
   *   may be gone, so nothing of it counts and the edits are sent again (SPEC S9).
   * @param clientId as whom they were sent; absent where the server has counted none of them
   */
  async settle(
    results: readonly MutationResult[],
    writeSeq: string,
    epoch?: string,
    clientId?: string,
  ): Promise<void> {
    await this.#write(async () => {
      const present = await this.#db.recall('epoch');
      if (epoch !== undefined && present !== undefined && present !== epoch) {
        await this.setReplay(true);
        return;
      }
      if (clientId !== undefined) await this.#noteSettled(results, clientId);
      const resultOf = new Map(results.map((result) => [result.uid, result]));
      const entries = await this.#entries.getAll([...resultOf.keys()]);
      const after = entries.map((entry) => settled(entry, resultOf.get(entry.uid)!, writeSeq));
      await this.#entries.put(after);
      if (after.some(({ code }) => code === PARKED)) await this.setReplay(true);
    });
  }

  /** Entries whose effect a checkpoint at `seq` has shown leave the overlay (SPEC C4). `now` is the server's. */
  async release(seq: string, now: Date): Promise<number> {
    return this.#write(async () => {
      const acknowledged = await this.#entries.list(['acknowledged']);
      const shown = acknowledged.filter(({ writeSeq }) => compareSeq(writeSeq ?? '0', seq) <= 0);
      await this.#acknowledged.put(shown, now.toISOString());
      await this.#entries.delete(shown.map((entry) => entry.uid));
      const expired = new Date(now.getTime() - KEEP_ACKNOWLEDGED_MS).toISOString();
      await this.#acknowledged.deleteAcknowledgedBefore(expired);
      return shown.length;
    });
  }

  /**
   * SPEC S9: another life of the server's history has begun. What was acknowledged in the last 30 days is sent
   * again under its old uid, so that what the server still has is not done twice. All of it gets new numbers: old
   * ones may have been another client's, and a restored server knows of none that is higher. What needs the person
   * keeps its place: what was written before it must not lie over it.
   */
  async replayAcknowledged(epoch?: string): Promise<void> {
    await this.#write(async () => {
      const kept = await this.#acknowledged.listAcknowledged();
      const earlier = kept.sort((a, b) => a.acknowledgedAt.localeCompare(b.acknowledgedAt) || a.n - b.n);
      const later = await this.list();
      for (const { acknowledgedAt: _, ...entry } of earlier) await this.#append(waitingAgain(entry));
      for (const entry of later)
        await this.#append(entry.state === 'attention' ? entry : waitingAgain(entry));
      // Those alone: what cannot be opened for want of its key was not sent again, and is kept.
      await this.#acknowledged.delete(earlier.map(({ uid }) => uid));
      await this.#db.meta.delete('settled');
      await this.setReplay(true);
      if (epoch !== undefined) await this.#db.remember('epoch', epoch);
    });
  }

  /** The life of the server's history as an answer tells it. Another one than before: see `replayAcknowledged`. */
  async enterEpoch(epoch: string): Promise<boolean> {
    return this.#write(async () => {
      const before = await this.#db.recall('epoch');
      if (before === epoch) return false;
      if (before === undefined) await this.#db.remember('epoch', epoch);
      else await this.replayAcknowledged(epoch);
      return before !== undefined;
    });
  }

  /** Whether numbers may skip in the next push: after an epoch change, or past an edit that was given up. */
  async needsReplay(): Promise<boolean> {
    return (await this.#db.recall('replay')) === true;
  }

  async setReplay(replay: boolean): Promise<void> {
    await this.#db.remember('replay', replay);
  }

  /**
   * Takes nothing more in, from no window, if everything that is here may go. Seen and said in one go: what another
   * window writes is either among what is looked at, or refused.
   */
  async giveUp(mayGo: (entry: OutboxEntry) => boolean): Promise<boolean> {
    return this.#write(async () => {
      const stays = (await this.unknownKeys()).size > 0 || !(await this.list()).every(mayGo);
      if (!stays) await this.#db.remember('givenUp', true);
      return !stays;
    });
  }

  close(): void {
    this.#db.close({ disableAutoOpen: true });
  }

  /** Takes the database off this machine. */
  async delete(): Promise<void> {
    await this.#db.delete({ disableAutoOpen: true });
  }

  /** The number of an edit that the server has not dealt with stays empty, and the next push says so. */
  async #take(entry: OutboxEntry): Promise<void> {
    await this.#entries.delete([entry.uid]);
    const dealtWith =
      entry.state === 'acknowledged' || (entry.state === 'attention' && entry.code !== PARKED);
    if (!dealtWith) await this.setReplay(true);
  }

  async #noteSettled(results: readonly MutationResult[], clientId: string): Promise<void> {
    const before = await this.#db.recall('settled');
    const counted = results.filter(({ status }) => status !== 'retry').map(({ n }) => n);
    const n = Math.max(before?.clientId === clientId ? before.n : 0, ...counted);
    if (n > 0) await this.#db.remember('settled', { clientId, n });
  }

  #write<R>(work: () => Promise<R>): Promise<R> {
    return this.#db.transaction('rw', this.#db.entries, this.#db.acknowledged, this.#db.meta, work);
  }

  async #missing(entries: readonly OutboxEntry[]): Promise<OutboxEntry[]> {
    const missing: OutboxEntry[] = [];
    for (const entry of entries) {
      const here = (await this.#entries.has(entry.uid)) || (await this.#acknowledged.has(entry.uid));
      if (!here) missing.push(entry);
    }
    return missing;
  }

  async #append(entry: OutboxEntry): Promise<void> {
    const n = await this.#freeNumber();
    await Promise.all([this.#db.remember('lastN', n), this.#entries.put([{ ...entry, n }])]);
  }

  async #insert<T extends MutationType>(edit: NewEdit<T>, frame: EditFrame): Promise<OutboxEntry<T>> {
    const dependsOn = await this.#unsentBefore(edit.type, edit.id);
    // The number is asked for and used in one go, where nobody else has written since: each question of its own costs
    // whoever saves a way to the storage and back.
    const foreseen = this.#lastN + 1;
    const [n, entry] = await Promise.all([
      this.#freeNumber(),
      this.#putNew(newEntry(edit, frame, foreseen, dependsOn)),
    ]);
    this.#lastN = n;
    return n === foreseen ? entry : this.#putNew({ ...entry, n });
  }

  async #putNew<T extends MutationType>(entry: OutboxEntry<T>): Promise<OutboxEntry<T>> {
    await Promise.all([this.#db.remember('lastN', entry.n), this.#entries.put([entry as OutboxEntry])]);
    return entry;
  }

  /** @throws where this outbox was given up */
  async #freeNumber(): Promise<number> {
    const [last, givenUp] = await this.#db.recallAll(['lastN', 'givenUp']);
    if (givenUp === true) throw new DOMException('the outbox is given up', 'InvalidStateError');
    return (last ?? 0) + 1;
  }

  /** Another client goes on with what is here. */
  async beginAnew(clientId: string): Promise<void> {
    await this.#write(async () => this.#beginAnew(await this.list(), clientId));
  }

  /** All of them under a new client, numbered from 1 in the order in which they were written. */
  async #beginAnew(entries: readonly OutboxEntry[], clientId: string): Promise<void> {
    const ordered = [...entries].sort((a, b) => a.n - b.n);
    await this.#entries.put(ordered.map((entry, at) => ({ ...entry, n: at + 1 })));
    await this.#db.remember('clientId', clientId);
    await this.#db.remember('lastN', ordered.length);
    // Some of them may be acknowledged already, and are not sent.
    await this.setReplay(true);
    this.#clientId = clientId;
  }

  /** A change of something that the server may not have yet depends on the edit that makes it. */
  async #unsentBefore(type: MutationType, id: string): Promise<string[]> {
    const made = MADE_BY[type];
    if (made === undefined) return [];
    const unsent = await this.#entries.list(['waiting', 'sending', 'attention']);
    return unsent.filter((entry) => entry.type === made && entry.id === id).map((entry) => entry.uid);
  }
}

/** Which edit makes what another one changes. */
const MADE_BY: Partial<Record<MutationType, MutationType>> = {
  'interaction.update': 'interaction.add',
  'interaction.withdraw': 'interaction.add',
  'callList.update': 'callList.create',
  'callList.hand': 'callList.create',
  'callList.remove': 'callList.create',
};
