import type { Fen } from '../lib/money.ts';
import { FEE_CLASSES, POOL_REASONS, TRAFFIC_KINDS } from '../domain/rows.ts';
import type { FeeClass, TrafficKind } from '../domain/rows.ts';
import { addDays, addMonths, monthsBetween } from '../lib/dates.ts';
import type { SubscriptionFacts } from './subscription-facts.ts';
import type { Day, Month } from '../lib/dates.ts';

/** Stands for no day and no month. */
export const NONE = -1;

/** Days since 1970-01-01 (20777 is 2026-11-20), months since year 0: numbers, so that a fold only subtracts. */
export const dayNumber = (day: Day): number =>
  Date.UTC(+day.slice(0, 4), +day.slice(5, 7) - 1, +day.slice(8, 10)) / 86_400_000;
export const dayFromNumber = (number: number): Day => addDays('1970-01-01', number);
export const monthNumber = (month: Month): number => monthsBetween('0000-01', month);
export const monthFromNumber = (number: number): Month => addMonths('0000-01', number);

/**
 * What the reports read of one customer. One object may show one customer after another, so a fold keeps numbers of
 * it and never the object. Lists stand in long arrays: those of this customer from `…From` up to `…To`.
 */
export interface CustomerFacts {
  /** Names the customer where the fold runs: a position in an index, a row of a query. */
  readonly key: number;
  /** A position in `REPORTING_SEGMENTS`, and one in `PLACEMENTS`. */
  readonly reportingSegment: number;
  readonly placement: number;
  /** The month in which the first subscription was seen. */
  readonly firstSeen: number;
  /** Subscriptions in service. */
  readonly inService: number;
  /** From this day on at least one subscription was live, until (not including) `liveUntil`; `NONE`: still. */
  readonly liveFrom: number;
  readonly liveUntil: number;
  /** Subscriptions in service that the newest month did not charge, and the month before. */
  readonly zeroCharge: number;
  readonly zeroChargeBefore: number;
  /** The newest month of the ledger; `NONE` without one. */
  readonly lastMonth: number;
  /** How many months of fees there are, the last being `lastMonth`. */
  readonly feeMonths: number;
  /** Bit i: the class `FEE_CLASSES[i]` occurs. Only those that occur have fees, one after the other. */
  readonly feeClasses: number;
  readonly fees: ArrayLike<Fen>;
  readonly feesFrom: number;
  /** Traffic of the newest months, as fees are kept: bit i is `TRAFFIC_KINDS[i]`. */
  readonly trafficMonths: number;
  readonly trafficKinds: number;
  readonly traffic: ArrayLike<number>;
  readonly trafficFrom: number;
  /** Pairs: how many months (6 meaning six and more), how much. One pair per subscription in arrears. */
  readonly arrears: ArrayLike<number>;
  readonly arrearsFrom: number;
  readonly arrearsTo: number;
  /** The ends of agreements, the earliest first, and what each commits to per month. */
  readonly agreementEnds: ArrayLike<number>;
  readonly commitments: ArrayLike<Fen>;
  readonly agreementsFrom: number;
  readonly agreementsTo: number;
  /** Every record of a person, the oldest first, `CONTACT_FIELDS` numbers each; see `ContactField`. */
  readonly contacts: ArrayLike<number>;
  readonly contactsFrom: number;
  readonly contactsTo: number;
  /** What `STAFF` and `OUTCOME` of a contact are positions in. */
  readonly contactStaff: readonly string[];
  readonly contactOutcomes: readonly string[];
  /** Which subscription each of them is of, as `subscription` counts; `NONE` where it is not among them. */
  readonly agreementSubscriptions: ArrayLike<number>;
  /** The plan of the agreement at a position of `agreementEnds`. */
  agreementPlan(at: number): string;
  /** All subscriptions, also those that have ended. */
  readonly subscriptionCount: number;
  /** One of them, from 0. One object may show one after another, as with customers. */
  subscription(at: number): SubscriptionFacts;
}

/** What a record says, in this order: its day, how, who (a position), how it ended (a position), the day of the next step or `NONE`. */
export const ContactField = { DAY: 0, KIND: 1, STAFF: 2, OUTCOME: 3, NEXT: 4 } as const;
export const CONTACT_FIELDS = 5;
/** `PLANNED`: nobody was spoken to, something was only put down for a later day. */
export const ContactKind = { VISIT: 0, CALL: 1, PLANNED: 2 } as const;

