import { useCallback, useMemo, useSyncExternalStore } from 'react';

/** Whether a media query holds, such as `(max-width: 1179px)`; drawn again when that changes. */
export function useMediaQuery(condition: string): boolean {
  const query = useMemo(() => window.matchMedia(condition), [condition]);
  const watch = useCallback(
    (listener: () => void) => {
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(watch, () => query.matches);
}
