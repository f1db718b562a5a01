import type { Answer, Body, PullAnswer, PullRequest, PushAnswer, PushRequest, Request } from './messages.ts';
import type { Entry } from './outbox.ts';
import type { Holds } from './rules.ts';
import { ModelCache } from './cache.ts';
import { keyOf } from './messages.ts';
import { ModelOutbox } from './outbox.ts';

/** What runs in one window, and is gone when the window dies. */
export interface Window {
  name: string;
  /** Waits for the answer to a pull, or to a push. */
  pulling: boolean;
  pushing: boolean;
  /** A complete answer is stored, and its checkpoint still has to be made. */
  completing: PullAnswer | null;
  /** Rows whose cursors are stored already: only where C1 is taken away. */
  unstored: PullAnswer[];
  /** Edits said to be saved that are not on disk: only where C5 is taken away. */
  unsaved: Entry[];
}

/** What happens on a device that the simulation has to judge. */
export interface DeviceEvents {
  checkpoint(device: ModelDevice, answer: PullAnswer, mismatched: readonly string[]): void;
  released(uids: readonly string[]): void;
}

const MOST_SENT = 4;

/** A machine with the storage of one person, its journal, and two windows of which one syncs. */
export class ModelDevice {
  readonly name: string;
  person: string;
  cache = new ModelCache();
  outbox: ModelOutbox;
  /** Outlives the storage: the second home of what was written. */
  journal = new Map<string, Entry>();
  /** Written while the storage was full: in the journal alone. */
  beside: Entry[] = [];
  windows: Window[] = [];
  full = false;
  readonly #holds: Holds;
  readonly #events: DeviceEvents;
  #clients = 0;
  #opened = 0;

