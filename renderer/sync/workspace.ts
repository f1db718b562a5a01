import type { MutationArgs, MutationType } from '../../shared/sync/mutations.ts';
import type { StoredCustomer, StoredText } from '../data/cache/read.ts';
import type { EditFrame } from '../data/outbox/outbox.ts';
import type { StorageOptions } from '../data/storage.ts';
import type { WritableStore } from '../data/store.ts';
import type {
  CustomerDetail,
  CustomerIndex,
  NewEdit,
  OutboxEntry,
  Reference,
  Store,
  SyncStatus,
  Workspace,
} from '../data/types.ts';
import type { JournalPort } from '../platform/types.ts';
import type { EngineLink, FromEngine } from './messages.ts';
import type { TokenSource } from './transport.ts';
import { uuidv7 } from '../../shared/lib/ids.ts';
import { isoInShanghai } from '../../shared/lib/dates.ts';
import { MUTATION_TYPES } from '../../shared/sync/mutations.ts';
import { parseRow } from '../data/cache/codec.ts';
import { LiveIndex } from '../data/index/live-index.ts';
import { journalScope, outboxName } from '../data/names.ts';
import { OutboxJournal } from '../data/outbox/journal.ts';
import { JournaledOutbox } from '../data/outbox/journaled-outbox.ts';
import { Outbox } from '../data/outbox/outbox.ts';
import { overlayCustomer } from '../data/overlay.ts';
import { createStore } from '../data/store.ts';
import { initialStatus } from './status-board.ts';
import { TransportError } from './transport-error.ts';

export interface WorkspaceOptions {
  server: string;
  staffId: string;
  staffNo: string;
  link: EngineLink;
  tokens: TokenSource;
  /** Tells when the page is looked at and when the network comes back; absent where there is no page. */
  watchPage?: (watcher: PageWatcher) => () => void;
  /** The second home of what the person writes; absent in a browser. */
  journal?: JournalPort;
  now?: () => Date;
  /** Where the global indexedDB is not the right one. */
  storage?: StorageOptions;
}

export interface PageWatcher {
  visible(visible: boolean): void;
  online(): void;
}

const CUSTOMERS_PER_READ = 200;
const MOST_SEQS = 20_000;
const DAY_CHECK_MS = 60_000;
const CLOSE_WITHIN_MS = 5000;

/** Opens what a signed-in person works with. Resolves when the cache has said how it stands. */
export async function openWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const random = crypto.getRandomValues(new Uint8Array(16));
  const newClientId = uuidv7((options.now?.() ?? new Date()).getTime(), random);
  const outbox = await Outbox.open(
    outboxName(options.server, options.staffId),
    newClientId,
    options.storage ?? {},
  );
  const journal =
    options.journal === undefined
      ? null
      : new OutboxJournal(options.journal, journalScope(options.server, options.staffId));
  const workspace = new CachedWorkspace(options, await JournaledOutbox.open(outbox, journal, newClientId));
  await workspace.begin(newClientId);
  return workspace;
}

class CachedWorkspace implements Workspace {
  readonly staffId: string;
  readonly reference: WritableStore<Reference> = createStore<Reference>({ units: new Map(), freshness: [] });
  readonly outbox: WritableStore<readonly OutboxEntry[]> = createStore<readonly OutboxEntry[]>([]);
  readonly status: WritableStore<SyncStatus> = createStore(initialStatus);
  readonly #options: WorkspaceOptions;
  readonly #outbox: JournaledOutbox;
  readonly #live: LiveIndex;
  readonly #reads = new Map<
    number,
    { resolve: (rows: (StoredCustomer | null)[]) => void; reject: (error: Error) => void }
  >();
  /** Seqs of the rows that the person has been shown, by `entity|id`: what his edits are based on. */
  readonly #seqs = new Map<string, string>();
  readonly #stopped: Promise<void>;
  #onStopped: () => void = () => undefined;
  #onKnown: () => void = () => undefined;
  #onCrash: (error: Error) => void = () => undefined;
  #lastRead = 0;
  #listing: Promise<void> | null = null;
  #listAgain = false;
  #stopWatching: () => void = () => undefined;
  #dayTimer: ReturnType<typeof setInterval> | null = null;
  #closed = false;

  constructor(options: WorkspaceOptions, outbox: JournaledOutbox) {
    this.staffId = options.staffId;
    this.#options = options;
    this.#outbox = outbox;
    this.#live = new LiveIndex(this.#now());
    this.#stopped = new Promise((resolve) => (this.#onStopped = resolve));
  }

