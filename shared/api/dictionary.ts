import { z } from 'zod';
import { PRODUCT_CATEGORIES } from '../domain/subscription-kinds.ts';

/** The dictionary of products and plans, `/admin/v1/dictionary`: one for the region, kept by its administrators. */
export const DICTIONARY_SUBJECTS = ['PRODUCT', 'PLAN'] as const;
export type DictionarySubject = (typeof DICTIONARY_SUBJECTS)[number];

const fields = {
  of: z.enum(DICTIONARY_SUBJECTS),
  pattern: z.string(),
  category: z.enum(PRODUCT_CATEGORIES),
  retired: z.boolean(),
};

export const dictionaryLine = z.object({
  category_id: z.string(),
  ...fields,
  /** Staff number and moment of the last change; null: as it was shipped. */
  changed_by: z.string().nullable(),
  changed_at: z.string().nullable(),
});
export type DictionaryLine = z.infer<typeof dictionaryLine>;

export const dictionaryResponse = z.object({
  lines: z.array(dictionaryLine),
  names: z.array(z.object({ of: z.enum(DICTIONARY_SUBJECTS), name: z.string(), uses: z.number().int() })),
  may_edit: z.boolean(),
});
export type DictionaryResponse = z.infer<typeof dictionaryResponse>;

/** A line as it is wanted. Out of a sheet its words are whatever somebody wrote, and are judged one by one. */
export const wantedLine = z.strictObject({
  /** Null: the line with these three, or a new one. */
  category_id: z.string().max(64).nullable(),
  of: z.string().trim().max(40),
  pattern: z.string().trim().max(200),
  category: z.string().trim().max(40),
  retired: z.boolean(),
  /** The line as the writer saw it, where he changes one. */
  base: z.strictObject(fields).nullable(),
});
export type WantedLine = z.infer<typeof wantedLine>;

export const MOST_LINES = 2000;
export const dictionarySave = z.strictObject({
  /** Where the lines come from: the name of a workbook, or empty. */
  file: z.string().trim().max(200),
  lines: z.array(wantedLine).min(1).max(MOST_LINES),
  /** False: only judged. */
  apply: z.boolean(),
});
export type DictionarySave = z.infer<typeof dictionarySave>;

export const LINE_VERDICTS = ['NEW', 'CHANGED', 'UNCHANGED', 'REJECTED'] as const;
export const LINE_REASONS = [
  'NO_NAME',
  'UNKNOWN_SUBJECT',
  'UNKNOWN_CATEGORY',
  'DOUBLE',
  'UNKNOWN_LINE',
  'CHANGED_SINCE',
] as const;
export type LineReason = (typeof LINE_REASONS)[number];
export const lineVerdict = z.object({
  verdict: z.enum(LINE_VERDICTS),
  reason: z.enum(LINE_REASONS).nullable(),
});
export type LineVerdict = z.infer<typeof lineVerdict>;

/** One verdict for each line, in their order; `products` and `plans`: uses of names that become something else. */
export const dictionarySaved = z.object({
  verdicts: z.array(lineVerdict),
  applied: z.number().int(),
  names: z.number().int(),
  products: z.number().int(),
  plans: z.number().int(),
});
export type DictionarySaved = z.infer<typeof dictionarySaved>;
