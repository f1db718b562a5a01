import type { BridgeEnd } from './bridge-end.ts';
import type { Codec } from './codec.ts';

/** What the page side tells the main side through the binding. */
export type FromPage =
  | { kind: 'invoke'; id: number; channel: string; args: string }
  | { kind: 'title'; title: string }
  | { kind: 'preload-error'; message: string };

/** What the main side tells the page side. */
export type ToPage =
  | { kind: 'answer'; id: number; value: string }
  | { kind: 'refusal'; id: number; message: string }
  | { kind: 'message'; channel: string; args: string };

type Exports = Record<string, Record<string, unknown>>;

/**
 * Runs the preload script in its world: a `require` that knows `electron` and no more, an `ipcRenderer` that ends in
 * the binding, a `contextBridge` that ends in the bridge. Put into the page as text; it stands alone.
 */
export function isolatedWorld(
  names: { binding: string; receiver: string; renderer: Readonly<Record<string, readonly string[]>> },
  codec: Codec,
  bridge: BridgeEnd,
  preload: (require: (id: string) => unknown, module: object, exports: object, process: object) => void,
): void {
  type Listener = (event: object, ...args: unknown[]) => void;
  const world = globalThis as unknown as Record<string, (text: string) => void>;
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const listeners = new Map<string, Listener[]>();
  let lastId = 0;
  const tell = (message: FromPage): void => world[names.binding]?.(JSON.stringify(message));

  // Chromium tells of a new title only together with a new document.
  const tellTitle = (): void => tell({ kind: 'title', title: document.title });
  document.addEventListener('DOMContentLoaded', () => {
    tellTitle();
    const element = document.querySelector('title');
    if (element !== null) new MutationObserver(tellTitle).observe(element, { childList: true });
  });

  const receive = (message: ToPage): void => {
    if (message.kind === 'message') {
      const args = codec.decode(message.args) as unknown[];
      for (const listener of [...(listeners.get(message.channel) ?? [])]) listener({ sender: null }, ...args);
      return;
    }
    const settle = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'answer') settle?.resolve(codec.decode(message.value));
    else settle?.reject(new Error(message.message));
  };
  Object.defineProperty(globalThis, names.receiver, {
    value: (text: string) => receive(JSON.parse(text) as ToPage),
  });

  /** A member that Electron has and this does not is an error of the preload script, and so is recorded. */
  const closed = (name: string, members: Record<string, unknown>): Record<string, unknown> =>
    new Proxy(members, {
      get: (target, property) => {
        if (typeof property === 'string' && !(property in target) && names.renderer[name]?.includes(property))
          throw new Error(`the stand-in for Electron does not implement ${name}.${property}`);
        return Reflect.get(target, property) as unknown;
      },
    });

  const electron: Exports = {
    ipcRenderer: closed('ipcRenderer', {
      invoke: (channel: string, ...args: unknown[]) =>
        new Promise((resolve, reject) => {
          const text = codec.encode(args);
          const id = ++lastId;
          waiting.set(id, { resolve, reject });
          tell({ kind: 'invoke', id, channel, args: text });
        }),
      on: (channel: string, listener: Listener) => {
        listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      },
      removeListener: (channel: string, listener: Listener) => {
        const kept = [...(listeners.get(channel) ?? [])];
        const at = kept.lastIndexOf(listener);
        if (at >= 0) kept.splice(at, 1);
        listeners.set(channel, kept);
      },
    }),
    contextBridge: closed('contextBridge', { exposeInMainWorld: bridge.expose }),
  };

  const require = (id: string): unknown => {
    if (id !== 'electron') throw new Error(`module not found: ${id}`);
    return new Proxy(electron, {
      get: (target, property) => {
        if (typeof property === 'string' && !(property in target) && property in names.renderer)
          throw new Error(`the stand-in for Electron does not implement ${property} in a preload script`);
        return Reflect.get(target, property) as unknown;
      },
    });
  };
  const module = { exports: {} };
  try {
    preload(require, module, module.exports, { type: 'renderer', contextIsolated: true, sandboxed: true });
  } catch (error) {
    tell({
      kind: 'preload-error',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    throw error;
  }
}
