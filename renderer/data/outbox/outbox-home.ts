import type { MutationArgs, MutationType } from '../../../shared/sync/mutations.ts';
import type { StorageOptions } from '../storage.ts';
import type { NewEdit, OutboxEntry, StorageLoss, StorageTrouble } from '../types.ts';
import type { WorkSeal } from '../seal/work-seal.ts';
import type { OutboxJournal } from './journal.ts';
import type { EditFrame } from './entry.ts';
import type { Reading } from './entry-table.ts';
import { storageTrouble } from '../storage-trouble.ts';
import { newEntry } from './entry.ts';
import { Outbox } from './outbox.ts';

/** A word that is kept outside of the browser's database and inside of it: where they differ, something was lost. */
export interface MarkerPort {
  read(): string | null;
  /** null: nothing is kept any more. */
  write(marker: string | null): void;
}

export interface HomeSurroundings {
  name: string;
  seal: WorkSeal;
  storage?: StorageOptions;
  /** Absent where there is no second home. */
  journal: OutboxJournal | null;
  /** Absent where nothing outlives the database. */
  marker: MarkerPort | null;
  newId(): string;
  now(): Date;
  /** null: it is over. */
  onTrouble(trouble: StorageTrouble | null): void;
  /** The outbox has come, or come back, and may hold something else than was listed last. */
  onChanged(): void;
  /** Whether the second home takes what is written; told when that changes. */
  onSecondHome?(takes: boolean): void;
}

/**
 * The outbox of a window with its second home: what is written goes into both before anybody says "saved", and what
 * leaves has left the journal first, so that it cannot come back. Without a journal it is the outbox.
 *
 * While the browser's storage takes nothing (full, gone, held by another window), edits are written to the journal
 * alone, shown as any other, and put into the outbox when that is possible again, at the latest at the next start
 * (SPEC C9).
 */
export class OutboxHome {
  readonly #around: HomeSurroundings;
  readonly #journal: OutboxJournal | null;
  #outbox: Outbox | null = null;
  /** What the second home could not read at the start: worth a word where the first one has lost something. */
  #unread = 0;
  /** Edits that are in the journal alone. */
  #beside: OutboxEntry[] = [];
  #lastListed: OutboxEntry[] = [];
  #sealed: Reading['sealed'] = new Map();
  /** Resolves when a reopening that has begun is over. */
  #reopened: Promise<void> = Promise.resolve();
  /** The second home took what was written last. */
  #copies = true;
  /** What is being written to the journal alone, until it is known to be there or not. */
  #alone: Promise<unknown> = Promise.resolve();
  #givenUp = false;
  #closed = false;

  private constructor(around: HomeSurroundings) {
    this.#around = around;
    this.#journal = around.journal;
  }

  /**
   * Takes back what the outbox has lost (SPEC C5). A journal that cannot be read keeps nobody from his work, and a
   * database that cannot be opened keeps nobody from writing: then it is tried again by `reopen`.
   */
  static async open(around: HomeSurroundings): Promise<OutboxHome> {
    const home = new OutboxHome(around);
    const recalled = await around.journal?.recall().catch(() => null);
    home.#lastListed = recalled?.entries ?? [];
    home.#unread = recalled?.damaged ?? 0;
    await home.#attach(home.#lastListed);
    return home;
  }

