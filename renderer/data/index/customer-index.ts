import type { Month } from '../../../shared/lib/dates.ts';
import type { Fold } from '../../../shared/reports/index.ts';
import type {
  ArrearsStage,
  CustomerConditions,
  CustomerIndex,
  CustomerSummary,
  Positions,
  SelectionSums,
  Sort,
  SubscriptionSummary,
} from '../types.ts';
import type { IndexColumns } from './columns.ts';
import type { FactsCursor } from './customer-facts.ts';
import { REPORTING_SEGMENTS } from '../../../shared/domain/org-units.ts';
import { SUBSCRIPTION_STATUSES } from '../../../shared/domain/rows.ts';
import { dayOf } from '../../../shared/lib/dates.ts';
import { matchesOf } from './conditions.ts';
import { makeOrder, PASSING_KEYS } from './customer-order.ts';
import { type IndexContext, IndexView } from './index-view.ts';
import { valueAt } from './packed-columns.ts';
import { bestMatches } from './search.ts';
import { dayFrom, monthFrom, trendAt } from './segment.ts';
import { textAt } from './text.ts';

/**
 * The customers in memory. Conditions run over columns; an order is made once and kept, and a list walks it and
 * takes what matches, so that the same sort with another filter costs one pass.
 */
export class ColumnarCustomerIndex implements CustomerIndex {
  readonly version: number;
  readonly size: number;
  readonly thisMonth: Month | null;
  readonly #columns: IndexColumns;
  readonly #view: IndexView;
  readonly #orders = new Map<string, Uint32Array>();
  #byCommunity: Map<string, number> | null = null;
  #products: string[] | null = null;
  #reader: FactsCursor | null = null;

  constructor(columns: IndexColumns, context: IndexContext) {
    this.#columns = columns;
    this.#view = new IndexView(columns, context);
    this.version = context.version;
    this.size = columns.size;
    this.thisMonth = context.thisMonth;
  }

