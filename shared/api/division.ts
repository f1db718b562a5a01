import { z } from 'zod';
import { DIVISION_REFUSALS } from '../domain/division.ts';
import { CHANNELS, REPORTING_SEGMENTS } from '../domain/org-units.ts';
import { isMonth } from '../lib/dates.ts';

/**
 * Division of new customers, `/division/v1/...`. It is done online by people in offices: what is asked here is read
 * from the server at that moment, and the server decides. Sheets are made and read by the client.
 */
export const month = z.string().refine(isMonth, 'not a month');
export const monthParams = z.object({ month });

/** More rows than that are refused before they are looked at. */
export const MAX_SHEET_ROWS = 20_000;

const centreProgress = z.object({
  unit_code: z.string(),
  name: z.string(),
  new_customers: z.number().int(),
  in_community: z.number().int(),
  in_pool: z.number().int(),
  /** The departments that confirm for this billing area; absent where the centre has none of a channel. */
  confirmations: z.array(
    z.object({
      department_code: z.string(),
      name: z.string(),
      channel: z.enum(CHANNELS),
      confirmed_by: z.string().nullable(),
      confirmed_at: z.string().nullable(),
      /** Whether the caller may confirm it, or take his confirmation back. */
      mine: z.boolean(),
    }),
  ),
});
export type CentreProgress = z.infer<typeof centreProgress>;

export const periodResponse = z.object({
  month,
  state: z.enum(['NOT_YET', 'OPEN', 'ENDED']),
  first_day: z.string(),
  last_day: z.string(),
  /** Milliseconds until the window closes; null where it is not open. */
  closes_in: z.number().int().nullable(),
  /** `locked` were found in pools that the reader reads. */
  closed: z.object({ at: z.string(), by: z.string(), locked: z.number().int() }).nullable(),
  new_customers: z.number().int(),
  in_community: z.number().int(),
  /** Those who will be locked (or were) unless somebody divides them. */
  in_pool: z.number().int(),
  centres: z.array(centreProgress),
  newest_sheet: z.object({ made_at: z.string(), made_by: z.string() }).nullable(),
  batches: z.number().int(),
  server_time: z.string(),
});
export type PeriodResponse = z.infer<typeof periodResponse>;

/** A new customer of the period. `version` is its newest entry in the adjustment log. */
const dividedCustomer = z.object({
  customer_code: z.string(),
  name: z.string(),
  billing_account_number: z.string(),
  access_number: z.string(),
  product: z.string(),
  installation_address: z.string(),
  billing_area: z.string(),
  first_seen_on: z.string(),
  community_code: z.string(),
  community_name: z.string(),
  in_pool: z.boolean(),
  responsible_unit: z.string(),
  reporting_segment: z.enum(REPORTING_SEGMENTS),
  placement: z.record(z.string(), z.unknown()),
  locked_until: z.string().nullable(),
  version: z.number().int(),
});
export type DividedCustomerRow = z.infer<typeof dividedCustomer>;
export const periodCustomersResponse = z.object({ customers: z.array(dividedCustomer) });

/** Where the caller may send customers of this period: what the sheet offers as a list. */
const target = z.object({
  community_code: z.string(),
  name: z.string(),
  is_pool: z.boolean(),
  department_name: z.string(),
  billing_area: z.string().nullable(),
});
export type DivisionTargetRow = z.infer<typeof target>;

/** A sheet that goes out. `row_key` names its row here for good, whatever happens to the other cells. */
export const sheetResponse = z.object({
  sheet_id: z.string(),
  month,
  made_at: z.string(),
  rows: z.array(dividedCustomer.extend({ row_key: z.string() })),
  targets: z.array(target),
});
export type SheetResponse = z.infer<typeof sheetResponse>;

/** One row as it stands in the sheet that came back. `community` is what the cell says: a code or a name. */
export const sheetRow = z.object({
  line: z.number().int().min(1),
  row_key: z.string().max(64).nullable(),
  version: z.number().int().nullable(),
  customer_code: z.string().max(64),
  community: z.string().max(128),
  segment: z.string().max(64),
});
export type SheetRow = z.infer<typeof sheetRow>;

export const sheetImport = z.object({
  file_name: z.string().min(1).max(200),
  rows: z.array(sheetRow).min(1).max(MAX_SHEET_ROWS),
  /** Lines changed by somebody since the export, on which the person chose the sheet's value nevertheless. */
  take_sheet: z.array(z.number().int()).max(MAX_SHEET_ROWS).default([]),
});
export type SheetImport = z.infer<typeof sheetImport>;

const place = z.object({ community_name: z.string(), responsible_unit: z.string(), segment: z.string() });

export const checkedRow = z.object({
  line: z.number().int(),
  customer_code: z.string(),
  name: z.string(),
  outcome: z.enum(['ACCEPTED', 'UNCHANGED', 'REJECTED']),
  reason: z.enum(DIVISION_REFUSALS).nullable(),
  /**
   * What helps to put the reason right: names nearby, the code at export, the day a lock ends, other lines of the
   * customer (`3 4 5`; after ten of them how many more, `+1989`).
   */
  hint: z.string(),
  /** At the export, now, and as the sheet wants it; `by` and `at` tell of the newest change. */
  base: place.nullable(),
  now: place.extend({ by: z.string(), at: z.string() }).nullable(),
  sheet: place,
});
export type CheckedRow = z.infer<typeof checkedRow>;

const sums = { accepted: z.number().int(), unchanged: z.number().int(), rejected: z.number().int() };
export const dryRunResponse = z.object({
  ...sums,
  total: z.number().int(),
  exported_at: z.string().nullable(),
  rows: z.array(checkedRow),
});
export type DryRunResponse = z.infer<typeof dryRunResponse>;

export const applyRequest = sheetImport.extend({
  /** ALL applies only where no row is rejected; GOOD leaves the rejected ones. */
  take: z.enum(['ALL', 'GOOD']),
});
export const applyResponse = dryRunResponse.extend({ batch_id: z.string() });
export type ApplyResponse = z.infer<typeof applyResponse>;

export const batchParams = z.object({ batch_id: z.uuid() });
const batch = z.object({
  batch_id: z.string(),
  kind: z.enum(['DIVISION', 'UNDO', 'RULES']),
  file_name: z.string(),
  made_by: z.string(),
  made_by_name: z.string(),
  made_at: z.string(),
  row_count: z.number().int(),
  moved_count: z.number().int(),
  undone: z.boolean(),
  may_undo: z.boolean(),
});
export type BatchRow = z.infer<typeof batch>;
export const batchesResponse = z.object({ batches: z.array(batch) });

/** `stayed`: customers that somebody has moved since, who are left where they are. */
export const undoResponse = z.object({
  batch_id: z.string(),
  moved: z.number().int(),
  stayed: z.array(z.string()),
});

export const liftRequest = z.object({
  customer_codes: z.array(z.string().min(1).max(64)).min(1).max(1000),
  reason: z.string().trim().min(1).max(500),
});
export const liftResponse = z.object({ lifted: z.number().int() });

export const confirmParams = z.object({ month, department_code: z.string().min(1).max(64) });