  constructor(name: string, person: string, holds: Holds, events: DeviceEvents) {
    this.name = name;
    this.person = person;
    this.#holds = holds;
    this.#events = events;
    this.outbox = new ModelOutbox(this.#newClientId());
    this.openWindow();
  }

  openWindow(): Window {
    const window: Window = {
      name: `${this.name}/${++this.#opened}`,
      pulling: false,
      pushing: false,
      completing: null,
      unstored: [],
      unsaved: [],
    };
    this.windows.push(window);
    return window;
  }

  /** Whatever the window had in hand is gone; the lock falls to the next. */
  kill(window: Window): void {
    this.windows = this.windows.filter((other) => other !== window);
  }

  /** SPEC C8. */
  syncs(window: Window): boolean {
    return this.windows[0] === window || !this.#holds('C8.lock');
  }

  // What the person does -------------------------------------------------------------------------------------

  /** The row as he sees it: the server's, with his own edits over it (SPEC C4). */
  view(key: string): Body | undefined {
    let body = this.cache.rows.get(key)?.body;
    const unsaved = this.windows.flatMap((window) => window.unsaved);
    for (const entry of [...this.outbox.inOrder(), ...this.beside, ...unsaved]) {
      if (entry.type === 'note.add' && keyOf('note', entry.id) === key) {
        body ??= { customerCode: entry.customerCode, text: String(entry.edits[0]!.to) };
      } else if (body && keyOf(entry.type === 'note.edit' ? 'note' : 'customer', entry.id) === key) {
        body = { ...body, ...Object.fromEntries(entry.edits.map(({ field, to }) => [field, String(to)])) };
      }
    }
    return body;
  }

  /** @returns false where it was refused */
  write(edit: Omit<Entry, 'n' | 'state' | 'attempts'>, window: Window): boolean {
    const adds = [...this.outbox.entries.values(), ...this.beside].filter(
      (entry) => entry.type === 'note.add' && entry.id === edit.id && entry.state !== 'acknowledged',
    );
    const before = edit.type === 'note.edit' ? adds.map(({ uid }) => uid) : [];
    const whole = { ...edit, dependsOn: [...edit.dependsOn, ...before] };
    if (this.full) {
      if (!this.#holds('C9.journal')) return false;
      const entry: Entry = { ...whole, n: 0, state: 'waiting', attempts: 0 };
      this.beside.push(entry);
      this.#keep(entry);
    } else if (!this.#holds('C5.durable')) {
      window.unsaved.push({ ...whole, n: 0, state: 'waiting', attempts: 0 });
    } else this.#save(whole);
    return true;
  }

  drop(uid: string): void {
    this.journal.delete(uid);
    this.beside = this.beside.filter((entry) => entry.uid !== uid);
    this.outbox.remove(uid);
  }

  #save(edit: Omit<Entry, 'n' | 'state' | 'attempts'>): void {
    const entry = this.outbox.add(edit);
    if (this.#holds('C5.journal')) this.#keep(entry);
  }

  /** The journal holds what was written, and not how far it has come. */
  #keep({ code: _code, writeSeq: _writeSeq, ...entry }: Entry): void {
    this.journal.set(entry.uid, { ...entry, state: 'waiting', attempts: 0 });
  }

  // What happens to the storage ------------------------------------------------------------------------------

  /** Everything of the origin is gone, or as it was when `back` was copied; it shows at the next start. */
  loseStorage(back?: { cache: ModelCache; outbox: ModelOutbox }): void {
    for (const window of [...this.windows]) this.kill(window);
    this.cache = back?.cache.copy() ?? new ModelCache();
    this.outbox = back?.outbox.copy() ?? new ModelOutbox(this.#newClientId());
    this.beside = [];
    if (back && this.#holds('C5.client-id')) this.outbox.beginAnew([], this.#newClientId());
    this.outbox.restore([...this.journal.values()], this.#newClientId());
    // What came back with the storage had left the journal.
    if (this.#holds('C5.journal')) for (const entry of this.outbox.inOrder()) this.#keep(entry);
    this.openWindow();
  }

  /** There is room again: what is in the journal alone is taken in. */
  roomAgain(): void {
    this.full = false;
    for (const { n: _n, state: _s, attempts: _a, ...edit } of this.beside.splice(0)) this.#save(edit);
  }

  #newClientId(): string {
    this.#clients += this.#holds('C5.client-id') || this.#clients === 0 ? 1 : 0;
    return `${this.name}#${this.#clients}`;
  }

  // What the engine does -------------------------------------------------------------------------------------

  /** What is on its way to the disk gets there. */
  flush(window: Window): void {
    for (const { n: _n, state: _s, attempts: _a, ...edit } of window.unsaved.splice(0)) this.#save(edit);
    for (const answer of window.unstored.splice(0)) this.cache.storeRows(answer, this.#holds);
  }

  pull(window: Window, limit: number): PullRequest {
    window.pulling = true;
    return this.pullRequest(limit);
  }

  pullRequest(limit: number): PullRequest {
    return {
      kind: 'pull',
      clientId: this.outbox.clientId,
      person: this.person,
      epoch: this.cache.epoch,
      cursors: { ...this.cache.cursors },
      limit,
    };
  }

  push(window: Window): PushRequest | null {
    const batch = this.outbox.waiting().slice(0, MOST_SENT);
    // Acknowledged before it is known in which life of the history, an edit could be lost with that life.
    if (batch.length === 0 || this.cache.epoch === null) return null;
    window.pushing = true;
    return {
      kind: 'push',
      clientId: this.outbox.clientId,
      person: this.person,
      epoch: this.cache.epoch,
      replay: this.outbox.replay,
      mutations: batch.map((entry) => ({ ...entry })),
    };
  }

  receive(window: Window, asked: Request, answer: Answer): void {
    if (asked.kind === 'pull') window.pulling = false;
    else window.pushing = false;
    if (answer.kind === 'epoch') this.#newEpoch(asked, answer.epoch);
    else if (answer.kind === 'pushed') this.#pushed(asked as PushRequest, answer);
    else if (!this.full) this.#page(window, asked as PullRequest, answer);
  }

  #page(window: Window, asked: PullRequest, answer: PullAnswer): void {
    if (this.#holds('C1.compare') && !this.cache.fits(asked, answer)) return;
    if (this.#holds('C1.one')) this.cache.storeRows(answer, this.#holds);
    else window.unstored.push(answer);
    this.cache.moveCursors(answer);
    window.completing = answer.complete ? answer : null;
  }

  /** The checkpoint of a complete answer. */
  complete(window: Window): void {
    const answer = window.completing;
    window.completing = null;
    if (!answer || this.full) return;
    this.flush(window);
    const before = new Set(this.cache.rows.keys());
    const { mismatched } = this.cache.complete(answer, this.#holds);
    if (!this.#holds('C7.keep')) this.#dropEditsOnThoseWhoLeft(before);
    const shown = this.outbox.release(answer.seq);
    for (const uid of shown) this.journal.delete(uid);
    this.#events.checkpoint(this, answer, mismatched);
    this.#events.released(shown);
  }

  #dropEditsOnThoseWhoLeft(before: ReadonlySet<string>): void {
    for (const { uid, customerCode } of this.outbox.waiting()) {
      const key = keyOf('customer', customerCode);
      if (before.has(key) && !this.cache.rows.has(key)) this.drop(uid);
    }
  }

  #pushed(asked: PushRequest, answer: PushAnswer): void {
    if (answer.epoch !== this.cache.epoch && this.cache.epoch !== null && this.#holds('S9.stale-answer'))
      return;
    this.outbox.settle(answer.results, answer.writeSeq, this.#holds);
    if (answer.expectedN !== undefined) this.outbox.replay = true;
    else if (asked.replay && answer.results.length === asked.mutations.length) {
      if (answer.results.every(({ status }) => status !== 'retry')) this.outbox.replay = false;
    }
  }

  /** SPEC S9. An answer to a question of an earlier life is no news. */
  #newEpoch(asked: Request, epoch: string): void {
    if (asked.epoch !== this.cache.epoch || epoch === this.cache.epoch) return;
    if (this.#holds('S9.replay')) this.outbox.replayAcknowledged();
    for (const entry of this.outbox.waiting()) this.#keep(entry);
    this.cache.beginEpoch(epoch, this.#holds);
    for (const window of this.windows) window.completing = null;
  }
}
