import { useEffect, useState, useSyncExternalStore } from 'react';
import { clockOffset } from './format/server-clock.ts';

/** The time of this machine, looked at every so often, for what counts up or down on the screen. */
export function useNow(everyMs = 5000): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** The time by the server's clock, for what is due, late or of today. */
export function useServerNow(everyMs = 60_000): Date {
  const now = useNow(everyMs);
  const offset = useSyncExternalStore(clockOffset.subscribe, clockOffset.get);
  return new Date(now.getTime() - offset);
}
