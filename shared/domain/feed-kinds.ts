export const FEED_SOURCES = ['BILLING', 'ACCOUNTS', 'SYS97', 'HOTLINE_10000', 'ANALYTICS'] as const;
export type FeedSource = (typeof FEED_SOURCES)[number];

export const FEED_KINDS = [
  'org_units',
  'cross_boxes',
  'staff',
  'line97',
  'opening_assignments',
  'billing_users',
  'bi_fees',
  'arrears',
  'agreements',
  'prepaid',
  'orders10000',
] as const;
export type FeedKind = (typeof FEED_KINDS)[number];
