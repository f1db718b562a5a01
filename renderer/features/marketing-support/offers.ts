import type { OfferRule } from '../../../shared/domain/offer-rules.ts';
import { SHIPPED_OFFERS } from '../../../shared/reports/index.ts';
import type { Translate } from '../../i18n/index.ts';
import type { KeptView } from '../saved-views/index.ts';

/** A rule as the person has it. */
export interface Offer {
  id: string;
  name: string;
  rule: OfferRule;
  /** The product brought it; then it can be changed and restored, but not deleted. */
  shipped: boolean;
  /** The person keeps it: his own, or a shipped one that he changed. */
  kept: boolean;
}

type ShippedKey = keyof typeof SHIPPED_OFFERS;
const RANK_STEP = 100;

/** Names a shipped rule among what a person keeps. */
const shippedId = (key: ShippedKey): string => `shipped-${key}`;

/** Shipped rules and those of the person, the one that is asked first first. */
export function offersOf(views: readonly KeptView<'offerRule'>[], t: Translate): Offer[] {
  const kept = new Map(views.map((view) => [view.viewId, view]));
  const shipped = (Object.keys(SHIPPED_OFFERS) as ShippedKey[]).map((key, place): Offer => {
    const id = shippedId(key);
    const own = kept.get(id);
    kept.delete(id);
    if (own !== undefined) return { id, name: own.name, rule: own.definition, shipped: true, kept: true };
    const { purpose, conditions } = SHIPPED_OFFERS[key];
    return {
      id,
      name: t(`offers.shipped.${key}.name`),
      rule: {
        rank: (place + 1) * RANK_STEP,
        offer: t(`offers.shipped.${key}.offer`),
        purpose,
        reason: t(`offers.shipped.${key}.reason`),
        conditions: [...conditions],
      },
      shipped: true,
      kept: false,
    };
  });
  const own = Array.from(kept.values(), ({ viewId, name, definition }): Offer => ({
    id: viewId,
    name,
    rule: definition,
    shipped: false,
    kept: true,
  }));
  return [...shipped, ...own].sort((a, b) => a.rule.rank - b.rule.rank || (a.id < b.id ? -1 : 1));
}

/** The rank of a rule that is to be asked before all others. */
export const firstRank = (offers: readonly Offer[]): number => (offers[0]?.rule.rank ?? 0) - RANK_STEP;

/**
 * The rank that takes a rule one place up (-1) or down (1), so that moving it changes no other; null at the end. Rules
 * of one rank, made on two machines at a time, are passed together.
 */
export function movedRank(offers: readonly Offer[], at: number, step: -1 | 1): number | null {
  const ranks = offers.map(({ rule }) => rule.rank);
  const near = ranks[at + step];
  if (near === undefined) return null;
  let beyond = at + step;
  while (ranks[beyond] === near) beyond += step;
  return (near + (ranks[beyond] ?? near + 2 * step * RANK_STEP)) / 2;
}
