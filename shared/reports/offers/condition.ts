import type { OfferCondition } from '../../domain/offer-rules.ts';
import { REPORTING_SEGMENTS } from '../../domain/org-units.ts';
import type { ProductDictionary } from '../../domain/product-dictionary.ts';
import { FEED_KINDS, SUBSCRIPTION_STATUSES } from '../../domain/rows.ts';
import type { FeedKind, ProductCategory, SubscriptionStatus } from '../../domain/rows.ts';
import type { CustomerFacts } from '../customer-facts.ts';
import { NONE, revenueIn, trafficIn } from '../customer-facts.ts';
import { firstDayOf } from '../lists/revenue-lists.ts';

/** What rules are asked with. */
export interface OfferAsk {
  /** The newest month that analytics delivered, in months since year 0. */
  month: number;
  /** Days since 1970-01-01. */
  today: number;
  dictionary: ProductDictionary;
}

/** Null: not met. Else what the customer's figure is: a day, fen or minutes a month; 0 where there is none to tell. */
export type Meets = (customer: CustomerFacts) => number | null;

/** Whether meeting it comes with a figure of the customer. */
export const hasFigure = ({ kind }: OfferCondition): boolean =>
  kind === 'traffic' || kind === 'revenue' || kind === 'agreementEnds';

export function meets(condition: OfferCondition, ask: OfferAsk): Meets {
  const { today } = ask;
  switch (condition.kind) {
    case 'category':
      return truth((customer) => isOf(customer, condition.category, ask), condition.has);
    case 'product':
      return truth((customer) => hasProduct(customer, condition.product), condition.has);
    case 'traffic':
      return everyMonth(condition, ask, (customer, month) => trafficIn(customer, condition.of, month));
    case 'revenue':
      return everyMonth(condition, ask, revenueIn);
    case 'agreementEnds':
      return (customer) => {
        const end = nextEnd(customer, today);
        return end !== null && end <= today + condition.days ? end : null;
      };
    case 'noAgreement':
      return truth((customer) => nextEnd(customer, today) === null, true);
    case 'status':
      return truth((customer) => condition.statuses.includes(statusOf(customer)), true);
    case 'segment': {
      const segments = condition.segments.map((one) => REPORTING_SEGMENTS.indexOf(one));
      return truth((customer) => segments.includes(customer.reportingSegment), true);
    }
    case 'arrears':
      return truth((customer) => customer.arrearsTo > customer.arrearsFrom, condition.has);
  }
}

const truth =
  (holds: (customer: CustomerFacts) => boolean, wanted: boolean): Meets =>
  (customer) =>
    holds(customer) === wanted ? 0 : null;

/**
 * Every one of the newest months is on the side asked for; the figure is their mean in whole units. A month without a
 * row after the last of the ledger is one of nothing; a month that began before the customer was there, or that the
 * source does not tell, is unknown and meets nothing.
 */
function everyMonth(
  { months, side, amount }: Extract<OfferCondition, { kind: 'traffic' | 'revenue' }>,
  { month }: OfferAsk,
  of: (customer: CustomerFacts, month: number) => number | null,
): Meets {
  const start = firstDayOf(month - months + 1);
  return (customer) => {
    if (customer.liveFrom === NONE || customer.liveFrom > start) return null;
    const { lastMonth } = customer;
    let sum = 0;
    for (let back = 0; back < months; back++) {
      const beyond = lastMonth === NONE || month - back > lastMonth;
      const figure = beyond ? 0 : of(customer, month - back);
      if (figure === null || (side === 'least' ? figure < amount : figure > amount)) return null;
      sum += figure;
    }
    return Math.round(sum / months);
  };
}

/** The first end of an agreement that has not passed; they stand the earliest first. */
function nextEnd(
  { agreementEnds, agreementsFrom, agreementsTo }: CustomerFacts,
  today: number,
): number | null {
  for (let i = agreementsFrom; i < agreementsTo; i++)
    if (agreementEnds[i]! >= today) return agreementEnds[i]!;
  return null;
}

function hasProduct(customer: CustomerFacts, product: string): boolean {
  for (let at = 0; at < customer.subscriptionCount; at++) {
    const subscription = customer.subscription(at);
    if (subscription.isLive && subscription.product === product) return true;
  }
  return false;
}

function isOf(customer: CustomerFacts, category: ProductCategory, { dictionary, today }: OfferAsk): boolean {
  for (let at = 0; at < customer.subscriptionCount; at++) {
    const subscription = customer.subscription(at);
    if (subscription.isLive && dictionary.ofProduct(subscription.product).has(category)) return true;
  }
  for (let i = customer.agreementsFrom; i < customer.agreementsTo; i++) {
    if (customer.agreementEnds[i]! >= today && dictionary.ofPlan(customer.agreementPlan(i)).has(category))
      return true;
  }
  return false;
}

/** The most active status among live subscriptions; terminated where none is live. */
function statusOf(customer: CustomerFacts): SubscriptionStatus {
  if (customer.inService > 0) return SUBSCRIPTION_STATUSES[0];
  let best = SUBSCRIPTION_STATUSES.length - 1;
  for (let at = 0; at < customer.subscriptionCount; at++) {
    const subscription = customer.subscription(at);
    if (subscription.isLive) best = Math.min(best, SUBSCRIPTION_STATUSES.indexOf(subscription.status));
  }
  return SUBSCRIPTION_STATUSES[best]!;
}

const SOURCES: Record<OfferCondition['kind'], readonly FeedKind[]> = {
  category: ['billing_users', 'agreements'],
  product: ['billing_users'],
  traffic: ['bi_fees'],
  revenue: ['bi_fees'],
  agreementEnds: ['agreements'],
  noAgreement: ['agreements'],
  status: ['billing_users'],
  segment: ['billing_users'],
  arrears: ['arrears'],
};

/** Which files answer the conditions, in the order of `FEED_KINDS`. */
export function offerSources(conditions: readonly OfferCondition[]): FeedKind[] {
  const asked = new Set(conditions.flatMap(({ kind }) => SOURCES[kind]));
  return FEED_KINDS.filter((kind) => asked.has(kind));
}
