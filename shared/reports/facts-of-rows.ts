import type {
  Agreement,
  Balance,
  Customer,
  Interaction,
  Ledger,
  Placement,
  Subscription,
} from '../domain/rows.ts';
import { REPORTING_SEGMENTS } from '../domain/org-units.ts';
import { FEE_CLASSES, TRAFFIC_KINDS } from '../domain/rows.ts';
import { compareText } from '../lib/compare.ts';
import { dayOf } from '../lib/dates.ts';
import type { Day, Month } from '../lib/dates.ts';
import type { Fen } from '../lib/money.ts';
import { ContactKind, dayNumber, monthNumber, NONE, PLACEMENTS } from './customer-facts.ts';
import type { CustomerFacts } from './customer-facts.ts';
import { SubscriptionCursor, zeroChargesOf } from './subscription-cursor.ts';
import type { SubscriptionFacts } from './subscription-facts.ts';
import {
  balanceParts,
  partsOf,
  positionOf,
  stageOf,
  subscriptionProfiles,
  tableOf,
} from './subscription-rows.ts';

/**
 * What the reports count, read from the rows that clients hold. The client's index keeps it in columns, the server
 * reads it row by row: both say by these functions what is live, charged and owed, so that their sums are the same.
 */

/** A year of months, each with the same month of the year before, and one more. */
export const FEE_MONTHS = 25;
/** Of traffic a year, and the month with which it is compared. */
export const TRAFFIC_MONTHS = 13;

export const isLive = (subscription: Subscription): boolean =>
  subscription.status !== 'TERMINATED' && subscription.missingSince === undefined;

export const isInService = (subscription: Subscription): boolean =>
  isLive(subscription) && subscription.status === 'IN_SERVICE';

/** From the earliest activation until the last one ended; `until` is null while one is live, both without any. */
export function lifeOf(subscriptions: readonly Subscription[]): { from: Day | null; until: Day | null } {
  return {
    from: subscriptions.map((s) => s.activatedOn).sort()[0] ?? null,
    until: subscriptions.some(isLive) ? null : (subscriptions.map(endOf).sort().at(-1) ?? null),
  };
}

/** Of a subscription that is not live: when it was terminated, else since when it is missing. */
const endOf = (subscription: Subscription): Day =>
  subscription.terminatedOn ?? subscription.missingSince ?? subscription.activatedOn;

/** Pairs per subscription in arrears: its stage (1 to 6), its amount. */
export const arrearsPairs = ({ arrears }: Balance): number[] =>
  arrears.flatMap((item) => [stageOf(item.months), item.amount]);

/** The newest month is `totals.at(-1)`. */
export function monthlyTotals({ fees }: Ledger): Fen[] {
  const totals = new Array<Fen>(fees.rent.length).fill(0);
  for (const feeClass of FEE_CLASSES) {
    const charged = fees[feeClass];
    for (let i = 0; i < totals.length; i++) totals[i]! += charged[i] ?? 0;
  }
  return totals;
}

/** The newest months as `CustomerFacts` has them: only classes that occur, one after the other. */
export interface PackedFees {
  feeMonths: number;
  feeClasses: number;
  fees: Fen[];
}

export function packFees({ fees }: Ledger): PackedFees {
  const feeMonths = Math.min(fees.rent.length, FEE_MONTHS);
  const from = fees.rent.length - feeMonths;
  let feeClasses = 0;
  const kept: Fen[] = [];
  FEE_CLASSES.forEach((feeClass, bit) => {
    const newest = Array.from({ length: feeMonths }, (_, i) => fees[feeClass][from + i] ?? 0);
    if (newest.every((fen) => fen === 0)) return;
    feeClasses |= 1 << bit;
    kept.push(...newest);
  });
  return { feeMonths, feeClasses, fees: kept };
}

/** Traffic of the newest months, packed in the same way. */
export interface PackedTraffic {
  trafficMonths: number;
  trafficKinds: number;
  traffic: number[];
}

export function packTraffic({ traffic }: Ledger): PackedTraffic {
  const months = traffic.localMinutes.length;
  const trafficMonths = Math.min(months, TRAFFIC_MONTHS);
  let trafficKinds = 0;
  const kept: number[] = [];
  TRAFFIC_KINDS.forEach((kind, bit) => {
    const newest = Array.from(
      { length: trafficMonths },
      (_, i) => traffic[kind][months - trafficMonths + i] ?? 0,
    );
    if (newest.every((figure) => figure === 0)) return;
    trafficKinds |= 1 << bit;
    kept.push(...newest);
  });
  return { trafficMonths, trafficKinds, traffic: kept };
}

/** The rows of one customer; it has no ledger before its first fee, and no balance while it owes nothing. */
export interface CustomerRows {
  customer: Customer;
  ledger: Ledger | null;
  balance: Balance | null;
  interactions?: readonly Interaction[];
}

const NO_LEDGER = {
  lastMonth: NONE,
  feeMonths: 0,
  feeClasses: 0,
  fees: [],
  trafficMonths: 0,
  trafficKinds: 0,
  traffic: [],
};

