import type { Desktop } from '../platform/types.ts';
import type { PageWatcher } from '../sync/workspace-options.ts';

/** Tells when somebody looks at the page, and when the machine has a network again or has woken up. */
export function watchPage(watcher: PageWatcher, desktop?: Pick<Desktop, 'onResume'>): () => void {
  const seen = (): void => watcher.visible(!document.hidden);
  const online = (): void => watcher.online();
  document.addEventListener('visibilitychange', seen);
  window.addEventListener('online', online);
  window.addEventListener('offline', online);
  const stopResume = desktop?.onResume(online);
  seen();
  return () => {
    document.removeEventListener('visibilitychange', seen);
    window.removeEventListener('online', online);
    window.removeEventListener('offline', online);
    stopResume?.();
  };
}
