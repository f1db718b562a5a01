import type { TrafficKind } from '../../domain/rows.ts';
import { TRAFFIC_KINDS } from '../../domain/rows.ts';
import type { CustomerFacts } from '../customer-facts.ts';
import { NONE } from '../customer-facts.ts';
import type { SubscriptionFacts } from '../subscription-facts.ts';

/** Stands for a figure that is not known. */
export const UNKNOWN = Number.NaN;
export const orUnknown = (figure: number | null): number => figure ?? UNKNOWN;

/** A month of something less the month before it. */
export const change = (of: (month: number) => number | null, month: number): number =>
  orUnknown(of(month)) - orUnknown(of(month - 1));

const MONTHS_BEFORE = 3;

/** Of the three months before, in whole units; unknown unless all three are known. */
export function meanBefore(of: (month: number) => number | null, month: number): number {
  let sum = 0;
  for (let back = 1; back <= MONTHS_BEFORE; back++) sum += orUnknown(of(month - back));
  return Math.round(sum / MONTHS_BEFORE);
}

/** How far a month is from the mean of the three before, in whole percent of it; unknown without a mean. */
export const percentOf = (difference: number, mean: number): number =>
  mean > 0 ? Math.round((difference / mean) * 100) : UNKNOWN;

/** A month after the last of the customer's ledger has no fee row: nothing was used. */
const isBeyond = ({ lastMonth }: CustomerFacts, month: number): boolean =>
  lastMonth === NONE || month > lastMonth;

/** Traffic of a kind; 0 where the month has no row any more, null where the source does not tell. */
export const used = (
  subscription: SubscriptionFacts,
  customer: CustomerFacts,
  kind: TrafficKind,
  month: number,
): number | null => (isBeyond(customer, month) ? 0 : subscription.trafficIn(kind, month));

/** What was charged; 0 where the month has no row any more. */
export const charged = (
  subscription: SubscriptionFacts,
  customer: CustomerFacts,
  month: number,
): number | null => (isBeyond(customer, month) ? 0 : subscription.revenueIn(month));

/** Whether anything at all was used; null where one kind is not told. */
export function isSilent(
  subscription: SubscriptionFacts,
  customer: CustomerFacts,
  month: number,
): boolean | null {
  let silent = true;
  for (const kind of TRAFFIC_KINDS) {
    const traffic = used(subscription, customer, kind, month);
    if (traffic === null) return null;
    if (traffic !== 0) silent = false;
  }
  return silent;
}

/** The furthest that is looked back, in months. */
export const YEAR = 12;

/** For how many months in a row up to `month` something holds, at most twelve. */
export function monthsInARow(holds: (month: number) => boolean, month: number): number {
  let months = 0;
  while (months < YEAR && holds(month - months)) months++;
  return months;
}
