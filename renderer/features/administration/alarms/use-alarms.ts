import { useCallback, useSyncExternalStore } from 'react';
import type { AlarmsResponse } from '../../../../shared/api/feeds.ts';
import { useWorkspace } from '../../../session/react.tsx';
import { useAccess } from '../../customers/index.ts';
import { alarmStoreOf } from './alarm-store.ts';

const nobody = (): (() => void) => () => undefined;

/** Alarms of the feeds; none, and nothing is asked, for whoever does not look after feeds. */
export function useAlarms(): AlarmsResponse & { reload: () => void } {
  const store = alarmStoreOf(useWorkspace());
  const concerned = useAccess().mayAnywhere('admin.feeds');
  const watch = useCallback((listener: () => void) => store.subscribe(listener), [store]);
  const alarms = useSyncExternalStore(concerned ? watch : nobody, () => store.get());
  return { ...alarms, reload: () => void store.load() };
}

/** Alarms of which nobody has taken note, for the menu. */
export const useOpenAlarms = (): number => useAlarms().open;
