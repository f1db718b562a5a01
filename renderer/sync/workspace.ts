import type { MutationArgs, MutationType } from '../../shared/sync/mutations.ts';
import type { RowsByEntity } from '../../shared/domain/rows.ts';
import type { HeldEntity } from '../data/held.ts';
import type { EditFrame } from '../data/outbox/outbox.ts';
import type { Online } from '../data/online.ts';
import type { RequestView } from '../data/request-view.ts';
import type { WritableStore } from '../data/store.ts';
import type {
  CustomerDetail,
  CustomerIndex,
  ImportedOutbox,
  NewEdit,
  OutboxEntry,
  OutboxExport,
  Reference,
  Store,
  SyncStatus,
  WipeResult,
  Workspace,
} from '../data/types.ts';
import type { FromEngine } from './messages.ts';
import type { WorkspaceOptions } from './workspace-options.ts';
import { uuidv7 } from '../../shared/lib/ids.ts';
import { isoInShanghai } from '../../shared/lib/dates.ts';
import { CacheDatabase } from '../data/cache/schema.ts';
import { LiveIndex } from '../data/index/live-index.ts';
import { cacheName, journalScope, outboxName } from '../data/names.ts';
import { basedOnTheirs } from '../data/outbox/based-on-theirs.ts';
import { OutboxJournal } from '../data/outbox/journal.ts';
import { OutboxHome } from '../data/outbox/outbox-home.ts';
import { HeldStores } from '../data/held-stores.ts';
import { overlayRequests } from '../data/requests.ts';
import { fromBase64 } from '../data/seal/bytes.ts';
import { WorkSeal } from '../data/seal/work-seal.ts';
import { createStore } from '../data/store.ts';
import { CustomerReads } from './customer-reads.ts';
import { leaveReceipt, leaveRemains } from './hand-over.ts';
import { EngineHandle } from './engine-handle.ts';
import { OutboxDesk } from './outbox-desk.ts';
import { type Listed, OutboxListing } from './outbox-listing.ts';
import { detailOf } from './stored-detail.ts';
import { TerritoryWindow } from './territory-window.ts';
import { WindowStatus } from './window-status.ts';

const CUSTOMERS_PER_READ = 200;
const DAY_CHECK_MS = 60_000;
/** Storage that was lost is opened anew by itself; where that does not help, a person has to look. */
const REBUILD_PAUSE_MS = 60_000;

/** Opens what a signed-in person works with. Resolves when the cache has said how it stands. */
export async function openWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const workspace = new CachedWorkspace(options);
  await workspace.begin();
  return workspace;
}

