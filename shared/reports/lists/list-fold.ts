import type { CustomerFacts } from '../customer-facts.ts';
import type { Fold } from '../fold.ts';
import { firstDayOf } from './revenue-lists.ts';
import type { ListAsk, ListFrame, SubscriptionList } from './list.ts';

/** The rows of a list, one array per fact, so that 50,000 rows are no 50,000 objects. */
export interface ListRows {
  /** The customer's key, and which of his subscriptions it is. */
  keys: number[];
  subscriptions: number[];
  /** 1: the month before did not have it. */
  isNew: number[];
  /** As many numbers a row as the list has columns; NaN: not known. */
  figures: number[];
}

const noRows = (): ListRows => ({ keys: [], subscriptions: [], isNew: [], figures: [] });

/** The month before, to its end. */
export const frameBefore = ({ month }: ListFrame): ListFrame => ({
  month: month - 1,
  from: firstDayOf(month - 1),
  until: firstDayOf(month) - 1,
});

/** Every subscription of the customers that are shown to it and that the list picks. */
export function listFold(list: SubscriptionList, ask: ListAsk): Fold<ListRows> {
  const pick = list.pick(ask);
  const pickBefore = list.pick({ ...ask, frame: frameBefore(ask.frame) });
  const comparable = list.period === 'month';
  return {
    empty: noRows,
    add: (rows, customer: CustomerFacts) => {
      for (let at = 0; at < customer.subscriptionCount; at++) {
        const subscription = customer.subscription(at);
        const figures = pick(subscription, customer, at);
        if (figures === null) continue;
        rows.keys.push(customer.key);
        rows.subscriptions.push(at);
        rows.isNew.push(comparable && pickBefore(subscription, customer, at) === null ? 1 : 0);
        for (const figure of figures) rows.figures.push(figure);
      }
    },
    merge: (into, other) => {
      for (const key of ['keys', 'subscriptions', 'isNew', 'figures'] as const) {
        for (const one of other[key]) into[key].push(one);
      }
    },
  };
}

/** What a list comes to: rows, customers, those that are new, and sums of the columns of money and minutes. */
export interface ListTotals {
  rows: number;
  customers: number;
  fresh: number;
  /** Null where the figures of a column cannot be added up. */
  sums: (number | null)[];
}

const ADDS_UP = new Set(['money', 'difference', 'minutes', 'minutesDifference']);

/** @param only rows to add up; all where it is absent */
export function listTotals(list: SubscriptionList, rows: ListRows, only?: ArrayLike<number>): ListTotals {
  const { columns } = list;
  const customers = new Set<number>();
  const sums = columns.map(({ figure }): number | null => (ADDS_UP.has(figure) ? 0 : null));
  let fresh = 0;
  const count = only?.length ?? rows.keys.length;
  for (let i = 0; i < count; i++) {
    const row = only === undefined ? i : only[i]!;
    customers.add(rows.keys[row]!);
    fresh += rows.isNew[row]!;
    for (let c = 0; c < columns.length; c++) {
      const sum = sums[c] ?? null;
      const figure = rows.figures[row * columns.length + c]!;
      if (sum !== null && !Number.isNaN(figure)) sums[c] = sum + figure;
    }
  }
  return { rows: count, customers: customers.size, fresh, sums };
}

/** How many rows there are of each number of months in a row: one, two, three to five, six and more. */
export function monthsStatistics(list: SubscriptionList, rows: ListRows): number[] | null {
  const column = list.columns.findIndex(({ key }) => key === 'monthsInARow');
  if (column < 0) return null;
  const counts = [0, 0, 0, 0];
  for (let row = 0; row < rows.keys.length; row++) {
    const months = rows.figures[row * list.columns.length + column]!;
    counts[months >= 6 ? 3 : months >= 3 ? 2 : months - 1]!++;
  }
  return counts;
}
