import type { Balance, Customer, Ledger, Subscription } from '../domain/rows.ts';
import { FEE_CLASSES, SUBSCRIPTION_STATUSES, TRAFFIC_KINDS } from '../domain/rows.ts';
import type { Fen } from '../lib/money.ts';
import { dayNumber, NONE } from './customer-facts.ts';
import {
  CUSTOMERS_FIGURES,
  NO_FIGURES,
  OWN_HEAD,
  STATE_MISSING,
  STATE_ON_REQUEST,
} from './subscription-cursor.ts';
import type { SubscriptionTable } from './subscription-cursor.ts';

/** What a customer's row says of a subscription, in the numbers that `SubscriptionTable` has. */
export interface SubscriptionProfile {
  id: string;
  accessNumber: string;
  product: string;
  state: number;
  activatedOn: number;
  terminatedOn: number;
  openOrders: number;
}

export function subscriptionProfiles({ subscriptions, orders }: Customer): SubscriptionProfile[] {
  return subscriptions.map((subscription) => ({
    id: subscription.subscriptionId,
    accessNumber: subscription.accessNumber,
    product: subscription.product,
    state: stateOf(subscription),
    activatedOn: dayNumber(subscription.activatedOn),
    terminatedOn: subscription.terminatedOn === undefined ? NONE : dayNumber(subscription.terminatedOn),
    openOrders: orders.filter((order) => order.subscriptionId === subscription.subscriptionId).length,
  }));
}

const stateOf = (subscription: Subscription): number =>
  SUBSCRIPTION_STATUSES.indexOf(subscription.status) |
  (subscription.missingSince === undefined ? 0 : STATE_MISSING) |
  (subscription.onRequest === true ? STATE_ON_REQUEST : 0);

/** Whose figures a ledger has. */
export interface LedgerParts {
  /** One: the ledger's figures are its. None: the ledger does not say whose they are. */
  ids: readonly string[];
  /** Of several: the own figures of each, one after another, as `SubscriptionTable.ownFigures` has them. */
  own: readonly number[];
}

/** @param feeMonths how many of the newest months are kept */
export function partsOf(ledger: Ledger, feeMonths: number): LedgerParts {
  const { bySubscription, subscriptionId, detail } = ledger;
  if (bySubscription === undefined)
    return { ids: subscriptionId === undefined ? [] : [subscriptionId], own: [] };
  const ids = Object.keys(bySubscription).sort();
  const own: number[] = [];
  for (const id of ids) {
    const months = detail?.months ?? 0;
    const of: Partial<Record<string, readonly number[]>> = detail?.of[id] ?? {};
    let kinds = 0;
    const items: number[] = [];
    [...FEE_CLASSES, ...TRAFFIC_KINDS].forEach((kind, bit) => {
      const figures = of[kind];
      if (figures === undefined) return;
      kinds |= 1 << bit;
      items.push(...figures);
    });
    const totals = bySubscription[id]!;
    const from = ledger.fees.rent.length - feeMonths;
    own.push(kinds, months, ...Array.from({ length: feeMonths }, (_, i) => totals[from + i] ?? 0), ...items);
  }
  return { ids, own };
}

/** Where the figures of each subscription begin in the customer's `own`. */
export function placesOf(
  profiles: readonly SubscriptionProfile[],
  ledger: (LedgerParts & { feeMonths: number }) | null,
): number[] {
  if (ledger === null) return profiles.map(() => NO_FIGURES);
  const { ids, own, feeMonths } = ledger;
  if (ids.length < 2) {
    const whose = ids[0] ?? (profiles.find(({ state }) => state === 0) ?? profiles[0])?.id;
    return profiles.map(({ id }) => (id === whose ? CUSTOMERS_FIGURES : NO_FIGURES));
  }
  const places = new Map<string, number>();
  let at = 0;
  for (const id of ids) {
    places.set(id, at);
    at += OWN_HEAD + feeMonths + countBits(own[at]!) * own[at + 1]!;
  }
  return profiles.map(({ id }) => places.get(id) ?? NO_FIGURES);
}

function countBits(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}

/** What is owed and prepaid, by subscription. */
export interface BalanceParts {
  owing: readonly { id: string; stage: number; amount: Fen }[];
  prepaid: readonly { id: string; amount: Fen }[];
}

export const stageOf = (months: number): number => Math.min(6, Math.max(1, Math.trunc(months)));

export const balanceParts = ({ arrears, prepaid }: Balance): BalanceParts => ({
  owing: arrears.map(({ subscriptionId, months, amount }) => ({
    id: subscriptionId,
    stage: stageOf(months),
    amount,
  })),
  prepaid: prepaid.map(({ subscriptionId, amount }) => ({ id: subscriptionId, amount })),
});

/** What a balance adds to each subscription. */
export const balanceOf = (
  profiles: readonly SubscriptionProfile[],
  parts: BalanceParts | null,
): { stage: number; arrears: Fen; prepaid: Fen }[] =>
  profiles.map(({ id }) => {
    const owed = parts?.owing.find((one) => one.id === id);
    const paid = parts?.prepaid.find((one) => one.id === id);
    return { stage: owed?.stage ?? 0, arrears: owed?.amount ?? 0, prepaid: paid?.amount ?? Number.NaN };
  });

/** The subscriptions of one customer. */
export function tableOf(
  profiles: readonly SubscriptionProfile[],
  ledger: (LedgerParts & { feeMonths: number }) | null,
  balance: BalanceParts | null,
): SubscriptionTable {
  const balances = balanceOf(profiles, balance);
  return {
    id: (at) => profiles[at]!.id,
    accessNumber: (at) => profiles[at]!.accessNumber,
    product: (at) => profiles[at]!.product,
    state: profiles.map(({ state }) => state),
    activatedOn: profiles.map(({ activatedOn }) => activatedOn),
    terminatedOn: profiles.map(({ terminatedOn }) => terminatedOn),
    openOrders: profiles.map(({ openOrders }) => openOrders),
    arrearsStage: balances.map(({ stage }) => stage),
    arrears: balances.map(({ arrears }) => arrears),
    prepaid: balances.map(({ prepaid }) => prepaid),
    figures: placesOf(profiles, ledger),
    ownFigures: ledger?.own ?? [],
  };
}

/** The position among a customer's subscriptions; `NONE` for one that is not there. */
export const positionOf = (profiles: readonly SubscriptionProfile[], subscriptionId: string): number => {
  const at = profiles.findIndex(({ id }) => id === subscriptionId);
  return at < 0 ? NONE : at;
};
