import { z } from 'zod';
import { AUDIT_KINDS } from '../domain/audit.ts';
import { MENU_ICONS, MENU_PARTS } from '../domain/menus.ts';
import { CHANNELS, UNIT_KINDS } from '../domain/org-units.ts';
import { PERMISSIONS, ROLE_LEVELS } from '../domain/permissions.ts';
import { HANGING } from '../domain/unit-rules.ts';
import { isDay } from '../lib/dates.ts';

/** Administration 系统管理, `/admin/v1/...`: online only. An administrator reaches his unit and what lies below it. */
const key = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9_-]{1,64}$/);
const title = z.string().trim().min(1).max(60);
const day = z.string().refine(isDay, 'not a day');
export const staffNo = z.string().trim().min(1).max(32);
const unitCode = z.string().trim().min(1).max(64);
export const page = {
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
};

// Roles and menus ------------------------------------------------------------------------------------------------

export const roleFields = z.strictObject({
  /** Null: a role that is not there yet. */
  role_key: key.nullable(),
  title,
  level: z.enum(ROLE_LEVELS),
  permissions: z.array(z.enum(PERMISSIONS)).max(PERMISSIONS.length),
  menu: z.array(key).max(100),
});
export type RoleFields = z.infer<typeof roleFields>;

export const roleRow = z.object({
  role_key: z.string(),
  title: z.string(),
  level: z.enum(ROLE_LEVELS),
  permissions: z.array(z.string()),
  menu: z.array(z.string()),
  shipped: z.boolean(),
  is_local: z.boolean(),
  owner_unit: z.string().nullable(),
  holders: z.number().int(),
  may_edit: z.boolean(),
});
export type RoleRow = z.infer<typeof roleRow>;
export const rolesResponse = z.object({ roles: z.array(roleRow) });
export const roleSaved = z.object({ role_key: z.string() });
export const roleRemoval = z.strictObject({ role_key: key });

/** Where an item leads: a screen of the product, or an address elsewhere. */
export const menuTarget = z
  .string()
  .trim()
  .max(300)
  .regex(/^(\/[a-z0-9/-]*|https:\/\/[a-zA-Z0-9.-]+(:\d{1,5})?([/?#]\S*)?)$/, 'a screen or an https address');

export const menuFields = z.strictObject({
  menu_key: key,
  name: z.string().trim().max(40),
  name_en: z.string().trim().max(40).default(''),
  icon: z.enum(MENU_ICONS),
  part: z.enum(MENU_PARTS),
  target: menuTarget,
  shown: z.boolean().default(true),
  /** Roles that show it; absent: as they do now. */
  roles: z.array(key).max(300).optional(),
});
export type MenuFields = z.infer<typeof menuFields>;

/** In the order in which they are to stand. A shipped item that is left out stays; one of an administrator goes. */
export const menuSave = z.strictObject({
  items: z.array(menuFields).max(100),
  hosts: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^[a-z0-9.-]{1,190}(:\d{1,5})?$/),
    )
    .max(50),
  /** Of the menu that was changed: what somebody else has saved since is not overwritten. Absent: whatever it is. */
  version: z.string().max(64).optional(),
});
export type MenuSave = z.infer<typeof menuSave>;
export const menuRow = menuFields.extend({
  icon: z.string(),
  target: z.string(),
  shipped: z.boolean(),
  name_en: z.string(),
  shown: z.boolean(),
  roles: z.array(z.string()),
});
export type MenuRow = z.infer<typeof menuRow>;
export const menuResponse = z.object({
  items: z.array(menuRow),
  hosts: z.array(z.string()),
  version: z.string(),
  may_edit: z.boolean(),
});
export type MenuResponse = z.infer<typeof menuResponse>;

// People -----------------------------------------------------------------------------------------------------------

export const heldRole = z.object({
  role: z.string(),
  title: z.string(),
  unit_code: z.string(),
  unit_name: z.string(),
  channel: z.enum(CHANNELS).nullable(),
  from_day: z.string().nullable(),
  to_day: z.string().nullable(),
});
export type HeldRole = z.infer<typeof heldRole>;

export const personRow = z.object({
  staff_no: z.string(),
  name: z.string(),
  disabled: z.boolean(),
  has_password: z.boolean(),
  is_local: z.boolean(),
  roles: z.array(heldRole),
});
export type PersonRow = z.infer<typeof personRow>;

export const peopleQuery = z.object({
  search: z.string().trim().max(64).default(''),
  unit_code: unitCode.optional(),
  ...page,
});
export const peopleResponse = z.object({ people: z.array(personRow), total: z.number().int() });

const grant = { role: key, unit_code: unitCode, channel: z.enum(CHANNELS).nullable() };
export const personChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ADD'), staff_no: staffNo, name: title, ...grant }),
  z.strictObject({ kind: z.literal('RENAME'), staff_no: staffNo, name: title }),
  z.strictObject({ kind: z.literal('DISABLE'), staff_no: staffNo }),
  z.strictObject({ kind: z.literal('ENABLE'), staff_no: staffNo }),
  z.strictObject({
    kind: z.literal('GIVE'),
    staff_no: staffNo,
    ...grant,
    from_day: day.optional(),
    to_day: day.optional(),
  }),
  z.strictObject({ kind: z.literal('TAKE'), staff_no: staffNo, ...grant, from_day: day.optional() }),
]);
export type PersonChange = z.infer<typeof personChange>;

