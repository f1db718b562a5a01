import { z } from 'zod';
import { page, staffNo } from './administration.ts';

/** Devices 设备: the machines that hold customers. They tell how they stand; an administrator reads it and takes them back. */
export const DEVICE_EDITIONS = ['DESKTOP', 'BROWSER'] as const;
export const DEVICE_SYSTEMS = ['WINDOWS', 'MACOS', 'LINUX', 'ANDROID', 'IOS', 'OTHER'] as const;
export type DeviceSystem = (typeof DEVICE_SYSTEMS)[number];

const count = z.number().int().min(0);
/** Kinds of rows by their names; a newer client may have kinds that this server does not know. */
const held = z
  .record(z.string().regex(/^[A-Za-z]{1,40}$/), count)
  .refine((kinds) => Object.keys(kinds).length <= 64, 'too many kinds');

/** What a device says of itself after a sync: counts and versions. Nothing else fits in, above all no name of anybody. */
export const deviceReport = z.strictObject({
  version: z.string().regex(/^[\w.+-]{1,40}$/),
  edition: z.enum(DEVICE_EDITIONS).optional(),
  system: z.enum(DEVICE_SYSTEMS).optional(),
  /** Of the last checkpoint that agreed with the server. */
  rows: count,
  held: held.optional(),
  /** Edits that the server has not answered, and those that it refused and the person has not looked after. */
  waiting: count,
  attention: count.optional(),
  verified_at: z.iso.datetime({ offset: true }).nullable().optional(),
});
export type DeviceReport = z.infer<typeof deviceReport>;

/** In one request; who has more sends several. */
export const MOST_REMAINS = 500;
/**
 * Edits that the server had refused, as they were written: kept before the device erases itself. An edit that is sent
 * again is kept once, by its uid.
 */
export const deviceRemains = z.strictObject({
  edits: z.array(z.looseObject({ uid: z.string().min(1).max(64) })).max(MOST_REMAINS),
});
export type RemainingEdit = z.infer<typeof deviceRemains>['edits'][number];
export const deviceErased = z.strictObject({ rows: count });

export const deviceRow = z.object({
  staff_no: z.string(),
  staff_name: z.string(),
  device_id: z.string(),
  name: z.string(),
  first_seen_at: z.string(),
  last_seen_at: z.string(),
  /** When it last told how it stands; null: never, as those of older versions. */
  reported_at: z.string().nullable(),
  version: z.string().nullable(),
  edition: z.enum(DEVICE_EDITIONS).nullable(),
  system: z.enum(DEVICE_SYSTEMS).nullable(),
  rows_held: z.number().int().nullable(),
  held: z.record(z.string(), z.number().int()),
  waiting: z.number().int().nullable(),
  attention: z.number().int().nullable(),
  verified_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
  erased_at: z.string().nullable(),
  rescued: z.number().int(),
  /** Refused edits that were kept when it was taken back. */
  remains: z.number().int(),
});
export type DeviceRow = z.infer<typeof deviceRow>;
export const devicesQuery = z.object({ search: z.string().trim().max(64).default(''), ...page });
export const devicesResponse = z.object({ devices: z.array(deviceRow), total: z.number().int() });
export const deviceChoice = z.strictObject({ staff_no: staffNo, device_id: z.string().min(1).max(64) });
