import type { MutationArgs, MutationType } from '../../../shared/sync/mutations.ts';
import type { NewEdit, OutboxEntry } from '../types.ts';
import type { OutboxJournal } from './journal.ts';
import type { EditFrame, Outbox } from './outbox.ts';
import { newEntry } from './outbox.ts';

/**
 * The outbox of a window with its second home: what is written goes into both before anybody says "saved", and what
 * leaves has left the journal first, so that it cannot come back. Without a journal (in a browser) it is the outbox.
 *
 * While the browser's storage takes nothing (full, gone), edits are written to the journal alone, shown as any other,
 * and put into the outbox when that is possible again, at the latest at the next start (SPEC C9).
 */
export class JournaledOutbox {
  readonly #outbox: Outbox;
  readonly #journal: OutboxJournal | null;
  /** Edits that are in the journal alone. */
  #beside: OutboxEntry[] = [];
  #lastListed: OutboxEntry[] = [];

  private constructor(outbox: Outbox, journal: OutboxJournal | null) {
    this.#outbox = outbox;
    this.#journal = journal;
  }

  /** Takes back what the outbox has lost. A journal that cannot be read keeps nobody from his work. */
  static async open(
    outbox: Outbox,
    journal: OutboxJournal | null,
    newClientId: string,
  ): Promise<JournaledOutbox> {
    const recalled = (await journal?.recall().catch(() => [])) ?? [];
    await outbox.restore(recalled, newClientId);
    return new JournaledOutbox(outbox, journal);
  }

  async add<T extends MutationType>(edit: NewEdit<T>, frame: EditFrame): Promise<OutboxEntry<T>> {
    let entry: OutboxEntry<T>;
    try {
      entry = await this.#outbox.add(edit, frame);
    } catch (error) {
      if (this.#journal === null) throw error;
      entry = newEntry(edit, frame, 0, []);
      await this.#journal.keep(entry as OutboxEntry);
      this.#beside.push(entry as OutboxEntry);
      return entry;
    }
    // One home is enough to say "saved"; the other is made up for with the next listing.
    await this.#journal?.keep(entry as OutboxEntry).catch(() => undefined);
    return entry;
  }

  async replace<T extends MutationType>(
    uid: string,
    args: MutationArgs[T],
    frame: EditFrame,
  ): Promise<OutboxEntry<T>> {
    await this.#journal?.forget(uid);
    const entry = await this.#outbox.replace<T>(uid, args, frame);
    await this.#journal?.keep(entry as OutboxEntry).catch(() => undefined);
    return entry;
  }

  async remove(uid: string): Promise<void> {
    await this.#journal?.forget(uid);
    this.#beside = this.#beside.filter((entry) => entry.uid !== uid);
    await this.#outbox.remove(uid);
  }

  /** In the order in which they were written. */
  async list(): Promise<OutboxEntry[]> {
    try {
      await this.#takeIn();
      this.#lastListed = await this.#outbox.list();
    } catch (error) {
      if (this.#journal === null) throw error;
    }
    const all = [...this.#lastListed, ...this.#beside];
    void this.#journal?.follow(all).catch(() => undefined);
    return all;
  }

  close(): void {
    this.#outbox.close();
  }

  async #takeIn(): Promise<void> {
    if (this.#beside.length === 0) return;
    const waiting = this.#beside;
    await this.#outbox.restore(waiting, this.#outbox.clientId);
    this.#beside = this.#beside.filter((entry) => !waiting.includes(entry));
  }
}
