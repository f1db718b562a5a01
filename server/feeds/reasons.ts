/** Why a row was set aside. The first that applies is told. */
export const SET_ASIDE_REASONS = {
  MALFORMED_ROW: 'cells or quotes do not fit the header',
  MISSING_KEY: 'a key is missing',
  DUPLICATE_KEY: 'an earlier row has the same key',
  BAD_DATE: 'a date or month is not one, or not of this file',
  BAD_NUMBER: 'an amount or count is not one',
  NEGATIVE_AMOUNT: 'an amount is negative',
  BAD_TOTAL: 'the total does not add up',
  UNKNOWN_STATE: 'unknown state of a subscription',
  UNKNOWN_AREA: 'unknown billing area',
  UNKNOWN_SUBSCRIPTION: 'billing has not brought the subscription',
  UNKNOWN_TYPE: 'unknown type or channel of a unit',
  UNKNOWN_PARENT: 'the unit above is unknown',
  UNKNOWN_UNIT: 'unknown unit, or one that holds no customers',
  UNKNOWN_ROLE: 'unknown role',
  UNKNOWN_SEGMENT: 'unknown reporting segment',
  BAD_RANGE: 'the number range has one end, no digits, or ends before it begins',
} as const;
export type SetAsideReason = keyof typeof SET_ASIDE_REASONS;