class CachedWorkspace implements Workspace {
  readonly staffId: string;
  readonly online: Online;
  readonly reference: WritableStore<Reference> = createStore<Reference>({ units: new Map(), freshness: [] });
  readonly outbox: WritableStore<readonly OutboxEntry[]> = createStore<readonly OutboxEntry[]>([]);
  readonly requests: WritableStore<readonly RequestView[]> = createStore<readonly RequestView[]>([]);
  readonly #options: WorkspaceOptions;
  readonly #live: LiveIndex;
  readonly #seal: WorkSeal;
  readonly territory = new TerritoryWindow((question) => this.#engine.post({ kind: 'territory', question }));
  readonly #reads = new CustomerReads((message) => this.#engine.post(message));
  readonly #engine: EngineHandle;
  readonly #listing = new OutboxListing(
    () => this.#listed(),
    (listed) => this.#showListed(listed),
  );
  #home!: OutboxHome;
  #desk!: OutboxDesk;
  readonly #status = new WindowStatus(
    () => this.outbox.get(),
    () => this.#live.store.get(),
    () => this.#lost(),
  );
  readonly #held = new HeldStores();
  /** Names of keys that nobody has. */
  readonly #soughtInVain = new Set<string>();
  #seeking = false;
  #rebuilding: Promise<void> | null = null;
  #rebuiltAt = -Infinity;
  #stopWatching: () => void = () => undefined;
  #dayTimer: ReturnType<typeof setInterval> | null = null;
  #closed = false;

  constructor(options: WorkspaceOptions) {
    this.staffId = options.staffId;
    this.#options = options;
    this.#seal = new WorkSeal(options.storageKeys.work);
    this.online = { ask: (question) => options.transport.ask(options.tokens, question) };
    this.#live = new LiveIndex(this.#now());
    const { link, tokens, server, staffId, marker, storageKeys } = options;
    this.#engine = new EngineHandle({
      link,
      tokens,
      start: () => ({
        kind: 'start',
        server,
        staffId,
        newClientId: this.#newId(),
        marker: marker?.read() ?? null,
        keys: { cache: storageKeys.cache, work: this.#seal.keys },
        about: options.about,
        visible: true,
      }),
      hear: (message) => this.#hear(message),
    });
  }

  get status(): Store<SyncStatus> {
    return this.#status.store;
  }

  get index(): Store<CustomerIndex> {
    return this.#live.store;
  }

  held<E extends HeldEntity>(entity: E): Store<readonly RowsByEntity[E][]> {
    return this.#held.of(entity);
  }

  async begin(): Promise<void> {
    const { server, staffId, staffNo, journal, marker, storage, keys, watchPage } = this.#options;
    this.#home = await OutboxHome.open({
      name: outboxName(server, staffId),
      seal: this.#seal,
      journal:
        journal === undefined ? null : new OutboxJournal(journal, journalScope(server, staffId), this.#seal),
      marker: marker ?? null,
      newId: () => this.#newId(),
      now: () => this.#now(),
      onTrouble: (trouble) => this.#status.knowOutbox({ trouble }),
      onChanged: () => void this.#listing.refresh(),
      onSecondHome: (takes) => this.#status.knowOutbox({ withoutCopy: !takes }),
      ...(storage === undefined ? {} : { storage }),
    });
    this.#desk = new OutboxDesk({ home: this.#home, keys, staffId, staffNo, now: () => this.#now() });
    await this.#findKeys();
    const known = this.#engine.start();
    this.#stopWatching =
      watchPage?.({
        visible: (visible) => this.#engine.post({ kind: 'visible', visible }),
        online: () => this.#engine.post({ kind: 'syncNow' }),
      }) ?? this.#stopWatching;
    this.#dayTimer = setInterval(() => {
      this.#live.setNow(this.#now());
      this.#engine.post({ kind: 'visible', visible: typeof document === 'undefined' || !document.hidden });
      if (this.#status.stuckInFullStorage) void this.rebuild();
    }, DAY_CHECK_MS);
    await this.#listing.refresh();
    // Storage that keeps us waiting keeps nobody from writing (SPEC C9).
    if (this.#status.outboxTrouble === null) await known;
    else known.catch(() => undefined);
  }

  async customer(customerCode: string): Promise<CustomerDetail | undefined> {
    const stored = await this.#reads.show(customerCode);
    return stored === null ? undefined : detailOf(stored, this.outbox.get(), this.#options.staffNo);
  }

  async customers(codes: readonly string[], onProgress?: (done: number) => void): Promise<CustomerDetail[]> {
    const details: CustomerDetail[] = [];
    for (let at = 0; at < codes.length; at += CUSTOMERS_PER_READ) {
      const stored = await this.#reads.read(codes.slice(at, at + CUSTOMERS_PER_READ));
      for (const customer of stored)
        if (customer) details.push(detailOf(customer, this.outbox.get(), this.#options.staffNo));
      onProgress?.(Math.min(codes.length, at + CUSTOMERS_PER_READ));
    }
    return details;
  }

  async write<T extends MutationType>(edit: NewEdit<T>): Promise<OutboxEntry<T>> {
    const entry = await this.#home.add(edit, this.#frame(edit));
    // It is on the disk: whoever wrote it sees it now, and nothing is read to show it. To read all the others after each
    // edit would keep the next one waiting.
    this.#engine.post({ kind: 'outboxChanged' });
    this.#listing.outdated();
    this.#showWritten(entry as OutboxEntry);
    // What the journal alone has taken is tried again.
    if (entry.n === 0) void this.#listing.refresh();
    return entry;
  }

  async rewrite<T extends MutationType>(uid: string, args: MutationArgs[T]): Promise<OutboxEntry<T>> {
    const entry = await this.#home.replace<T>(uid, args, this.#frame(this.#entry(uid)));
    await this.#changed();
    return entry;
  }

  async keepMine(uid: string): Promise<void> {
    const entry = this.#entry(uid);
    await this.#home.replace(uid, basedOnTheirs(entry), this.#frame(entry));
    await this.#changed();
  }

  async drop(uid: string): Promise<void> {
    await this.#home.remove(uid);
    await this.#changed();
  }

  exportOutbox(save: (file: OutboxExport) => Promise<boolean>): Promise<OutboxExport | null> {
    return this.#desk.export(save);
  }

  async importOutbox(bytes: Uint8Array): Promise<ImportedOutbox> {
    const imported = await this.#desk.import(bytes);
    await this.#changed();
    return imported;
  }

  async atRisk(): Promise<number> {
    return (await this.#desk.atRisk()).length + (await this.#home.unreadable());
  }

  async wipe(): Promise<WipeResult> {
    // What only the server's key opens is work as any other.
    const edits = await this.atRisk();
    if (edits > 0) return { ok: false, reason: 'UNSENT_WORK', edits };
    // Something may have been written since.
    if (!(await this.#desk.giveUp()))
      return { ok: false, reason: 'UNSENT_WORK', edits: Math.max(1, await this.atRisk()) };
    await this.#takeOff();
    return { ok: true };
  }

  async handBack(): Promise<boolean> {
    const entries = await this.#home.list();
    if (entries.some(({ state }) => state === 'waiting' || state === 'sending')) return false;
    if ((await this.#home.unreadable()) > 0) return false;
    const { verifiedRows: rows } = this.status.get();
    await leaveRemains(this.online, entries);
    // That took its time, and whatever was written meanwhile, in this window or another, is not there.
    const left = new Set(entries.map(({ uid }) => uid));
    const mayGo = ({ uid, state }: OutboxEntry): boolean =>
      state === 'acknowledged' || (state === 'attention' && left.has(uid));
    if (!(await this.#home.giveUp(mayGo))) {
      await this.#changed();
      return false;
    }
    await this.#takeOff();
    await leaveReceipt(this.online, rows);
    return true;
  }

  async #takeOff(): Promise<void> {
    const { server, staffId, storage, keys } = this.#options;
    this.#engine.post({ kind: 'wiping' });
    await this.#end();
    await this.#home.wipe();
    await new CacheDatabase(cacheName(server, staffId), storage).delete({ disableAutoOpen: true });
    await keys.forget();
  }

  async acknowledgeLoss(): Promise<void> {
    await this.#home.forgetLoss();
    this.#status.knowLoss(null);
  }

  rebuild(): Promise<void> {
    this.#rebuilding ??= this.#rebuildNow().finally(() => {
      this.#rebuilding = null;
    });
    return this.#rebuilding;
  }

  syncNow(): void {
    if (this.#status.stuckInFullStorage) void this.rebuild();
    else this.#engine.post({ kind: 'syncNow' });
  }

  pause(paused: boolean): void {
    this.#engine.post({ kind: 'pause', paused });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    await this.#end();
    this.#home.close();
  }

  async #end(): Promise<void> {
    this.#closed = true;
    this.#listing.close();
    this.#stopWatching();
    if (this.#dayTimer !== null) clearInterval(this.#dayTimer);
    await this.#engine.stop();
    this.#reads.close();
  }

  async #rebuildNow(): Promise<void> {
    this.#rebuiltAt = performance.now();
    const stopped = this.#engine.stop().then(() => this.#reads.startAnew());
    await this.#home.reopen([], stopped);
    if (this.#closed) return;
    const known = this.#engine.start();
    // Nor will anything that the old one was asked after it had stopped.
    this.#reads.startAnew();
    await this.#changed();
    await known.catch(() => undefined);
  }

  /**
   * What this person wrote here and this machine cannot open any more: the server has the key. Without the server it
   * stays as it is until the key is looked for again.
   */
  async #findKeys(): Promise<boolean> {
    let found = false;
    for (const keyId of await this.#home.unknownKeys()) {
      if (this.#soughtInVain.has(keyId)) continue;
      const key = await this.#options.keys.byId(keyId).catch(() => undefined);
      if (key === null) this.#soughtInVain.add(keyId);
      if (!key) continue;
      this.#seal.learn({ id: key.key_id, bytes: fromBase64(key.key) });
      found = true;
    }
    if (found) await this.#home.openSealed();
    this.#status.knowOutbox({ sealedEdits: await this.#home.unreadable() });
    return found;
  }

  /**
   * Another window has sealed under a key that this one did not know when it began: this machine's shelf has it by now.
   * The engine begins anew with it; or knows then that it is not to wait for a key that nobody has.
   */
  async #findLaterKeys(): Promise<void> {
    const missing = this.#home.missingKeys.filter((keyId) => !this.#soughtInVain.has(keyId));
    if (missing.length === 0 || this.#seeking || this.#closed) return;
    this.#seeking = true;
    try {
      const found = await this.#findKeys();
      const known = found || missing.some((keyId) => this.#soughtInVain.has(keyId));
      if (known && !this.#closed) await this.rebuild();
    } finally {
      this.#seeking = false;
    }
  }

  #hear(message: FromEngine): void {
    switch (message.kind) {
      case 'index':
        this.#live.update(message.update);
        // Where the customer of a waiting request is now, the index alone says.
        if (this.outbox.get().some(({ type }) => type === 'reassignment.ask')) this.#showRequests();
        return;
      case 'reference':
        this.reference.set(message.reference);
        return this.#live.setReference(message.reference);
      case 'held':
        this.#held.set(message.held);
        if (message.held.entity === 'reassignment') this.#showRequests();
        if (message.held.entity === 'groupMembership') this.#live.setMemberships(message.held.rows);
        return;
      case 'status':
        this.#status.hear(message.status);
        this.#live.setNow(this.#now());
        // What the journal alone has taken joins the rest as soon as the storage works again.
        if (message.status.trouble === null && this.outbox.get().some(({ n }) => n === 0))
          void this.#changed();
        return;
      case 'crashed':
        return this.#status.engineIsGone();
      case 'outboxChanged':
        void this.#listing.refresh();
        return;
      case 'wiped':
        this.#closed = true;
        this.#listing.close();
        return this.#home.close();
      case 'customers':
        return this.#reads.answer(message.request, message.customers);
      case 'unread':
        return this.#reads.fail(message.request, message.message);
      case 'territory':
        return this.territory.hear(message.answer);
      case 'needToken':
      case 'ready':
      case 'stopped':
        return;
    }
  }

  #lost(): void {
    const mayRebuild = performance.now() - this.#rebuiltAt > REBUILD_PAUSE_MS;
    if (mayRebuild && !this.#closed && this.#engine.started) void this.rebuild();
  }

  #showRequests(): void {
    const { staffNo, staffName } = this.#options;
    const writer = { staffNo, name: staffName ?? staffNo };
    const entries = this.outbox.get();
    this.requests.set(
      overlayRequests(this.#held.of('reassignment').get(), entries, writer, this.#live.store.get()),
    );
  }

  #newId(): string {
    const device = this.#options.now?.() ?? new Date();
    return uuidv7(device.getTime(), crypto.getRandomValues(new Uint8Array(16)));
  }

  /** Device time corrected by what is known of the server's clock (SPEC C10). */
  #now(): Date {
    const device = this.#options.now?.() ?? new Date();
    return new Date(device.getTime() - (this.status.get().clockOffsetMs ?? 0));
  }

  async #changed(): Promise<void> {
    this.#engine.post({ kind: 'outboxChanged' });
    await this.#listing.refresh();
  }

  async #listed(): Promise<Listed> {
    const entries = await this.#home.list();
    void this.#findLaterKeys().catch(() => undefined);
    return { entries, loss: await this.#home.loss().catch(() => null) };
  }

  #showListed({ entries, loss }: Listed): void {
    this.#showEntries(entries);
    this.#status.knowLoss(loss);
  }

  /** Behind the others. */
  #showWritten(entry: OutboxEntry): void {
    const entries = this.outbox.get();
    if (!entries.some(({ uid }) => uid === entry.uid)) this.#showEntries([...entries, entry]);
  }

  #showEntries(entries: readonly OutboxEntry[]): void {
    this.outbox.set(entries);
    this.#live.setEntries(entries);
    this.#showRequests();
  }

  #entry(uid: string): OutboxEntry {
    const entry = this.outbox.get().find((candidate) => candidate.uid === uid);
    if (entry === undefined) throw new Error('this edit is no longer in the outbox');
    return entry;
  }

  #frame(edit: Pick<OutboxEntry, 'type' | 'id'>): EditFrame {
    const device = this.#options.now?.() ?? new Date();
    return {
      uid: this.#newId(),
      occurredAt: isoInShanghai(device),
      clockOffset: Math.round(this.status.get().clockOffsetMs ?? 0),
      baseSeq: edit.type === 'interaction.add' ? null : this.#reads.seqOf(edit),
    };
  }
}