/** How a customer came to its community; of a pool, for want of what. */
export const PLACEMENTS = [
  'OPENING',
  'RULE',
  'DIVISION',
  'REASSIGNMENT',
  ...POOL_REASONS.map((reason) => `POOL_${reason}` as const),
] as const;

/** What one class was charged in a month: 0 where the class does not occur, null outside of the ledger. */
export function feeIn(facts: CustomerFacts, feeClass: FeeClass, month: number): Fen | null {
  if (facts.lastMonth === NONE) return null;
  const { feeMonths: months, feeClasses: kinds, fees: items, feesFrom: from } = facts;
  return packedAt({ months, kinds, items, from }, FEE_CLASSES.indexOf(feeClass), facts.lastMonth - month);
}

/** Traffic of a month, in minutes or MB; null outside of the months that are kept. */
export function trafficIn(facts: CustomerFacts, kind: TrafficKind, month: number): number | null {
  if (facts.lastMonth === NONE) return null;
  const { trafficMonths: months, trafficKinds: kinds, traffic: items, trafficFrom: from } = facts;
  return packedAt({ months, kinds, items, from }, TRAFFIC_KINDS.indexOf(kind), facts.lastMonth - month);
}

/** Months of several kinds, those that occur one after the other; the newest month is the last of each. */
export interface PackedMonths {
  months: number;
  /** Bit i: the kind i occurs. */
  kinds: number;
  items: ArrayLike<number>;
  from: number;
}

/** @param back how many months before the newest; null outside of what is kept */
export function packedAt(
  { months, kinds, items, from }: PackedMonths,
  kind: number,
  back: number,
): number | null {
  const slot = months - 1 - back;
  if (back < 0 || slot < 0) return null;
  if ((kinds & (1 << kind)) === 0) return 0;
  let before = 0;
  for (let bit = 0; bit < kind; bit++) if ((kinds & (1 << bit)) !== 0) before++;
  return items[from + before * months + slot]!;
}

/** What a month was charged over all classes; null outside of the ledger. */
export function revenueIn(facts: CustomerFacts, month: number): Fen | null {
  const { lastMonth, feeMonths, fees, feesFrom } = facts;
  const slot = feeMonths - 1 - (lastMonth - month);
  if (lastMonth === NONE || month > lastMonth || slot < 0) return null;
  let sum = 0;
  let at = feesFrom + slot;
  for (let classes = facts.feeClasses; classes !== 0; classes &= classes - 1) {
    sum += fees[at]!;
    at += feeMonths;
  }
  return sum;
}

/** Whether a month charged anything, or anything of one class. */
export function isChargedIn(facts: CustomerFacts, month: number, feeClass?: FeeClass): boolean {
  if (feeClass !== undefined) return (feeIn(facts, feeClass, month) ?? 0) !== 0;
  return FEE_CLASSES.some((one) => (feeIn(facts, one, month) ?? 0) !== 0);
}

const MONTHS_BEFORE = 3;

/** A month against the mean of the three before it, in whole fen; null unless all four are known. */
export function changeAgainstMean(facts: CustomerFacts, month: number): Fen | null {
  const revenue = revenueIn(facts, month);
  if (revenue === null) return null;
  let sum = 0;
  for (let back = 1; back <= MONTHS_BEFORE; back++) {
    const before = revenueIn(facts, month - back);
    if (before === null) return null;
    sum += before;
  }
  return revenue - Math.round(sum / MONTHS_BEFORE);
}

export const isLiveOn = (facts: CustomerFacts, day: number): boolean =>
  facts.liveFrom !== NONE && facts.liveFrom <= day && (facts.liveUntil === NONE || facts.liveUntil > day);

/** Whether some subscription is in arrears for exactly so many months (6: six and more). */
export function hasArrearsOf(facts: CustomerFacts, stage: number): boolean {
  for (let i = facts.arrearsFrom; i < facts.arrearsTo; i += 2) if (facts.arrears[i] === stage) return true;
  return false;
}

/** Whether some agreement ends within these days, both included. */
export function hasAgreementEnd(facts: CustomerFacts, from: number, to: number): boolean {
  for (let i = facts.agreementsFrom; i < facts.agreementsTo; i++) {
    const end = facts.agreementEnds[i]!;
    if (end >= from && end <= to) return true;
  }
  return false;
}
