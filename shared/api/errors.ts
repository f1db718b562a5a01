import { z } from 'zod';

/**
 * Codes that an answer's `error.code` may carry. The client words them in the person's language;
 * `message` is for logs and for people who call the server by hand.
 */
export const ERROR_CODES = [
  'E_REQUEST',
  'E_TOKEN',
  'E_CREDENTIALS',
  'E_LOGIN_LIMIT',
  'E_RATE_LIMIT',
  'E_PASSWORD_POLICY',
  'E_PASSWORD_CHANGE',
  'E_DISABLED',
  'E_DEVICE',
  'E_PERMISSION',
  'E_SCOPE',
  'E_NOT_FOUND',
  'E_EPOCH',
  'E_USER_MISMATCH',
  'E_GAP',
  'E_TOO_LARGE',
  'E_UPGRADE',
  'E_WINDOW_CLOSED',
  'E_REJECTED_ROWS',
  'E_NOTHING_TO_APPLY',
  'E_ALREADY_UNDONE',
  'E_RULE_EXISTS',
  'E_ROLE',
  'E_ROLE_EXISTS',
  'E_ROLE_IN_USE',
  'E_OWN_ROLE',
  'E_LAST_ADMIN',
  'E_LINK_HOST',
  'E_MENU_CHANGED',
  'E_PERSON_EXISTS',
  'E_UNIT',
  'E_UNIT_EXISTS',
  'E_UNIT_IN_USE',
  'E_FEED_BUSY',
  'E_BUSY',
  'E_UNAVAILABLE',
  'E_INTERNAL',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** `details` are flattened beside code and message: `{error: {code: "E_GAP", message: ..., expected_n: 7}}`. */
export const errorResponse = z.object({
  error: z.looseObject({ code: z.string(), message: z.string() }),
});
