export { hasFigure, offerSources } from './condition.ts';
export type { OfferAsk } from './condition.ts';
export { offerFold } from './offer-fold.ts';
export type { OfferMatches } from './offer-fold.ts';
export { SHIPPED_OFFERS } from './shipped.ts';
export type { ShippedOffer } from './shipped.ts';
