import { z } from 'zod';
import { CHANNELS } from '../domain/org-units.ts';

/** Device and client ids are opaque to the server. */
export const opaqueId = z.string().min(1).max(64);

export const loginRequest = z.object({
  staff_no: z.string().min(1).max(32),
  password: z.string().min(1).max(256),
  device: z.object({ id: opaqueId, name: z.string().max(128) }),
});
export type LoginRequest = z.infer<typeof loginRequest>;

export const refreshRequest = z.object({ refresh_token: z.string().min(1).max(512) });
export const logoutRequest = refreshRequest;
export const passwordRequest = z.object({
  current: z.string().min(1).max(256),
  new: z.string().min(1).max(256),
});

export const grantedRole = z.object({
  role: z.string(),
  title: z.string(),
  unit_code: z.string(),
  unit_name: z.string(),
  channel: z.enum(CHANNELS).nullable(),
  /** Those that a client does not know are of a newer server. */
  permissions: z.array(z.string()),
});
export type GrantedRole = z.infer<typeof grantedRole>;

export const sessionStaff = z.object({
  id: z.string(),
  staff_no: z.string(),
  name: z.string(),
  roles: z.array(grantedRole),
});
export type SessionStaff = z.infer<typeof sessionStaff>;

/** The answer to login and refresh. `expires_in` is the life of the access token in seconds. */
export const sessionResponse = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number().int(),
  staff: sessionStaff,
  /** His password was given to him: until he has changed it he is answered nothing else. */
  must_change_password: z.literal(true).optional(),
});
export type SessionResponse = z.infer<typeof sessionResponse>;
