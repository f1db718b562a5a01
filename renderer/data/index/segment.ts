import type {
  BalancePart,
  FullRow,
  IndexRow,
  InteractionPart,
  LedgerPart,
  ProfilePart,
} from './index-row.ts';
import type { TextColumn } from './text.ts';
import { SUBSCRIPTION_STATUSES } from '../../../shared/domain/rows.ts';
import { REPORTING_SEGMENTS } from '../../../shared/domain/org-units.ts';
import { addDays, addMonths } from '../../../shared/lib/dates.ts';
import { CONTACT_FIELDS, ContactField } from '../../../shared/reports/index.ts';
import type { Day, Month } from '../../../shared/lib/dates.ts';
import { monthNumber, TREND_MONTHS } from './index-row.ts';
import type { DictionaryColumn, RaggedColumn } from './packed-columns.ts';
import {
  Dictionary,
  dictionary,
  itemsAt,
  oneLine,
  ragged,
  valueAt,
  wordsAt,
  wordsColumn,
} from './packed-columns.ts';
import { pinyinLine } from './pinyin.ts';
import type { AgreementColumns, LedgerPartColumns, SubscriptionColumns } from './subscription-columns.ts';
import {
  decodeAgreements,
  decodeLedgerParts,
  decodeSubscriptions,
  encodeAgreements,
  encodeLedgerParts,
  encodeSubscriptions,
} from './subscription-columns.ts';
import { normalise, textAt, textColumn } from './text.ts';

/**
 * Up to a few thousand customers as columns: what the worker builds and the window reads. One changed customer
 * makes one new segment, so that a small change costs little whatever the size of the cache.
 *
 * Days are days since 1970-01-01 (20777 is 2026-11-20), months are months since year 0; `NONE` stands for null.
 */
export const SEGMENT_ROWS = 2048;
export const NONE = -1;

export interface Segment {
  size: number;
  codes: TextColumn;
  names: TextColumn;
  accounts: TextColumn;
  phones: TextColumn;
  addresses: TextColumn;
  accessNumbers: TextColumn;
  /** What a search reads: normalised names, spellings with capitals at syllables and without, numbers, addresses. */
  searchNames: TextColumn;
  spelling: TextColumn;
  spellingLower: TextColumn;
  searchNumbers: TextColumn;
  searchAddresses: TextColumn;
  community: DictionaryColumn;
  product: DictionaryColumn;
  /** Positions in `productValues` of the products of live subscriptions. */
  products: RaggedColumn;
  productValues: string[];
  reportingSegment: Uint8Array;
  status: Uint8Array;
  live: Uint16Array;
  all: Uint16Array;
  inService: Uint16Array;
  subscriptions: SubscriptionColumns;
  liveFrom: Int32Array;
  liveUntil: Int32Array;
  agreementEnds: RaggedColumn;
  /** In fen, side by side with `agreementEnds`. */
  commitments: RaggedColumn;
  agreements: AgreementColumns;
  agreementCount: Uint16Array;
  openOrders: Uint16Array;
  lockedUntil: Int32Array;
  closed: Uint8Array;
  firstSeen: Int32Array;
  placement: Uint8Array;
  lastMonth: Int32Array;
  trend: Float64Array;
  trendLength: Uint8Array;
  mean: Float64Array;
  feeMonths: Uint8Array;
  feeClasses: Uint8Array;
  /** In fen; a class of one customer stays below 21 million yuan a month. */
  fees: RaggedColumn;
  trafficMonths: Uint8Array;
  trafficKinds: Uint8Array;
  traffic: RaggedColumn;
  ledgerParts: LedgerPartColumns;
  arrears: Float64Array;
  arrearsMonths: Uint16Array;
  arrearsItems: RaggedColumn;
  /** The subscriptions of `arrearsItems` by id, as `wordsColumn` writes them. */
  arrearsOf: TextColumn;
  /** The lowest of the customer; NaN where nothing is prepaid. */
  prepaid: Float64Array;
  prepaidItems: RaggedColumn;
  prepaidOf: TextColumn;
  interactionId: TextColumn;
  /** NaN where there was no interaction. */
  happenedAt: Float64Array;
  nextOn: Int32Array;
  /** As `CustomerFacts` has them; their positions are in the two lists beside them. */
  contacts: RaggedColumn;
  contactStaff: string[];
  contactOutcomes: string[];
}

