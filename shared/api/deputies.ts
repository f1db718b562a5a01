import { z } from 'zod';
import { isDay } from '../lib/dates.ts';

/**
 * Deputies, `/deputies/v1`: whoever leads a unit gives his role there to somebody for a time. It counts from the first
 * day to the last, both included, in Asia/Shanghai.
 */
const day = z.string().refine(isDay, 'not a day');

/** A deputy's term ends within this many days of its beginning. */
export const LONGEST_TERM_DAYS = 92;

export const deputyRequest = z
  .object({
    staff_no: z.string().min(1).max(32),
    unit_code: z.string().min(1).max(64),
    from_day: day,
    to_day: day,
  })
  .refine((term) => term.from_day <= term.to_day, 'the term ends before it begins');
export type DeputyRequest = z.infer<typeof deputyRequest>;

export const deputyRow = z.object({
  staff_no: z.string(),
  name: z.string(),
  role: z.string(),
  role_title: z.string(),
  unit_code: z.string(),
  unit_name: z.string(),
  from_day: z.string(),
  to_day: z.string(),
});
export type DeputyRow = z.infer<typeof deputyRow>;

export const deputiesResponse = z.object({
  /** The units that I lead, for which I may name somebody. */
  units: z.array(z.object({ unit_code: z.string(), name: z.string(), role_title: z.string() })),
  /** Deputies of those units whose term has not ended. */
  deputies: z.array(deputyRow),
});
export type DeputiesResponse = z.infer<typeof deputiesResponse>;
