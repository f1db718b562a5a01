import type { Entity } from '../../shared/domain/rows.ts';
import { messageOf } from '../../shared/lib/errors.ts';
import { OneByOne } from '../../shared/lib/one-by-one.ts';
import type { RowCodec } from '../data/cache/codec.ts';
import type { CacheDatabase } from '../data/cache/schema.ts';
import type { StorageLoss, StorageTrouble, SyncStatus } from '../data/types.ts';
import type { FromEngine, News, ToEngine } from './messages.ts';
import type { Environment, NewsChannel } from './ports.ts';
import { rowsOf } from '../data/cache/apply-page.ts';
import { readArrivals } from '../data/cache/arrivals.ts';
import { parseAnyRow } from '../data/cache/codec.ts';
import type { Coming } from '../data/cache/read.ts';
import { sealedCodec } from '../data/cache/sealed-codec.ts';
import { openCache } from '../data/cache/open-cache.ts';
import { buildIndex, readCustomers, readHeld, readReference } from '../data/cache/read.ts';
import { OnTheWay } from '../data/cache/on-the-way.ts';
import { RowHeads } from '../data/cache/row-heads.ts';
import { SumsAhead } from '../data/cache/sums-ahead.ts';
import { openSnapshot } from '../data/cache/snapshot.ts';
import { HELD_WHOLE, type HeldEntity } from '../data/held.ts';
import { IndexBuilder } from '../data/index/index-builder.ts';
import { WorkSeal } from '../data/seal/work-seal.ts';
import { cacheName, channelName, outboxName, syncLockName } from '../data/names.ts';
import { Outbox } from '../data/outbox/outbox.ts';
import { SyncEngine } from './engine.ts';
import { describeFailure } from './failure.ts';
import { IndexFeed } from './index-feed.ts';
import { recallStatus } from './recall-status.ts';
import { StatusBoard } from './status-board.ts';
import { TerritoryDesk } from './territory-desk.ts';
import type { TerritoryQuestion } from './territory-desk.ts';
import { TokenDesk } from './token-desk.ts';

type Post = (message: FromEngine) => void;

/** A lock that nobody holds is given at once; after this long somebody has held it. */
const FREE_LOCK_MS = 50;

/**
 * One person's cache in one window: builds the index from it, reads customers, and takes part in syncing. It runs
 * in a worker; nothing here knows that. One window at a time syncs (SPEC C8), the others hear what has been stored
 * and read it again.
 */