export const passwordReset = z.strictObject({ staff_no: staffNo });
/** Shown once, to be told to the person; the server keeps its hash alone. */
export const passwordIssued = z.object({ password: z.string() });

/** Each costs the server some time; more are asked for in several requests. */
export const MOST_PASSWORDS = 25;
export const passwordsWanted = z.strictObject({ staff_nos: z.array(staffNo).min(1).max(MOST_PASSWORDS) });
export const passwordHandedOut = z.object({ staff_no: z.string(), name: z.string(), password: z.string() });
export type PasswordHandedOut = z.infer<typeof passwordHandedOut>;
/** Of those who had none; the others keep theirs. */
export const passwordsHandedOut = z.object({ handed_out: z.array(passwordHandedOut) });

export const importRow = z.strictObject({
  staff_no: z.string().trim().max(64),
  name: z.string().trim().max(100),
  role: z.string().trim().max(100),
  unit_code: z.string().trim().max(64),
});
export type ImportRow = z.infer<typeof importRow>;
export const peopleImport = z.strictObject({
  file: z.string().trim().max(200),
  rows: z.array(importRow).min(1).max(5000),
  /** `ALL`: nothing where a row is rejected. */
  take: z.enum(['NOTHING', 'GOOD', 'ALL']),
});
export type PeopleImport = z.infer<typeof peopleImport>;

export const IMPORT_VERDICTS = ['NEW', 'CHANGED', 'UNCHANGED', 'REJECTED'] as const;
export const IMPORT_REASONS = [
  'NO_STAFF_NO',
  'NO_NAME',
  'UNKNOWN_ROLE',
  'UNKNOWN_UNIT',
  'NOT_YOURS',
  'WRONG_LEVEL',
  'OWN_ROLES',
  'DISABLED',
  'REPEATED',
  'TWO_NAMES',
] as const;
export type ImportReason = (typeof IMPORT_REASONS)[number];
export const importVerdict = z.object({
  verdict: z.enum(IMPORT_VERDICTS),
  reason: z.enum(IMPORT_REASONS).nullable(),
});
export type ImportVerdict = z.infer<typeof importVerdict>;
/** One verdict for each row, in their order. `applied`: rows that were written. */
export const importResponse = z.object({
  verdicts: z.array(importVerdict),
  applied: z.number().int(),
  /** Staff numbers of rows that can be written, or were, whose people cannot sign in yet. */
  without_password: z.array(z.string()),
});
export type ImportResponse = z.infer<typeof importResponse>;

export const handover = z.strictObject({
  from_staff_no: staffNo,
  to_staff_no: staffNo,
  disable: z.boolean(),
});
export const handoverResponse = z.object({
  communities: z.array(z.object({ unit_code: z.string(), name: z.string() })),
  customers: z.number().int(),
  follow_ups: z.number().int(),
  in_arrears: z.number().int(),
  complaints: z.number().int(),
});
export type HandoverResponse = z.infer<typeof handoverResponse>;

// Units ------------------------------------------------------------------------------------------------------------

export const unitChange = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ADD'),
    unit_code: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9_-]{1,40}$/),
    name: title,
    parent_code: unitCode,
    unit_kind: z.enum(UNIT_KINDS),
    channel: z.enum(CHANNELS).nullable(),
    billing_area: z.string().trim().max(40).nullable(),
  }),
  z.strictObject({ kind: z.literal('RENAME'), unit_code: unitCode, name: title }),
  z.strictObject({ kind: z.literal('MOVE'), unit_code: unitCode, parent_code: unitCode }),
  z.strictObject({ kind: z.literal('RETIRE'), unit_code: unitCode }),
  z.strictObject({ kind: z.literal('REVIVE'), unit_code: unitCode }),
]);
export type UnitChange = z.infer<typeof unitChange>;

const reached = z.object({ staff_no: z.string(), name: z.string(), communities: z.number().int() });

/** What lies at the unit and below, and whose communities a move changes. */
export const unitPreview = z.object({
  /** Below it. */
  units: z.number().int(),
  communities: z.number().int(),
  customers: z.number().int(),
  /** Who holds a role at the unit or below. */
  people: z.number().int(),
  /** Cabinet rules that lead there. */
  rules: z.number().int(),
  /** Open requests that concern a community there. */
  requests: z.number().int(),
  groups: z.number().int(),
  gain: z.array(reached),
  lose: z.array(reached),
  /** What keeps it from being retired; empty for any other change. */
  hanging: z.array(z.enum(HANGING)),
});
export type UnitPreview = z.infer<typeof unitPreview>;

// Audit ------------------------------------------------------------------------------------------------------------

export const auditQuery = z.object({
  kind: z.enum(AUDIT_KINDS).optional(),
  /** Part of a staff number, a name or what it was done to. */
  search: z.string().trim().max(64).default(''),
  from_day: day.optional(),
  to_day: day.optional(),
  /** Older than this entry; absent: from the newest. */
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(5000).default(200),
});
export type AuditQuery = z.infer<typeof auditQuery>;
export const auditRow = z.object({
  event_id: z.number().int(),
  at: z.string(),
  kind: z.string(),
  actor: z.string(),
  actor_name: z.string(),
  device_id: z.string().nullable(),
  unit_name: z.string().nullable(),
  subject: z.string(),
  detail: z.record(z.string(), z.unknown()),
});
export type AuditRow = z.infer<typeof auditRow>;
export const auditResponse = z.object({ events: z.array(auditRow), more: z.boolean() });
