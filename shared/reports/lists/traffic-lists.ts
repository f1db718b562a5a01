import type { FeeClass, ProductCategory, TrafficKind } from '../../domain/rows.ts';
import { change, orUnknown } from './figures.ts';
import { isOfCategory, minutes, money } from './list.ts';
import type { RowPick, SubscriptionList } from './list.ts';

/** Traffic of one kind: whoever used so many minutes in the month. */
const ofKind = (kind: TrafficKind, feeClass: FeeClass, least: number): SubscriptionList => ({
  group: 'traffic',
  period: 'month',
  sources: ['billing_users', 'bi_fees'],
  columns: [
    minutes('minutes'),
    { key: 'minutesChange', figure: 'minutesDifference' },
    money('fee'),
    money('revenue'),
  ],
  sortBy: 0,
  parameters: { minutes: least, category: undefined },
  pick: (ask): RowPick => {
    const ofCategory = isOfCategory(ask);
    const { month } = ask.frame;
    const { minutes: wanted = 0 } = ask.parameters;
    return (subscription, customer, at) => {
      const of = (of: number): number | null => subscription.trafficIn(kind, of);
      const figure = of(month);
      if (figure === null || figure === 0 || figure < wanted) return null;
      if (!ofCategory(subscription, customer, at)) return null;
      return [
        figure,
        change(of, month),
        orUnknown(subscription.feeIn(feeClass, month)),
        orUnknown(subscription.revenueIn(month)),
      ];
    };
  },
});

export const localTraffic = ofKind('localMinutes', 'local', 300);
export const longDistanceTraffic = ofKind('longDistanceMinutes', 'longDistance', 60);
export const internationalTraffic = ofKind('internationalMinutes', 'international', 1);

/** Traffic of what a product is: all of its live subscriptions, also those that nobody used. */
const ofProduct = (category: ProductCategory): SubscriptionList => ({
  group: 'traffic',
  period: 'month',
  sources: ['billing_users', 'bi_fees'],
  columns: [
    minutes('allMinutes'),
    minutes('local'),
    minutes('longDistance'),
    minutes('international'),
    money('revenue'),
  ],
  sortBy: 0,
  only: [category],
  parameters: { minutes: 0 },
  pick: (ask): RowPick => {
    const ofCategory = isOfCategory(ask, category);
    const { month } = ask.frame;
    const { minutes: wanted = 0 } = ask.parameters;
    return (subscription, customer, at) => {
      if (!subscription.isLive || !ofCategory(subscription, customer, at)) return null;
      const local = orUnknown(subscription.trafficIn('localMinutes', month));
      const longDistance = orUnknown(subscription.trafficIn('longDistanceMinutes', month));
      const international = orUnknown(subscription.trafficIn('internationalMinutes', month));
      const all = local + longDistance + international;
      // One whose traffic is not known is here as long as no minutes are asked for.
      if (wanted > 0 && !(all >= wanted)) return null;
      return [all, local, longDistance, international, orUnknown(subscription.revenueIn(month))];
    };
  },
});

export const icCard = ofProduct('IC_CARD');
export const payPhone = ofProduct('PAY_PHONE');
