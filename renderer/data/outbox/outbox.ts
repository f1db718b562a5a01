import Dexie from 'dexie';
import type { Table } from 'dexie';
import type { MutationType, MutationArgs } from '../../../shared/sync/mutations.ts';
import type { MutationResult } from '../../../shared/sync/protocol.ts';
import type { StorageOptions } from '../storage.ts';
import type { NewEdit, OutboxEntry } from '../types.ts';
import { MUTATION_TYPES } from '../../../shared/sync/mutations.ts';
import { compareSeq } from '../cache/schema.ts';

/**
 * What a person wrote, until a checkpoint has shown its effect, in a database of its own: saving waits behind no
 * download. Every window may write; only the window that syncs moves entries on (SPEC C8).
 *
 * `entries` holds what the person sees as his waiting edits. An acknowledged entry whose effect has come goes to
 * `acknowledged` for 30 days, to be sent again where the server was restored from an older backup (SPEC S9).
 */
class OutboxDatabase extends Dexie {
  entries!: Table<OutboxEntry, string>;
  acknowledged!: Table<OutboxEntry & { acknowledgedAt: string }, string>;
  meta!: Table<{ key: string; value: unknown }, string>;

  constructor(name: string, options: StorageOptions) {
    super(name, { chromeTransactionDurability: 'strict', ...options });
    this.version(1).stores({ entries: 'uid, n', acknowledged: 'uid, acknowledgedAt', meta: 'key' });
  }
}

/** What only the outside knows of an edit: who made it when, seen against which state of the row. */
export interface EditFrame {
  uid: string;
  occurredAt: string;
  clockOffset: number;
  baseSeq: string | null;
}

const KEEP_ACKNOWLEDGED_MS = 30 * 86_400_000;
/** Answers `retry` before an entry is parked for the person to look at. */
const MOST_ATTEMPTS = 10;
export const PARKED = 'E_PARKED';

export class Outbox {
  readonly #db: OutboxDatabase;
  #clientId: string;

  private constructor(db: OutboxDatabase, clientId: string) {
    this.#db = db;
    this.#clientId = clientId;
  }

  get clientId(): string {
    return this.#clientId;
  }

  /** @param newClientId taken where this outbox has none yet */
  static async open(name: string, newClientId: string, options: StorageOptions = {}): Promise<Outbox> {
    const db = new OutboxDatabase(name, options);
    const clientId = await db.transaction('rw', db.meta, async () => {
      const known = await db.meta.get('clientId');
      if (known) return known.value as string;
      await db.meta.put({ key: 'clientId', value: newClientId });
      return newClientId;
    });
    return new Outbox(db, clientId);
  }

