import type { AlarmsResponse } from '../../../../shared/api/feeds.ts';
import { useStore, useWorkspace } from '../../../session/react.tsx';
import { useAccess } from '../../customers/index.ts';
import { alarmStoreOf, NO_ALARMS } from './alarm-store.ts';

/** Alarms of the feeds; none, and nothing is asked, for whoever does not look after feeds. */
export function useAlarms(): AlarmsResponse & { reload: () => void } {
  const store = alarmStoreOf(useWorkspace());
  const concerned = useAccess().mayAnywhere('admin.feeds');
  const alarms = useStore(concerned ? store : NO_ALARMS);
  return { ...alarms, reload: () => void store.load() };
}

/** Alarms of which nobody has taken note, for the menu. */
export const useOpenAlarms = (): number => useAlarms().open;
