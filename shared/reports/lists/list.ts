import type { ProductDictionary } from '../../domain/product-dictionary.ts';
import type { FeedbackTopic } from '../../domain/feedback.ts';
import type { FeedKind, FeeClass, ProductCategory } from '../../domain/rows.ts';
import { addDays, addMonths } from '../../lib/dates.ts';
import type { Day, Month } from '../../lib/dates.ts';
import type { Fen } from '../../lib/money.ts';
import type { CustomerFacts } from '../customer-facts.ts';
import { dayNumber, monthNumber } from '../customer-facts.ts';
import type { SubscriptionFacts } from '../subscription-facts.ts';

/** How a figure of a list is written. */
export type ListFigure =
  'money' | 'difference' | 'minutes' | 'minutesDifference' | 'percent' | 'day' | 'month' | 'months';

export interface ListColumn {
  /** Names the title in the catalogue. */
  key: string;
  figure: ListFigure;
}

/** What a person may set. Money in fen; `percent` of 100. */
export interface ListParameters {
  min?: Fen | undefined;
  max?: Fen | undefined;
  minutes?: number | undefined;
  months?: number | undefined;
  percent?: number | undefined;
  stage?: number | undefined;
  category?: ProductCategory | undefined;
  feeClass?: FeeClass | undefined;
}
export type ListParameter = keyof ListParameters;

/** What a list is of. */
export interface ListFrame {
  /** Months since year 0. */
  month: number;
  /** The first day of the month, and the last that counts: today where the month is the newest. */
  from: number;
  until: number;
}

export function listFrame(month: Month, newest: boolean, today: Day): ListFrame {
  const first = `${month}-01`;
  const until = newest ? today : addDays(`${addMonths(month, 1)}-01`, -1);
  return { month: monthNumber(month), from: dayNumber(first), until: dayNumber(until) };
}

/** One subscription to be looked at, its customer, and its place among the customer's. */
export type Look<T> = (subscription: SubscriptionFacts, customer: CustomerFacts, at: number) => T;

/** Its figures in the order of the columns (NaN: not known), or null: not of the list. */
export type RowPick = Look<readonly number[] | null>;

/** What a list asks besides: its thresholds, and what products are. */
export interface ListAsk {
  frame: ListFrame;
  parameters: ListParameters;
  dictionary: ProductDictionary;
}

/** A list of subscriptions; its words are in the catalogue under its id. */
export interface SubscriptionList {
  readonly group: 'revenue' | 'traffic' | 'anomaly';
  /** `state`: as it is now, because the sources keep no past of it; then nothing is new since last month. */
  readonly period: 'month' | 'state';
  readonly sources: readonly FeedKind[];
  readonly columns: readonly ListColumn[];
  /** By which of the columns it is sorted at first, the largest first. */
  readonly sortBy: number;
  /** What may be set, with what it is at first; undefined: not set. */
  readonly parameters: ListParameters;
  /** Of what the dictionary calls this alone. */
  readonly only?: readonly ProductCategory[];
  /** People write why. */
  readonly feedback?: FeedbackTopic;
  readonly pick: (ask: ListAsk) => RowPick;
}

export const money = (key: string): ListColumn => ({ key, figure: 'money' });
export const difference = (key: string): ListColumn => ({ key, figure: 'difference' });
export const minutes = (key: string): ListColumn => ({ key, figure: 'minutes' });

/** Whether a product, or a plan under which the subscription stands, is of the category; any where none is asked for. */
export function isOfCategory(
  { dictionary, parameters }: ListAsk,
  category: ProductCategory | undefined = parameters.category,
): Look<boolean> {
  if (category === undefined) return () => true;
  return (subscription, customer, at) => {
    if (dictionary.ofProduct(subscription.product).has(category)) return true;
    const { agreementsFrom, agreementsTo, agreementSubscriptions } = customer;
    for (let i = agreementsFrom; i < agreementsTo; i++) {
      if (agreementSubscriptions[i] === at && dictionary.ofPlan(customer.agreementPlan(i)).has(category))
        return true;
    }
    return false;
  };
}
