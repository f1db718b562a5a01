import type { OrgUnitRow } from '../../../shared/domain/rows.ts';
import type { Day, Month } from '../../../shared/lib/dates.ts';
import type {
  ArrearsStage,
  CustomerConditions,
  CustomerIndex,
  CustomerSummary,
  Positions,
  SelectionSums,
  Sort,
  SortKey,
  SubscriptionSummary,
} from '../types.ts';
import type { IndexColumns } from './columns.ts';
import { REPORTING_SEGMENTS } from '../../../shared/domain/org-units.ts';
import { SUBSCRIPTION_STATUSES } from '../../../shared/domain/rows.ts';
import { dayOf } from '../../../shared/lib/dates.ts';
import {
  changeAgainstMean,
  hasAgreementEnd,
  hasArrearsOf,
  isChargedIn,
  isCountedIn,
  reportTable,
} from '../../../shared/reports/index.ts';
import type { Fold } from '../../../shared/reports/index.ts';
import { reportingSegmentId } from './columns.ts';
import { FactsCursor } from './customer-facts.ts';
import { monthNumber } from './index-row.ts';
import { characterRanks } from './collation.ts';
import { orderByNumber, orderByText } from './order.ts';
import { bestMatches, matchText, searchWords } from './search.ts';
import { valueAt } from './packed-columns.ts';
import { dayFrom, dayNumber, monthFrom, NONE, trendAt } from './segment.ts';
import { textAt } from './text.ts';
import { inSubtree } from './territory.ts';
import { zeroChargesIn } from './zero-charges.ts';

/** What a waiting edit changes of a customer in the list. */
export interface IndexOverlay {
  /** Milliseconds since 1970. */
  happenedAt: number;
  nextOn: Day | null;
}

const NOBODY: ReadonlySet<string> = new Set();

/** What the index needs to know beside the rows. */
export interface IndexContext {
  version: number;
  /** By the server's clock, in Asia/Shanghai. */
  today: Day;
  thisMonth: Month | null;
  units: ReadonlyMap<string, OrgUnitRow>;
  /** By customer code. */
  overlay: ReadonlyMap<string, IndexOverlay>;
  /** Customer codes by group. */
  members: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * The customers in memory. Conditions run over columns; an order is made once and kept, and a list walks it and
 * takes what matches, so that the same sort with another filter costs one pass.
 */
export class ColumnarCustomerIndex implements CustomerIndex {
  readonly version: number;
  readonly size: number;
  readonly thisMonth: Month | null;
  readonly #columns: IndexColumns;
  readonly #context: IndexContext;
  readonly #today: number;
  readonly #revenue: Float64Array;
  readonly #revenueBefore: Float64Array;
  readonly #agreementEnd: Int32Array;
  readonly #happenedAt: Float64Array;
  readonly #nextOn: Int32Array;
  readonly #orders = new Map<string, Uint32Array>();
  #byCommunity: Map<string, number> | null = null;
  #products: string[] | null = null;
  #reader: FactsCursor | null = null;

  constructor(columns: IndexColumns, context: IndexContext) {
    this.#columns = columns;
    this.#context = context;
    this.version = context.version;
    this.size = columns.size;
    this.thisMonth = context.thisMonth;
    this.#today = dayNumber(context.today);
    const month = context.thisMonth === null ? NONE : monthNumber(context.thisMonth);
    this.#revenue = columns.revenue(month);
    this.#revenueBefore = columns.revenue(month - 1);
    this.#agreementEnd = columns.agreementEnds(this.#today);
    const { happenedAt, nextOn } = overlaid(columns, context.overlay);
    this.#happenedAt = happenedAt;
    this.#nextOn = nextOn;
  }

  query(conditions: CustomerConditions, sort?: Sort): Positions {
    const matches = this.#matches(conditions);
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
    const matches = this.#matches(conditions);
    let count = 0;
    for (let position = 0; position < this.size; position++) count += matches[position]!;
    return count;
  }

