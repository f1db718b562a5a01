import type { Day, Month } from '../lib/dates.ts';
import {
  CONTACT_FIELDS,
  ContactField,
  ContactKind,
  dayNumber,
  isLiveOn,
  monthNumber,
} from './customer-facts.ts';
import type { CustomerFacts } from './customer-facts.ts';
import { addEach, zeros } from './fold.ts';
import type { Fold } from './fold.ts';

/** Whoever was visited or called within so many days counts as contacted. */
export const CONTACTED_WITHIN_DAYS = 90;

/** What is counted of each product, in this order. */
export const GroupProductFigure = {
  SUBSCRIPTIONS: 0,
  IN_SERVICE: 1,
  CUSTOMERS: 2,
  REVENUE: 3,
  ARREARS: 4,
} as const;
const PRODUCT_FIGURES = 5;

/** Stands for the products of subscriptions that are not live any more. */
export const ENDED = '';

/** 客户群信息报表: who a group's customers are and what they have. */
export interface GroupInformation {
  customers: number;
  /** With a live subscription today. */
  live: number;
  /** Agreements that have not ended, and customers with one. */
  agreements: number;
  agreementCustomers: number;
  /** Customers in arrears, and how much. */
  arrearsCustomers: number;
  arrears: number;
  /** Live customers that were visited or called in the last 90 days; what was only arranged does not count. */
  contacted: number;
  /** By product; those that have ended are one row of their own, `ENDED`, so that the rows come to what the group does. */
  products: Record<string, number[]>;
}

/** @param month whose revenue is counted; null before analytics delivered one */
export function groupInformation(today: Day, month: Month | null): Fold<GroupInformation> {
  const day = dayNumber(today);
  const revenueMonth = month === null ? null : monthNumber(month);
  return {
    empty: () => ({
      customers: 0,
      live: 0,
      agreements: 0,
      agreementCustomers: 0,
      arrearsCustomers: 0,
      arrears: 0,
      contacted: 0,
      products: {},
    }),
    add: (sums, facts) => {
      sums.customers++;
      const live = isLiveOn(facts, day);
      if (live) sums.live++;
      if (live && wasContacted(facts, day)) sums.contacted++;
      addAgreements(sums, facts, day);
      addArrears(sums, facts);
      addProducts(sums, facts, revenueMonth);
    },
    merge: (into, other) => {
      into.customers += other.customers;
      into.live += other.live;
      into.agreements += other.agreements;
      into.agreementCustomers += other.agreementCustomers;
      into.arrearsCustomers += other.arrearsCustomers;
      into.arrears += other.arrears;
      into.contacted += other.contacted;
      for (const [product, figures] of Object.entries(other.products)) {
        addEach((into.products[product] ??= zeros(PRODUCT_FIGURES)), figures);
      }
    },
  };
}

function wasContacted({ contacts, contactsFrom, contactsTo }: CustomerFacts, today: number): boolean {
  for (let at = contactsTo - CONTACT_FIELDS; at >= contactsFrom; at -= CONTACT_FIELDS) {
    const day = contacts[at + ContactField.DAY]!;
    if (day < today - CONTACTED_WITHIN_DAYS) return false;
    if (day <= today && contacts[at + ContactField.KIND] !== ContactKind.PLANNED) return true;
  }
  return false;
}

function addAgreements(sums: GroupInformation, facts: CustomerFacts, today: number): void {
  let valid = 0;
  for (let i = facts.agreementsFrom; i < facts.agreementsTo; i++) {
    if (facts.agreementEnds[i]! >= today) valid++;
  }
  sums.agreements += valid;
  if (valid > 0) sums.agreementCustomers++;
}

function addArrears(sums: GroupInformation, { arrears, arrearsFrom, arrearsTo }: CustomerFacts): void {
  if (arrearsTo > arrearsFrom) sums.arrearsCustomers++;
  for (let i = arrearsFrom; i < arrearsTo; i += 2) sums.arrears += arrears[i + 1]!;
}

function addProducts(sums: GroupInformation, facts: CustomerFacts, month: number | null): void {
  const seen = new Set<string>();
  for (let i = 0; i < facts.subscriptionCount; i++) {
    const subscription = facts.subscription(i);
    const product = subscription.isLive ? subscription.product : ENDED;
    const figures = (sums.products[product] ??= zeros(PRODUCT_FIGURES));
    figures[GroupProductFigure.SUBSCRIPTIONS]!++;
    if (subscription.inService) figures[GroupProductFigure.IN_SERVICE]!++;
    if (!seen.has(product)) figures[GroupProductFigure.CUSTOMERS]!++;
    seen.add(product);
    figures[GroupProductFigure.REVENUE]! += month === null ? 0 : (subscription.revenueIn(month) ?? 0);
    figures[GroupProductFigure.ARREARS]! += subscription.arrears;
  }
}
