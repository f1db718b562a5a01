import { z } from 'zod';
import { isDay } from '../lib/dates.ts';

/**
 * The adjustment log 客户调整日志, `GET /adjustments/v1`: who moved which customer when, from where, to where and why.
 * Read online; what a reader gets has one end in a community of his.
 */
export const ADJUSTMENT_KINDS = [
  'FOUNDED',
  'MATCHED_AGAIN',
  'ACCOUNT_CHANGED',
  'CLOSED',
  'REOPENED',
  'DIVIDED',
  'UNDONE',
  'REASSIGNED',
  'RULES_APPLIED',
  'LOCKED',
  'LOCK_LIFTED',
] as const;
export type AdjustmentKind = (typeof ADJUSTMENT_KINDS)[number];

export const MAX_ADJUSTMENTS = 20_000;

const day = z.string().refine(isDay, 'not a day');

/** Days are in Asia/Shanghai, both included. `before` is the `log_id` of the last row that was read. */
export const adjustmentsQuery = z.object({
  customer_code: z.string().max(64).optional(),
  unit_code: z.string().max(64).optional(),
  kind: z.enum(ADJUSTMENT_KINDS).optional(),
  actor: z.string().max(64).optional(),
  from_day: day.optional(),
  to_day: day.optional(),
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(MAX_ADJUSTMENTS).default(200),
});
export type AdjustmentsQuery = z.infer<typeof adjustmentsQuery>;

export const adjustment = z.object({
  log_id: z.number().int(),
  logged_at: z.string(),
  customer_code: z.string(),
  customer_name: z.string(),
  kind: z.enum(ADJUSTMENT_KINDS),
  from_community: z.string().nullable(),
  from_name: z.string().nullable(),
  to_community: z.string().nullable(),
  to_name: z.string().nullable(),
  /** A staff number, `feed` or `system`; with the person's name where it is one's. */
  actor: z.string(),
  actor_name: z.string(),
  reason: z.string(),
  batch_id: z.string().nullable(),
  request_id: z.string().nullable(),
});
export type Adjustment = z.infer<typeof adjustment>;

export const adjustmentsResponse = z.object({
  adjustments: z.array(adjustment),
  /** Pass as `before` for the next rows; null at the end. */
  next: z.number().int().nullable(),
});
export type AdjustmentsResponse = z.infer<typeof adjustmentsResponse>;
