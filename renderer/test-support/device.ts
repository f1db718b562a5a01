import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { Workspace } from '../data/types.ts';
import type { EngineLink } from '../sync/messages.ts';
import type { Environment, Exchange } from '../sync/ports.ts';
import type { TokenSource } from '../sync/transport.ts';
import { openWorkspace } from '../sync/workspace.ts';
import { inlineLink } from './inline-link.ts';

/**
 * A machine in a test: its IndexedDB outlives its windows. Windows share locks and news, as those of one browser
 * do; `kill` takes a window away as a crash would, without a word to anybody.
 */
export class Device {
  readonly storage = { indexedDB: new IDBFactory(), IDBKeyRange };
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
  }): Promise<Window> {
    const window = new Window(this, options.exchange);
    this.#windows.push(window);
    window.link = inlineLink(window.environment);
    window.workspace = await openWorkspace({
      server: options.server ?? 'https://server.test',
      staffId: options.staffId,
      staffNo: options.staffNo ?? options.staffId,
      link: window.link,
      tokens: options.tokens ?? { accessToken: () => Promise.resolve('token') },
      storage: this.storage,
      now: () => this.now(),
    });
    return window;
  }

  /** Ends every window properly. */
  async shutDown(): Promise<void> {
    for (const window of this.#windows.splice(0)) if (!window.killed) await window.workspace.close();
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
    return () => {
      this.#held.delete(name);
      for (const next of this.#queues.get(name)?.splice(0) ?? []) next();
    };
  }
}

export class Window {
  workspace!: Workspace;
  link!: EngineLink;
  killed = false;
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
      }),
      locks: {
        hold: async (name, work, signal) => {
          const unlock = await device.lock(name, signal);
          this.#unlocks.push(unlock);
          await Promise.race([work(), died(this.#died.signal)]);
          unlock();
        },
      },
      openChannel: (name, onNews) => {
        const heard = (news: unknown): void => {
          if (!this.killed) onNews(news);
        };
        const leave = device.subscribe(name, heard);
        return { post: (news) => device.tell(name, news, heard), close: leave };
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
