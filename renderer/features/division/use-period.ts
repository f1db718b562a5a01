import { useEffect } from 'react';
import type { Month } from '../../../shared/lib/dates.ts';
import { useStore, useSyncStatus, useWorkspace } from '../../session/react.tsx';
import { type PeriodReading, periodStoreOf } from './period-store.ts';
import { isOffline } from './problem.ts';

/** Others divide at the same time: what they did is seen after a minute at the latest. */
const READ_EVERY_MS = 60_000;

export interface Period extends PeriodReading {
  /** The server cannot be reached: nothing can be done here now. */
  offline: boolean;
  reload: () => void;
}

/** A month, read when the screen opens, every minute, and when the server can be reached again. */
export function usePeriod(month: Month): Period {
  const workspace = useWorkspace();
  const store = periodStoreOf(workspace, month);
  const reading = useStore(store);
  const syncOffline = useSyncStatus().state === 'offline';
  useEffect(() => {
    void store.load();
    const timer = setInterval(() => void store.load(), READ_EVERY_MS);
    return () => clearInterval(timer);
  }, [store, syncOffline]);
  return {
    ...reading,
    offline: isOffline(reading.problem) || (syncOffline && reading.problem !== null),
    reload: () => void store.loadAnew(),
  };
}
