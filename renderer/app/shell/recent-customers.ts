import type { Platform } from '../../platform/types.ts';

const KEPT = 8;
const settingOf = (staffId: string): string => `recentCustomers:${staffId}`;

/** The customers that this person opened last on this machine, the newest first. */
export function readRecent(settings: Platform['settings'], staffId: string): string[] {
  const kept = settings.get(settingOf(staffId));
  return Array.isArray(kept) ? kept.filter((code): code is string => typeof code === 'string') : [];
}

export function rememberRecent(settings: Platform['settings'], staffId: string, customerCode: string): void {
  const others = readRecent(settings, staffId).filter((code) => code !== customerCode);
  settings.set(settingOf(staffId), [customerCode, ...others].slice(0, KEPT));
}
