import {
  FEE_CLASSES,
  type Agreement,
  type Balance,
  type Customer,
  type Interaction,
  type Ledger,
  type Subscription,
} from '../../../../shared/domain/rows.ts';
import {
  addMonths,
  dayOf,
  daysBetween,
  monthRange,
  monthsBetween,
  type Day,
  type Month,
} from '../../../../shared/lib/dates.ts';
import type { Fen } from '../../../../shared/lib/money.ts';
import type { ArrearsStage } from '../../../data/types.ts';

/** The total of a month over all classes; null where the ledger does not reach it. */
export function revenueOf(ledger: Ledger | undefined, month: Month): Fen | null {
  if (!ledger) return null;
  const i = monthsBetween(ledger.from, month);
  if (i < 0 || i >= ledger.fees.rent.length) return null;
  return FEE_CLASSES.reduce((sum, feeClass) => sum + (ledger.fees[feeClass][i] ?? 0), 0);
}

export interface RevenueFigures {
  month: Month | null;
  amount: Fen | null;
  /** What to compare with; null where the source has nothing, or nothing that a percentage could be of. */
  lastMonth: Fen | null;
  lastYear: Fen | null;
  /** Up to 13 totals, the newest last. */
  trend: Fen[];
}

/** `thisMonth` is the newest month that analytics delivered to anybody, so that a gap shows as one. */
export function revenueFigures(ledger: Ledger | undefined, thisMonth: Month | null): RevenueFigures {
  if (thisMonth === null) return { month: null, amount: null, lastMonth: null, lastYear: null, trend: [] };
  const amount = revenueOf(ledger, thisMonth);
  return {
    month: thisMonth,
    amount,
    lastMonth: comparable(revenueOf(ledger, addMonths(thisMonth, -1))),
    lastYear: comparable(revenueOf(ledger, addMonths(thisMonth, -12))),
    trend: monthRange(addMonths(thisMonth, -12), thisMonth)
      .map((month) => revenueOf(ledger, month))
      .filter((total) => total !== null),
  };
}

const comparable = (before: Fen | null): Fen | null => (before !== null && before > 0 ? before : null);

export interface ArrearsFigures {
  amount: Fen;
  stage: ArrearsStage;
  since: Month | null;
}

export function arrearsFigures(balance: Balance | undefined): ArrearsFigures {
  const items = balance?.arrears ?? [];
  const longest = Math.max(0, ...items.map((item) => item.months));
  return {
    amount: items.reduce((sum, item) => sum + item.amount, 0),
    stage: stageOf(longest),
    since: items.map((item) => item.sinceMonth).sort()[0] ?? null,
  };
}

export const stageOf = (months: number): ArrearsStage =>
  Math.min(6, Math.max(0, Math.trunc(months))) as ArrearsStage;

export interface AgreementState {
  agreement: Agreement;
  /** 0 on the last day; negative once the end has passed. */
  daysLeft: number;
  daysServed: number;
  /** 0 to 1. */
  served: number;
}

export function agreementState(agreement: Agreement, today: Day): AgreementState {
  const length = Math.max(1, daysBetween(agreement.start, agreement.end));
  const daysServed = Math.min(length, Math.max(0, daysBetween(agreement.start, today)));
  return { agreement, daysLeft: daysBetween(today, agreement.end), daysServed, served: daysServed / length };
}

/** The ones still running, the nearest end first, then those that have ended, the latest first. */
export function agreementsByUrgency(agreements: readonly Agreement[], today: Day): AgreementState[] {
  return agreements
    .map((agreement) => agreementState(agreement, today))
    .sort((a, b) => {
      const ended = Number(a.daysLeft < 0) - Number(b.daysLeft < 0);
      return ended !== 0 ? ended : Math.abs(a.daysLeft) - Math.abs(b.daysLeft);
    });
}

export interface NextStep {
  on: Day | null;
  text: string;
  /** Negative once the day has passed. */
  daysLeft: number | null;
}

/**
 * What was promised and is still to be done: a next step that no later visit or call has caught up with. Of several
 * the earliest; a step without a day comes from the newest record only.
 */
export function nextStepOf(interactions: readonly Interaction[], today: Day): NextStep | null {
  const newest = interactions.reduce<Interaction | undefined>(
    (last, one) => (!last || Date.parse(one.happenedAt) > Date.parse(last.happenedAt) ? one : last),
    undefined,
  );
  if (!newest) return null;
  const newestDay = dayOf(new Date(newest.happenedAt));
  const open = interactions
    .filter((one) => one.nextOn !== undefined && (one === newest || one.nextOn > newestDay))
    .sort((a, b) => (a.nextOn! < b.nextOn! ? -1 : 1))[0];
  if (open)
    return { on: open.nextOn!, text: open.nextStep ?? '', daysLeft: daysBetween(today, open.nextOn!) };
  return newest.nextStep ? { on: null, text: newest.nextStep, daysLeft: null } : null;
}

export const isLive = (subscription: Subscription): boolean =>
  subscription.status !== 'TERMINATED' && subscription.missingSince === undefined;

/** One line of the table of subscriptions. */
export interface SubscriptionLine {
  subscription: Subscription;
  /** This month's total; null where analytics said nothing of it. */
  fee: Fen | null;
  arrears: Fen;
  prepaid: Fen | null;
}

/** Live ones first, in the order of their activation. */
export function subscriptionLines(
  customer: Customer,
  ledger: Ledger | undefined,
  balance: Balance | undefined,
  month: Month | null,
): SubscriptionLine[] {
  return customer.subscriptions
    .map((subscription) => ({
      subscription,
      fee: month === null ? null : subscriptionFee(customer, subscription, ledger, month),
      arrears: sumOf(balance?.arrears, subscription),
      prepaid:
        balance?.prepaid.find((item) => item.subscriptionId === subscription.subscriptionId)?.amount ?? null,
    }))
    .sort(
      (a, b) =>
        Number(isLive(b.subscription)) - Number(isLive(a.subscription)) ||
        (a.subscription.activatedOn < b.subscription.activatedOn ? -1 : 1),
    );
}

const sumOf = (items: Balance['arrears'] | undefined, subscription: Subscription): Fen =>
  (items ?? [])
    .filter((item) => item.subscriptionId === subscription.subscriptionId)
    .reduce((sum, item) => sum + item.amount, 0);

/**
 * The ledger carries totals per subscription only where more than one has fees; where it does not, it says whose they
 * are. One from before it did leaves it open where there are several subscriptions.
 */
function subscriptionFee(
  customer: Customer,
  subscription: Subscription,
  ledger: Ledger | undefined,
  month: Month,
): Fen | null {
  const i = ledger ? monthsBetween(ledger.from, month) : -1;
  if (!ledger || i < 0) return null;
  if (ledger.bySubscription) return ledger.bySubscription[subscription.subscriptionId]?.[i] ?? null;
  const whose =
    ledger.subscriptionId ?? (customer.subscriptions.length === 1 ? subscription.subscriptionId : null);
  return whose === subscription.subscriptionId ? revenueOf(ledger, month) : null;
}