  at(position: number): CustomerSummary {
    if (!(position >= 0 && position < this.size)) throw new RangeError(`no customer at ${position}`);
    const { segment, row } = this.#columns.row(position);
    const revenue = numberOrNull(this.#revenue[position]!);
    const before = numberOrNull(this.#revenueBefore[position]!);
    const happenedAt = this.#happenedAt[position]!;
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
      agreementEnd: dayFrom(this.#agreementEnd[position]!),
      agreementCount: segment.agreementCount[row]!,
      zeroCharge: this.#zeroCharge[position]!,
      openOrders: segment.openOrders[row]!,
      prepaid: numberOrNull(segment.prepaid[row]!),
      lockedUntil: dayFrom(segment.lockedUntil[row]!),
      closed: segment.closed[row] === 1,
      firstSeenMonth: monthFrom(segment.firstSeen[row]!),
      lastInteractionOn: Number.isNaN(happenedAt) ? null : dayOf(new Date(happenedAt)),
      nextOn: dayFrom(this.#nextOn[position]!),
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
    this.#reader ??= this.#facts();
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
      sums.revenue += this.#revenue[position]! || 0;
      sums.arrears += this.#columns.arrears[position]!;
    }
    return sums;
  }

  fold<Partial>(fold: Fold<Partial>, conditions: CustomerConditions): Partial {
    const partial = fold.empty();
    if (this.size === 0) return partial;
    const matches = this.#matches(conditions);
    const facts = this.#facts();
    for (let position = 0; position < this.size; position++) {
      if (matches[position] === 1) fold.add(partial, facts.at(position));
    }
    return partial;
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
    return this.#context.members.get(groupId) ?? NOBODY;
  }

  search(text: string, limit: number): Positions {
    return bestMatches(this.#columns, text, limit, this.#order({ key: 'name', descending: false }));
  }

  products(): readonly string[] {
    this.#products ??= [...new Set(this.#columns.segments.flatMap((s) => s.productValues))].sort();
    return this.#products;
  }

  /** Counted at the first question: a list that nobody opens does without. */
  get #zeroCharge(): ArrayLike<number> {
    return zeroChargesIn(this.#columns, this.thisMonth).zeroCharge;
  }

  /** 1 where all conditions hold. */
  #matches(conditions: CustomerConditions): Uint8Array {
    const { text = '' } = conditions;
    const matches =
      searchWords(text).length > 0 ? matchText(this.#columns, text) : new Uint8Array(this.size).fill(1);
    for (const holds of this.#tests(conditions)) {
      for (let position = 0; position < this.size; position++) {
        if (matches[position] === 1 && !holds(position)) matches[position] = 0;
      }
    }
    return matches;
  }

  #tests(c: CustomerConditions): ((position: number) => boolean)[] {
    const { columns, today } = { columns: this.#columns, today: this.#today };
    const tests: ((position: number) => boolean)[] = [];
    const add = <V>(wanted: V | undefined, test: (wanted: V) => (position: number) => boolean): void => {
      if (wanted !== undefined) tests.push(test(wanted));
    };
    const flag = (wanted: boolean | undefined, test: (position: number) => boolean): void =>
      add(wanted, (yes) => (p) => test(p) === yes);
    const end = this.#agreementEnd;
    const revenue = this.#revenue;

    if (c.includeClosed !== true) tests.push((p) => columns.closed[p] === 0);
    add(c.unitCode, (unit) => this.#inCommunities((code) => inSubtree(this.#context.units, code, unit)));
    add(c.group, (groupId) => this.#inGroup(groupId));
    add(c.status, (status) => {
      if (status === 'LIVE') return (p) => columns.live[p]! > 0;
      const id = SUBSCRIPTION_STATUSES.indexOf(status);
      return (p) => columns.status[p] === id;
    });
    add(c.reportingSegment, (segment) => {
      const id = reportingSegmentId(segment);
      return (p) => columns.reportingSegment[p] === id;
    });
    add(c.product, (product) => this.#hasProduct(product));
    add(c.firstSeenMonth, (month) => {
      const number = monthNumber(month);
      return (p) => columns.firstSeen[p] === number;
    });
    add(c.arrearsMonthsMin, (min) => (p) => columns.arrearsMonths[p]! >= min);
    add(c.arrearsMin, (min) => (p) => columns.arrears[p]! >= min);
    add(c.agreementEndsWithinDays, (days) => (p) => end[p]! >= today && end[p]! <= today + days);
    flag(c.agreementExpired, (p) => end[p] !== NONE && end[p]! < today);
    flag(c.withoutAgreement, (p) => end[p] === NONE);
    flag(c.zeroCharge, (p) => this.#zeroCharge[p]! > 0);
    tests.push(...(this.size === 0 ? [] : this.#factTests(c)));
    add(c.prepaidBelow, (floor) => (p) => columns.prepaid[p]! < floor);
    add(c.nextOnTo, (day) => {
      const number = dayNumber(day);
      return (p) => this.#nextOn[p] !== NONE && this.#nextOn[p]! <= number;
    });
    add(c.meanRevenueMin, (min) => (p) => columns.mean[p]! >= min);
    add(c.meanRevenueMax, (max) => (p) => columns.mean[p]! <= max);
    add(c.revenueMin, (min) => (p) => revenue[p]! >= min);
    add(c.revenueMax, (max) => (p) => revenue[p]! <= max);
    flag(c.openOrders, (p) => columns.openOrders[p]! > 0);
    add(c.inPool, (yes) =>
      this.#inCommunities((code) => (this.#context.units.get(code)?.kind === 'UNASSIGNED_POOL') === yes),
    );
    return tests;
  }

  /** What the charts count, asked of the same facts by the same functions. */
  #factTests(c: CustomerConditions): ((position: number) => boolean)[] {
    const tests: ((position: number) => boolean)[] = [];
    const facts = this.#facts();
    const monthOr = (month: Month | null = this.thisMonth): number =>
      month === null ? NONE : monthNumber(month);
    const { arrearsStage, agreementEndFrom, agreementEndTo, feeClass, changeMin, changeMax } = c;
    if (arrearsStage !== undefined) tests.push((p) => hasArrearsOf(facts.at(p), arrearsStage));
    if (agreementEndFrom !== undefined || agreementEndTo !== undefined) {
      const from = agreementEndFrom === undefined ? 0 : dayNumber(agreementEndFrom);
      const to = agreementEndTo === undefined ? Number.POSITIVE_INFINITY : dayNumber(agreementEndTo);
      tests.push((p) => hasAgreementEnd(facts.at(p), from, to));
    }
    if (c.feeMonth !== undefined || feeClass !== undefined) {
      const month = monthOr(c.feeMonth);
      tests.push((p) => isChargedIn(facts.at(p), month, feeClass));
    }
    if (changeMin !== undefined || changeMax !== undefined) {
      const month = monthOr(c.changeMonth);
      tests.push((p) => {
        const change = changeAgainstMean(facts.at(p), month);
        return change !== null && change >= (changeMin ?? change) && change <= (changeMax ?? change);
      });
    }
    const cell = c.reportCell;
    if (cell !== undefined) {
      const frame = { day: this.#context.today, month: cell.month ?? this.thisMonth };
      const counted = isCountedIn(reportTable(cell.report), frame, cell);
      tests.push((p) => counted(facts.at(p)));
    }
    return tests;
  }

  #facts(): FactsCursor {
    return new FactsCursor(this.#columns, zeroChargesIn(this.#columns, this.thisMonth));
  }

  #inCommunities(wanted: (communityCode: string) => boolean): (position: number) => boolean {
    const { community, communities } = this.#columns;
    const holds = communities.map(wanted);
    return (position) => holds[community[position]!]!;
  }

  #inGroup(groupId: string): (position: number) => boolean {
    const holds = new Uint8Array(this.size);
    for (const code of this.members(groupId)) {
      const position = this.positionOf(code);
      if (position !== undefined) holds[position] = 1;
    }
    return (position) => holds[position] === 1;
  }

  #hasProduct(product: string): (position: number) => boolean {
    const holds = new Uint8Array(this.size);
    this.#columns.segments.forEach(({ products: { ends, items }, productValues, size }, at) => {
      const id = productValues.indexOf(product);
      if (id < 0) return;
      for (let row = 0, i = 0; row < size; row++) {
        for (; i < ends[row]!; i++) if (items[i] === id) holds[this.#columns.starts[at]! + row] = 1;
      }
    });
    return (position) => holds[position] === 1;
  }

  #order({ key, descending }: Sort): Uint32Array {
    const name = `${key}${descending ? ' down' : ''}`;
    const orders = PASSING_KEYS.has(key) ? this.#orders : this.#columns.orders;
    let order = orders.get(name);
    if (order === undefined) {
      order = this.#makeOrder(key, descending);
      orders.set(name, order);
    }
    return order;
  }

  #makeOrder(key: SortKey, descending: boolean): Uint32Array {
    const columns = this.#columns;
    const days = (column: Int32Array): Float64Array =>
      Float64Array.from(column, (day) => (day === NONE ? Number.NaN : day));
    switch (key) {
      case 'name':
        return orderByText(
          columns.texts((s) => s.names),
          descending,
          characterRanks(columns.ranked),
        );
      case 'customerCode':
        return orderByText(
          columns.texts((s) => s.codes),
          descending,
        );
      case 'billingAccountNumber':
        return orderByText(
          columns.texts((s) => s.accounts),
          descending,
        );
      case 'contactPhone':
        return orderByText(
          columns.texts((s) => s.phones),
          descending,
        );
      case 'communityCode':
        return orderByNumber(this.#communityRanks(), descending);
      case 'liveSubscriptions':
        return orderByNumber(columns.live, descending);
      case 'status':
        return orderByNumber(columns.status, descending);
      case 'revenue':
        return orderByNumber(this.#revenue, descending);
      case 'revenueChange':
        return orderByNumber(
          this.#revenue.map((fen, p) => fen - this.#revenueBefore[p]!),
          descending,
        );
      case 'meanRevenue':
        return orderByNumber(columns.mean, descending);
      case 'arrears':
        return orderByNumber(columns.arrears, descending);
      case 'arrearsStage':
        return orderByNumber(
          columns.arrearsMonths.map((months) => Math.min(months, 6)),
          descending,
        );
      case 'agreementEnd':
        return orderByNumber(days(this.#agreementEnd), descending);
      case 'zeroCharge':
        return orderByNumber(this.#zeroCharge, descending);
      case 'openOrders':
        return orderByNumber(columns.openOrders, descending);
      case 'firstSeenMonth':
        return orderByNumber(columns.firstSeen, descending);
      case 'lastInteractionOn':
        return orderByNumber(this.#happenedAt, descending);
      case 'nextOn':
        return orderByNumber(days(this.#nextOn), descending);
    }
  }

  #communityRanks(): Uint32Array {
    const { community, communities } = this.#columns;
    const sorted = [...communities].sort();
    const ranks = communities.map((code) => sorted.indexOf(code));
    return Uint32Array.from(community, (id) => ranks[id]!);
  }
}

/** What these say depends on the day, the month or waiting edits; any other order lasts as long as the rows. */
const PASSING_KEYS: ReadonlySet<SortKey> = new Set<SortKey>([
  'revenue',
  'revenueChange',
  'agreementEnd',
  'zeroCharge',
  'lastInteractionOn',
  'nextOn',
]);

function overlaid(
  columns: IndexColumns,
  overlay: ReadonlyMap<string, IndexOverlay>,
): { happenedAt: Float64Array; nextOn: Int32Array } {
  if (overlay.size === 0) return columns;
  const happenedAt = columns.happenedAt.slice();
  const nextOn = columns.nextOn.slice();
  for (const [code, changed] of overlay) {
    const position = columns.positionOf(code);
    if (position === undefined) continue;
    happenedAt[position] = changed.happenedAt;
    nextOn[position] = dayNumber(changed.nextOn);
  }
  return { happenedAt, nextOn };
}

const numberOrNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
