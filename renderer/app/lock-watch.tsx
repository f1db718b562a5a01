import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { watchIdle } from '../session/idle.ts';
import { lockAfterMinutes } from '../session/lock-setting.ts';
import { usePlatform } from '../session/platform-context.tsx';
import { policyOf } from '../session/policy.ts';
import { useSession } from '../session/react.tsx';

/** Locks by Ctrl+L, and when nobody has touched anything for as long as is set. */
export function LockWatch(): ReactNode {
  const session = useSession();
  const platform = usePlatform();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'l' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (event.shiftKey) return;
      event.preventDefault();
      void session.lock();
    };
    window.addEventListener('keydown', onKey);
    const stop = watchIdle({
      limitMs: () =>
        lockAfterMinutes(platform.settings, policyOf(platform.policy, session.server.get().info)) * 60_000,
      onIdle: () => void session.lock(),
    });
    return () => {
      window.removeEventListener('keydown', onKey);
      stop();
    };
  }, [session, platform]);
  return null;
}
