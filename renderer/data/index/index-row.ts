import type { Balance, Customer, Ledger, Subscription } from '../../../shared/domain/rows.ts';
import type { ReportingSegment } from '../../../shared/domain/org-units.ts';
import type { SubscriptionStatus } from '../../../shared/domain/rows.ts';
import type { Day, Month } from '../../../shared/lib/dates.ts';
import type { Fen } from '../../../shared/lib/money.ts';
import { SUBSCRIPTION_STATUSES } from '../../../shared/domain/rows.ts';
import { monthOf, monthsBetween } from '../../../shared/lib/dates.ts';
import {
  arrearsPairs,
  chargedIn,
  isInService,
  isLive,
  lifeOf,
  monthlyTotals,
  packFees,
  placementNumber,
  uncharged,
} from '../../../shared/reports/index.ts';
import type { Charges, Contact, PackedContacts } from '../../../shared/reports/index.ts';
import { bareNumber, normalise } from './text.ts';

/**
 * What the index keeps of one customer. Each part comes from one kind of row alone, so that pages may bring them
 * in any order; what depends on today or on the newest month is worked out when the index is opened.
 */
export interface IndexRow {
  profile: ProfilePart | null;
  ledger: LedgerPart | null;
  balance: BalancePart | null;
  interaction: InteractionPart | null;
  /** All of them, for the reports. */
  contacts: PackedContacts;
}

export interface ProfilePart {
  customerCode: string;
  name: string;
  billingAccountNumber: string;
  communityCode: string;
  reportingSegment: ReportingSegment;
  status: SubscriptionStatus;
  contactPhone: string;
  installationAddress: string;
  product: string;
  accessNumber: string;
  liveSubscriptions: number;
  allSubscriptions: number;
  inService: number;
  /** Only where there is more than one subscription: the ledger then tells them apart. */
  inServiceIds: readonly string[];
  /** The months in which those in service were activated, as `monthNumber`. */
  inServiceSince: readonly number[];
  /** The earliest activation; null without subscription. */
  liveFrom: Day | null;
  /** When the last one ended; null while one is live. */
  liveUntil: Day | null;
  /** Those of live subscriptions. */
  products: readonly string[];
  /** One per agreement, the earliest end first. */
  agreementEnds: readonly Day[];
  /** What each of them commits to per month. */
  commitments: readonly Fen[];
  agreementCount: number;
  openOrders: number;
  lockedUntil: Day | null;
  closed: boolean;
  firstSeenMonth: Month;
  /** A position in `PLACEMENTS`. */
  placement: number;
  /** Everything that can be typed to find it, beside the name. Before each number stands a space. */
  numbers: string;
  addresses: string;
}

export interface LedgerPart {
  /** Months since 0000-01; the newest of the ledger. */
  lastMonth: number;
  /** Totals of the last months, at most 13, the newest last. */
  trend: readonly Fen[];
  /** Of up to twelve newest months, in whole fen. */
  mean: Fen;
  /** Which subscriptions the newest month charged; null where the customer has only one with fees. */
  charged: readonly string[] | null;
  /** And the month before it. */
  chargedBefore: readonly string[] | null;
  /** How many of the newest months `fees` has, at most 25. */
  feeMonths: number;
  /** Bit i: the class `FEE_CLASSES[i]` occurs in them. */
  feeClasses: number;
  /** The months of each class that occurs, one class after the other, the newest month last. */
  fees: readonly Fen[];
}

export interface BalancePart {
  arrears: Fen;
  months: number;
  /** Pairs per subscription in arrears: its stage (1 to 6), its amount. */
  items: readonly number[];
  /** The lowest balance of a prepaid subscription; null where none is prepaid. */
  prepaid: Fen | null;
}

/** The newest interaction: a later contact replaces what an earlier one promised. */
export type InteractionPart = Pick<Contact, 'interactionId' | 'happenedAt' | 'nextOn'>;

export const NO_CONTACTS: PackedContacts = { fields: [], staff: [], outcomes: [] };

export const emptyRow = (): IndexRow => ({
  profile: null,
  ledger: null,
  balance: null,
  interaction: null,
  contacts: NO_CONTACTS,
});

export const TREND_MONTHS = 13;
const MEAN_MONTHS = 12;

/** `2026-11` → months since year 0, so that months subtract. */
export const monthNumber = (month: Month): number => monthsBetween('0000-01', month);