  query(conditions: CustomerConditions, sort?: Sort): Positions {
    const matches = matchesOf(this.#view, conditions);
    const order = sort === undefined ? null : this.#order(sort);
    const positions = new Uint32Array(this.size);
    let length = 0;
    for (let i = 0; i < this.size; i++) {
      const position = order === null ? i : order[i]!;
      if (matches[position] === 1) positions[length++] = position;
    }
    return positions.slice(0, length);
  }

  count(conditions: CustomerConditions): number {
    const matches = matchesOf(this.#view, conditions);
    let count = 0;
    for (let position = 0; position < this.size; position++) count += matches[position]!;
    return count;
  }

  at(position: number): CustomerSummary {
    if (!(position >= 0 && position < this.size)) throw new RangeError(`no customer at ${position}`);
    const { segment, row } = this.#columns.row(position);
    const revenue = numberOrNull(this.#view.revenue[position]!);
    const before = numberOrNull(this.#view.revenueBefore[position]!);
    const happenedAt = this.#view.happenedAt[position]!;
    return {
      customerCode: textAt(segment.codes, row),
      name: textAt(segment.names, row),
      billingAccountNumber: textAt(segment.accounts, row),
      communityCode: valueAt(segment.community, row),
      reportingSegment: REPORTING_SEGMENTS[segment.reportingSegment[row]!]!,
      contactPhone: textAt(segment.phones, row),
      installationAddress: textAt(segment.addresses, row),
      product: valueAt(segment.product, row),
      accessNumber: textAt(segment.accessNumbers, row),
      liveSubscriptions: segment.live[row]!,
      allSubscriptions: segment.all[row]!,
      status: SUBSCRIPTION_STATUSES[segment.status[row]!]!,
      revenue,
      revenueChange: revenue === null || before === null ? null : revenue - before,
      meanRevenue: numberOrNull(segment.mean[row]!),
      trend: trendAt(segment, row),
      arrears: segment.arrears[row]!,
      arrearsStage: Math.min(segment.arrearsMonths[row]!, 6) as ArrearsStage,
      agreementEnd: dayFrom(this.#view.agreementEnd[position]!),
      agreementCount: segment.agreementCount[row]!,
      zeroCharge: this.#view.zeroCharge[position]!,
      openOrders: segment.openOrders[row]!,
      prepaid: numberOrNull(segment.prepaid[row]!),
      lockedUntil: dayFrom(segment.lockedUntil[row]!),
      closed: segment.closed[row] === 1,
      firstSeenMonth: monthFrom(segment.firstSeen[row]!),
      lastInteractionOn: Number.isNaN(happenedAt) ? null : dayOf(new Date(happenedAt)),
      nextOn: dayFrom(this.#view.nextOn[position]!),
    };
  }

  codeAt(position: number): string {
    const { segment, row } = this.#columns.row(position);
    return textAt(segment.codes, row);
  }

  positionOf(customerCode: string): number | undefined {
    return this.#columns.positionOf(customerCode);
  }

  subscriptionAt(position: number, at: number): SubscriptionSummary {
    this.#reader ??= this.#view.facts();
    const { subscriptionId, accessNumber, product, status, isLive } = this.#reader
      .at(position)
      .subscription(at);
    const missing = status !== 'TERMINATED' && !isLive;
    return { subscriptionId, accessNumber, product, status, missing };
  }

  sum(positions: Iterable<number>): SelectionSums {
    const sums: SelectionSums = { customers: 0, revenue: 0, arrears: 0 };
    for (const position of positions) {
      sums.customers++;
      sums.revenue += this.#view.revenue[position]! || 0;
      sums.arrears += this.#columns.arrears[position]!;
    }
    return sums;
  }

  fold<Partial>(fold: Fold<Partial>, conditions: CustomerConditions): Partial {
    const partial = fold.empty();
    if (this.size === 0) return partial;
    const matches = matchesOf(this.#view, conditions);
    const facts = this.#view.facts();
    for (let position = 0; position < this.size; position++) {
      if (matches[position] === 1) fold.add(partial, facts.at(position));
    }
    return partial;
  }

  foldByCommunity<Partial>(fold: Fold<Partial>): ReadonlyMap<string, Partial> {
    const partials = new Map<string, Partial>();
    if (this.size === 0) return partials;
    const { community, communities, closed } = this.#columns;
    const byId: (Partial | undefined)[] = communities.map(() => undefined);
    const facts = this.#view.facts();
    for (let position = 0; position < this.size; position++) {
      if (closed[position] === 1) continue;
      const id = community[position]!;
      fold.add((byId[id] ??= fold.empty()), facts.at(position));
    }
    byId.forEach((partial, id) => {
      if (partial !== undefined) partials.set(communities[id]!, partial);
    });
    return partials;
  }

  countByCommunity(): ReadonlyMap<string, number> {
    if (this.#byCommunity === null) {
      const { community, communities, closed } = this.#columns;
      const counts = new Uint32Array(communities.length);
      for (let p = 0; p < this.size; p++) if (closed[p] === 0) counts[community[p]!]!++;
      this.#byCommunity = new Map(communities.map((code, id) => [code, counts[id]!]));
    }
    return this.#byCommunity;
  }

  members(groupId: string): ReadonlySet<string> {
    return this.#view.members(groupId);
  }

  search(text: string, limit: number): Positions {
    return bestMatches(this.#columns, text, limit, this.#order({ key: 'name', descending: false }));
  }

  products(): readonly string[] {
    this.#products ??= [...new Set(this.#columns.segments.flatMap((s) => s.productValues))].sort();
    return this.#products;
  }

  #order({ key, descending }: Sort): Uint32Array {
    const name = `${key}${descending ? ' down' : ''}`;
    const orders = PASSING_KEYS.has(key) ? this.#orders : this.#columns.orders;
    let order = orders.get(name);
    if (order === undefined) {
      order = makeOrder(this.#view, key, descending);
      orders.set(name, order);
    }
    return order;
  }
}

const numberOrNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
