import type { SubscriptionFacts } from '../subscription-facts.ts';
import { change, meanBefore, orUnknown } from './figures.ts';
import { difference, isOfCategory, money } from './list.ts';
import type { ListAsk, RowPick, SubscriptionList } from './list.ts';

const inRange = ({ parameters: { min, max } }: ListAsk, figure: number | null): figure is number =>
  figure !== null &&
  figure !== 0 &&
  (min === undefined || figure >= min) &&
  (max === undefined || figure <= max);

/** 收入: by what a subscription is and how much it was charged. */
export const revenue: SubscriptionList = {
  group: 'revenue',
  period: 'month',
  sources: ['billing_users', 'bi_fees'],
  columns: [money('revenue'), difference('change'), money('meanBefore')],
  sortBy: 0,
  parameters: { category: undefined, min: 100_00, max: undefined },
  pick: (ask): RowPick => {
    const ofCategory = isOfCategory(ask);
    const { month } = ask.frame;
    return (subscription, customer, at) => {
      const figure = subscription.revenueIn(month);
      if (!inRange(ask, figure) || !ofCategory(subscription, customer, at)) return null;
      const of = (of: number): number | null => subscription.revenueIn(of);
      return [figure, change(of, month), meanBefore(of, month)];
    };
  },
};

/** 费用分类: by what one class of fees came to. */
export const feeClass: SubscriptionList = {
  group: 'revenue',
  period: 'month',
  sources: ['billing_users', 'bi_fees'],
  columns: [money('fee'), difference('change'), money('revenue')],
  sortBy: 0,
  parameters: { feeClass: 'longDistance', category: undefined, min: 10_00, max: undefined },
  pick: (ask): RowPick => {
    const ofCategory = isOfCategory(ask);
    const { month } = ask.frame;
    const feeClass = ask.parameters.feeClass ?? 'longDistance';
    return (subscription, customer, at) => {
      const of = (of: number): number | null => subscription.feeIn(feeClass, of);
      const figure = of(month);
      if (!inRange(ask, figure) || !ofCategory(subscription, customer, at)) return null;
      return [figure, change(of, month), orUnknown(subscription.revenueIn(month))];
    };
  },
};

/** 新装: activated in the month, or the months before it that are asked for too. */
export const newInstallations: SubscriptionList = {
  group: 'revenue',
  period: 'month',
  sources: ['billing_users', 'bi_fees'],
  columns: [{ key: 'activatedOn', figure: 'day' }, money('revenue'), money('revenueSince')],
  sortBy: 0,
  parameters: { months: 3, category: undefined, min: undefined },
  pick: (ask): RowPick => {
    const ofCategory = isOfCategory(ask);
    const { month, until } = ask.frame;
    const { months = 1, min = 0 } = ask.parameters;
    const from = monthsBack(ask, months - 1);
    return (subscription, customer, at) => {
      const { activatedOn } = subscription;
      if (activatedOn < from || activatedOn > until || !ofCategory(subscription, customer, at)) return null;
      const since = sum(subscription, month, months);
      return since < min ? null : [activatedOn, orUnknown(subscription.revenueIn(month)), since];
    };
  },
};

/** What some months up to `month` charged together; months that are not known count nothing. */
export function sum(subscription: SubscriptionFacts, month: number, months: number): number {
  let sum = 0;
  for (let back = 0; back < months; back++) sum += subscription.revenueIn(month - back) ?? 0;
  return sum;
}

/** The first day of the month so many months before the frame's. */
export const monthsBack = ({ frame }: ListAsk, months: number): number => firstDayOf(frame.month - months);

/** @param month months since year 0 */
export const firstDayOf = (month: number): number =>
  Date.UTC(Math.floor(month / 12), month % 12, 1) / 86_400_000;
