import type { Balance, Customer, Interaction, Ledger, Placement, Subscription } from '../domain/rows.ts';
import { REPORTING_SEGMENTS } from '../domain/org-units.ts';
import { FEE_CLASSES } from '../domain/rows.ts';
import { dayOf, monthOf } from '../lib/dates.ts';
import type { Day, Month } from '../lib/dates.ts';
import type { Fen } from '../lib/money.ts';
import { ContactKind, dayNumber, monthNumber, NONE, PLACEMENTS } from './customer-facts.ts';
import type { CustomerFacts } from './customer-facts.ts';

/**
 * What the reports count, read from the rows that clients hold. The client's index keeps it in columns, the server
 * reads it row by row: both say by these functions what is live, charged and owed, so that their sums are the same.
 */

/** A year of months, each with the same month of the year before, and one more. */
export const FEE_MONTHS = 25;

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
  arrears.flatMap((item) => [Math.min(6, Math.max(1, Math.trunc(item.months))), item.amount]);

/** The newest month is `totals.at(-1)`. */
export function monthlyTotals({ fees }: Ledger): Fen[] {
  const totals = new Array<Fen>(fees.rent.length).fill(0);
  for (const feeClass of FEE_CLASSES) {
    const charged = fees[feeClass];
    for (let i = 0; i < totals.length; i++) totals[i]! += charged[i] ?? 0;
  }
  return totals;
}

/** Which subscriptions a month charged; null where the ledger does not tell them apart. */
export function chargedIn({ bySubscription }: Ledger, slot: number): string[] | null {
  if (bySubscription === undefined) return null;
  return Object.entries(bySubscription)
    .filter(([, fees]) => (fees[slot] ?? 0) !== 0)
    .map(([id]) => id);
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

/** What a month charged of a customer: which subscriptions (null: not told apart), and how much in all. */
export interface Charges {
  charged: readonly string[] | null;
  total: Fen;
}

/**
 * How many of the subscriptions in service a month did not charge. Where the ledger does not tell them apart, the
 * month's total belongs to one of them. `inServiceIds` is empty where the customer has one subscription only.
 */
export function uncharged(
  inService: number,
  inServiceIds: readonly string[],
  { charged, total }: Charges,
): number {
  if (charged === null || inServiceIds.length === 0) return Math.max(0, inService - (total === 0 ? 0 : 1));
  return inServiceIds.filter((id) => !charged.includes(id)).length;
}

/** The rows of one customer; it has no ledger before its first fee, and no balance while it owes nothing. */
export interface CustomerRows {
  customer: Customer;
  ledger: Ledger | null;
  balance: Balance | null;
  interactions?: readonly Interaction[];
}

/** @param thisMonth the newest month that analytics delivered; null before the first */
export function factsOf(key: number, rows: CustomerRows, thisMonth: Month | null): CustomerFacts {
  const { customer, balance } = rows;
  const ledger = rows.ledger !== null && rows.ledger.fees.rent.length > 0 ? rows.ledger : null;
  const life = lifeOf(customer.subscriptions);
  const fees = ledger === null ? { feeMonths: 0, feeClasses: 0, fees: [] } : packFees(ledger);
  const arrears = balance === null ? [] : arrearsPairs(balance);
  const agreements = [...customer.agreements].sort((a, b) => (a.end < b.end ? -1 : a.end > b.end ? 1 : 0));
  const contacts = packContacts((rows.interactions ?? []).map(contactOf));
  return {
    key,
    reportingSegment: REPORTING_SEGMENTS.indexOf(customer.reportingSegment),
    placement: placementNumber(customer.placement),
    firstSeen: monthNumber(customer.firstSeenMonth),
    inService: customer.subscriptions.filter(isInService).length,
    liveFrom: life.from === null ? NONE : dayNumber(life.from),
    liveUntil: life.until === null ? NONE : dayNumber(life.until),
    ...zeroCharges(customer, ledger, thisMonth),
    lastMonth: ledger === null ? NONE : monthNumber(ledger.from) + ledger.fees.rent.length - 1,
    ...fees,
    feesFrom: 0,
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
  };
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

/** A subscription that was activated after a month was not there to be charged in it. */
function zeroCharges(
  customer: Customer,
  ledger: Ledger | null,
  thisMonth: Month | null,
): Pick<CustomerFacts, 'zeroCharge' | 'zeroChargeBefore'> {
  if (thisMonth === null) return { zeroCharge: 0, zeroChargeBefore: 0 };
  const serving = customer.subscriptions.filter(isInService);
  const ids = customer.subscriptions.length > 1 ? serving.map((s) => s.subscriptionId) : [];
  const later = serving.filter((s) => monthOf(s.activatedOn) >= thisMonth).length;
  const totals = ledger === null ? [] : monthlyTotals(ledger);
  const last = ledger === null ? NONE : monthNumber(ledger.from) + totals.length - 1;
  /** `back`: how far before `thisMonth`. A month beyond the newest of the ledger charged nobody. */
  const notCharged = (back: number): number => {
    const slot = totals.length - 1 - (last - (monthNumber(thisMonth) - back));
    if (ledger === null || slot >= totals.length || slot < totals.length - 2) return serving.length;
    return uncharged(serving.length, ids, { charged: chargedIn(ledger, slot), total: totals[slot] ?? 0 });
  };
  const newest = last === monthNumber(thisMonth) ? notCharged(0) : serving.length;
  return { zeroCharge: newest, zeroChargeBefore: Math.max(0, notCharged(1) - later) };
}
