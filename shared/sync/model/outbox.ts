import type { Mutation, Result } from './messages.ts';
import type { Holds } from './rules.ts';

export interface Entry extends Mutation {
  state: 'waiting' | 'acknowledged' | 'attention';
  attempts: number;
  /** Kept with the edit, because the customer may leave meanwhile (SPEC C7). */
  customerName: string;
  code?: string;
  /** A checkpoint at or past this shows the effect. */
  writeSeq?: number;
}

const MOST_ATTEMPTS = 10;
export const PARKED = 'E_PARKED';

/** What a person wrote, as the storage of his device has it; and the journal, which outlives that. */
export class ModelOutbox {
  entries = new Map<string, Entry>();
  /** Shown by a checkpoint; kept to be sent again (SPEC S9). */
  acknowledged = new Map<string, Entry>();
  clientId: string;
  lastN = 0;
  replay = false;

  constructor(clientId: string) {
    this.clientId = clientId;
  }

  copy(): ModelOutbox {
    const copy = new ModelOutbox(this.clientId);
    copy.entries = new Map([...this.entries].map(([uid, entry]) => [uid, { ...entry }]));
    copy.acknowledged = new Map(this.acknowledged);
    copy.lastN = this.lastN;
    copy.replay = this.replay;
    return copy;
  }

  inOrder(): Entry[] {
    return [...this.entries.values()].sort((a, b) => a.n - b.n);
  }

  waiting(): Entry[] {
    return this.inOrder().filter(({ state }) => state === 'waiting');
  }

  add(edit: Omit<Entry, 'n' | 'state' | 'attempts'>): Entry {
    const entry: Entry = { ...edit, n: ++this.lastN, state: 'waiting', attempts: 0 };
    this.entries.set(entry.uid, entry);
    return entry;
  }

  /** The number of an edit that the server has not dealt with stays empty, and the next push says so. */
  remove(uid: string): void {
    const entry = this.entries.get(uid);
    this.entries.delete(uid);
    if (entry && (entry.state === 'waiting' || entry.code === PARKED)) this.replay = true;
  }

  settle(results: readonly Result[], writeSeq: number, holds: Holds): void {
    for (const { uid, status, code } of results) {
      const entry = this.entries.get(uid);
      if (entry?.state !== 'waiting') continue;
      if (status === 'applied' || status === 'late') {
        Object.assign(entry, { state: 'acknowledged', writeSeq });
        if (!holds('C4.overlay')) this.#shown(entry);
      } else if (status === 'retry') this.#tryAgain(entry, holds);
      else if (holds('C6.keep')) Object.assign(entry, { state: 'attention', code: code ?? 'CONFLICT' });
      else this.entries.delete(uid);
    }
  }

  #tryAgain(entry: Entry, holds: Holds): void {
    entry.attempts += 1;
    if (entry.attempts < MOST_ATTEMPTS || !holds('S8.park')) return;
    Object.assign(entry, { state: 'attention', code: PARKED });
    this.replay = true;
  }

  /** SPEC C4. @returns the uids of those whose effect has been shown */
  release(seq: number): string[] {
    const shown = [...this.entries.values()].filter(
      ({ state, writeSeq }) => state === 'acknowledged' && writeSeq! <= seq,
    );
    for (const entry of shown) this.#shown(entry);
    return shown.map(({ uid }) => uid);
  }

  /**
   * SPEC S9: what was acknowledged is sent again, under its uid. All of it gets new numbers: old ones may have been
   * another client's, and one that comes twice is a gap for ever. What needs the person keeps its place among them.
   */
  replayAcknowledged(): void {
    for (const { writeSeq: _, ...entry } of [...this.acknowledged.values(), ...this.inOrder()]) {
      const state = entry.state === 'attention' ? 'attention' : 'waiting';
      this.entries.set(entry.uid, { ...entry, n: ++this.lastN, state });
    }
    this.acknowledged.clear();
    this.replay = true;
  }

  /** SPEC C5: what the journal holds and the storage has lost comes back, under a client that counts from 1. */
  restore(recalled: readonly Entry[], newClientId: string): void {
    const known = (uid: string): boolean => this.entries.has(uid) || this.acknowledged.has(uid);
    const missing = recalled.filter(({ uid }) => !known(uid));
    if (missing.length > 0) this.beginAnew(missing, newClientId);
  }

  /** All of them under a new client, in the order in which they were made: uids sort by time. */
  beginAnew(missing: readonly Entry[], clientId: string): void {
    const all = [...this.entries.values(), ...missing].sort((a, b) => (a.uid < b.uid ? -1 : 1));
    this.entries.clear();
    all.forEach((entry, at) => this.entries.set(entry.uid, { ...entry, n: at + 1 }));
    this.clientId = clientId;
    this.lastN = all.length;
    this.replay = true;
  }

  #shown(entry: Entry): void {
    this.entries.delete(entry.uid);
    this.acknowledged.set(entry.uid, entry);
  }
}