  /**
   * After trouble: everything that is known here goes to the journal once more, and the database is opened anew.
   * @param after what has to be over first; whatever changes an edit waits from now on
   */
  reopen(recalled: readonly OutboxEntry[] = [], after: Promise<void> = Promise.resolve()): Promise<void> {
    const reopened = after.then(() => this.#reopen(recalled));
    this.#reopened = reopened.catch(() => undefined);
    return reopened;
  }

  async #reopen(recalled: readonly OutboxEntry[]): Promise<void> {
    const listed = new Set([...this.#lastListed, ...this.#beside].map(({ uid }) => uid));
    const known = [...this.#lastListed, ...this.#beside, ...recalled.filter(({ uid }) => !listed.has(uid))];
    this.#outbox?.close();
    this.#outbox = null;
    await this.#journal?.rewrite(known).catch(() => undefined);
    await this.#attach(known);
  }

  /** Names of keys that are not here and would open more of what is kept, in either home. */
  async unknownKeys(): Promise<Set<string>> {
    const inside = (await this.#outbox?.unknownKeys().catch(() => null)) ?? new Map<string, number>();
    const beside = (await this.#journal?.unknownKeys().catch(() => null)) ?? new Set<string>();
    return new Set([...inside.keys(), ...beside]);
  }

  /** Edits that wait for a key. */
  async unreadable(): Promise<number> {
    const counts = (await this.#outbox?.unknownKeys().catch(() => null)) ?? new Map<string, number>();
    return [...counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /**
   * The seal has learnt keys: what they open is here again. Edits get new numbers under a new client: theirs may have
   * been given a second time meanwhile.
   */
  async openSealed(): Promise<void> {
    await this.#outbox?.beginAnew(this.#around.newId());
    const recalled = await this.#journal?.recall().catch(() => null);
    await this.reopen(recalled?.entries);
  }

  /** Not yet seen by the person. */
  async loss(): Promise<StorageLoss | null> {
    return (await this.#outbox?.notes.loss()) ?? null;
  }

  async noteLoss(loss: StorageLoss): Promise<void> {
    await this.#outbox?.notes.noteLoss(loss);
  }

  async forgetLoss(): Promise<void> {
    await this.#outbox?.notes.forgetLoss();
  }

  async add<T extends MutationType>(edit: NewEdit<T>, frame: EditFrame): Promise<OutboxEntry<T>> {
    let entry: OutboxEntry<T>;
    try {
      entry = await this.#open().add(edit, frame);
      this.#lastListed = [...this.#lastListed, entry as OutboxEntry];
    } catch (error) {
      if (this.#journal === null || this.#givenUp) throw error;
      entry = newEntry(edit, frame, 0, []);
      const kept = this.#keepAlone(this.#journal, entry as OutboxEntry);
      this.#alone = Promise.allSettled([this.#alone, kept]);
      await kept;
      return entry;
    }
    // One home is enough to say "saved"; the other is made up for with the next listing.
    await this.#copy((journal) => journal.keep(entry as OutboxEntry));
    return entry;
  }

  async replace<T extends MutationType>(
    uid: string,
    args: MutationArgs[T],
    frame: EditFrame,
  ): Promise<OutboxEntry<T>> {
    const entry = await this.#leaving(uid, (outbox) => outbox.replace<T>(uid, args, frame));
    this.#lastListed = [...this.#lastListed, entry as OutboxEntry];
    await this.#copy((journal) => journal.keep(entry as OutboxEntry));
    return entry;
  }

  async remove(uid: string): Promise<void> {
    const inJournalAlone = this.#outbox === null && this.#beside.some((entry) => entry.uid === uid);
    if (inJournalAlone) await this.#journal?.forget(uid);
    else await this.#leaving(uid, (outbox) => outbox.remove(uid));
    this.#beside = this.#beside.filter((entry) => entry.uid !== uid);
  }

  /** In the order in which they were written. */
  async list(): Promise<OutboxEntry[]> {
    try {
      const outbox = this.#open();
      await this.#takeIn(outbox);
      const { entries, sealed } = await outbox.read();
      this.#lastListed = entries;
      this.#sealed = sealed;
    } catch {
      // What was listed last is still what there is.
    }
    const all = [...this.#lastListed, ...this.#beside];
    void this.#copy((journal) => journal.follow(all, this.#sealed));
    return all;
  }

  /** Names of the keys that the last listing was short of. */
  get missingKeys(): string[] {
    return [...new Set(this.#sealed.values())].filter((keyId) => !this.#around.seal.knows(keyId));
  }

  /** Edits of a file: behind those that are here, in both homes before this resolves. */
  async takeIn(entries: readonly OutboxEntry[]): Promise<OutboxEntry[]> {
    const taken = await this.#change((outbox) => outbox.takeIn(entries));
    const { entries: all, sealed } = await this.#change((outbox) => outbox.read());
    await this.#copy((journal) => journal.follow(all, sealed));
    return taken;
  }

  async rememberExport(uids: readonly string[]): Promise<void> {
    await this.#open().notes.rememberExport(uids);
  }

  async exported(): Promise<ReadonlySet<string>> {
    return (await this.#outbox?.notes.exported()) ?? new Set();
  }

  /**
   * The last look before a wipe: takes nothing more in if everything that was written may go, and nothing waits for a
   * key. Another window may still write to the journal, which a wipe leaves alone where it was not written from here.
   */
  async giveUp(mayGo: (entry: OutboxEntry) => boolean): Promise<boolean> {
    await this.#reopened;
    this.#givenUp = true;
    try {
      await this.#alone;
      const beside = this.#outbox === null ? [...this.#lastListed, ...this.#beside] : this.#beside;
      this.#givenUp = beside.every(mayGo) && (await this.#outbox?.giveUp(mayGo)) !== false;
    } catch (error) {
      this.#givenUp = false;
      throw error;
    }
    return this.#givenUp;
  }

  /** Takes both homes off this machine. */
  async wipe(): Promise<void> {
    this.#around.marker?.write(null);
    await this.#journal?.clear();
    await this.#outbox?.delete();
    this.#outbox = null;
    this.#closed = true;
  }

  close(): void {
    this.#closed = true;
    this.#outbox?.close();
  }

  async #keepAlone(journal: OutboxJournal, entry: OutboxEntry): Promise<void> {
    try {
      await journal.keep(entry);
    } catch (error) {
      this.#secondHomeTakes(false);
      void journal.takeBack(entry.uid).catch(() => undefined);
      throw error;
    }
    this.#beside.push(entry);
  }

  /** An edit leaves both homes, or stays in both; and does not come back by a reopening meanwhile. */
  async #leaving<R>(uid: string, leave: (outbox: Outbox) => Promise<R>): Promise<R> {
    await this.#reopened;
    const entry = [...this.#lastListed, ...this.#beside].find((each) => each.uid === uid);
    await this.#journal?.forget(uid);
    this.#lastListed = this.#lastListed.filter((each) => each.uid !== uid);
    try {
      return await this.#change(leave);
    } catch (error) {
      if (entry !== undefined) {
        this.#lastListed = [...this.#lastListed, entry];
        await this.#copy((journal) => journal.keep(entry));
      }
      throw error;
    }
  }

  /** A reopening is waited for. What it has cut off is done once more, in the database that it has opened. */
  async #change<R>(change: (outbox: Outbox) => Promise<R>): Promise<R> {
    await this.#reopened;
    const outbox = this.#open();
    try {
      return await change(outbox);
    } catch (error) {
      if (outbox === this.#outbox) throw error;
      await this.#reopened;
      return change(this.#open());
    }
  }

  /** Into the second home, where the first has it already. */
  async #copy(write: (journal: OutboxJournal) => Promise<void>): Promise<void> {
    if (this.#journal === null) return;
    try {
      await write(this.#journal);
      this.#secondHomeTakes(true);
    } catch {
      this.#secondHomeTakes(false);
    }
  }

  #secondHomeTakes(takes: boolean): void {
    if (takes === this.#copies) return;
    this.#copies = takes;
    this.#around.onSecondHome?.(takes);
  }

  #open(): Outbox {
    if (this.#outbox === null) throw new DOMException('the outbox is not open', 'InvalidStateError');
    return this.#outbox;
  }

  /** Resolves when the outbox is open, or when it is known to keep us waiting. */
  async #attach(recalled: readonly OutboxEntry[]): Promise<void> {
    const { name, seal, storage, onTrouble } = this.#around;
    let waited = false;
    await new Promise<void>((resolve) => {
      const watch = {
        blocked: () => {
          waited = true;
          onTrouble('blocked');
          resolve();
        },
        superseded: () => onTrouble('superseded'),
        gone: () => this.#gone(),
      };
      Outbox.open(name, this.#around.newId(), seal, storage, watch)
        .then((outbox) => this.#adopt(outbox, recalled))
        .then(
          () => {
            onTrouble(null);
            if (waited) this.#around.onChanged();
          },
          (error: unknown) => onTrouble(storageTrouble(error) ?? 'storageLost'),
        )
        .finally(resolve);
    });
  }

  async #adopt(outbox: Outbox, recalled: readonly OutboxEntry[]): Promise<void> {
    if (this.#closed) return outbox.close();
    const { marker, newId, now } = this.#around;
    const outside = marker?.read() ?? null;
    const inside = await outbox.notes.marker();
    const lostAll = outside !== null && inside !== outside;
    const lost = await outbox.restore(recalled, newId(), lostAll && { marker: outside });
    if (lostAll || lost.length > 0) {
      await outbox.notes.noteLoss({
        noticedAt: now().toISOString(),
        cause: outbox.damaged ? 'damaged' : inside !== undefined && lostAll ? 'foreign' : 'missing',
        recovered: lost.map(({ uid, type, customerCode, customerName }) => ({
          uid,
          type,
          customerCode,
          customerName,
        })),
        ...(this.#unread > 0 && { unread: this.#unread }),
      });
      this.#unread = 0;
    }
    if (outside === null && marker !== null) {
      const known = inside ?? newId();
      if (inside === undefined) await outbox.notes.setMarker(known);
      marker.write(known);
    }
    this.#outbox = outbox;
  }

  #gone(): void {
    if (this.#closed) return;
    this.#outbox = null;
    this.#around.onTrouble('storageLost');
  }

  async #takeIn(outbox: Outbox): Promise<void> {
    if (this.#beside.length === 0) return;
    const waiting = this.#beside;
    await outbox.restore(waiting, outbox.clientId);
    this.#beside = this.#beside.filter((entry) => !waiting.includes(entry));
  }
}
