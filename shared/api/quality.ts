import { z } from 'zod';

/**
 * The data-quality list 数据质量, `/quality/v1/...`: what in the feeds and rules somebody should look at. Looked for
 * when feeds were taken, every day and on demand; a reader gets what lies in communities of his.
 */
export const QUALITY_KINDS = [
  /** Two rules of equal width hold a customer's number. */
  'TIED_RULES',
  /** The cabinet has rules, and none of them holds the number. */
  'NUMBER_OUTSIDE_RANGES',
  /** A rule without a community that exists, or a cabinet with lines that no rule knows. */
  'CABINET_WITHOUT_COMMUNITY',
  /** The rules send subscriptions under one 合同号 to several communities. */
  'ACCOUNT_SPANS_COMMUNITIES',
  /** Two feeds name different 合同号 for one subscription. */
  'ACCOUNT_DIFFERS',
  /** One 业务接入号 on several live subscriptions. */
  'DUPLICATE_ACCESS_NUMBER',
] as const;
export type QualityKind = (typeof QUALITY_KINDS)[number];

export const MAX_FINDINGS = 20_000;

export const findingsQuery = z.object({
  kind: z.enum(QUALITY_KINDS).optional(),
  /** Part of a customer's code or name, a number, a cabinet or a community. */
  search: z.string().trim().max(64).default(''),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(MAX_FINDINGS).default(200),
});
export type FindingsQuery = z.infer<typeof findingsQuery>;

export const finding = z.object({
  kind: z.enum(QUALITY_KINDS),
  subject: z.string(),
  /** The day on which it was found first. */
  found_on: z.string(),
  /** The customer to look at; absent for a cabinet that has none. */
  customer_code: z.string().nullable(),
  customer_name: z.string().nullable(),
  community_code: z.string().nullable(),
  community_name: z.string().nullable(),
  /** What the kind has to say: numbers, cabinets, the other customers. */
  cabinet: z.string().nullable(),
  range_from: z.string().nullable(),
  range_to: z.string().nullable(),
  access_number: z.string().nullable(),
  billing_area: z.string().nullable(),
  /** 合同号 by billing, and by the feed that says otherwise. */
  account: z.string().nullable(),
  other_account: z.string().nullable(),
  /** Names of communities, or codes of customers, that it concerns. */
  others: z.array(z.string()),
  /** Subscriptions, lines or customers concerned. */
  count: z.number().int().nullable(),
});
export type Finding = z.infer<typeof finding>;

export const findingsResponse = z.object({
  /** When they were last looked for; null where they never were. */
  checked_at: z.string().nullable(),
  /** How many of each kind there are in my scope, whatever is searched for. */
  counts: z.record(z.enum(QUALITY_KINDS), z.number().int()),
  total: z.number().int(),
  findings: z.array(finding),
});
export type FindingsResponse = z.infer<typeof findingsResponse>;
