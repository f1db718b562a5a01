import { offerCondition, unknownPlaces } from '../../../shared/domain/offer-rules.ts';
import type { OfferCondition, OfferConditionKind, OfferRule } from '../../../shared/domain/offer-rules.ts';
import { newId } from '../../data/new-id.ts';
import { firstRank } from './offers.ts';
import type { Offer } from './offers.ts';

/** A rule while it is written; a number that is not filled in is NaN. */
export interface RuleDraft {
  id: string;
  isNew: boolean;
  name: string;
  rule: OfferRule;
}

export const draftOf = ({ id, name, rule }: Offer): RuleDraft => ({ id, isNew: false, name, rule });

/** A new rule is asked before all others: whoever writes it wants to see whom it finds. */
export const newDraft = (offers: readonly Offer[]): RuleDraft => ({
  id: newId(),
  isNew: true,
  name: '',
  rule: {
    rank: firstRank(offers),
    offer: '',
    purpose: 'CUSTOM',
    reason: '',
    conditions: [{ kind: 'status', statuses: ['IN_SERVICE'] }],
  },
});

/** What a condition of a kind begins with. */
export function freshCondition(kind: OfferConditionKind): OfferCondition {
  switch (kind) {
    case 'category':
      return { kind, has: true, category: 'BROADBAND' };
    case 'product':
      return { kind, has: true, product: '' };
    case 'traffic':
      return { kind, of: 'localMinutes', months: 3, side: 'least', amount: Number.NaN };
    case 'revenue':
      return { kind, months: 3, side: 'least', amount: Number.NaN };
    case 'agreementEnds':
      return { kind, days: 60 };
    case 'noAgreement':
      return { kind };
    case 'status':
      return { kind, statuses: ['IN_SERVICE'] };
    case 'segment':
      return { kind, segments: ['BUSINESS'] };
    case 'arrears':
      return { kind, has: false };
  }
}

export interface DraftFaults {
  name?: 'name' | 'nameTaken';
  offer?: true;
  reason?: true;
  /** In braces in the reason, and no condition tells it. */
  places?: string[];
  noConditions?: true;
  /** Places of conditions that are not complete. */
  conditions: ReadonlySet<number>;
}

/** What keeps a draft from being saved. */
export function faultsOf({ id, name, rule }: RuleDraft, offers: readonly Offer[]): DraftFaults {
  const { offer, reason, conditions } = rule;
  const wanted = name.trim();
  const unknown = unknownPlaces(reason, conditions);
  const incomplete = conditions.flatMap((one, i) => (offerCondition.safeParse(one).success ? [] : [i]));
  return {
    ...(wanted === '' && { name: 'name' as const }),
    ...(offers.some((other) => other.id !== id && other.name === wanted) && { name: 'nameTaken' as const }),
    ...(offer.trim() === '' && { offer: true as const }),
    ...(reason.trim() === '' && { reason: true as const }),
    ...(unknown.length > 0 && { places: unknown }),
    ...(conditions.length === 0 && { noConditions: true as const }),
    conditions: new Set(incomplete),
  };
}

export const isFaultless = ({ conditions, ...others }: DraftFaults): boolean =>
  conditions.size === 0 && Object.keys(others).length === 0;
