import { z } from 'zod';
import { offerRule } from './offer-rules.ts';

/**
 * What somebody may keep under a name so that it follows him to another machine: per kind the schema of what is kept.
 * A kind more is a line more here; table, mutation and synchronisation carry any of them.
 */
export const SAVED_VIEW_KINDS = {
  /** A filter of the list of customers, as the address bar carries it. `first`: the list opens with it. */
  customers: z.strictObject({ query: z.string().max(4000), first: z.literal(true).optional() }),
  /** A list of subscriptions with its thresholds, as the address bar carries it. */
  lists: z.strictObject({ query: z.string().max(1000) }),
  /** Whom to offer what; one that bears the id of a shipped rule stands in its place. */
  offerRule,
} as const satisfies Record<string, z.ZodType>;

export type SavedViewKind = keyof typeof SAVED_VIEW_KINDS;
export type SavedViewDefinition<K extends SavedViewKind = SavedViewKind> = z.infer<
  (typeof SAVED_VIEW_KINDS)[K]
>;

export const SAVED_VIEW_KIND_NAMES = Object.keys(SAVED_VIEW_KINDS) as [SavedViewKind, ...SavedViewKind[]];

/** What one person may keep in all, and how long one definition may be as JSON. */
export const MOST_SAVED_VIEWS = 200;
export const LONGEST_DEFINITION = 16_000;
export const LONGEST_VIEW_NAME = 60;
