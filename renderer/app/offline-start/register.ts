/** Keeps this build for a start without a network. A browser that will not do it still works online. */
export function keepForOfflineStart(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  void navigator.serviceWorker.register('service-worker.js').catch(() => undefined);
}