const EPOCH: Day = '1970-01-01';

export const dayNumber = (day: Day | null): number =>
  day === null ? NONE : Date.UTC(+day.slice(0, 4), +day.slice(5, 7) - 1, +day.slice(8, 10)) / 86_400_000;
export const dayFrom = (number: number): Day | null => (number === NONE ? null : addDays(EPOCH, number));
export const monthFrom = (number: number): Month => addMonths('0000-01', number);

/** Rows without a profile are left out: they wait for the page that brings it. */
export function encodeSegment(rows: readonly IndexRow[]): Segment {
  const full = rows.filter((row): row is FullRow => row.profile !== null);
  const profiles = full.map((row) => row.profile);
  const text = (of: (profile: ProfilePart) => string): TextColumn =>
    textColumn(profiles.map((profile) => oneLine(of(profile))));
  const counts = (of: (profile: ProfilePart) => number): Uint16Array =>
    Uint16Array.from(profiles, (profile) => Math.min(of(profile), 0xffff));
  const searchNames = profiles.map((profile) => normalise(profile.name));
  const spelling = textColumn(searchNames.map(pinyinLine));
  const productIds = new Dictionary();
  return {
    size: full.length,
    codes: text((p) => p.customerCode),
    names: text((p) => p.name),
    accounts: text((p) => p.billingAccountNumber),
    phones: text((p) => p.contactPhone),
    addresses: text((p) => p.installationAddress),
    accessNumbers: text((p) => p.accessNumber),
    searchNames: textColumn(searchNames),
    spelling,
    spellingLower: { blob: spelling.blob.toLowerCase(), ends: spelling.ends },
    searchNumbers: text((p) => p.numbers),
    searchAddresses: text((p) => p.addresses),
    community: dictionary(profiles.map((p) => p.communityCode)),
    product: dictionary(profiles.map((p) => p.product)),
    products: ragged(profiles.map((p) => p.products.map((product) => productIds.idOf(product)))),
    productValues: productIds.values,
    reportingSegment: Uint8Array.from(profiles, (p) => REPORTING_SEGMENTS.indexOf(p.reportingSegment)),
    status: Uint8Array.from(profiles, (p) => SUBSCRIPTION_STATUSES.indexOf(p.status)),
    live: counts((p) => p.liveSubscriptions),
    all: counts((p) => p.allSubscriptions),
    inService: counts((p) => p.inService),
    subscriptions: encodeSubscriptions(full),
    liveFrom: Int32Array.from(profiles, (p) => dayNumber(p.liveFrom)),
    liveUntil: Int32Array.from(profiles, (p) => dayNumber(p.liveUntil)),
    agreementEnds: ragged(profiles.map((p) => p.agreementEnds.map(dayNumber))),
    commitments: ragged(profiles.map((p) => p.commitments)),
    agreements: encodeAgreements(profiles),
    agreementCount: counts((p) => p.agreementCount),
    openOrders: counts((p) => p.openOrders),
    lockedUntil: Int32Array.from(profiles, (p) => dayNumber(p.lockedUntil)),
    closed: Uint8Array.from(profiles, (p) => (p.closed ? 1 : 0)),
    firstSeen: Int32Array.from(profiles, (p) => monthNumber(p.firstSeenMonth)),
    placement: Uint8Array.from(profiles, (p) => p.placement),
    ...encodeFigures(full),
  };
}

