import { SUBSCRIPTION_STATUSES, TRAFFIC_KINDS } from '../../domain/rows.ts';
import { addMonths } from '../../lib/dates.ts';
import type { Month } from '../../lib/dates.ts';
import { dayNumber, monthNumber, NONE, trafficIn } from '../customer-facts.ts';
import type { Cells } from './cells.ts';
import { rowOf, WHOLE } from './cells.ts';
import { share } from './table.ts';
import type { ReportTable } from './table.ts';

/** Counts a customer once in each row that its subscriptions come to. */
class Once {
  readonly #cells: Cells;
  readonly #measures: number;
  readonly #at: number;
  readonly #seen: string[] = [];

  constructor(cells: Cells, measures: number, at: number) {
    this.#cells = cells;
    this.#measures = measures;
    this.#at = at;
  }

  in(key: string): void {
    if (this.#seen.length === 0) rowOf(this.#cells, WHOLE, this.#measures)[this.#at]!++;
    if (this.#seen.includes(key)) return;
    this.#seen.push(key);
    rowOf(this.#cells, key, this.#measures)[this.#at]!++;
  }
}

const spanOf = (month: Month | null): readonly [number, number] =>
  month === null ? [0, -1] : [dayNumber(`${month}-01`), dayNumber(`${addMonths(month, 1)}-01`)];

/** 发展与离网分产品: what began and what ended in a month, and what was there at its end. */
export const development: ReportTable = {
  period: 'calendar',
  sources: ['billing_users'],
  measures: 4,
  columns: [
    { key: 'added', kind: 'count', measure: 0 },
    { key: 'ended', kind: 'count', measure: 1 },
    { key: 'onRequest', kind: 'count', measure: 2 },
    { key: 'net', kind: 'count', derive: ([added = 0, ended = 0]) => added - ended },
    { key: 'there', kind: 'count', measure: 3 },
    {
      key: 'churn',
      kind: 'percent',
      // Of those that were there when the month began.
      derive: ([added = 0, ended = 0, , there = 0]) => {
        const before = there - added + ended;
        return before <= 0 ? null : (ended / before) * 100;
      },
    },
  ],
  rows: 'occurring',
  rowNames: 'text',
  main: 3,
  count: ({ month }) => {
    const [from, to] = spanOf(month);
    return (cells, facts) => {
      for (let at = 0; at < facts.subscriptionCount; at++) {
        const subscription = facts.subscription(at);
        const { activatedOn, terminatedOn } = subscription;
        if (activatedOn >= to || (terminatedOn !== NONE && terminatedOn < from)) continue;
        const row = rowOf(cells, subscription.product, 4);
        if (activatedOn >= from) row[0]!++;
        if (terminatedOn !== NONE && terminatedOn < to) {
          row[1]!++;
          if (subscription.onRequest) row[2]!++;
        } else row[3]!++;
      }
    };
  },
};

const STATUS_AT = SUBSCRIPTION_STATUSES.length;

/** 存量分产品: what stands in which state, and what it brought. */
export const base: ReportTable = {
  period: 'state',
  sources: ['billing_users', 'bi_fees'],
  measures: STATUS_AT + 2,
  columns: [
    ...(['IN_SERVICE', 'SUSPENDED', 'NUMBER_RETAINED'] as const).map((key) => ({
      key,
      kind: 'count' as const,
      measure: SUBSCRIPTION_STATUSES.indexOf(key),
    })),
    { key: 'customers', kind: 'count', measure: STATUS_AT, distinct: true },
    { key: 'revenue', kind: 'money', measure: STATUS_AT + 1 },
    share('share', STATUS_AT + 1),
    {
      key: 'perSubscription',
      kind: 'money',
      derive: (row) => (row[0] === 0 ? null : Math.round(row[STATUS_AT + 1]! / row[0]!)),
    },
  ],
  rows: 'occurring',
  rowNames: 'text',
  main: 0,
  count: ({ month }) => {
    const number = month === null ? NONE : monthNumber(month);
    return (cells, facts) => {
      const once = new Once(cells, STATUS_AT + 2, STATUS_AT);
      for (let at = 0; at < facts.subscriptionCount; at++) {
        const subscription = facts.subscription(at);
        if (!subscription.isLive) continue;
        const { product } = subscription;
        const row = rowOf(cells, product, STATUS_AT + 2);
        row[SUBSCRIPTION_STATUSES.indexOf(subscription.status)]!++;
        row[STATUS_AT + 1]! += subscription.revenueIn(number) ?? 0;
        once.in(product);
      }
    };
  },
};

const NO_ARREARS = '0';

/** 停机与停机保号分账龄: what is not in use though it is there, by how long it has owed. */
export const suspended: ReportTable = {
  period: 'state',
  sources: ['billing_users', 'arrears'],
  measures: 4,
  columns: [
    { key: 'suspended', kind: 'count', measure: 0 },
    { key: 'retained', kind: 'count', measure: 1 },
    { key: 'customers', kind: 'count', measure: 2, distinct: true },
    { key: 'amount', kind: 'money', measure: 3 },
    share('share', 3),
  ],
  rows: () => [NO_ARREARS, '1', '2', '3', '4', '5', '6'],
  rowNames: 'stage',
  main: 0,
  count: () => (cells, facts) => {
    const once = new Once(cells, 4, 2);
    for (let at = 0; at < facts.subscriptionCount; at++) {
      const subscription = facts.subscription(at);
      const { status, isLive, arrearsStage } = subscription;
      if (!isLive || (status !== 'SUSPENDED' && status !== 'NUMBER_RETAINED')) continue;
      const key = String(arrearsStage);
      const row = rowOf(cells, key, 4);
      row[status === 'SUSPENDED' ? 0 : 1]!++;
      row[3]! += subscription.arrears;
      once.in(key);
    }
  },
};

/** Upper bounds in fen; what is below zero is a band of its own. */
const BALANCES = [
  ['NEGATIVE', -1],
  ['TO_10', 10_00],
  ['TO_50', 50_00],
  ['TO_100', 100_00],
  ['TO_200', 200_00],
  ['ABOVE', Number.POSITIVE_INFINITY],
] as const;

/** 预存余额: how much is left on prepaid subscriptions. */
export const prepaid: ReportTable = {
  period: 'state',
  sources: ['prepaid'],
  measures: 3,
  columns: [
    { key: 'items', kind: 'count', measure: 0 },
    share('share', 0),
    { key: 'customers', kind: 'count', measure: 1, distinct: true },
    { key: 'amount', kind: 'money', measure: 2 },
  ],
  rows: () => BALANCES.map(([key]) => key),
  rowNames: 'named',
  main: 0,
  count: () => (cells, facts) => {
    const once = new Once(cells, 3, 1);
    for (let at = 0; at < facts.subscriptionCount; at++) {
      const { prepaid: left } = facts.subscription(at);
      if (Number.isNaN(left)) continue;
      const [key] = BALANCES.find(([, most]) => left <= most)!;
      const row = rowOf(cells, key, 3);
      row[0]!++;
      row[2]! += left;
      once.in(key);
    }
  },
};

/** 业务量分类: how much was spoken and carried in a month. */
export const traffic: ReportTable = {
  period: 'month',
  sources: ['bi_fees'],
  measures: 3,
  columns: [
    { key: 'volume', kind: 'volume', measure: 0 },
    { key: 'customers', kind: 'count', measure: 1 },
    { key: 'before', kind: 'volume', measure: 2 },
    {
      key: 'change',
      kind: 'percent',
      derive: ([volume = 0, , before = 0]) => (before === 0 ? null : ((volume - before) / before) * 100),
    },
    {
      key: 'perCustomer',
      kind: 'volume',
      derive: ([volume = 0, customers = 0]) => (customers === 0 ? null : volume / customers),
    },
  ],
  rows: () => TRAFFIC_KINDS,
  apart: true,
  rowNames: 'traffic',
  main: 0,
  count: ({ month }) => {
    const number = month === null ? NONE : monthNumber(month);
    return (cells, facts) => {
      if (facts.trafficKinds === 0) return;
      for (const [bit, kind] of TRAFFIC_KINDS.entries()) {
        // Most have one or two kinds; thirteen months of everybody are asked for at once.
        if ((facts.trafficKinds & (1 << bit)) === 0) continue;
        const volume = trafficIn(facts, kind, number) ?? 0;
        const before = trafficIn(facts, kind, number - 1) ?? 0;
        if (volume === 0 && before === 0) continue;
        const row = rowOf(cells, kind, 3);
        row[0]! += volume;
        if (volume !== 0) row[1]!++;
        row[2]! += before;
      }
    };
  },
};

const SOON = 90;

/** 协议分套餐, of those that have not ended: what was promised, and what its subscription brought. */
export const agreements: ReportTable = {
  period: 'state',
  sources: ['agreements', 'bi_fees'],
  measures: 5,
  columns: [
    { key: 'agreements', kind: 'count', measure: 0 },
    { key: 'customers', kind: 'count', measure: 1 },
    { key: 'commitment', kind: 'money', measure: 2 },
    { key: 'revenue', kind: 'money', measure: 3 },
    {
      key: 'fulfilled',
      kind: 'percent',
      derive: (row) => (row[2] === 0 ? null : (row[3]! / row[2]!) * 100),
    },
    { key: 'soon', kind: 'count', measure: 4 },
  ],
  rows: 'occurring',
  rowNames: 'text',
  main: 0,
  count: ({ day, month }) => {
    const today = dayNumber(day);
    const number = month === null ? NONE : monthNumber(month);
    return (cells, facts) => {
      const once = new Once(cells, 5, 1);
      for (let at = facts.agreementsFrom; at < facts.agreementsTo; at++) {
        const end = facts.agreementEnds[at]!;
        if (end < today) continue;
        const plan = facts.agreementPlan(at);
        const row = rowOf(cells, plan, 5);
        row[0]!++;
        row[2]! += facts.commitments[at]!;
        const of = facts.agreementSubscriptions[at]!;
        if (of !== NONE) row[3]! += facts.subscription(of).revenueIn(number) ?? 0;
        if (end <= today + SOON) row[4]!++;
        once.in(plan);
      }
    };
  },
};

/** 商务包月: the same of the plans that the dictionary calls so, households' flat rates left out; see `ReportTable.only`. */
export const packages: ReportTable = { ...agreements, only: ['BUSINESS_FLAT_RATE'] };
