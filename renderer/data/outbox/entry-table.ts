import type { Table } from 'dexie';
import type { OutboxEntry, OutboxState } from '../types.ts';
import type { WorkSeal } from '../seal/work-seal.ts';

/**
 * An edit as it is stored: what orders edits and how far each has come can be read, what was written and about whom can
 * not. Edits of an earlier version stand there as they are (`body` is missing) until they are sealed.
 */
export interface StoredEntry {
  uid: string;
  n: number;
  state: OutboxState;
  /** Only among the acknowledged ones. */
  acknowledgedAt?: string;
  key?: string;
  body?: Uint8Array<ArrayBuffer>;
}

/** What is here, read in one moment. */
export interface Reading {
  /** In the order in which they were written. */
  entries: OutboxEntry[];
  /** Of each one that cannot be opened: its uid, and the key that it waits for. */
  sealed: ReadonlyMap<string, string>;
}

const MOST_REMEMBERED = 2000;

/** Edits in one table of the browser's database, sealed on their way in and opened on their way out. */
export class EntryTable {
  readonly #table: Table<StoredEntry, string>;
  readonly #seal: WorkSeal;
  /** What was opened last, by uid, as long as it is stored as it was. */
  readonly #opened = new Map<string, { mark: string; entry: OutboxEntry }>();

  constructor(table: Table<StoredEntry, string>, seal: WorkSeal) {
    this.#table = table;
    this.#seal = seal;
  }

  async get(uid: string): Promise<OutboxEntry | undefined> {
    const stored = await this.#table.get(uid);
    return stored === undefined ? undefined : (this.#open(stored) ?? undefined);
  }

  /** Those that are here and can be opened. */
  async getAll(uids: readonly string[]): Promise<OutboxEntry[]> {
    return (await this.#storedOf(uids)).flatMap((one) => this.#open(one) ?? []);
  }

  async has(uid: string): Promise<boolean> {
    return (await this.#table.where(':id').equals(uid).count()) > 0;
  }

  async read(): Promise<Reading> {
    const entries: OutboxEntry[] = [];
    const sealed = new Map<string, string>();
    for (const stored of await this.#table.orderBy('n').toArray()) {
      const entry = this.#open(stored);
      if (entry !== null) entries.push(entry);
      else sealed.set(stored.uid, stored.key ?? '');
    }
    return { entries, sealed };
  }

  /** In the order in which they were written, without those that cannot be opened. */
  async list(states: readonly OutboxState[]): Promise<OutboxEntry[]> {
    return (await this.#ordered(states)).flatMap((one) => this.#open(one) ?? []);
  }

  /**
   * The first of them, up to one whose key may still come.
   * @param passed keys that are not waited for: what they have sealed is stepped over
   */
  async first(
    states: readonly OutboxState[],
    limit: number,
    passed: ReadonlySet<string>,
  ): Promise<{ entries: OutboxEntry[]; stopped: boolean }> {
    const entries: OutboxEntry[] = [];
    for (const stored of await this.#ordered(states)) {
      if (entries.length >= limit) break;
      const entry = this.#open(stored);
      if (entry !== null) entries.push(entry);
      else if (this.#lacksKeyOf(stored) && !passed.has(stored.key)) return { entries, stopped: true };
    }
    return { entries, stopped: false };
  }

  async listAcknowledged(): Promise<(OutboxEntry & { acknowledgedAt: string })[]> {
    const stored = await this.#table.orderBy('acknowledgedAt').toArray();
    return stored.flatMap((one) => {
      const entry = this.#open(one);
      return entry === null ? [] : [{ ...entry, acknowledgedAt: one.acknowledgedAt ?? '' }];
    });
  }

  async put(entries: readonly OutboxEntry[], acknowledgedAt?: string): Promise<void> {
    await this.#table.bulkPut(entries.map((entry) => this.#stored(entry, acknowledgedAt)));
  }

  /** Of those that are here, and of no others than those in state `from` where that is told. */
  async setState(uids: readonly string[], state: OutboxState, from?: OutboxState): Promise<void> {
    const stored = await this.#storedOf(uids);
    const moving = stored.filter((one) => from === undefined || one.state === from);
    if (moving.length > 0) await this.#table.bulkPut(moving.map((one) => ({ ...one, state })));
  }

  async delete(uids: readonly string[]): Promise<void> {
    await this.#table.bulkDelete([...uids]);
    for (const uid of uids) this.#opened.delete(uid);
  }

  async deleteAcknowledgedBefore(moment: string): Promise<void> {
    await this.#table.where('acknowledgedAt').below(moment).delete();
  }

  /** Seals under the present key what is clear, or was sealed under an earlier key that is here. */
  async sealAnew(): Promise<void> {
    const old = (await this.#table.toArray()).filter(({ key }) => key !== this.#seal.currentId);
    const sealed = old.flatMap((stored) => {
      const entry = this.#open(stored);
      return entry === null ? [] : [this.#stored(entry, stored.acknowledgedAt)];
    });
    await this.#table.bulkPut(sealed);
  }

  /** Names of keys that are not here, with the number of edits that wait for each. */
  async unknownKeys(): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    for (const stored of await this.#table.toArray()) {
      if (this.#lacksKeyOf(stored)) counts.set(stored.key, (counts.get(stored.key) ?? 0) + 1);
    }
    return counts;
  }

  async #ordered(states: readonly OutboxState[]): Promise<StoredEntry[]> {
    // All in one question: the browser would step through a narrower one row by row.
    const stored = await this.#table.orderBy('n').toArray();
    return stored.filter(({ state }) => states.includes(state));
  }

  #lacksKeyOf(stored: StoredEntry): stored is StoredEntry & { key: string } {
    return stored.key !== undefined && !this.#seal.knows(stored.key);
  }

  async #storedOf(uids: readonly string[]): Promise<StoredEntry[]> {
    return (await this.#table.bulkGet([...uids])).filter((one) => one !== undefined);
  }

  #stored(entry: OutboxEntry, acknowledgedAt?: string): StoredEntry {
    const { uid, n, state } = entry;
    return {
      uid,
      n,
      state,
      ...(acknowledgedAt === undefined ? {} : { acknowledgedAt }),
      ...this.#seal.seal(JSON.stringify(entry), uid),
    };
  }

  #open(stored: StoredEntry): OutboxEntry | null {
    const { uid, n, state, key, body } = stored;
    if (key === undefined || body === undefined) return stored as unknown as OutboxEntry;
    const mark = `${key} ${body.subarray(0, 12).join()}`;
    const known = this.#opened.get(uid);
    if (known?.mark === mark) return { ...known.entry, n, state };
    const text = this.#seal.open({ key, body }, uid);
    if (text === null) return null;
    const entry = JSON.parse(text) as OutboxEntry;
    if (this.#opened.size >= MOST_REMEMBERED) this.#opened.clear();
    this.#opened.set(uid, { mark, entry });
    return { ...entry, n, state };
  }
}
