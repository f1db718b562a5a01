import { z } from 'zod';

/** `GET /server/v1/info`, open to anybody: what a client must know before anybody has signed in. */
export const serverInfo = z.object({
  name: z.literal('channeldesk'),
  version: z.string(),
  protocol: z.number().int(),
  test_environment: z.boolean(),
  /** Whether the store holds demo data. */
  demo: z.boolean(),
  server_time: z.string(),
});
export type ServerInfo = z.infer<typeof serverInfo>;
