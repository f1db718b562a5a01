/** What the audit trail tells of. The first three have nobody else's record; none is ever changed or taken away. */
export const AUDIT_KINDS = [
  'SIGN_IN',
  'SIGN_IN_REFUSED',
  'SIGN_OUT',
  /** A refresh token came back that was used long ago: somebody has a copy, so all sessions of the person were ended. */
  'SESSIONS_ENDED',
  'PASSWORD_CHANGED',
  /** Masked values shown in clear. */
  'REVEALED',
  /** Rows that left the product in a file. */
  'EXPORTED',
  'CUSTOMER_MOVED',
  'BATCH_MOVED',
  'FEED_TAKEN',
  'PEOPLE_IMPORTED',
  'PERSON_CHANGED',
  'PASSWORD_RESET',
  'ROLE_GIVEN',
  'ROLE_TAKEN',
  'DEPUTY_NAMED',
  'DEPUTY_ENDED',
  'ROLE_CHANGED',
  'MENU_CHANGED',
  'UNIT_CHANGED',
  'COMMUNITIES_HANDED_OVER',
  'DICTIONARY_CHANGED',
  'ALARM_NOTED',
  'DEVICE_REVOKED',
  'DEVICE_RESTORED',
  'DEVICE_ERASED',
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];