function encodeFigures(rows: readonly FullRow[]) {
  const trend = new Float64Array(rows.length * TREND_MONTHS);
  rows.forEach(({ ledger }, row) => {
    if (ledger !== null) trend.set(ledger.trend, row * TREND_MONTHS);
  });
  return {
    lastMonth: Int32Array.from(rows, ({ ledger }) => ledger?.lastMonth ?? NONE),
    trend,
    trendLength: Uint8Array.from(rows, ({ ledger }) => ledger?.trend.length ?? 0),
    mean: Float64Array.from(rows, ({ ledger }) => ledger?.mean ?? Number.NaN),
    feeMonths: Uint8Array.from(rows, ({ ledger }) => ledger?.feeMonths ?? 0),
    feeClasses: Uint8Array.from(rows, ({ ledger }) => ledger?.feeClasses ?? 0),
    fees: ragged(rows.map(({ ledger }) => ledger?.fees ?? [])),
    trafficMonths: Uint8Array.from(rows, ({ ledger }) => ledger?.trafficMonths ?? 0),
    trafficKinds: Uint8Array.from(rows, ({ ledger }) => ledger?.trafficKinds ?? 0),
    traffic: ragged(rows.map(({ ledger }) => ledger?.traffic ?? [])),
    ledgerParts: encodeLedgerParts(rows),
    arrears: Float64Array.from(rows, ({ balance }) => balance?.arrears ?? 0),
    arrearsMonths: Uint16Array.from(rows, ({ balance }) => Math.max(0, balance?.months ?? 0)),
    arrearsItems: ragged(
      rows.map(({ balance }) => balance?.owing.flatMap(({ stage, amount }) => [stage, amount]) ?? []),
    ),
    arrearsOf: wordsColumn(rows.map(({ balance }) => balance?.owing.map(({ id }) => id) ?? [])),
    prepaid: Float64Array.from(rows, ({ balance }) => balance?.lowestPrepaid ?? Number.NaN),
    prepaidItems: ragged(rows.map(({ balance }) => balance?.prepaid.map(({ amount }) => amount) ?? [])),
    prepaidOf: wordsColumn(rows.map(({ balance }) => balance?.prepaid.map(({ id }) => id) ?? [])),
    interactionId: textColumn(rows.map(({ interaction }) => interaction?.interactionId ?? '')),
    happenedAt: Float64Array.from(rows, ({ interaction }) => interaction?.happenedAt ?? Number.NaN),
    nextOn: Int32Array.from(rows, ({ interaction }) => dayNumber(interaction?.nextOn ?? null)),
    ...encodeContacts(rows),
  };
}

/** Each row has its own short lists of people and outcomes; a segment has one of each. */
function encodeContacts(
  rows: readonly FullRow[],
): Pick<Segment, 'contacts' | 'contactStaff' | 'contactOutcomes'> {
  const staffIds = new Dictionary();
  const outcomeIds = new Dictionary();
  const contacts = ragged(
    rows.map(({ contacts: { fields, staff, outcomes } }) => {
      const own = [...fields];
      for (let at = 0; at < own.length; at += CONTACT_FIELDS) {
        own[at + ContactField.STAFF] = staffIds.idOf(staff[own[at + ContactField.STAFF]!]!);
        own[at + ContactField.OUTCOME] = outcomeIds.idOf(outcomes[own[at + ContactField.OUTCOME]!]!);
      }
      return own;
    }),
  );
  return { contacts, contactStaff: staffIds.values, contactOutcomes: outcomeIds.values };
}

/** The rows that a segment was made of. */
export const decodeSegment = (segment: Segment): IndexRow[] =>
  Array.from({ length: segment.size }, (_, row) => ({
    profile: decodeProfile(segment, row),
    ledger: decodeLedger(segment, row),
    balance: decodeBalance(segment, row),
    interaction: decodeInteraction(segment, row),
    contacts: {
      fields: itemsAt(segment.contacts, row),
      staff: segment.contactStaff,
      outcomes: segment.contactOutcomes,
    },
  }));

