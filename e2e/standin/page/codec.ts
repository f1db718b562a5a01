export interface Codec {
  encode(value: unknown): string;
  decode(text: string): unknown;
}

interface Base64 {
  toText(bytes: Uint8Array): string;
  toBytes(text: string): Uint8Array<ArrayBuffer>;
}

/**
 * Values as text, as far as structured clone carries them: what IPC does between two processes. The function is also
 * put into pages as text, so it stands alone.
 *
 * Sample: `{ a: undefined }` → `["object",[["a",["undefined"]]]]`.
 * @throws an error as Electron's for functions, symbols and whatever else cannot be cloned
 */
export function createCodec(base64: Base64): Codec {
  type Node = [kind: string, ...content: unknown[]];
  const MOST_DEPTH = 500;
  const refuse = (): never => {
    throw new Error('An object could not be cloned.');
  };

  const viewNode = (view: ArrayBufferView): Node => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    return ['view', view.constructor.name, base64.toText(bytes)];
  };

  const objectNode = (value: object, depth: number): Node => {
    const inner = (item: unknown): Node => toNode(item, depth + 1);
    if (Array.isArray(value)) return ['array', Array.from(value, inner)];
    if (ArrayBuffer.isView(value)) return viewNode(value);
    if (value instanceof ArrayBuffer) return ['buffer', base64.toText(new Uint8Array(value))];
    if (value instanceof Date) return ['date', String(value.getTime())];
    if (value instanceof RegExp) return ['regexp', value.source, value.flags];
    if (value instanceof Error) return ['error', value.name, value.message];
    if (value instanceof Map) return ['map', [...value].map(([key, item]) => [inner(key), inner(item)])];
    if (value instanceof Set) return ['set', [...value].map(inner)];
    if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet) return refuse();
    return ['object', Object.entries(value).map(([key, item]) => [key, inner(item)])];
  };

  const toNode = (value: unknown, depth: number): Node => {
    if (depth > MOST_DEPTH) return refuse();
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return ['plain', value];
      case 'number':
        return Number.isFinite(value) && !Object.is(value, -0)
          ? ['plain', value]
          : ['number', numberText(value)];
      case 'bigint':
        return ['bigint', String(value)];
      case 'undefined':
        return ['undefined'];
      case 'object':
        return value === null ? ['plain', null] : objectNode(value, depth);
      default:
        return refuse();
    }
  };

  const numberText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

  const fromNode = ([kind, first, second]: Node): unknown => {
    const nodes = (list: unknown): unknown[] => (list as Node[]).map(fromNode);
    const pairs = (list: unknown): [Node, Node][] => list as [Node, Node][];
    switch (kind) {
      case 'plain':
        return first;
      case 'undefined':
        return undefined;
      case 'number':
        return Number(first);
      case 'bigint':
        return BigInt(first as string);
      case 'date':
        return new Date(Number(first));
      case 'regexp':
        return new RegExp(first as string, second as string);
      case 'error':
        return Object.assign(new Error(second as string), { name: first as string });
      case 'array':
        return nodes(first);
      case 'set':
        return new Set(nodes(first));
      case 'map':
        return new Map(pairs(first).map(([key, item]) => [fromNode(key), fromNode(item)]));
      case 'buffer':
        return base64.toBytes(first as string).buffer;
      case 'view':
        return fromView(first as string, base64.toBytes(second as string).buffer);
      case 'object': {
        const made: Record<string, unknown> = {};
        for (const [key, item] of first as [string, Node][])
          Object.defineProperty(made, key, {
            value: fromNode(item),
            enumerable: true,
            writable: true,
            configurable: true,
          });
        return made;
      }
      default:
        throw new Error(`the codec knows no ${kind}`);
    }
  };

  const fromView = (name: string, buffer: ArrayBuffer): unknown => {
    if (name === 'Buffer') return new Uint8Array(buffer);
    const make = (globalThis as unknown as Record<string, new (buffer: ArrayBuffer) => unknown>)[name];
    if (make === undefined) throw new Error(`the codec knows no ${name}`);
    return new make(buffer);
  };

  return {
    encode: (value) => JSON.stringify(toNode(value, 0)),
    decode: (text) => fromNode(JSON.parse(text) as Node),
  };
}
