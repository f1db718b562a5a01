import { z } from 'zod';

/** What the operator of a server decides for everybody who works with it, in whatever browser. */
export const clientPolicy = z.object({
  /** Name, number and time over every screen. */
  watermark: z.boolean(),
  /** Null: each person chooses. */
  lock_after_minutes: z.number().int().nullable(),
  /** The key of what lies on a machine is kept under the password alone. */
  password_at_start: z.boolean(),
});
export type ClientPolicy = z.infer<typeof clientPolicy>;

export const NO_POLICY: ClientPolicy = {
  watermark: false,
  lock_after_minutes: null,
  password_at_start: false,
};

/** `GET /server/v1/info`, open to anybody: what a client must know before anybody has signed in. */
export const serverInfo = z.object({
  name: z.literal('channeldesk'),
  version: z.string(),
  protocol: z.number().int(),
  test_environment: z.boolean(),
  /** Whether the store holds demo data. */
  demo: z.boolean(),
  server_time: z.string(),
  /** A server of an earlier version says nothing of it. */
  policy: clientPolicy.default(NO_POLICY),
});
export type ServerInfo = z.infer<typeof serverInfo>;