  /**
   * Takes in what the journal holds and this outbox does not (SPEC C5). An edit that had been here has been lost with
   * others: then a new client begins, because what it numbered next is not known. One that was written to the journal
   * alone (`n` is 0) follows behind.
   * @returns how many edits had been lost
   */
  async restore(recalled: readonly OutboxEntry[], newClientId: string): Promise<number> {
    if (recalled.length === 0) return 0;
    return this.#write(async () => {
      const missing: OutboxEntry[] = [];
      for (const entry of recalled) {
        const here = (await this.#db.entries.get(entry.uid)) ?? (await this.#db.acknowledged.get(entry.uid));
        if (here === undefined) missing.push(entry);
      }
      const lost = missing.filter((entry) => entry.n > 0);
      if (lost.length > 0) await this.#beginAnew([...(await this.list()), ...lost], newClientId);
      for (const entry of missing.filter(({ n }) => n === 0)) {
        await this.#db.entries.add({ ...entry, n: await this.#nextNumber() });
      }
      return lost.length;
    });
  }

  /** In the order in which they were written. */
  list(): Promise<OutboxEntry[]> {
    return this.#db.entries.orderBy('n').toArray();
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
      const old = (await this.#db.entries.get(uid)) as OutboxEntry<T> | undefined;
      if (old === undefined) throw new Error('this edit is no longer in the outbox');
      await this.#take(old);
      const { type, id, customerCode, customerName } = old;
      return this.#insert({ type, id, args, customerCode, customerName }, frame);
    });
  }

  async remove(uid: string): Promise<void> {
    await this.#write(async () => {
      const entry = await this.#db.entries.get(uid);
      if (entry !== undefined) await this.#take(entry);
    });
  }

  /** What is to be sent next, in order. An entry that was being sent when the window died is sent again. */
  async toSend(limit: number): Promise<OutboxEntry[]> {
    return this.#db.entries
      .orderBy('n')
      .filter(({ state }) => state === 'waiting' || state === 'sending')
      .limit(limit)
      .toArray();
  }

  async markSending(uids: readonly string[]): Promise<void> {
    await this.#write(async () => {
      for (const uid of uids) await this.#db.entries.update(uid, { state: 'sending' });
    });
  }

  /** What could not be sent waits again. */
  async markWaiting(uids: readonly string[]): Promise<void> {
    await this.#write(async () => {
      for (const uid of uids) {
        const entry = await this.#db.entries.get(uid);
        if (entry?.state === 'sending') await this.#db.entries.update(uid, { state: 'waiting' });
      }
    });
  }

  /** Takes the server's answers. Conflicts and refusals wait for the person, and never go by themselves (C6). */
  async settle(results: readonly MutationResult[], writeSeq: string): Promise<void> {
    await this.#write(async () => {
      for (const result of results) {
        const entry = await this.#db.entries.get(result.uid);
        if (entry === undefined) continue;
        const after = settled(entry, result, writeSeq);
        await this.#db.entries.put(after);
        if (after.code === PARKED) await this.setReplay(true);
      }
    });
  }

  /** Entries whose effect a checkpoint at `seq` has shown leave the overlay (SPEC C4). */
  async release(seq: string, now: Date): Promise<number> {
    return this.#write(async () => {
      const shown = await this.#db.entries
        .filter((e) => e.state === 'acknowledged' && compareSeq(e.writeSeq ?? '0', seq) <= 0)
        .toArray();
      const acknowledgedAt = now.toISOString();
      await this.#db.acknowledged.bulkPut(shown.map((entry) => ({ ...entry, acknowledgedAt })));
      await this.#db.entries.bulkDelete(shown.map((entry) => entry.uid));
      const expired = new Date(now.getTime() - KEEP_ACKNOWLEDGED_MS).toISOString();
      await this.#db.acknowledged.where('acknowledgedAt').below(expired).delete();
      return shown.length;
    });
  }

  /**
   * SPEC S9: another life of the server's history has begun. What was acknowledged in the last 30 days is sent
   * again under its old uid, so that what the server still has is not done twice.
   */
  async replayAcknowledged(): Promise<void> {
    await this.#write(async () => {
      const all = await this.#db.acknowledged.toArray();
      const again = all.map(({ acknowledgedAt: _, ...entry }) => entry);
      const shown = await this.#db.entries.filter((entry) => entry.state === 'acknowledged').toArray();
      for (const entry of [...again, ...shown]) {
        await this.#db.entries.put({ ...withoutAnswer(entry), state: 'waiting' });
      }
      await this.#db.acknowledged.clear();
      await this.#db.meta.put({ key: 'replay', value: true });
    });
  }

  /** Whether numbers may skip in the next push: after an epoch change, or past an edit that was given up. */
  async needsReplay(): Promise<boolean> {
    return (await this.#db.meta.get('replay'))?.value === true;
  }

  async setReplay(replay: boolean): Promise<void> {
    await this.#db.meta.put({ key: 'replay', value: replay });
  }

  close(): void {
    this.#db.close();
  }

  /** The number of an edit that the server has not dealt with stays empty, and the next push says so. */
  async #take(entry: OutboxEntry): Promise<void> {
    await this.#db.entries.delete(entry.uid);
    const dealtWith =
      entry.state === 'acknowledged' || (entry.state === 'attention' && entry.code !== PARKED);
    if (!dealtWith) await this.setReplay(true);
  }

  #write<R>(work: () => Promise<R>): Promise<R> {
    return this.#db.transaction('rw', this.#db.entries, this.#db.acknowledged, this.#db.meta, work);
  }

  async #insert<T extends MutationType>(edit: NewEdit<T>, frame: EditFrame): Promise<OutboxEntry<T>> {
    const n = await this.#nextNumber();
    const dependsOn = await this.#unsentBefore(edit.type, edit.id);
    const entry = newEntry(edit, frame, n, dependsOn);
    await this.#db.entries.add(entry as OutboxEntry);
    return entry;
  }

  async #nextNumber(): Promise<number> {
    const last = await this.#db.meta.get('lastN');
    const n = ((last?.value as number | undefined) ?? 0) + 1;
    await this.#db.meta.put({ key: 'lastN', value: n });
    return n;
  }

  /** All of them under a new client, numbered from 1 in the order in which they were made: uids sort by time. */
  async #beginAnew(entries: readonly OutboxEntry[], clientId: string): Promise<void> {
    const ordered = [...entries].sort((a, b) => (a.uid < b.uid ? -1 : 1));
    await this.#db.entries.bulkPut(ordered.map((entry, at) => ({ ...entry, n: at + 1 })));
    await this.#db.meta.bulkPut([
      { key: 'clientId', value: clientId },
      { key: 'lastN', value: ordered.length },
      // Some of them may be acknowledged already, and are not sent.
      { key: 'replay', value: true },
    ]);
    this.#clientId = clientId;
  }

  /** A change of something that the server may not have yet depends on the edit that makes it. */
  async #unsentBefore(type: MutationType, id: string): Promise<string[]> {
    if (type !== 'interaction.update') return [];
    const adds = await this.#db.entries
      .filter(
        (entry) => entry.type === 'interaction.add' && entry.id === id && entry.state !== 'acknowledged',
      )
      .toArray();
    return adds.map((entry) => entry.uid);
  }
}

