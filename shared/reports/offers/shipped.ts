import type { CallPurpose } from '../../domain/calls.ts';
import type { OfferCondition } from '../../domain/offer-rules.ts';

/** A rule that the product begins with; its name, offer and reason are in the catalogue under its id. */
export interface ShippedOffer {
  purpose: CallPurpose;
  conditions: readonly OfferCondition[];
}

const IN_SERVICE: OfferCondition = { kind: 'status', statuses: ['IN_SERVICE'] };
const NO_FLAT_RATE: OfferCondition = { kind: 'category', has: false, category: 'FLAT_RATE' };

/** In the order in which they are asked. */
export const SHIPPED_OFFERS = {
  renewal: {
    purpose: 'RENEWAL',
    conditions: [{ kind: 'agreementEnds', days: 60 }, IN_SERVICE],
  },
  zeroCharge: {
    purpose: 'ZERO_CHARGE',
    conditions: [IN_SERVICE, { kind: 'revenue', months: 2, side: 'most', amount: 0 }],
  },
  businessFlatRate: {
    purpose: 'CUSTOM',
    conditions: [
      IN_SERVICE,
      { kind: 'segment', segments: ['KEY_ACCOUNT', 'BUSINESS'] },
      NO_FLAT_RATE,
      { kind: 'category', has: false, category: 'BUSINESS_FLAT_RATE' },
      { kind: 'revenue', months: 6, side: 'least', amount: 10_000 },
    ],
  },
  longDistance: {
    purpose: 'CUSTOM',
    conditions: [
      IN_SERVICE,
      NO_FLAT_RATE,
      { kind: 'category', has: false, category: 'PAY_PHONE' },
      { kind: 'category', has: false, category: 'IC_CARD' },
      { kind: 'traffic', of: 'longDistanceMinutes', months: 3, side: 'least', amount: 60 },
    ],
  },
  bundle: {
    purpose: 'CUSTOM',
    conditions: [
      IN_SERVICE,
      { kind: 'category', has: true, category: 'BROADBAND' },
      NO_FLAT_RATE,
      { kind: 'traffic', of: 'localMinutes', months: 3, side: 'least', amount: 100 },
    ],
  },
  broadband: {
    purpose: 'CUSTOM',
    conditions: [
      IN_SERVICE,
      { kind: 'category', has: true, category: 'FIXED_LINE' },
      { kind: 'category', has: false, category: 'BROADBAND' },
      { kind: 'revenue', months: 3, side: 'least', amount: 5_000 },
    ],
  },
} as const satisfies Record<string, ShippedOffer>;
