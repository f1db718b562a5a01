import { z } from 'zod';

/**
 * Cabinet rules 交接箱维护, `/cabinets/v1/...`: which cabinet and number range lead to which community. A change is
 * previewed before it is saved; saving moves nobody unless asked to, and then as a batch of the adjustment log.
 */
const code = z.string().trim().min(1).max(64);
/** Digits, perhaps written with dashes: `0771-5500000`. Empty at both ends: any number. */
const rangeEnd = z
  .string()
  .trim()
  .max(32)
  .regex(/^[0-9 -]*$/, 'digits only');

export const cabinetRuleFields = z
  .object({
    cabinet: code,
    billing_area: code,
    range_from: rangeEnd,
    range_to: rangeEnd,
    community_code: z.string().min(1).max(64).nullable(),
  })
  .refine((rule) => (rule.range_from === '') === (rule.range_to === ''), 'a range has two ends or none')
  .refine(
    (rule) => rule.range_from === '' || digitsOf(rule.range_from) <= digitsOf(rule.range_to),
    'the range ends before it begins',
  );
export type CabinetRuleFields = z.infer<typeof cabinetRuleFields>;

const digitsOf = (written: string): bigint => BigInt(written.replace(/[^0-9]/g, '') || '0');

export const cabinetRule = z.object({
  rule_id: z.number().int(),
  cabinet: z.string(),
  billing_area: z.string(),
  range_from: z.string(),
  range_to: z.string(),
  community_code: z.string().nullable(),
  community_name: z.string().nullable(),
  /** Changed on a screen, so that a file reports a difference and does not overwrite it. */
  is_local: z.boolean(),
  may_edit: z.boolean(),
});
export type CabinetRuleRow = z.infer<typeof cabinetRule>;

export const cabinetRulesQuery = z.object({
  /** Part of a cabinet, an area, a community's name or code, or a number that the range holds. */
  search: z.string().trim().max(64).default(''),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(20_000).default(100),
});
export const cabinetRulesResponse = z.object({
  rules: z.array(cabinetRule),
  total: z.number().int(),
});
export type CabinetRulesResponse = z.infer<typeof cabinetRulesResponse>;

export const cabinetChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ADD'), rule: cabinetRuleFields }),
  z.object({ kind: z.literal('CHANGE'), rule_id: z.number().int(), rule: cabinetRuleFields }),
  z.object({ kind: z.literal('RETIRE'), rule_id: z.number().int() }),
]);
export type CabinetChange = z.infer<typeof cabinetChange>;

/** Who would be matched elsewhere than he is once the change is saved, and was not before. */
export const cabinetPreview = z.object({
  elsewhere: z.number().int(),
  /** Of those: outside the caller's reach, or in another local network than where they match, who are not named. */
  out_of_scope: z.number().int(),
  /** Locked; put where they are by a person; the rest, who would move if asked to. */
  locked: z.number().int(),
  placed_by_people: z.number().int(),
  movable: z.number().int(),
  sample: z.array(
    z.object({
      customer_code: z.string(),
      name: z.string(),
      from_name: z.string(),
      to_name: z.string(),
      why_not: z.enum(['LOCKED', 'PLACED_BY_PEOPLE']).nullable(),
    }),
  ),
});
export type CabinetPreview = z.infer<typeof cabinetPreview>;

export const cabinetSave = z.object({ change: cabinetChange, move: z.boolean() });
export const cabinetSaved = z.object({
  moved: z.number().int(),
  batch_id: z.string().nullable(),
});
export type CabinetSaved = z.infer<typeof cabinetSaved>;
