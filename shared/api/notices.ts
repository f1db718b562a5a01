import { z } from 'zod';

/** `GET /notices/v1/receipts?notice_id=`: who has read a notice, for whoever may publish where it was published. */
export const receiptsQuery = z.object({ notice_id: z.string().min(1).max(64) });

export const receipt = z.object({
  staff_no: z.string(),
  name: z.string(),
  /** Where he holds his role; of several the lowest code. */
  unit_code: z.string(),
  unit_name: z.string(),
  /** ISO 8601 with offset; null: not yet. */
  read_at: z.string().nullable(),
});
export type Receipt = z.infer<typeof receipt>;

/** Those who have not read it come first, then by unit. */
export const receiptsResponse = z.object({ receipts: z.array(receipt) });
export type ReceiptsResponse = z.infer<typeof receiptsResponse>;
