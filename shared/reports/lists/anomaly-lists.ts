import type { TrafficKind } from '../../domain/rows.ts';
import { isZeroCharge } from '../subscription-facts.ts';
import { charged, isSilent, meanBefore, monthsInARow, orUnknown, percentOf, used, YEAR } from './figures.ts';
import { difference, isOfCategory, minutes, money } from './list.ts';
import type { RowPick, SubscriptionList } from './list.ts';
import { firstDayOf, monthsBack, sum } from './revenue-lists.ts';

const MONTHS_COLUMN = { key: 'monthsInARow', figure: 'months' } as const;

/** 零话务: in service, and no minute and no megabyte in the month. */
export const zeroTraffic: SubscriptionList = {
  group: 'anomaly',
  period: 'month',
  sources: ['billing_users', 'bi_fees'],
  columns: [MONTHS_COLUMN, { key: 'lastUsed', figure: 'month' }, money('revenue')],
  sortBy: 2,
  parameters: { months: 1, category: undefined },
  pick: (ask): RowPick => {
    const ofCategory = isOfCategory(ask);
    const { month } = ask.frame;
    const { months: least = 1 } = ask.parameters;
    const after = firstDayOf(month + 1);
    return (subscription, customer, at) => {
      if (!subscription.inService || subscription.activatedOn >= after) return null;
      if (!ofCategory(subscription, customer, at)) return null;
      const silent = (of: number): boolean =>
        subscription.activatedOn < firstDayOf(of + 1) && isSilent(subscription, customer, of) === true;
      const months = monthsInARow(silent, month);
      if (months < Math.max(1, least)) return null;
      const lastUsed =
        isSilent(subscription, customer, month - months) === false ? month - months : Number.NaN;
      return [months, lastUsed, orUnknown(charged(subscription, customer, month))];
    };
  },
};

/** 费用零次. */
export const zeroCharge: SubscriptionList = {
  group: 'anomaly',
  period: 'month',
  sources: ['billing_users', 'bi_fees'],
  columns: [MONTHS_COLUMN, { key: 'lastCharged', figure: 'month' }, money('yearBefore')],
  sortBy: 2,
  parameters: { months: 1, category: undefined },
  feedback: 'ZERO_CHARGE',
  pick: (ask): RowPick => {
    const ofCategory = isOfCategory(ask);
    const { month, until } = ask.frame;
    const { months: least = 1 } = ask.parameters;
    return (subscription, customer, at) => {
      if (!isZeroCharge(subscription, month) || subscription.activatedOn > until) return null;
      if (!ofCategory(subscription, customer, at)) return null;
      // Months before it was there, or that are not kept any more, are not months of zero charge.
      const nothing = (of: number): boolean =>
        of === month ||
        (subscription.activatedOn < firstDayOf(of + 1) && charged(subscription, customer, of) === 0);
      const months = monthsInARow(nothing, month);
      if (months < Math.max(1, least)) return null;
      const last = (charged(subscription, customer, month - months) ?? 0) === 0 ? Number.NaN : month - months;
      return [months, last, sum(subscription, month - 1, YEAR)];
    };
  },
};

/** 欠费: as accounts told it last. */
export const arrears: SubscriptionList = {
  group: 'anomaly',
  period: 'state',
  sources: ['billing_users', 'arrears', 'bi_fees'],
  columns: [{ key: 'arrearsStage', figure: 'months' }, money('arrears'), money('revenue')],
  sortBy: 1,
  parameters: { stage: 1, min: undefined },
  feedback: 'ARREARS',
  pick: ({ frame: { month }, parameters: { stage = 1, min = 0 } }): RowPick => {
    return (subscription) => {
      const { arrearsStage, arrears: owed } = subscription;
      if (arrearsStage === 0 || arrearsStage < stage || owed < min) return null;
      return [arrearsStage, owed, orUnknown(subscription.revenueIn(month))];
    };
  },
};

