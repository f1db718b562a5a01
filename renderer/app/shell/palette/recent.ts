import type { Platform } from '../../../platform/types.ts';

const KEPT = 8;
const SETTINGS = { customers: 'recentCustomers', commands: 'recentCommands' } as const;
type What = keyof typeof SETTINGS;
const settingOf = (what: What, staffId: string): string => `${SETTINGS[what]}:${staffId}`;

/** What this person opened or did last on this machine (customer codes, ids of commands), the newest first. */
export function readRecent(settings: Platform['settings'], what: What, staffId: string): string[] {
  const kept = settings.get(settingOf(what, staffId));
  return Array.isArray(kept) ? kept.filter((id): id is string => typeof id === 'string') : [];
}

export function rememberRecent(
  settings: Platform['settings'],
  what: What,
  staffId: string,
  id: string,
): void {
  const others = readRecent(settings, what, staffId).filter((other) => other !== id);
  settings.set(settingOf(what, staffId), [id, ...others].slice(0, KEPT));
}