function decodeProfile(segment: Segment, row: number): ProfilePart {
  return {
    customerCode: textAt(segment.codes, row),
    name: textAt(segment.names, row),
    billingAccountNumber: textAt(segment.accounts, row),
    communityCode: valueAt(segment.community, row),
    reportingSegment: REPORTING_SEGMENTS[segment.reportingSegment[row]!]!,
    status: SUBSCRIPTION_STATUSES[segment.status[row]!]!,
    contactPhone: textAt(segment.phones, row),
    installationAddress: textAt(segment.addresses, row),
    product: valueAt(segment.product, row),
    accessNumber: textAt(segment.accessNumbers, row),
    liveSubscriptions: segment.live[row]!,
    allSubscriptions: segment.all[row]!,
    inService: segment.inService[row]!,
    subscriptions: decodeSubscriptions(segment.subscriptions, row),
    liveFrom: dayFrom(segment.liveFrom[row]!),
    liveUntil: dayFrom(segment.liveUntil[row]!),
    products: itemsAt(segment.products, row).map((id) => segment.productValues[id]!),
    agreementEnds: itemsAt(segment.agreementEnds, row).map((day) => dayFrom(day)!),
    commitments: itemsAt(segment.commitments, row),
    ...decodeAgreements(segment.agreements, segment.agreementEnds, segment.subscriptions, row),
    agreementCount: segment.agreementCount[row]!,
    openOrders: segment.openOrders[row]!,
    lockedUntil: dayFrom(segment.lockedUntil[row]!),
    closed: segment.closed[row] === 1,
    firstSeenMonth: monthFrom(segment.firstSeen[row]!),
    placement: segment.placement[row]!,
    numbers: textAt(segment.searchNumbers, row),
    addresses: textAt(segment.searchAddresses, row),
  };
}

function decodeLedger(segment: Segment, row: number): LedgerPart | null {
  if (segment.lastMonth[row] === NONE) return null;
  return {
    lastMonth: segment.lastMonth[row]!,
    trend: trendAt(segment, row),
    mean: segment.mean[row]!,
    feeMonths: segment.feeMonths[row]!,
    feeClasses: segment.feeClasses[row]!,
    fees: itemsAt(segment.fees, row),
    trafficMonths: segment.trafficMonths[row]!,
    trafficKinds: segment.trafficKinds[row]!,
    traffic: itemsAt(segment.traffic, row),
    ...decodeLedgerParts(segment.ledgerParts, segment.subscriptions, row),
  };
}

function decodeBalance(segment: Segment, row: number): BalancePart {
  const lowest = segment.prepaid[row]!;
  const items = itemsAt(segment.arrearsItems, row);
  const prepaid = itemsAt(segment.prepaidItems, row);
  return {
    arrears: segment.arrears[row]!,
    months: segment.arrearsMonths[row]!,
    lowestPrepaid: Number.isNaN(lowest) ? null : lowest,
    owing: wordsAt(segment.arrearsOf, row).map((id, i) => ({
      id,
      stage: items[i * 2]!,
      amount: items[i * 2 + 1]!,
    })),
    prepaid: wordsAt(segment.prepaidOf, row).map((id, i) => ({ id, amount: prepaid[i]! })),
  };
}

function decodeInteraction(segment: Segment, row: number): InteractionPart | null {
  const happenedAt = segment.happenedAt[row]!;
  if (Number.isNaN(happenedAt)) return null;
  return {
    interactionId: textAt(segment.interactionId, row),
    happenedAt,
    nextOn: dayFrom(segment.nextOn[row]!),
  };
}

export const trendAt = (segment: Segment, row: number): number[] =>
  Array.from(segment.trend.subarray(row * TREND_MONTHS, row * TREND_MONTHS + segment.trendLength[row]!));
