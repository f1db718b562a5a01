import type { JournalPort } from '../../platform/types.ts';
import type { WorkSeal } from '../seal/work-seal.ts';
import type { OutboxEntry } from '../types.ts';
import { sealedLine } from '../seal/work-seal.ts';
import type { Reading } from './entry-table.ts';
import { fromText, toText } from './entry-text.ts';

const MOST_RECORDS = 500;

export interface Recalled {
  entries: OutboxEntry[];
  /** Lines of the file that are no records; each is told once by whoever keeps the file. */
  damaged: number;
}

/**
 * The second home of the outbox, outside of the browser's storage (SPEC C5). It holds what was written and not how far
 * it has come: sent again under its uid, an edit has its effect once.
 */
export class OutboxJournal {
  readonly #port: JournalPort;
  readonly #scope: string;
  readonly #seal: WorkSeal;
  /** What the journal holds, by uid; null for what has to be written anew: in the clear, or under an earlier key. */
  readonly #held = new Map<string, string | null>();
  /** Edits that the outbox has been seen to hold: only these are missed when it holds them no longer. */
  readonly #seen = new Set<string>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(port: JournalPort, scope: string, seal: WorkSeal) {
    this.#port = port;
    this.#scope = scope;
    this.#seal = seal;
  }

  /** What the journal holds, in the order in which it was written, and how much of it cannot be read. */
  async recall(): Promise<Recalled> {
    const { records, damaged } = await this.#port.read(this.#scope);
    const entries: OutboxEntry[] = [];
    for (const { key, text: line } of records) {
      const sealed = sealedLine(line);
      const text = sealed === null ? line : this.#seal.open(sealed, key);
      this.#held.set(key, sealed?.key === this.#seal.currentId ? text : null);
      const entry = text === null ? null : fromText(text);
      // What cannot be read stays where it is: another version may know what it means, or the key may come.
      if (entry === null) continue;
      this.#seen.add(key);
      entries.push(entry);
    }
    return { entries, damaged };
  }

  /** Names of keys that are not here and would open more. */
  async unknownKeys(): Promise<Set<string>> {
    const { records } = await this.#port.read(this.#scope);
    const keys = records.flatMap(({ text }) => sealedLine(text)?.key ?? []);
    return new Set(keys.filter((key) => !this.#seal.knows(key)));
  }

  /** Resolves when the edit is on disk. */
  keep(entry: OutboxEntry): Promise<void> {
    return this.#write([[entry.uid, toText(entry)]]);
  }

  /** What was said not to be kept must not be found one day, should it have got through all the same. */
  takeBack(uid: string): Promise<void> {
    return this.#write([[uid, null]]);
  }

  /** Resolves when the edit will not come back; before it leaves the outbox. */
  forget(uid: string): Promise<void> {
    return this.#held.has(uid) ? this.#write([[uid, null]]) : Promise.resolve();
  }

  /**
   * Brings the journal in line with the outbox. Writing that fails is made up for the next time.
   * @param sealed uids of those that the outbox holds as well and cannot open: they stay as they are
   */
  follow(entries: readonly OutboxEntry[], sealed: Reading['sealed'] = new Map()): Promise<void> {
    const listed = new Map(entries.map((entry) => [entry.uid, entry]));
    const changes: [string, string | null][] = [];
    for (const [uid, entry] of listed) {
      const text = toText(entry);
      if (this.#held.get(uid) !== text) changes.push([uid, text]);
      this.#seen.add(uid);
    }
    for (const uid of this.#held.keys()) {
      if (!listed.has(uid) && !sealed.has(uid) && this.#seen.has(uid)) changes.push([uid, null]);
    }
    return changes.length === 0 ? Promise.resolve() : this.#write(changes);
  }

  /** Writes all of it once more, where the journal itself may have been lost with the rest. */
  rewrite(entries: readonly OutboxEntry[]): Promise<void> {
    this.#held.clear();
    return this.follow(entries);
  }

  /** Takes everything out of the journal: the person has it, or wants it gone. */
  clear(): Promise<void> {
    const held = [...this.#held.keys()];
    return held.length === 0 ? Promise.resolve() : this.#write(held.map((uid) => [uid, null]));
  }

  #write(changes: readonly (readonly [string, string | null])[]): Promise<void> {
    const done = this.#turn.then(async () => {
      const records = changes.map(([key, text]) => ({
        key,
        text: text === null ? null : this.#seal.sealLine(text, key),
      }));
      for (let at = 0; at < records.length; at += MOST_RECORDS)
        await this.#port.write(this.#scope, records.slice(at, at + MOST_RECORDS));
      for (const [uid, text] of changes) {
        if (text === null) this.#held.delete(uid);
        else this.#held.set(uid, text);
      }
    });
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
