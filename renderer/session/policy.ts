import type { ServerInfo } from '../../shared/api/server-info.ts';
import type { Platform } from '../platform/types.ts';

/** What is decided for whoever works here, and not left to him. */
export interface Policy {
  /** Null: each person chooses. */
  lockAfterMinutes: number | null;
  /** Name, number and time lie over every screen. */
  watermark: boolean;
  /** The key of what lies here is kept nowhere but under the password: it is asked at every start. */
  passwordAtStart: boolean;
}

/** Of this machine's administrator and of the server's operator, the stricter one in each. */
export function policyOf(here: Platform['policy'], info: ServerInfo | null): Policy {
  const there = info?.policy;
  const minutes = [here?.lockAfterMinutes, there?.lock_after_minutes].filter(
    (each): each is number => typeof each === 'number',
  );
  return {
    lockAfterMinutes: minutes.length === 0 ? null : Math.min(...minutes),
    watermark: here?.watermark === true || there?.watermark === true,
    passwordAtStart: here?.passwordAtStart === true || there?.password_at_start === true,
  };
}
