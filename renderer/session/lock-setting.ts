import type { Platform } from '../platform/types.ts';
import type { Policy } from './policy.ts';

const SETTING = 'lockAfterMinutes';

/** Of these the person may choose; there is no never. */
export const LOCK_AFTER_CHOICES = [5, 10, 15, 30] as const;
const DEFAULT_MINUTES = 10;

/** What the administrator decides, else what the person has chosen. */
export function lockAfterMinutes(settings: Platform['settings'], policy: Policy): number {
  const decided = policy.lockAfterMinutes;
  if (decided !== null) return decided;
  const kept = settings.get(SETTING);
  return LOCK_AFTER_CHOICES.find((minutes) => minutes === kept) ?? DEFAULT_MINUTES;
}

export const setLockAfterMinutes = (settings: Platform['settings'], minutes: number): void =>
  settings.set(SETTING, minutes);
