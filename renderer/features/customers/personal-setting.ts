import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { keptWith } from '../../../shared/lib/kept-with.ts';
import { createStore } from '../../data/store.ts';
import type { WritableStore } from '../../data/store.ts';
import type { Platform } from '../../platform/types.ts';
import { useSessionState } from '../../session/react.tsx';
import { usePlatform } from '../../session/platform-context.tsx';

type Settings = Platform['settings'];

/** Screens that stand at the same time show the same: one store a setting. */
const storesOf = keptWith((_: Settings) => new Map<string, WritableStore<unknown>>());

function storeOf(settings: Settings, key: string): WritableStore<unknown> {
  const known = storesOf(settings);
  const store = known.get(key) ?? createStore(settings.get(key));
  known.set(key, store);
  return store;
}

/**
 * A small setting of one person on this machine, such as the columns of a list. `read` makes sense of whatever is
 * stored, `write` of what is to be stored; both must be stable functions.
 */
export function usePersonalSetting<T>(
  name: string,
  read: (stored: unknown) => T,
  write: (value: T) => unknown,
): [T, (value: T) => void] {
  const platform = usePlatform();
  const state = useSessionState();
  const settings = state.kind === 'signedIn' ? state.personal : platform.settings;
  const key = `${name}.${state.kind === 'signedIn' ? state.staff.id : ''}`;
  const store = storeOf(settings, key);
  const subscribe = useCallback((listener: () => void) => store.subscribe(listener), [store]);
  const stored = useSyncExternalStore(subscribe, store.get);
  const set = useCallback(
    (value: T) => {
      const written = write(value);
      settings.set(key, written);
      store.set(written);
    },
    [settings, key, store, write],
  );
  return [useMemo(() => read(stored), [read, stored]), set];
}
