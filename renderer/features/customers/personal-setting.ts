import { useCallback, useMemo, useState } from 'react';
import { useSessionState } from '../../session/react.tsx';
import { usePlatform } from '../../session/platform-context.tsx';

/**
 * A small setting of one person on this machine, such as the columns of a list. `read` makes sense of whatever is
 * stored, `write` of what is to be stored; both must be stable functions.
 */
export function usePersonalSetting<T>(
  name: string,
  read: (stored: unknown) => T,
  write: (value: T) => unknown,
): [T, (value: T) => void] {
  const { settings } = usePlatform();
  const state = useSessionState();
  const key = `${name}.${state.kind === 'signedIn' ? state.staff.id : ''}`;
  const stored = useMemo(() => read(settings.get(key)), [read, settings, key]);
  const [changed, setChanged] = useState<{ key: string; value: T } | null>(null);
  const set = useCallback(
    (value: T) => {
      settings.set(key, write(value));
      setChanged({ key, value });
    },
    [settings, key, write],
  );
  return [changed?.key === key ? changed.value : stored, set];
}