export class EngineHost {
  readonly #environment: Environment;
  readonly #post: Post;
  readonly #stopping = new AbortController();
  readonly #tokens = new TokenDesk((request, rejected) =>
    this.#post({ kind: 'needToken', request, rejected }),
  );
  #parts: HostParts | null = null;
  #engine: SyncEngine | null = null;
  #visible = false;
  #paused = false;
  /** What another window says of the sync, one word after the other. */
  readonly #told = new OneByOne();
  /** Rows that another has stored, read again in the order of its words: what it said last is shown last. */
  readonly #again = new OneByOne();

  constructor(environment: Environment, post: Post) {
    this.#environment = environment;
    this.#post = post;
  }

  handle(message: ToEngine): void {
    switch (message.kind) {
      case 'start':
        this.#visible = message.visible;
        void this.#start(message);
        return;
      case 'token':
        return this.#tokens.answer(message.request, message.token);
      case 'noToken':
        return this.#tokens.refuse(message.request, message.failure, message.code);
      case 'visible':
        this.#visible = message.visible;
        return this.#seen();
      case 'syncNow':
        return this.#everywhere({ kind: 'syncNow' }, (engine) => engine.syncNow());
      case 'pause':
        this.#paused = message.paused;
        return this.#everywhere({ kind: 'pause', paused: message.paused }, (engine) =>
          engine.pause(message.paused),
        );
      case 'outboxChanged':
        this.#parts?.channel.post({ kind: 'outbox' } satisfies News);
        return this.#everywhere({ kind: 'edited' }, (engine) => engine.edited());
      case 'read':
        void this.#read(message.request, message.codes);
        return;
      case 'territory':
        void this.#territory(message.question).catch(() => undefined);
        return;
      case 'wiping':
        this.#parts?.channel.post({ kind: 'wiped' } satisfies News);
        return;
      case 'stop':
        void this.#stop();
        return;
    }
  }

  async #start(start: Extract<ToEngine, { kind: 'start' }>): Promise<void> {
    const board = new StatusBoard((status) => {
      this.#post({ kind: 'status', status });
      this.#parts?.territory.learned(status);
      if (this.#engine !== null) this.#parts?.channel.post({ kind: 'status', status } satisfies News);
    });
    try {
      this.#parts = await this.#open(start, board);
    } catch (error) {
      const { trouble, state } = describeFailure(error);
      board.set({ state: 'trouble', trouble: state === 'trouble' ? trouble : 'storageLost' });
      this.#post({ kind: 'ready' });
      return;
    }
    const { server, staffId } = start;
    const { signal } = this.#stopping;
    if (signal.aborted) return this.#stop();
    const asked = performance.now();
    const lead = async (): Promise<void> => {
      const late = performance.now() - asked > FREE_LOCK_MS;
      // What is being read again is older than what this window will show itself.
      await this.#again.do(async () => {
        if (late) await this.#takeOver();
      });
      await this.#lead(start, board);
    };
    await this.#environment.locks
      .hold(syncLockName(server, staffId), lead, signal)
      .catch((error: unknown) => {
        if (!signal.aborted) board.set({ state: 'trouble', trouble: describeFailure(error).trouble });
      });
  }

  async #open(start: Extract<ToEngine, { kind: 'start' }>, board: StatusBoard): Promise<HostParts> {
    const { server, staffId } = start;
    const { storage } = this.#environment;
    const watch = {
      blocked: () => board.set({ state: 'trouble', trouble: 'blocked' }),
      superseded: () => this.#halt(board, 'superseded'),
      gone: () => this.#halt(board, 'storageLost'),
    };
    const { cache: cacheKey, work } = start.keys;
    const codec = await sealedCodec(cacheKey);
    const seal = new WorkSeal(work);
    const outbox = await Outbox.open(outboxName(server, staffId), start.newClientId, seal, storage, watch);
    const name = cacheName(server, staffId);
    const { notes } = outbox;
    const { db, lost } = await openCache({
      name,
      storage: storage ?? {},
      notes,
      marker: start.marker,
      codec,
      watch,
    });
    // The first word tells whether there is something to wait for.
    await recallStatus(db, board);
    board.set({ state: 'idle', trouble: null });
    if (lost !== null) await this.#tellLoss(outbox, lost);
    const builder = new IndexBuilder();
    const onTheWay = new OnTheWay();
    const feed = new IndexFeed(
      builder,
      (update) => this.#post({ kind: 'index', update }),
      async () => this.#post({ kind: 'reference', reference: await readReference(db, codec, onTheWay) }),
      (entity) => this.#tellHeld(db, codec, entity, onTheWay),
    );
    const heard: News[] = [];
    let ready = false;
    const channel = this.#environment.openChannel(channelName(server, staffId), (news) => {
      if (ready) this.#heard(news as News, board);
      else heard.push(news as News);
    });
    this.#post({ kind: 'reference', reference: await readReference(db, codec) });
    for (const entity of HELD_WHOLE) await this.#tellHeld(db, codec, entity, onTheWay);
    const unread = await openSnapshot(db, codec, builder);
    const territory = new TerritoryDesk(db, codec, onTheWay, (answer) =>
      this.#post({ kind: 'territory', answer }),
    );
    await territory.tell();
    if (!unread) await buildIndex(db, codec, builder, () => feed.flush());
    await feed.flush();
    this.#parts = { db, codec, outbox, feed, channel, territory, unread, onTheWay };
    await this.#showKept();
    this.#post({ kind: 'ready' });
    ready = true;
    for (const news of heard) this.#heard(news, board);
    return this.#parts;
  }

  /**
   * Pages that have come and whose rows are not in their tables yet: whoever stores them tells when they are. One that
   * cannot be opened is for him to deal with.
   */
  async #showKept(): Promise<void> {
    const { db, codec, feed, onTheWay } = this.#parts!;
    const kept = await readArrivals(db, codec).catch(() => []);
    if (kept.length === 0) return;
    onTheWay.foresee(await SumsAhead.begin(db, await RowHeads.open(db)));
    for (const { page } of kept) {
      onTheWay.came(page);
      feed.show(rowsOf(page));
    }
    await feed.flush();
  }

  /** Another window led until now, and may have died between storing rows and telling of them. */
  async #takeOver(): Promise<void> {
    const { db, codec, feed, onTheWay } = this.#parts!;
    // What was on its way may be stored by now; what still waits is read again.
    onTheWay.clear();
    await this.#showKept();
    await feed.renew(db, codec, onTheWay);
    await feed.flush();
  }

  /** The storage is no longer ours to use: the lock goes to whoever can go on (SPEC C8, C9). */
  #halt(board: StatusBoard, trouble: StorageTrouble): void {
    if (this.#stopping.signal.aborted) return;
    board.set({ state: 'trouble', trouble, progress: null });
    this.#stopping.abort();
  }

  async #tellHeld(db: CacheDatabase, codec: RowCodec, entity: HeldEntity, coming: Coming): Promise<void> {
    this.#post({ kind: 'held', held: await readHeld(db, codec, entity, coming) });
  }

  async #tellLoss(outbox: Outbox, cause: StorageLoss['cause']): Promise<void> {
    await outbox.notes.noteLoss({ noticedAt: this.#environment.now().toISOString(), cause, recovered: [] });
    this.#post({ kind: 'outboxChanged' });
  }

  async #lead(start: Extract<ToEngine, { kind: 'start' }>, board: StatusBoard): Promise<void> {
    const { server, staffId, about } = start;
    const { db, codec, outbox, feed, channel, unread, onTheWay } = this.#parts!;
    const engine = new SyncEngine({
      exchange: this.#environment.exchange(server),
      tokens: this.#tokens,
      db,
      outbox,
      codec,
      feed,
      onTheWay,
      board,
      staffId,
      unread,
      about,
      now: () => this.#environment.now(),
      random: () => this.#environment.random(),
      onStored: (rows) =>
        channel.post({
          kind: 'stored',
          rows: rows.map(({ entity, id }) => ({ entity, id })),
        } satisfies News),
      onOutboxChanged: () => {
        this.#post({ kind: 'outboxChanged' });
        channel.post({ kind: 'outbox' } satisfies News);
      },
    });
    await recallStatus(db, board);
    this.#engine = engine;
    engine.seen(this.#visible);
    if (this.#paused) engine.pause(true);
    try {
      await engine.run(this.#stopping.signal);
    } finally {
      this.#engine = null;
    }
  }

  /** Here where this window syncs, else in the window that does. */
  #everywhere(news: News, here: (engine: SyncEngine) => void): void {
    if (this.#engine !== null) here(this.#engine);
    else this.#parts?.channel.post(news);
  }

  #seen(): void {
    if (this.#engine !== null) this.#engine.seen(this.#visible);
    else if (this.#visible) this.#parts?.channel.post({ kind: 'seen' } satisfies News);
  }

  #heard(news: News, board: StatusBoard): void {
    switch (news.kind) {
      case 'stored':
        // A cache that is closing or lost is told of by whoever leads, or by the next start.
        void this.#again.do(() => this.#readAgain(news.rows)).catch(() => undefined);
        return;
      case 'status':
        void this.#told.do(() => this.#hearStatus(news.status, board)).catch(() => undefined);
        return;
      case 'outbox':
        this.#post({ kind: 'outboxChanged' });
        return;
      case 'wiped':
        this.#stopping.abort();
        this.#post({ kind: 'wiped' });
        return;
      case 'edited':
        this.#engine?.edited();
        return;
      case 'seen':
        this.#engine?.seen(true);
        return;
      case 'syncNow':
        this.#engine?.syncNow();
        return;
      case 'pause':
        this.#paused = news.paused;
        this.#engine?.pause(news.paused);
        return;
    }
  }

  async #hearStatus(status: SyncStatus, board: StatusBoard): Promise<void> {
    // Whoever hears that all is here must find it here, though another window has yet to store it.
    if (status.everComplete && !board.status.everComplete) await this.#showKept();
    if (this.#engine !== null) return;
    if (status.state === 'idle') this.#parts?.onTheWay.foresee(null);
    board.set(status);
  }

  async #readAgain(rows: readonly { entity: string; id: string }[]): Promise<void> {
    const { db, codec, feed, onTheWay } = this.#parts!;
    onTheWay.forget(rows as readonly { entity: Entity; id: string }[]);
    for (const entity of new Set(rows.map((row) => row.entity as Entity))) {
      const ids = rows.filter((row) => row.entity === entity).map((row) => row.id);
      const stored = (await db.rows(entity).bulkGet(ids)).filter((row) => row !== undefined);
      const texts = await codec.decode(stored);
      const textOf = new Map(stored.map((row, at) => [row.id, texts[at]]));
      for (const id of ids) {
        const text = textOf.get(id) ?? null;
        if (text !== null) feed.builder.put(entity, id, parseAnyRow(text) as never);
        else feed.builder.remove(entity, id);
      }
      feed.changed(entity);
    }
  }

  async #read(request: number, codes: readonly string[]): Promise<void> {
    try {
      if (this.#parts === null) throw new Error('the cache is not open');
      const { db, codec, feed, onTheWay } = this.#parts;
      const interactionsOf = (code: string): string[] => feed.builder.interactionsOf(code);
      const customers = await readCustomers(db, codec, codes, interactionsOf, onTheWay);
      this.#post({ kind: 'customers', request, customers });
    } catch (error) {
      this.#post({
        kind: 'unread',
        request,
        message: messageOf(error),
      });
    }
  }

  async #territory(question: TerritoryQuestion): Promise<void> {
    const changed = await this.#parts?.territory.answer(question);
    if (changed) this.#everywhere({ kind: 'syncNow' }, (engine) => engine.syncNow());
  }

  async #stop(): Promise<void> {
    this.#stopping.abort();
    this.#tokens.close();
    while (this.#engine !== null) await new Promise((resolve) => setTimeout(resolve, 5));
    const parts = this.#parts;
    this.#parts = null;
    if (parts !== null) {
      parts.feed.stop();
      parts.channel.close();
      parts.outbox.close();
      parts.db.close({ disableAutoOpen: true });
    }
    this.#post({ kind: 'stopped' });
  }
}

interface HostParts {
  db: CacheDatabase;
  codec: RowCodec;
  outbox: Outbox;
  feed: IndexFeed;
  onTheWay: OnTheWay;
  channel: NewsChannel;
  territory: TerritoryDesk;
  /** The index came from a snapshot: the rows behind it have not been looked at. */
  unread: boolean;
}
