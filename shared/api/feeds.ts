import { z } from 'zod';

/** Why a file was not taken. */
export const FEED_REFUSALS = [
  'E_NAME',
  'E_UNREADABLE',
  'E_ENCODING',
  'E_COLUMNS',
  'E_TRUNCATED',
  'E_SHRUNK',
  'E_OLDER',
  'E_BAD_ROWS',
  'E_LAST_ADMIN',
  'E_STORE_KIND',
  'E_FAILED',
] as const;
export type FeedRefusal = (typeof FEED_REFUSALS)[number];

/** Feeds 数据来源, `/admin/v1/feeds`: what was taken in, what was set aside, and how fresh each source is. */
export const feedRunRow = z.object({
  run_id: z.number().int(),
  feed: z.string().nullable(),
  file: z.string(),
  period: z.string().nullable(),
  outcome: z.enum(['TAKEN', 'REFUSED']),
  refusal: z.string().nullable(),
  detail: z.string().nullable(),
  forced: z.boolean(),
  rows_read: z.number().int(),
  rows_changed: z.number().int(),
  rows_unchanged: z.number().int(),
  rows_set_aside: z.number().int(),
  rows_removed: z.number().int(),
  started_at: z.string(),
  duration_ms: z.number().int(),
});
export type FeedRunRow = z.infer<typeof feedRunRow>;
export const feedsResponse = z.object({
  runs: z.array(feedRunRow),
  freshness: z.array(
    z.object({
      feed: z.string(),
      source: z.string(),
      cadence: z.enum(['DAILY', 'WEEKLY', 'MONTHLY']),
      as_of: z.string().nullable(),
      received_at: z.string().nullable(),
      file: z.string().nullable(),
      days_late: z.number().int(),
    }),
  ),
  watched_folder: z.string().nullable(),
  may_take: z.boolean(),
});
export type FeedsResponse = z.infer<typeof feedsResponse>;

export const runParams = z.object({ run_id: z.coerce.number().int().min(1) });
export const setAsideResponse = z.object({
  rows: z.array(z.object({ line: z.number().int(), reason: z.string(), row: z.string() })),
});

/** Of a file as it is sent, before it is written down as base64. */
export const MOST_FEED_BYTES = 48 * 1024 * 1024;
export const feedUpload = z.strictObject({
  /** `billing_users_20261121.csv` */
  file: z.string().regex(/^[A-Za-z0-9_]{1,80}\.csv$/),
  content: z.base64(),
  force: z.boolean(),
});
export const feedTaken = z.object({ run: feedRunRow });

// Alarms -----------------------------------------------------------------------------------------------------------

export const ALARM_KINDS = ['OVERDUE', 'FAILED', 'SET_ASIDE', 'FEWER', 'FOLDER'] as const;
export const alarmRow = z.object({
  alarm_id: z.number().int(),
  kind: z.enum(ALARM_KINDS),
  feed: z.string().nullable(),
  run_id: z.number().int().nullable(),
  detail: z.object({
    as_of: z.string().optional(),
    /** Of a source that has never delivered: since when it is expected. */
    since: z.string().optional(),
    file: z.string().optional(),
    refusal: z.string().optional(),
    rows: z.number().optional(),
    set_aside: z.number().optional(),
    /** Rows of the file before. */
    before: z.number().optional(),
    problem: z.string().optional(),
  }),
  raised_at: z.string(),
  acknowledged_at: z.string().nullable(),
  acknowledged_by: z.string().nullable(),
  acknowledged_name: z.string().nullable(),
});
export type AlarmRow = z.infer<typeof alarmRow>;
/** What is not over, the newest first. `open`: those of which nobody has taken note, where it is the reader's to do so. */
export const alarmsResponse = z.object({
  alarms: z.array(alarmRow),
  open: z.number().int(),
  may_acknowledge: z.boolean(),
});
export type AlarmsResponse = z.infer<typeof alarmsResponse>;
export const alarmsNoted = z.strictObject({ alarm_ids: z.array(z.number().int().min(1)).min(1).max(200) });
