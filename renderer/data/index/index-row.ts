import type { Balance, Customer, Ledger, Subscription } from '../../../shared/domain/rows.ts';
import type { ReportingSegment } from '../../../shared/domain/org-units.ts';
import type { SubscriptionStatus } from '../../../shared/domain/rows.ts';
import type { Day, Month } from '../../../shared/lib/dates.ts';
import type { Fen } from '../../../shared/lib/money.ts';
import { SUBSCRIPTION_STATUSES } from '../../../shared/domain/rows.ts';
import { monthsBetween } from '../../../shared/lib/dates.ts';
import {
  balanceParts,
  byEndOfAgreement,
  isInService,
  isLive,
  lastMonthOf,
  lifeOf,
  monthlyTotals,
  packFees,
  packTraffic,
  partsOf,
  placementNumber,
  subscriptionProfiles,
} from '../../../shared/reports/index.ts';
import type {
  BalanceParts,
  Contact,
  PackedContacts,
  SubscriptionProfile,
} from '../../../shared/reports/index.ts';
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

/** One whose customer has come. */
export type FullRow = IndexRow & { profile: ProfilePart };

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
  subscriptions: readonly SubscriptionProfile[];
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
  /** And of which subscription and plan each is. */
  agreementSubscriptions: readonly string[];
  agreementPlans: readonly string[];
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
  /** How many of the newest months `fees` has, at most 25. */
  feeMonths: number;
  /** Bit i: the class `FEE_CLASSES[i]` occurs in them. */
  feeClasses: number;
  /** The months of each class that occurs, one class after the other, the newest month last. */
  fees: readonly Fen[];
  /** In the same way, at most 13 months of traffic; bit i is `TRAFFIC_KINDS[i]`. */
  trafficMonths: number;
  trafficKinds: number;
  traffic: readonly number[];
  /** Whose figures they are, and those of each where there are several; see `LedgerParts`. */
  ids: readonly string[];
  own: readonly number[];
}

export interface BalancePart extends BalanceParts {
  arrears: Fen;
  months: number;
  /** The lowest balance of a prepaid subscription; null where none is prepaid. */
  lowestPrepaid: Fen | null;
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
  const life = lifeOf(subscriptions);
  const agreements = byEndOfAgreement(customer);
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
    inService: subscriptions.filter(isInService).length,
    subscriptions: subscriptionProfiles(customer),
    liveFrom: life.from,
    liveUntil: life.until,
    products: distinct(live.map((s) => s.product)),
    agreementEnds: agreements.map((a) => a.end),
    commitments: agreements.map((a) => a.monthlyCommitment),
    agreementSubscriptions: agreements.map((a) => a.subscriptionId),
    agreementPlans: agreements.map((a) => a.plan),
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
  if (ledger.fees.rent.length === 0) return null;
  const totals = monthlyTotals(ledger);
  const newest = totals.slice(-MEAN_MONTHS);
  const packed = packFees(ledger);
  return {
    lastMonth: lastMonthOf(ledger),
    trend: totals.slice(-TREND_MONTHS),
    mean: Math.round(newest.reduce((sum, fen) => sum + fen, 0) / newest.length),
    ...packed,
    ...packTraffic(ledger),
    ...partsOf(ledger, packed.feeMonths),
  };
}

export const balanceOf = (balance: Balance): BalancePart => ({
  arrears: balance.arrears.reduce((sum, item) => sum + item.amount, 0),
  months: balance.arrears.reduce((most, item) => Math.max(most, item.months), 0),
  ...balanceParts(balance),
  lowestPrepaid:
    balance.prepaid.length === 0 ? null : Math.min(...balance.prepaid.map((item) => item.amount)),
});

const distinct = <T>(values: readonly T[]): T[] => (values.length < 2 ? [...values] : [...new Set(values)]);
