import type { MarkerPort } from '../data/outbox/outbox-home.ts';
import type { Platform } from '../platform/types.ts';
import { journalScope } from '../data/names.ts';

/** The marker of one person on one server among the settings, which live outside of the browser's databases. */
export function settingsMarker(settings: Platform['settings'], server: string, staffId: string): MarkerPort {
  const key = `marker-${journalScope(server, staffId)}`;
  return {
    read: () => {
      const marker = settings.get(key);
      return typeof marker === 'string' ? marker : null;
    },
    write: (marker) => settings.set(key, marker ?? undefined),
  };
}
