import { messageOf } from '../../../shared/lib/errors.ts';
export interface BridgeEnd {
  /** Shows an object of this world to the other one under a name of its window. */
  expose(key: string, api: unknown): void;
}

/**
 * One end of the context bridge. The two worlds of a page share its DOM and nothing else, so they speak through
 * events of a name that only they know: functions and promises stay where they are and go over as numbers, all else
 * goes over as a copy. Both ends are this one function, put into the page as text; it stands alone.
 */
export function bridgeEnd(name: string, here: string, there: string): BridgeEnd {
  type AnyFunction = (...args: unknown[]) => unknown;
  type Node = [kind: string, ...content: unknown[]];
  type Message =
    | { kind: 'expose'; key: string; api: Node }
    | { kind: 'call'; id: number; args: Node[] }
    | { kind: 'answer'; value: Node }
    | { kind: 'thrown'; message: string }
    | { kind: 'settled'; id: number; fulfilled: boolean; value: Node };
  const MOST_DEPTH = 1000;
  // The page may replace these later; what runs before it keeps the real ones.
  const { defineProperty, entries, freeze, getPrototypeOf } = Object;
  const Custom = CustomEvent;
  const dispatch = window.dispatchEvent.bind(window);
  const functions = new Map<number, AnyFunction>();
  const ids = new WeakMap<object, number>();
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  let answer: Message | null = null;

  const post = (message: Message): void => void dispatch(new Custom(name + there, { detail: message }));

  const functionNode = (value: AnyFunction): Node => {
    const id = ids.get(value) ?? ++lastId;
    ids.set(value, id);
    functions.set(id, value);
    return ['function', id];
  };

  const promiseNode = (value: Promise<unknown>): Node => {
    const id = ++lastId;
    value.then(
      (result) => post({ kind: 'settled', id, fulfilled: true, value: encode(result, 0) }),
      (error: unknown) => post({ kind: 'settled', id, fulfilled: false, value: encode(error, 0) }),
    );
    return ['promise', id];
  };

  const encode = (value: unknown, depth: number): Node => {
    if (depth > MOST_DEPTH) throw new Error('Electron contextBridge recursion depth exceeded.');
    if (typeof value === 'function') return functionNode(value as AnyFunction);
    if (typeof value === 'symbol') throw new Error('Symbols are not supported by the contextBridge');
    if (typeof value !== 'object' || value === null) return ['value', value];
    if (value instanceof Promise) return promiseNode(value as Promise<unknown>);
    if (value instanceof Error) return ['error', value.message];
    if (Array.isArray(value)) return ['array', Array.from(value, (item) => encode(item, depth + 1))];
    const prototype = getPrototypeOf(value) as unknown;
    if (prototype === Object.prototype || prototype === null)
      return ['object', entries(value).map(([key, item]) => [key, encode(item, depth + 1)])];
    return ['value', structuredClone(value)];
  };

  const decode = ([kind, content]: Node): unknown => {
    switch (kind) {
      case 'value':
        return content;
      case 'error':
        return new Error(content as string);
      case 'array':
        return (content as Node[]).map(decode);
      case 'object': {
        const made = {};
        for (const [key, item] of content as [string, Node][])
          defineProperty(made, key, {
            value: decode(item),
            enumerable: true,
            writable: true,
            configurable: true,
          });
        return made;
      }
      case 'function':
        return (...args: unknown[]): unknown => call(content as number, args);
      case 'promise':
        return new Promise((resolve, reject) => waiting.set(content as number, { resolve, reject }));
      default:
        throw new Error(`the bridge knows no ${kind}`);
    }
  };

  const call = (id: number, args: unknown[]): unknown => {
    answer = null;
    post({ kind: 'call', id, args: args.map((argument) => encode(argument, 0)) });
    const answered = answer as Message | null;
    answer = null;
    if (answered?.kind === 'answer') return decode(answered.value);
    throw new Error(answered?.kind === 'thrown' ? answered.message : 'the other world did not answer');
  };

  const carryOut = (id: number, args: Node[]): Message => {
    try {
      const run = functions.get(id);
      if (run === undefined) throw new Error('no such function');
      return { kind: 'answer', value: encode(run(...args.map(decode)), 0) };
    } catch (error) {
      return { kind: 'thrown', message: messageOf(error) };
    }
  };

  const deepFrozen = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
      for (const [, item] of entries(value)) deepFrozen(item);
      freeze(value);
    }
    return value;
  };

  window.addEventListener(name + here, (event) => {
    const message = (event as CustomEvent<Message>).detail;
    switch (message.kind) {
      case 'expose':
        defineProperty(window, message.key, {
          value: deepFrozen(decode(message.api)),
          enumerable: true,
          writable: false,
          configurable: false,
        });
        return;
      case 'call':
        post(carryOut(message.id, message.args));
        return;
      case 'answer':
      case 'thrown':
        answer = message;
        return;
      case 'settled': {
        const settle = waiting.get(message.id);
        waiting.delete(message.id);
        if (message.fulfilled) settle?.resolve(decode(message.value));
        else settle?.reject(decode(message.value) as Error);
      }
    }
  });

  return { expose: (key, api) => post({ kind: 'expose', key, api: encode(api, 0) }) };
}
