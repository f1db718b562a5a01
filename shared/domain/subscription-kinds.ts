export const SUBSCRIPTION_STATUSES = ['IN_SERVICE', 'SUSPENDED', 'NUMBER_RETAINED', 'TERMINATED'] as const;
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];

export const TRAFFIC_KINDS = [
  'localMinutes',
  'longDistanceMinutes',
  'internationalMinutes',
  'megabytes',
] as const;
export type TrafficKind = (typeof TRAFFIC_KINDS)[number];

export const PRODUCT_CATEGORIES = [
  'FIXED_LINE',
  'BROADBAND',
  'IC_CARD',
  'PAY_PHONE',
  'LEASED_LINE',
  'PERSONAL_ACCESS',
  'FLAT_RATE',
  'BUSINESS_FLAT_RATE',
] as const;
export type ProductCategory = (typeof PRODUCT_CATEGORIES)[number];

/** Fee classes in the order in which charts stack them, bottom up. */
export const FEE_CLASSES = [
  'rent',
  'internet',
  'local',
  'longDistance',
  'valueAdded',
  'international',
  'other',
] as const;
export type FeeClass = (typeof FEE_CLASSES)[number];
