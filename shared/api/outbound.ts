import { z } from 'zod';
import { CHANNELS, REPORTING_SEGMENTS } from '../domain/org-units.ts';

/**
 * What other systems are told of customers, `/outbound/v1/...`: the report by 统计属性, and when the nightly file of
 * customer identity last went out.
 */
const counts = z.record(z.enum(REPORTING_SEGMENTS), z.number().int());

export const segmentLine = z.object({
  /** 营销属性: the department that serves these customers. */
  department_code: z.string(),
  name: z.string(),
  network_name: z.string(),
  channel: z.enum(CHANNELS).nullable(),
  customers: counts,
  /** Subscriptions that are not terminated, of those customers. */
  subscriptions: counts,
  /** Customers whose 统计属性 is another than the channel of the department. */
  differing: z.number().int(),
});
export type SegmentLine = z.infer<typeof segmentLine>;

export const segmentReport = z.object({
  server_time: z.string(),
  lines: z.array(segmentLine),
  newest_file: z
    .object({ day: z.string(), file: z.string(), made_at: z.string(), row_count: z.number().int() })
    .nullable(),
});
export type SegmentReport = z.infer<typeof segmentReport>;