  get index(): Store<CustomerIndex> {
    return this.#live.store;
  }

  async begin(newClientId: string): Promise<void> {
    const { link, server, staffId, watchPage } = this.#options;
    const known = new Promise<void>((resolve, reject) => {
      this.#onKnown = resolve;
      this.#onCrash = reject;
    });
    link.onMessage((message) => this.#hear(message));
    link.post({ kind: 'start', server, staffId, newClientId, visible: true });
    this.#stopWatching =
      watchPage?.({
        visible: (visible) => link.post({ kind: 'visible', visible }),
        online: () => link.post({ kind: 'syncNow' }),
      }) ?? this.#stopWatching;
    this.#dayTimer = setInterval(() => {
      this.#live.setNow(this.#now());
      link.post({ kind: 'visible', visible: typeof document === 'undefined' || !document.hidden });
    }, DAY_CHECK_MS);
    await this.#list();
    await known;
  }

  async customer(customerCode: string): Promise<CustomerDetail | undefined> {
    const [stored] = await this.#read([customerCode]);
    if (!stored) return undefined;
    this.#remember(stored);
    return this.#detail(stored);
  }

  async customers(codes: readonly string[], onProgress?: (done: number) => void): Promise<CustomerDetail[]> {
    const details: CustomerDetail[] = [];
    for (let at = 0; at < codes.length; at += CUSTOMERS_PER_READ) {
      const stored = await this.#read(codes.slice(at, at + CUSTOMERS_PER_READ));
      for (const customer of stored) if (customer) details.push(this.#detail(customer));
      onProgress?.(Math.min(codes.length, at + CUSTOMERS_PER_READ));
    }
    return details;
  }

  async write<T extends MutationType>(edit: NewEdit<T>): Promise<OutboxEntry<T>> {
    const entry = await this.#outbox.add(edit, await this.#frame(edit));
    await this.#changed();
    return entry;
  }

  async rewrite<T extends MutationType>(uid: string, args: MutationArgs[T]): Promise<OutboxEntry<T>> {
    const entry = await this.#outbox.replace<T>(uid, args, await this.#frame(this.#entry(uid)));
    await this.#changed();
    return entry;
  }

  async keepMine(uid: string): Promise<void> {
    const entry = this.#entry(uid);
    await this.#outbox.replace(uid, basedOnTheirs(entry), await this.#frame(entry));
    await this.#changed();
  }

  async drop(uid: string): Promise<void> {
    await this.#outbox.remove(uid);
    await this.#changed();
  }

  syncNow(): void {
    this.#options.link.post({ kind: 'syncNow' });
  }

  pause(paused: boolean): void {
    this.#options.link.post({ kind: 'pause', paused });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopWatching();
    if (this.#dayTimer !== null) clearInterval(this.#dayTimer);
    this.#options.link.post({ kind: 'stop' });
    let timer: ReturnType<typeof setTimeout> | undefined;
    await Promise.race([
      this.#stopped,
      new Promise((resolve) => (timer = setTimeout(resolve, CLOSE_WITHIN_MS))),
    ]);
    clearTimeout(timer);
    this.#options.link.end();
    for (const read of this.#reads.values()) read.reject(new Error('the workspace was closed'));
    this.#outbox.close();
  }

  #hear(message: FromEngine): void {
    switch (message.kind) {
      case 'needToken':
        void this.#fetchToken(message.request, message.rejected);
        return;
      case 'index':
        return this.#live.update(message.update);
      case 'reference':
        this.reference.set(message.reference);
        return this.#live.setReference(message.reference);
      case 'status':
        this.status.set(message.status);
        this.#live.setNow(this.#now());
        // Before the first download there is nothing to wait for; later, an empty list would be a lie.
        if (!message.status.everComplete) this.#onKnown();
        return;
      case 'ready':
        return this.#onKnown();
      case 'crashed':
        this.status.set({ ...this.status.get(), state: 'trouble', trouble: 'storageLost' });
        return this.#onCrash(new Error(message.message));
      case 'outboxChanged':
        void this.#list();
        return;
      case 'customers':
        this.#reads.get(message.request)?.resolve(message.customers);
        this.#reads.delete(message.request);
        return;
      case 'unread':
        this.#reads.get(message.request)?.reject(new Error(message.message));
        this.#reads.delete(message.request);
        return;
      case 'stopped':
        return this.#onStopped();
    }
  }

  async #fetchToken(request: number, rejected: string | null): Promise<void> {
    const { link, tokens } = this.#options;
    try {
      link.post({ kind: 'token', request, token: await tokens.accessToken(rejected) });
    } catch (error) {
      const known = error instanceof TransportError ? error : null;
      link.post({
        kind: 'noToken',
        request,
        failure: known?.kind ?? 'serverError',
        code: known?.code ?? null,
      });
    }
  }

  /** Device time corrected by what is known of the server's clock (SPEC C10). */
  #now(): Date {
    const device = this.#options.now?.() ?? new Date();
    return new Date(device.getTime() - (this.status.get().clockOffsetMs ?? 0));
  }

  async #changed(): Promise<void> {
    this.#options.link.post({ kind: 'outboxChanged' });
    await this.#list();
  }

  /** Reads the outbox once more after the last change, however many come in a row. */
  #list(): Promise<void> {
    if (this.#listing !== null) {
      this.#listAgain = true;
      return this.#listing;
    }
    this.#listing = this.#listOnce().finally(() => {
      this.#listing = null;
    });
    return this.#listing;
  }

  async #listOnce(): Promise<void> {
    do {
      this.#listAgain = false;
      if (this.#closed) return;
      const entries = await this.#outbox.list();
      if (!this.#listAgain) {
        this.outbox.set(entries);
        this.#live.setEntries(entries);
      }
    } while (this.#listAgain);
  }

  #entry(uid: string): OutboxEntry {
    const entry = this.outbox.get().find((candidate) => candidate.uid === uid);
    if (entry === undefined) throw new Error('this edit is no longer in the outbox');
    return entry;
  }

  async #frame(edit: Pick<OutboxEntry, 'type' | 'id' | 'customerCode'>): Promise<EditFrame> {
    const device = this.#options.now?.() ?? new Date();
    return {
      uid: uuidv7(device.getTime(), crypto.getRandomValues(new Uint8Array(16))),
      occurredAt: isoInShanghai(device),
      clockOffset: Math.round(this.status.get().clockOffsetMs ?? 0),
      baseSeq: edit.type === 'interaction.add' ? null : await this.#seqOf(edit),
    };
  }

  async #seqOf(edit: Pick<OutboxEntry, 'type' | 'id' | 'customerCode'>): Promise<string | null> {
    const key = `${MUTATION_TYPES[edit.type].entity}|${edit.id}`;
    if (!this.#seqs.has(key)) {
      // Saving must not fail because a row cannot be read: then the edit stands on nothing in particular.
      const [stored] = await this.#read([edit.customerCode]).catch(() => [null]);
      if (stored) this.#remember(stored);
    }
    return this.#seqs.get(key) ?? null;
  }

  #remember({ customer, interactions }: StoredCustomer): void {
    if (this.#seqs.size > MOST_SEQS) this.#seqs.clear();
    this.#seqs.set(`customer|${customer.id}`, customer.seq);
    for (const { id, seq } of interactions) this.#seqs.set(`interaction|${id}`, seq);
  }

  #read(codes: readonly string[]): Promise<(StoredCustomer | null)[]> {
    if (this.#closed) return Promise.reject(new Error('the workspace was closed'));
    const request = ++this.#lastRead;
    return new Promise((resolve, reject) => {
      this.#reads.set(request, { resolve, reject });
      this.#options.link.post({ kind: 'read', request, codes });
    });
  }

  #detail(stored: StoredCustomer): CustomerDetail {
    const optional = <E extends 'ledger' | 'balance'>(entity: E, text: StoredText | null) =>
      text === null ? undefined : parseRow(entity, text.json);
    return overlayCustomer(
      {
        customer: parseRow('customer', stored.customer.json),
        ledger: optional('ledger', stored.ledger),
        balance: optional('balance', stored.balance),
        interactions: stored.interactions.map((text) => parseRow('interaction', text.json)),
      },
      this.outbox.get(),
      this.#options.staffNo,
    );
  }
}

/** The same wish, said in view of what the server has now. */
function basedOnTheirs(entry: OutboxEntry): MutationArgs[MutationType] {
  if (!('changes' in entry.args)) return entry.args;
  const theirs = new Map((entry.conflicts ?? []).map((conflict) => [conflict.field, conflict.theirs]));
  const changes = entry.args.changes.map((change) =>
    theirs.has(change.field) ? { ...change, from: theirs.get(change.field) ?? null } : change,
  );
  return { changes } as MutationArgs[MutationType];
}