/** 停机保号: a number is kept, and the twelve months show that it was used. */
export const numberRetained: SubscriptionList = {
  group: 'anomaly',
  period: 'state',
  sources: ['billing_users', 'bi_fees'],
  columns: [money('yearSum'), money('bestMonth'), money('revenue'), { key: 'lastUsed', figure: 'month' }],
  sortBy: 0,
  parameters: { min: 100_00, category: undefined },
  pick: (ask): RowPick => {
    const ofCategory = isOfCategory(ask);
    const { month } = ask.frame;
    const { min = 0 } = ask.parameters;
    return (subscription, customer, at) => {
      if (subscription.status !== 'NUMBER_RETAINED' || !subscription.isLive) return null;
      const year = sum(subscription, month, YEAR);
      if (year <= 0 || year < min || !ofCategory(subscription, customer, at)) return null;
      let best = 0;
      let lastUsed = Number.NaN;
      for (let back = 0; back < YEAR; back++) {
        best = Math.max(best, subscription.revenueIn(month - back) ?? 0);
        if (Number.isNaN(lastUsed) && isSilent(subscription, customer, month - back) === false)
          lastUsed = month - back;
      }
      return [year, best, orUnknown(subscription.revenueIn(month)), lastUsed];
    };
  },
};

/** 主动拆机: given up on request in the months asked for. */
export const disconnected: SubscriptionList = {
  group: 'anomaly',
  period: 'month',
  sources: ['billing_users', 'orders10000', 'arrears', 'bi_fees'],
  columns: [{ key: 'terminatedOn', figure: 'day' }, money('yearBeforeEnd'), money('arrears')],
  sortBy: 0,
  parameters: { months: 3, category: undefined },
  pick: (ask): RowPick => {
    const ofCategory = isOfCategory(ask);
    const { months = 1 } = ask.parameters;
    const { month, until } = ask.frame;
    const from = monthsBack(ask, months - 1);
    return (subscription, customer, at) => {
      const { terminatedOn } = subscription;
      if (!subscription.onRequest || terminatedOn < from || terminatedOn > until) return null;
      if (!ofCategory(subscription, customer, at)) return null;
      return [terminatedOn, sum(subscription, month, YEAR), subscription.arrears];
    };
  },
};

/** 流失: minutes that have fallen so far below the mean of the three months before. */
const loss = (kind: TrafficKind, least: number): SubscriptionList => ({
  group: 'anomaly',
  period: 'month',
  sources: ['billing_users', 'bi_fees'],
  columns: [
    minutes('meanMinutes'),
    minutes('minutes'),
    { key: 'minutesLost', figure: 'minutesDifference' },
    { key: 'changePercent', figure: 'percent' },
    money('revenue'),
  ],
  sortBy: 0,
  parameters: { minutes: least, percent: 50, category: undefined },
  pick: (ask): RowPick => {
    const ofCategory = isOfCategory(ask);
    const { month } = ask.frame;
    const { minutes: wanted = 1, percent = 50 } = ask.parameters;
    return (subscription, customer, at) => {
      if (!subscription.inService || !ofCategory(subscription, customer, at)) return null;
      const mean = meanBefore((of) => used(subscription, customer, kind, of), month);
      const now = used(subscription, customer, kind, month);
      if (now === null || !(mean > 0) || mean < wanted || (mean - now) * 100 < mean * percent) return null;
      const lost = now - mean;
      return [mean, now, lost, percentOf(lost, mean), orUnknown(charged(subscription, customer, month))];
    };
  },
});

export const longDistanceLoss = loss('longDistanceMinutes', 30);
export const localLoss = loss('localMinutes', 60);

/** 异常波动: revenue that differs so far from the mean of the three months before, either way. */
export const fluctuation: SubscriptionList = {
  group: 'anomaly',
  period: 'month',
  sources: ['billing_users', 'bi_fees'],
  columns: [
    money('meanBefore'),
    money('revenue'),
    difference('changeOfMean'),
    { key: 'changePercent', figure: 'percent' },
  ],
  sortBy: 2,
  parameters: { min: 50_00, percent: 30, category: undefined },
  pick: (ask): RowPick => {
    const ofCategory = isOfCategory(ask);
    const { month } = ask.frame;
    const { min = 0, percent = 0 } = ask.parameters;
    return (subscription, customer, at) => {
      if (!subscription.isLive || !ofCategory(subscription, customer, at)) return null;
      const of = (of: number): number | null => charged(subscription, customer, of);
      const now = of(month);
      const mean = meanBefore(of, month);
      if (now === null || !(mean > 0)) return null;
      const away = now - mean;
      if (away === 0 || Math.abs(away) < min || Math.abs(away) * 100 < mean * percent) return null;
      return [mean, now, away, percentOf(away, mean)];
    };
  },
};