/** An edit as it waits. `n` 0: nobody could give it a number yet. */
export const newEntry = <T extends MutationType>(
  edit: NewEdit<T>,
  frame: EditFrame,
  n: number,
  dependsOn: string[],
): OutboxEntry<T> => ({
  uid: frame.uid,
  n,
  type: edit.type,
  entity: MUTATION_TYPES[edit.type].entity,
  id: edit.id,
  args: edit.args,
  base_seq: frame.baseSeq,
  occurred_at: frame.occurredAt,
  clock_offset: frame.clockOffset,
  ...(dependsOn.length > 0 ? { depends_on: dependsOn } : {}),
  state: 'waiting',
  customerCode: edit.customerCode,
  customerName: edit.customerName,
  attempts: 0,
});

function withoutAnswer(entry: OutboxEntry): OutboxEntry {
  const { status: _status, code: _code, message: _message, conflicts: _conflicts, ...rest } = entry;
  const { writeSeq: _writeSeq, ...bare } = rest;
  return bare;
}

function settled(entry: OutboxEntry, result: MutationResult, writeSeq: string): OutboxEntry {
  const status = result.status === 'duplicate' ? (result.first_status ?? 'applied') : result.status;
  const answered: OutboxEntry = {
    ...withoutAnswer(entry),
    status: result.status,
    ...(result.code === undefined ? {} : { code: result.code }),
    ...(result.message === undefined ? {} : { message: result.message }),
    ...(result.conflicts === undefined ? {} : { conflicts: result.conflicts }),
  };
  switch (status) {
    case 'applied':
    case 'late':
    case 'duplicate':
      return { ...answered, state: 'acknowledged', writeSeq };
    case 'conflict':
    case 'rejected':
      return { ...answered, state: 'attention' };
    case 'retry': {
      const attempts = entry.attempts + 1;
      return attempts < MOST_ATTEMPTS
        ? { ...answered, attempts, state: 'waiting' }
        : { ...answered, attempts, state: 'attention', code: PARKED };
    }
  }
}
