import type { CustomerFacts, SubscriptionFacts, SubscriptionTable } from '../../../shared/reports/index.ts';
import { SubscriptionCursor } from '../../../shared/reports/index.ts';
import type { IndexColumns } from './columns.ts';
import type { RaggedColumn } from './packed-columns.ts';
import { valueAt } from './packed-columns.ts';
import type { Segment } from './segment.ts';
import { textAt } from './text.ts';

/** What of a customer depends on the newest month, by position. */
export interface ZeroCharges {
  zeroCharge: ArrayLike<number>;
  zeroChargeBefore: ArrayLike<number>;
}

/**
 * Shows the customers of the index to a fold, one after another: `at` moves to another one and returns itself, so that
 * 50,000 customers cost no object each.
 */
export class FactsCursor implements CustomerFacts {
  readonly #columns: IndexColumns;
  readonly #zeroCharges: ZeroCharges;
  readonly #tables: SubscriptionTable[];
  readonly #subscription: SubscriptionCursor;
  #segment: Segment;
  #table: SubscriptionTable;
  #row = 0;
  key = 0;

  constructor(columns: IndexColumns, zeroCharges: ZeroCharges) {
    this.#columns = columns;
    this.#zeroCharges = zeroCharges;
    this.#segment = columns.segments[0]!;
    this.#tables = columns.segments.map(tableOf);
    this.#table = this.#tables[0]!;
    this.#subscription = new SubscriptionCursor(this, this.#table);
  }

  at(position: number): this {
    const { segments, segmentOf, starts } = this.#columns;
    const place = segmentOf[position]!;
    this.key = position;
    this.#segment = segments[place]!;
    this.#table = this.#tables[place]!;
    this.#row = position - starts[place]!;
    return this;
  }

  get inService(): number {
    return this.#segment.inService[this.#row]!;
  }
  get liveFrom(): number {
    return this.#segment.liveFrom[this.#row]!;
  }
  get liveUntil(): number {
    return this.#segment.liveUntil[this.#row]!;
  }
  get zeroCharge(): number {
    return this.#zeroCharges.zeroCharge[this.key]!;
  }
  get zeroChargeBefore(): number {
    return this.#zeroCharges.zeroChargeBefore[this.key]!;
  }
  get lastMonth(): number {
    return this.#segment.lastMonth[this.#row]!;
  }
  get feeMonths(): number {
    return this.#segment.feeMonths[this.#row]!;
  }
  get feeClasses(): number {
    return this.#segment.feeClasses[this.#row]!;
  }
  get fees(): Int32Array {
    return this.#segment.fees.items;
  }
  get feesFrom(): number {
    return this.#from(this.#segment.fees);
  }
  get trafficMonths(): number {
    return this.#segment.trafficMonths[this.#row]!;
  }
  get trafficKinds(): number {
    return this.#segment.trafficKinds[this.#row]!;
  }
  get traffic(): Int32Array {
    return this.#segment.traffic.items;
  }
  get trafficFrom(): number {
    return this.#from(this.#segment.traffic);
  }
  get arrears(): Int32Array {
    return this.#segment.arrearsItems.items;
  }
  get arrearsFrom(): number {
    return this.#from(this.#segment.arrearsItems);
  }
  get arrearsTo(): number {
    return this.#segment.arrearsItems.ends[this.#row]!;
  }
  get agreementEnds(): Int32Array {
    return this.#segment.agreementEnds.items;
  }
  get commitments(): Int32Array {
    return this.#segment.commitments.items;
  }
  get agreementsFrom(): number {
    return this.#from(this.#segment.agreementEnds);
  }
  get agreementsTo(): number {
    return this.#segment.agreementEnds.ends[this.#row]!;
  }

  get reportingSegment(): number {
    return this.#segment.reportingSegment[this.#row]!;
  }

  get placement(): number {
    return this.#segment.placement[this.#row]!;
  }

  get firstSeen(): number {
    return this.#segment.firstSeen[this.#row]!;
  }

  get contacts(): Int32Array {
    return this.#segment.contacts.items;
  }

  get contactsFrom(): number {
    return this.#from(this.#segment.contacts);
  }

  get contactsTo(): number {
    return this.#segment.contacts.ends[this.#row]!;
  }

  get contactStaff(): readonly string[] {
    return this.#segment.contactStaff;
  }

  get contactOutcomes(): readonly string[] {
    return this.#segment.contactOutcomes;
  }

  get agreementSubscriptions(): Int32Array {
    return this.#segment.agreements.subscriptions;
  }
  get subscriptionCount(): number {
    return this.#segment.subscriptions.ends[this.#row]! - this.#from(this.#segment.subscriptions);
  }

  agreementPlan(at: number): string {
    return valueAt(this.#segment.agreements.plans, at);
  }

  subscription(at: number): SubscriptionFacts {
    return this.#subscription.show(this.#table, this.#from(this.#segment.subscriptions) + at);
  }

  #from({ ends }: Pick<RaggedColumn, 'ends'>): number {
    return this.#row === 0 ? 0 : ends[this.#row - 1]!;
  }
}

const tableOf = ({ subscriptions, ledgerParts }: Segment): SubscriptionTable => ({
  ...subscriptions,
  ownFigures: ledgerParts.own.items,
  id: (at) => textAt(subscriptions.ids, at),
  accessNumber: (at) => textAt(subscriptions.accessNumbers, at),
  product: (at) => valueAt(subscriptions.product, at),
});