/** @param thisMonth the newest month that analytics delivered; null before the first */
export function factsOf(key: number, rows: CustomerRows, thisMonth: Month | null): CustomerFacts {
  const { customer, balance } = rows;
  const ledger = rows.ledger !== null && rows.ledger.fees.rent.length > 0 ? rows.ledger : null;
  const life = lifeOf(customer.subscriptions);
  const profiles = subscriptionProfiles(customer);
  const figures =
    ledger === null
      ? NO_LEDGER
      : { lastMonth: lastMonthOf(ledger), ...packFees(ledger), ...packTraffic(ledger) };
  const parts = ledger && { ...partsOf(ledger, figures.feeMonths), feeMonths: figures.feeMonths };
  const table = tableOf(profiles, parts, balance && balanceParts(balance));
  const arrears = balance === null ? [] : arrearsPairs(balance);
  const agreements = byEndOfAgreement(customer);
  const contacts = packContacts((rows.interactions ?? []).map(contactOf));
  const facts = {
    key,
    reportingSegment: REPORTING_SEGMENTS.indexOf(customer.reportingSegment),
    placement: placementNumber(customer.placement),
    firstSeen: monthNumber(customer.firstSeenMonth),
    inService: customer.subscriptions.filter(isInService).length,
    liveFrom: life.from === null ? NONE : dayNumber(life.from),
    liveUntil: life.until === null ? NONE : dayNumber(life.until),
    zeroCharge: 0,
    zeroChargeBefore: 0,
    ...figures,
    feesFrom: 0,
    trafficFrom: 0,
    arrears,
    arrearsFrom: 0,
    arrearsTo: arrears.length,
    agreementEnds: agreements.map(({ end }) => dayNumber(end)),
    commitments: agreements.map(({ monthlyCommitment }) => monthlyCommitment),
    agreementsFrom: 0,
    agreementsTo: agreements.length,
    contacts: contacts.fields,
    contactsFrom: 0,
    contactsTo: contacts.fields.length,
    contactStaff: contacts.staff,
    contactOutcomes: contacts.outcomes,
    agreementSubscriptions: agreements.map(({ subscriptionId }) => positionOf(profiles, subscriptionId)),
    agreementPlan: (at: number): string => agreements[at]!.plan,
    subscriptionCount: profiles.length,
    subscription: (at: number): SubscriptionFacts => cursor.show(table, at),
  };
  const cursor: SubscriptionCursor = new SubscriptionCursor(facts, table);
  if (thisMonth === null) return facts;
  return { ...facts, ...zeroChargesOf(facts, monthNumber(thisMonth), dayNumber(`${thisMonth}-01`)) };
}

export const placementNumber = (placement: Placement): number =>
  PLACEMENTS.indexOf(placement.kind === 'POOL' ? `POOL_${placement.reason}` : placement.kind);

/** What the reports keep of an interaction. */
export interface Contact {
  /** Milliseconds since 1970. */
  happenedAt: number;
  interactionId: string;
  kind: number;
  staffNo: string;
  outcome: string;
  nextOn: Day | null;
}

export const contactOf = (interaction: Interaction): Contact => ({
  happenedAt: Date.parse(interaction.happenedAt),
  interactionId: interaction.interactionId,
  kind: isPlan(interaction) ? ContactKind.PLANNED : ContactKind[interaction.kind],
  staffNo: interaction.staffNo,
  outcome: interaction.outcome,
  nextOn: interaction.nextOn ?? null,
});

/** Nobody has been spoken to: something was only put down for a later day. */
export const isPlan = ({
  note,
  outcome,
  nextOn,
}: Pick<Interaction, 'note' | 'outcome' | 'nextOn'>): boolean =>
  nextOn !== undefined && note === '' && outcome === '';

/** Whether `a` is the newer contact; ids (which sort by time) settle the same moment. */
export const isNewer = <T extends Pick<Contact, 'happenedAt' | 'interactionId'>>(a: T, b: T): boolean =>
  a.happenedAt !== b.happenedAt ? a.happenedAt > b.happenedAt : a.interactionId > b.interactionId;

/** The contacts of one customer as `CustomerFacts` has them, the oldest first. */
export interface PackedContacts {
  fields: number[];
  staff: string[];
  outcomes: string[];
}

export function packContacts(contacts: readonly Contact[]): PackedContacts {
  const staff: string[] = [];
  const outcomes: string[] = [];
  const fields = [...contacts]
    .sort((a, b) => (isNewer(a, b) ? 1 : -1))
    .flatMap(({ happenedAt, kind, staffNo, outcome, nextOn }) => [
      dayNumber(dayOf(new Date(happenedAt))),
      kind,
      positionIn(staff, staffNo),
      positionIn(outcomes, outcome),
      nextOn === null ? NONE : dayNumber(nextOn),
    ]);
  return { fields, staff, outcomes };
}

function positionIn(values: string[], value: string): number {
  const at = values.indexOf(value);
  return at < 0 ? values.push(value) - 1 : at;
}

/** The newest month, as `monthNumber`. */
export const lastMonthOf = (ledger: Ledger): number => monthNumber(ledger.from) + ledger.fees.rent.length - 1;

/** The earliest end first. */
export const byEndOfAgreement = ({ agreements }: Customer): Agreement[] =>
  [...agreements].sort((a, b) => compareText(a.end, b.end));