export function profileOf(customer: Customer): ProfilePart {
  const { subscriptions } = customer;
  const live = subscriptions.filter(isLive);
  const shown = live[0] ?? subscriptions[0];
  const inService = subscriptions.filter(isInService);
  const life = lifeOf(subscriptions);
  const agreements = [...customer.agreements].sort((a, b) => (a.end < b.end ? -1 : a.end > b.end ? 1 : 0));
  return {
    customerCode: customer.customerCode,
    name: customer.name,
    billingAccountNumber: customer.billingAccountNumber,
    communityCode: customer.communityCode,
    reportingSegment: customer.reportingSegment,
    status: mostActive(subscriptions),
    contactPhone: shown?.contactPhone ?? '',
    installationAddress: shown?.installationAddress ?? '',
    product: shown?.product ?? '',
    accessNumber: shown?.accessNumber ?? '',
    liveSubscriptions: live.length,
    allSubscriptions: subscriptions.length,
    inService: inService.length,
    inServiceIds: subscriptions.length > 1 ? inService.map((s) => s.subscriptionId) : [],
    inServiceSince: inService.map((s) => monthNumber(monthOf(s.activatedOn))),
    liveFrom: life.from,
    liveUntil: life.until,
    products: distinct(live.map((s) => s.product)),
    agreementEnds: agreements.map((a) => a.end),
    commitments: agreements.map((a) => a.monthlyCommitment),
    agreementCount: customer.agreements.length,
    openOrders: customer.orders.length,
    lockedUntil: customer.lockedUntil ?? null,
    closed: customer.closedOn !== undefined,
    firstSeenMonth: customer.firstSeenMonth,
    placement: placementNumber(customer.placement),
    numbers: searchNumbers(customer),
    addresses: searchAddresses(customer),
  };
}

function mostActive(subscriptions: readonly Subscription[]): SubscriptionStatus {
  let best: number = SUBSCRIPTION_STATUSES.length - 1;
  for (const { status } of subscriptions) best = Math.min(best, SUBSCRIPTION_STATUSES.indexOf(status));
  return SUBSCRIPTION_STATUSES[best]!;
}

function searchNumbers(customer: Customer): string {
  const numbers = [customer.customerCode, customer.billingAccountNumber];
  for (const subscription of customer.subscriptions) {
    numbers.push(subscription.accessNumber, subscription.contactPhone);
  }
  for (const person of customer.contact.persons) numbers.push(person.phone);
  return distinct(numbers.map(bareNumber).filter((n) => n !== ''))
    .map((number) => ` ${number}`)
    .join('');
}

function searchAddresses(customer: Customer): string {
  const addresses = customer.subscriptions.map((s) => s.installationAddress);
  addresses.push(customer.contact.address, ...customer.contact.persons.map((person) => person.name));
  return distinct(addresses.map(normalise).filter((a) => a !== '')).join(' ');
}

export function ledgerOf(ledger: Ledger): LedgerPart | null {
  const months = ledger.fees.rent.length;
  if (months === 0) return null;
  const totals = monthlyTotals(ledger);
  const newest = totals.slice(-MEAN_MONTHS);
  return {
    lastMonth: monthNumber(ledger.from) + months - 1,
    trend: totals.slice(-TREND_MONTHS),
    mean: Math.round(newest.reduce((sum, fen) => sum + fen, 0) / newest.length),
    charged: chargedIn(ledger, months - 1),
    chargedBefore: chargedIn(ledger, months - 2),
    ...packFees(ledger),
  };
}

export const balanceOf = (balance: Balance): BalancePart => ({
  arrears: balance.arrears.reduce((sum, item) => sum + item.amount, 0),
  months: balance.arrears.reduce((most, item) => Math.max(most, item.months), 0),
  items: arrearsPairs(balance),
  prepaid: balance.prepaid.length === 0 ? null : Math.min(...balance.prepaid.map((item) => item.amount)),
});

/**
 * Subscriptions in service that the month `thisMonth` did not charge. Without a split by subscription the
 * month's total belongs to one of them.
 */
export function zeroCharged(profile: ProfilePart, ledger: LedgerPart | null, thisMonth: number): number {
  if (ledger === null || ledger.lastMonth !== thisMonth) return profile.inService;
  return notCharged(profile, { charged: ledger.charged, total: ledger.trend.at(-1) ?? 0 });
}

/** Those in service now that the month before the newest of the ledger did not charge. */
export function zeroChargedBefore(profile: ProfilePart, ledger: LedgerPart | null): number {
  if (ledger === null) return profile.inService;
  return notCharged(profile, { charged: ledger.chargedBefore, total: ledger.trend.at(-2) ?? 0 });
}

const notCharged = ({ inService, inServiceIds }: ProfilePart, charges: Charges): number =>
  uncharged(inService, inServiceIds, charges);

const distinct = <T>(values: readonly T[]): T[] => (values.length < 2 ? [...values] : [...new Set(values)]);
