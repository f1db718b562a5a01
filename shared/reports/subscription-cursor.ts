import { FEE_CLASSES, SUBSCRIPTION_STATUSES, TRAFFIC_KINDS } from '../domain/rows.ts';
import type { FeeClass, SubscriptionStatus, TrafficKind } from '../domain/rows.ts';
import type { Fen } from '../lib/money.ts';
import type { CustomerFacts } from './customer-facts.ts';
import { feeIn, NONE, packedAt, revenueIn, trafficIn } from './customer-facts.ts';
import { isZeroCharge } from './subscription-facts.ts';
import type { SubscriptionFacts } from './subscription-facts.ts';

/** Bits beside the number of the status in `SubscriptionTable.state`. */
export const STATE_MISSING = 4;
export const STATE_ON_REQUEST = 8;

/** Stand for a place in `ownFigures`: it has none, or the customer's are its. */
export const NO_FIGURES = -1;
export const CUSTOMERS_FIGURES = -2;

/** Subscriptions of many customers side by side, or of one: what both sides read by the same code. */
export interface SubscriptionTable {
  id(at: number): string;
  accessNumber(at: number): string;
  product(at: number): string;
  readonly state: ArrayLike<number>;
  readonly activatedOn: ArrayLike<number>;
  readonly terminatedOn: ArrayLike<number>;
  readonly arrearsStage: ArrayLike<number>;
  readonly arrears: ArrayLike<Fen>;
  readonly prepaid: ArrayLike<Fen>;
  readonly openOrders: ArrayLike<number>;
  /** Where in `ownFigures` its own begin: kinds that occur, months of these, totals, then the months of each kind. */
  readonly figures: ArrayLike<number>;
  readonly ownFigures: ArrayLike<number>;
}

/** In front of the totals of `ownFigures`. */
export const OWN_HEAD = 2;
const FEE_KINDS = FEE_CLASSES.length;

/** Shows the subscriptions of a table; whose customer it is must be shown by `customer` at the same time. */
export class SubscriptionCursor implements SubscriptionFacts {
  readonly #customer: CustomerFacts;
  #table: SubscriptionTable;
  #at = 0;

  constructor(customer: CustomerFacts, table: SubscriptionTable) {
    this.#customer = customer;
    this.#table = table;
  }

  show(table: SubscriptionTable, at: number): this {
    this.#table = table;
    this.#at = at;
    return this;
  }

  get subscriptionId(): string {
    return this.#table.id(this.#at);
  }
  get accessNumber(): string {
    return this.#table.accessNumber(this.#at);
  }
  get product(): string {
    return this.#table.product(this.#at);
  }
  get #state(): number {
    return this.#table.state[this.#at]!;
  }
  get status(): SubscriptionStatus {
    return SUBSCRIPTION_STATUSES[this.#state & 3]!;
  }
  get isLive(): boolean {
    return this.status !== 'TERMINATED' && (this.#state & STATE_MISSING) === 0;
  }
  get inService(): boolean {
    return this.status === 'IN_SERVICE' && (this.#state & STATE_MISSING) === 0;
  }
  get onRequest(): boolean {
    return (this.#state & STATE_ON_REQUEST) !== 0;
  }
  get activatedOn(): number {
    return this.#table.activatedOn[this.#at]!;
  }
  get terminatedOn(): number {
    return this.#table.terminatedOn[this.#at]!;
  }
  get arrearsStage(): number {
    return this.#table.arrearsStage[this.#at]!;
  }
  get arrears(): Fen {
    return this.#table.arrears[this.#at]!;
  }
  get prepaid(): Fen {
    return this.#table.prepaid[this.#at]!;
  }
  get openOrders(): number {
    return this.#table.openOrders[this.#at]!;
  }

  revenueIn(month: number): Fen | null {
    const place = this.#table.figures[this.#at]!;
    const { lastMonth, feeMonths } = this.#customer;
    if (place === CUSTOMERS_FIGURES) return revenueIn(this.#customer, month);
    const slot = feeMonths - 1 - (lastMonth - month);
    if (lastMonth === NONE || month > lastMonth || slot < 0) return null;
    return place === NO_FIGURES ? 0 : this.#table.ownFigures[place + OWN_HEAD + slot]!;
  }

  feeIn(feeClass: FeeClass, month: number): Fen | null {
    return this.#table.figures[this.#at] === CUSTOMERS_FIGURES
      ? feeIn(this.#customer, feeClass, month)
      : this.#own(FEE_CLASSES.indexOf(feeClass), month);
  }

  trafficIn(kind: TrafficKind, month: number): number | null {
    return this.#table.figures[this.#at] === CUSTOMERS_FIGURES
      ? trafficIn(this.#customer, kind, month)
      : this.#own(FEE_KINDS + TRAFFIC_KINDS.indexOf(kind), month);
  }

  #own(kind: number, month: number): number | null {
    const { ownFigures, figures } = this.#table;
    const { lastMonth, feeMonths, trafficMonths } = this.#customer;
    const place = figures[this.#at]!;
    const back = lastMonth - month;
    if (lastMonth === NONE || back < 0) return null;
    if (place === NO_FIGURES) return back < (kind < FEE_KINDS ? feeMonths : trafficMonths) ? 0 : null;
    return packedAt(
      {
        kinds: ownFigures[place]!,
        months: ownFigures[place + 1]!,
        items: ownFigures,
        from: place + OWN_HEAD + feeMonths,
      },
      kind,
      back,
    );
  }
}

/**
 * Of the subscriptions in service, how many a month did not charge, and how many the month before. One that was
 * activated since then was not there to be charged in the month before.
 * @param month months since year 0
 * @param monthStart its first day, in days since 1970-01-01
 */
export function zeroChargesOf(
  customer: Pick<CustomerFacts, 'subscriptionCount' | 'subscription'>,
  month: number,
  monthStart: number,
): Pick<CustomerFacts, 'zeroCharge' | 'zeroChargeBefore'> {
  let zeroCharge = 0;
  let zeroChargeBefore = 0;
  for (let at = 0; at < customer.subscriptionCount; at++) {
    const subscription = customer.subscription(at);
    if (isZeroCharge(subscription, month)) zeroCharge++;
    if (subscription.activatedOn < monthStart && isZeroCharge(subscription, month - 1)) zeroChargeBefore++;
  }
  return { zeroCharge, zeroChargeBefore };
}
