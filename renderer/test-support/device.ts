import { forceCloseDatabase, IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { randomBytes, randomUUID } from 'node:crypto';
import type { OutboxKey } from '../../shared/api/outbox-keys.ts';
import type { OutboxKeys } from '../data/outbox/outbox-keys.ts';
import type { StorageKeys } from '../data/seal/storage-keys.ts';
import type { Workspace } from '../data/types.ts';
import type { JournalPort } from '../platform/types.ts';
import type { EngineLink } from '../sync/messages.ts';
import type { Environment, Exchange } from '../sync/ports.ts';
import { type TokenSource, Transport } from '../sync/transport.ts';
import { openWorkspace } from '../sync/workspace.ts';
import { inlineLink } from './inline-link.ts';

/**
 * A machine in a test: its IndexedDB outlives its windows. Windows share locks and news, as those of one browser
 * do; `kill` takes a window away as a crash would, without a word to anybody.
 */
export class Device {
  readonly #connections: IDBDatabase[] = [];
  readonly storage = { indexedDB: this.#watched(new IDBFactory()), IDBKeyRange };
  /** Outside of IndexedDB: what is there when the databases are not. */
  readonly markers = new Map<string, string>();
  readonly disk = new Disk();
  /** Of every person who works here, by his id. */
  readonly storageKeys = new Map<string, StorageKeys>();
  keys: OutboxKeys = new HeldKeys();
  /** There is no room for anything more in a database. */
  full = false;
  readonly #windows: Window[] = [];
  readonly #channels = new Map<string, Set<(news: unknown) => void>>();
  readonly #queues = new Map<string, (() => void)[]>();
  readonly #held = new Set<string>();
  now: () => Date = () => new Date();

  async open(options: {
    exchange: Exchange;
    staffId: string;
    staffNo?: string;
    server?: string;
    tokens?: TokenSource;
    keys?: OutboxKeys;
    /** false: a browser without a second home. */
    journal?: false;
  }): Promise<Window> {
    const window = new Window(this, options.exchange);
    this.#windows.push(window);
    const server = options.server ?? 'https://server.test';
    const scope = `${server} ${options.staffId}`;
    window.workspace = await openWorkspace({
      server,
      transport: new Transport(server),
      staffId: options.staffId,
      staffNo: options.staffNo ?? options.staffId,
      about: { version: '0.1.0', edition: 'BROWSER', system: 'LINUX' },
      link: () => (window.link = inlineLink(window.environment)),
      tokens: options.tokens ?? { accessToken: () => Promise.resolve('token') },
      keys: options.keys ?? this.keys,
      storageKeys: await this.#storageKeysOf(options.staffId, options.keys ?? this.keys),
      marker: {
        read: () => this.markers.get(scope) ?? null,
        write: (marker) =>
          void (marker === null ? this.markers.delete(scope) : this.markers.set(scope, marker)),
      },
      ...(options.journal === false ? {} : { journal: this.disk }),
      storage: this.storage,
      now: () => this.now(),
    });
    return window;
  }

  async #storageKeysOf(staffId: string, keys: OutboxKeys): Promise<StorageKeys> {
    const known = this.storageKeys.get(staffId) ?? (await newStorageKeys(keys));
    this.storageKeys.set(staffId, known);
    return known;
  }

  /** The browser's storage has vanished without a word, as a damaged file makes it; what lies beside it is there. */
  loseStorage(): void {
    Object.assign(this.storage, { indexedDB: this.#watched(new IDBFactory()) });
  }

  /** As the browser evicts an origin that is in use: every connection is closed, and nothing is there any more. */
  evict(): void {
    const open = this.#connections.splice(0);
    this.loseStorage();
    for (const db of open) forceCloseDatabase(db as unknown as Parameters<typeof forceCloseDatabase>[0]);
  }

  /** Ends every window properly. */
  async shutDown(): Promise<void> {
    for (const window of this.#windows.splice(0)) if (!window.killed) await window.workspace.close();
  }

  /** Remembers who has it open. */
  #watched(factory: IDBFactory): IDBFactory {
    const open = factory.open.bind(factory);
    factory.open = (name, version) => {
      const request = version === undefined ? open(name) : open(name, version);
      request.addEventListener('success', () => {
        this.#connections.push(request.result);
        this.#limit(request.result);
      });
      return request;
    };
    return factory;
  }

  /** What is put into it while the disk is full is refused, in Chromium's words. */
  #limit(db: IDBDatabase): void {
    const limited = new WeakSet<IDBObjectStore>();
    const refuse = (): never => {
      throw new DOMException('Encountered full disk while committing transaction.', 'QuotaExceededError');
    };
    const begin = db.transaction.bind(db);
    db.transaction = (...args) => {
      const transaction = begin(...args);
      const storeOf = transaction.objectStore.bind(transaction);
      transaction.objectStore = (name) => {
        const store = storeOf(name);
        if (limited.has(store)) return store;
        limited.add(store);
        const { put, add } = store;
        store.put = (...row) => (this.full ? refuse() : put.apply(store, row));
        store.add = (...row) => (this.full ? refuse() : add.apply(store, row));
        return store;
      };
      return transaction;
    };
  }

  subscribe(name: string, listener: (news: unknown) => void): () => void {
    const listeners = this.#channels.get(name) ?? new Set();
    this.#channels.set(name, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  tell(name: string, news: unknown, from: (news: unknown) => void): void {
    const copy = structuredClone(news);
    for (const listener of this.#channels.get(name) ?? []) {
      if (listener !== from) queueMicrotask(() => listener(copy));
    }
  }

  /** @returns a function that gives the lock up */
  async lock(name: string, signal: AbortSignal): Promise<() => void> {
    while (this.#held.has(name)) {
      await new Promise<void>((resolve) => {
        const queue = this.#queues.get(name) ?? [];
        this.#queues.set(name, [...queue, resolve]);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      if (signal.aborted) throw new DOMException('aborted', 'AbortError');
    }
    this.#held.add(name);
    let given = false;
    return () => {
      // By now it may be somebody else's.
      if (given) return;
      given = true;
      this.#held.delete(name);
      for (const next of this.#queues.get(name)?.splice(0) ?? []) next();
    };
  }
}

/** As at the first sign-in on a machine: a cache of its own, and the key that the server keeps for its work. */
async function newStorageKeys(keys: OutboxKeys): Promise<StorageKeys> {
  const made = await keys
    .current()
    .catch(() => ({ key_id: 'local', key: randomBytes(32).toString('base64') }));
  const current = { id: made.key_id, bytes: new Uint8Array(Buffer.from(made.key, 'base64')) };
  return { cache: new Uint8Array(randomBytes(32)), work: { current, others: [] } };
}

/** A journal outside of the browser's storage. */
export class Disk implements JournalPort {
  readonly #scopes = new Map<string, Map<string, string>>();
  full = false;
  /** Lines that cannot be read; told once. */
  damaged = 0;

  /** What is kept, of everybody. */
  get texts(): string[] {
    return [...this.#scopes.values()].flatMap((records) => [...records.values()]);
  }

  clear(): void {
    this.#scopes.clear();
  }

  read(scope: string): ReturnType<JournalPort['read']> {
    const records = [...this.#of(scope)].map(([key, text]) => ({ key, text }));
    const { damaged } = this;
    this.damaged = 0;
    return Promise.resolve({ records, damaged });
  }

  write(scope: string, records: Parameters<JournalPort['write']>[1]): Promise<void> {
    if (this.full) return Promise.reject(new Error('ENOSPC'));
    for (const { key, text } of records) {
      if (text === null) this.#of(scope).delete(key);
      else this.#of(scope).set(key, text);
    }
    return Promise.resolve();
  }

  #of(scope: string): Map<string, string> {
    const records = this.#scopes.get(scope) ?? new Map<string, string>();
    this.#scopes.set(scope, records);
    return records;
  }
}

/** Keys of a machine whose server is always there. */
class HeldKeys implements OutboxKeys {
  #key: OutboxKey = { key_id: randomUUID(), key: randomBytes(32).toString('base64') };
  current = (): Promise<OutboxKey> => Promise.resolve(this.#key);
  byId = (keyId: string): Promise<OutboxKey | null> =>
    Promise.resolve(keyId === this.#key.key_id ? this.#key : null);
  forget = (): Promise<void> => Promise.resolve();
}

export class Window {
  workspace!: Workspace;
  link!: EngineLink;
  killed = false;
  /** What it has to say to the other windows is lost, as between storing rows and a crash. */
  mute = false;
  readonly environment: Environment;
  readonly #device: Device;
  readonly #died = new AbortController();
  readonly #unlocks: (() => void)[] = [];

  constructor(device: Device, exchange: Exchange) {
    this.#device = device;
    const dead = <T>(): Promise<T> => new Promise<T>(() => undefined);
    const alive = <A extends unknown[], T>(call: (...args: A) => Promise<T>) => {
      return async (...args: A): Promise<T> => {
        if (this.killed) return dead<T>();
        try {
          const answer = await call(...args);
          return this.killed ? await dead<T>() : answer;
        } catch (error) {
          if (this.killed) return dead<T>();
          throw error;
        }
      };
    };
    this.environment = {
      now: () => device.now(),
      random: () => 0.5,
      storage: device.storage,
      exchange: () => ({
        pull: alive(exchange.pull.bind(exchange)),
        push: alive(exchange.push.bind(exchange)),
        wait: alive(exchange.wait.bind(exchange)),
        report: alive(exchange.report.bind(exchange)),
      }),
      locks: {
        hold: async (name, work, signal) => {
          const unlock = await device.lock(name, signal);
          // Killed while it waited: the next one's turn.
          if (this.killed) return unlock();
          this.#unlocks.push(unlock);
          await Promise.race([work(), died(this.#died.signal)]).finally(unlock);
        },
      },
      openChannel: (name, onNews) => {
        const heard = (news: unknown): void => {
          if (!this.killed) onNews(news);
        };
        const leave = device.subscribe(name, heard);
        const post = (news: unknown): void => {
          if (!this.mute) device.tell(name, news, heard);
        };
        return { post, close: leave };
      },
    };
  }

  /** As SIGKILL: nothing that is on its way arrives any more, and the lock falls to the next window. */
  kill(): void {
    this.killed = true;
    this.link.end();
    this.#died.abort();
    for (const unlock of this.#unlocks) unlock();
  }

  get device(): Device {
    return this.#device;
  }
}

const died = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
