import { z } from 'zod';
import { CALL_PURPOSES } from './calls.ts';
import { REPORTING_SEGMENTS } from './org-units.ts';
import { PRODUCT_CATEGORIES, SUBSCRIPTION_STATUSES, TRAFFIC_KINDS } from './subscription-kinds.ts';
import type { TrafficKind } from './subscription-kinds.ts';

/** As far back as a rule may look; traffic is kept no longer. */
export const OFFER_MONTHS = 12;
const months = z.int().min(1).max(OFFER_MONTHS);
const side = z.enum(['least', 'most']);

/** One thing that a rule asks of a customer. */
export const offerCondition = z.discriminatedUnion('kind', [
  /** Some live subscription, or the plan of an agreement that goes on, is of the category; or none is. */
  z.strictObject({ kind: z.literal('category'), has: z.boolean(), category: z.enum(PRODUCT_CATEGORIES) }),
  z.strictObject({ kind: z.literal('product'), has: z.boolean(), product: z.string().min(1).max(80) }),
  /** Every one of the newest months: minutes or MB. */
  z.strictObject({
    kind: z.literal('traffic'),
    of: z.enum(TRAFFIC_KINDS),
    months,
    side,
    amount: z.int().min(0).max(9_999_999),
  }),
  /** Every one of the newest months: fen. */
  z.strictObject({ kind: z.literal('revenue'), months, side, amount: z.int().min(0).max(999_999_900) }),
  /** An agreement ends within so many days from today, both included. */
  z.strictObject({ kind: z.literal('agreementEnds'), days: z.int().min(0).max(730) }),
  z.strictObject({ kind: z.literal('noAgreement') }),
  /** The most active status among what is live. */
  z.strictObject({
    kind: z.literal('status'),
    statuses: z.array(z.enum(SUBSCRIPTION_STATUSES)).min(1).max(4),
  }),
  z.strictObject({ kind: z.literal('segment'), segments: z.array(z.enum(REPORTING_SEGMENTS)).min(1).max(5) }),
  z.strictObject({ kind: z.literal('arrears'), has: z.boolean() }),
]);
export type OfferCondition = z.infer<typeof offerCondition>;
export type OfferConditionKind = OfferCondition['kind'];
export const OFFER_CONDITION_KINDS: readonly OfferConditionKind[] = [
  'category',
  'product',
  'traffic',
  'revenue',
  'agreementEnds',
  'noAgreement',
  'status',
  'segment',
  'arrears',
];

export const MOST_OFFER_CONDITIONS = 8;
export const LONGEST_OFFER = 60;
export const LONGEST_REASON = 200;

/** Who is offered what, and why. Its name is kept beside it. */
export const offerRule = z.strictObject({
  /** Rules are asked in this order, the lowest first. */
  rank: z.number(),
  /** Kept, but not asked. */
  off: z.literal(true).optional(),
  offer: z.string().trim().min(1).max(LONGEST_OFFER),
  /** What a call list made from it is for. */
  purpose: z.enum(CALL_PURPOSES),
  /** A sentence with places for the customer's figures, as `{到期日}`. */
  reason: z.string().trim().min(1).max(LONGEST_REASON),
  conditions: z.array(offerCondition).min(1).max(MOST_OFFER_CONDITIONS),
});
export type OfferRule = z.infer<typeof offerRule>;

/** What a reason may speak of. Each comes from the condition that asks for it; the product everybody has. */
export const OFFER_PLACES = [
  'product',
  'agreementEnd',
  'daysLeft',
  'revenue',
  ...TRAFFIC_KINDS,
] as const satisfies readonly (string | TrafficKind)[];
export type OfferPlace = (typeof OFFER_PLACES)[number];

/** How a place is written; a reason written in one language is read in the other too. */
const NAMES: Record<OfferPlace, readonly string[]> = {
  product: ['产品', 'product'],
  agreementEnd: ['到期日', 'agreement end'],
  daysLeft: ['剩余天数', 'days left'],
  revenue: ['月均收入', 'monthly revenue'],
  localMinutes: ['月均本地分钟', 'local minutes'],
  longDistanceMinutes: ['月均长途分钟', 'long-distance minutes'],
  internationalMinutes: ['月均国际分钟', 'international minutes'],
  megabytes: ['月均流量', 'data volume'],
};
export const placeNames = (place: OfferPlace): readonly string[] => NAMES[place];

const placeOf = (name: string): OfferPlace | undefined =>
  OFFER_PLACES.find((place) => NAMES[place].includes(name));

/** Whether a condition is about what the place says. */
export function tellsOf(condition: OfferCondition, place: OfferPlace): boolean {
  switch (condition.kind) {
    case 'agreementEnds':
      return place === 'agreementEnd' || place === 'daysLeft';
    case 'revenue':
      return place === 'revenue';
    case 'traffic':
      return place === condition.of;
    default:
      return false;
  }
}

const IN_BRACES = /\{([^{}]*)\}/g;

/** What stands in braces in a reason and could never be filled in: no place, or nothing asks for its figure. */
export const unknownPlaces = (reason: string, conditions: readonly OfferCondition[]): string[] =>
  Array.from(reason.matchAll(IN_BRACES), ([, name]) => name!).filter((name) => {
    const place = placeOf(name);
    if (place === undefined) return true;
    return place !== 'product' && !conditions.some((condition) => tellsOf(condition, place));
  });

/** The reason with its places filled; what is no place stays as it is. */
export const filledReason = (reason: string, textOf: (place: OfferPlace) => string): string =>
  reason.replaceAll(IN_BRACES, (whole, name: string) => {
    const place = placeOf(name);
    return place === undefined ? whole : textOf(place);
  });
