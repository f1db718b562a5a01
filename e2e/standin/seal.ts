import { EventEmitter } from 'node:events';
import { audit, notImplemented } from './audit.ts';
import surface from './surface/surface.json' with { type: 'json' };
import type { Surface, TypeSurface } from './surface/read-types.ts';

/**
 * Closes an object of the stand-in against the types of Electron: a declared member that is missing throws when it
 * is touched and is recorded, a member that Electron does not declare is an error at the start, and an event that
 * Electron does not have cannot be listened to. So a spec that passes here has used nothing that is not there.
 */
const { types } = surface as Surface;

/** There in every version and used by tests everywhere, but in no types. */
const UNDOCUMENTED: Readonly<Record<string, readonly string[]>> = { WebContents: ['getLastWebPreferences'] };

const LISTEN = new Set([
  'on',
  'once',
  'off',
  'addListener',
  'removeListener',
  'prependListener',
  'listenerCount',
]);
const OF_EMITTERS = new Set(Object.getOwnPropertyNames(EventEmitter.prototype));
const OF_EMITTER_OBJECTS = new Set(Object.getOwnPropertyNames(new EventEmitter()));
/** Where what every object, class and emitter has begins. */
const USUAL_LEVELS = new Set<object>([
  Object.prototype,
  Function.prototype,
  EventEmitter.prototype,
  EventEmitter,
]);
const OF_CLASSES = new Set(['prototype', 'name', 'length']);

type Names = ReadonlySet<string>;
const known = new Map<string, { members: Names; statics: Names; events: Names }>();

function surfaceOf(type: string) {
  const found = known.get(type);
  if (found !== undefined) return found;
  const names = (part: keyof TypeSurface): Set<string> =>
    new Set(lineage(type).flatMap((name) => types[name]?.[part].split(' ').filter(Boolean) ?? []));
  if (types[type] === undefined) throw new Error(`electron.d.ts declares no ${type}`);
  const made = { members: names('members'), statics: names('statics'), events: names('events') };
  for (const name of UNDOCUMENTED[type] ?? []) made.members.add(name);
  known.set(type, made);
  return made;
}

const lineage = (type: string): string[] => [
  type,
  ...(types[type]?.parents.split(' ').filter(Boolean) ?? []).flatMap(lineage),
];

const sealedByRaw = new WeakMap<object, object>();
const rawBySealed = new WeakMap<object, object>();

/** @returns the same sealed object for the same object */
export function seal<T extends object>(raw: T, type: string): T {
  const { members, events } = surfaceOf(type);
  return sealWith(raw, type, members, events);
}

/** For exports such as `nativeImage`, whose members are the statics of a class. */
export function sealStatics<T extends object>(raw: T, type: string): T {
  return sealWith(raw, type, surfaceOf(type).statics, new Set());
}

/** The object behind a sealed one that the application hands back. */
export const rawOf = <T extends object>(sealed: T): T => (rawBySealed.get(sealed) ?? sealed) as T;

export function sealClass<C extends abstract new (...args: never[]) => object>(raw: C, type: string): C {
  const { statics } = surfaceOf(type);
  refuseExtras(raw, type, statics, (name) => OF_CLASSES.has(name));
  return new Proxy(raw, {
    construct: (target, args) => seal(Reflect.construct(target, args) as object, type),
    get: (target, property) => {
      if (typeof property === 'string' && !(property in target) && statics.has(property))
        notImplemented(`${type}.${property}`);
      return Reflect.get(target, property, target) as unknown;
    },
  });
}

/** For exports that nothing of the product uses: importing them is no fault, using them is. */
export function sealMissing(name: string): object {
  const refuse = (): never => notImplemented(name);
  return new Proxy(function missing() {}, { get: refuse, set: refuse, apply: refuse, construct: refuse });
}

function sealWith<T extends object>(raw: T, type: string, members: Names, events: Names): T {
  const known = sealedByRaw.get(raw);
  if (known !== undefined) return known as T;
  const emits = raw instanceof EventEmitter;
  refuseExtras(
    raw,
    type,
    members,
    (name) => emits && (OF_EMITTERS.has(name) || OF_EMITTER_OBJECTS.has(name)),
  );
  const bound = new WeakMap<object, object>();
  const bind = (name: string, method: (...args: unknown[]) => unknown): object => {
    const before = bound.get(method);
    if (before !== undefined) return before;
    const made = (...args: unknown[]): unknown => {
      if (emits && LISTEN.has(name)) refuseUnknownEvent(type, events, args[0]);
      const result = Reflect.apply(method, raw, args) as unknown;
      return result === raw ? sealed : result;
    };
    bound.set(method, made);
    return made;
  };
  const sealed = new Proxy(raw, {
    get: (target, property) => {
      if (typeof property === 'symbol') return Reflect.get(target, property, target) as unknown;
      if (!(property in target))
        return members.has(property) ? notImplemented(`${type}.${property}`) : undefined;
      const value = Reflect.get(target, property, target) as unknown;
      if (typeof value !== 'function' || property === 'constructor') return value;
      return bind(property, value as (...args: unknown[]) => unknown);
    },
    set: (target, property, value) => {
      if (typeof property === 'string' && !(property in target)) notImplemented(`${type}.${property} =`);
      return Reflect.set(target, property, value, target);
    },
  });
  sealedByRaw.set(raw, sealed);
  rawBySealed.set(sealed, raw);
  return sealed;
}

function refuseUnknownEvent(type: string, events: Names, event: unknown): void {
  if (typeof event === 'symbol' || events.has('*') || events.has(String(event))) return;
  audit('seal', `${type} has no event '${String(event)}'`);
  throw new Error(`Electron's ${type} has no event '${String(event)}'`);
}

function refuseExtras(raw: object, type: string, members: Names, isUsual: (name: string) => boolean): void {
  const extras: string[] = [];
  for (
    let level: object | null = raw;
    level !== null;
    level = Object.getPrototypeOf(level) as object | null
  ) {
    if (USUAL_LEVELS.has(level)) break;
    for (const name of Object.getOwnPropertyNames(level))
      if (name !== 'constructor' && !members.has(name) && !isUsual(name)) extras.push(name);
  }
  if (extras.length === 0) return;
  audit('seal', `${type} declares no ${extras.join(', ')}`);
  throw new Error(`the stand-in gives ${type} members that Electron does not declare: ${extras.join(', ')}`);
}
