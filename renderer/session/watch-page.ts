import type { PageWatcher } from '../sync/workspace.ts';

/** Tells when somebody looks at the page, and when the machine has a network again. */
export function watchPage(watcher: PageWatcher): () => void {
  const seen = (): void => watcher.visible(!document.hidden);
  const online = (): void => watcher.online();
  document.addEventListener('visibilitychange', seen);
  window.addEventListener('online', online);
  window.addEventListener('offline', online);
  seen();
  return () => {
    document.removeEventListener('visibilitychange', seen);
    window.removeEventListener('online', online);
    window.removeEventListener('offline', online);
  };
}
