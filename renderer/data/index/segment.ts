import type { BalancePart, IndexRow, InteractionPart, LedgerPart, ProfilePart } from './index-row.ts';
import type { TextColumn } from './text.ts';
import { SUBSCRIPTION_STATUSES } from '../../../shared/domain/rows.ts';
import { REPORTING_SEGMENTS } from '../../../shared/domain/org-units.ts';
import { addDays, addMonths } from '../../../shared/lib/dates.ts';
import { CONTACT_FIELDS, ContactField } from '../../../shared/reports/index.ts';
import type { Day, Month } from '../../../shared/lib/dates.ts';
import { monthNumber, TREND_MONTHS, zeroCharged, zeroChargedBefore } from './index-row.ts';
import { pinyinLine } from './pinyin.ts';
import { normalise, textAt, textColumn } from './text.ts';

/**
 * Up to a few thousand customers as columns: what the worker builds and the window reads. One changed customer
 * makes one new segment, so that a small change costs little whatever the size of the cache.
 *
 * Days are days since 1970-01-01 (20777 is 2026-11-20), months are months since year 0; `NONE` stands for null.
 */
export const SEGMENT_ROWS = 2048;
export const NONE = -1;

/** Repeated texts by number: row i has `values[ids[i]]`. */
export interface DictionaryColumn {
  values: string[];
  ids: Uint16Array;
}

/** Several numbers per row: those of row i stand from `ends[i - 1]` (0 for the first) up to `ends[i]`. */
export interface RaggedColumn {
  ends: Uint32Array;
  items: Int32Array;
}

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
  inServiceIds: TextColumn;
  inServiceSince: RaggedColumn;
  liveFrom: Int32Array;
  liveUntil: Int32Array;
  agreementEnds: RaggedColumn;
  /** In fen, side by side with `agreementEnds`. */
  commitments: RaggedColumn;
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
  /** Subscriptions in service that `lastMonth` did not charge. */
  uncharged: Uint16Array;
  charged: TextColumn;
  unchargedBefore: Uint16Array;
  chargedBefore: TextColumn;
  feeMonths: Uint8Array;
  feeClasses: Uint8Array;
  /** In fen; a class of one customer stays below 21 million yuan a month. */
  fees: RaggedColumn;
  arrears: Float64Array;
  arrearsMonths: Uint16Array;
  arrearsItems: RaggedColumn;
  /** NaN where nothing is prepaid. */
  prepaid: Float64Array;
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

type FullRow = IndexRow & { profile: ProfilePart };

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
    inServiceIds: text((p) => p.inServiceIds.join(' ')),
    inServiceSince: ragged(profiles.map((p) => p.inServiceSince)),
    liveFrom: Int32Array.from(profiles, (p) => dayNumber(p.liveFrom)),
    liveUntil: Int32Array.from(profiles, (p) => dayNumber(p.liveUntil)),
    agreementEnds: ragged(profiles.map((p) => p.agreementEnds.map(dayNumber))),
    commitments: ragged(profiles.map((p) => p.commitments)),
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
    uncharged: Uint16Array.from(rows, ({ profile, ledger }) =>
      zeroCharged(profile, ledger, ledger?.lastMonth ?? NONE),
    ),
    charged: chargedColumn(rows, (ledger) => ledger.charged),
    unchargedBefore: Uint16Array.from(rows, ({ profile, ledger }) => zeroChargedBefore(profile, ledger)),
    chargedBefore: chargedColumn(rows, (ledger) => ledger.chargedBefore),
    feeMonths: Uint8Array.from(rows, ({ ledger }) => ledger?.feeMonths ?? 0),
    feeClasses: Uint8Array.from(rows, ({ ledger }) => ledger?.feeClasses ?? 0),
    fees: ragged(rows.map(({ ledger }) => ledger?.fees ?? [])),
    arrears: Float64Array.from(rows, ({ balance }) => balance?.arrears ?? 0),
    arrearsMonths: Uint16Array.from(rows, ({ balance }) => Math.max(0, balance?.months ?? 0)),
    arrearsItems: ragged(rows.map(({ balance }) => balance?.items ?? [])),
    prepaid: Float64Array.from(rows, ({ balance }) => balance?.prepaid ?? Number.NaN),
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

/** Ids after a space, so that none charged is told from not said. */
const chargedColumn = (
  rows: readonly FullRow[],
  of: (ledger: LedgerPart) => readonly string[] | null,
): TextColumn =>
  textColumn(
    rows.map(({ ledger }) => {
      const charged = ledger === null ? null : of(ledger);
      return charged === null ? '' : ` ${charged.join(' ')}`;
    }),
  );

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
    inServiceIds: words(textAt(segment.inServiceIds, row)),
    inServiceSince: itemsAt(segment.inServiceSince, row),
    liveFrom: dayFrom(segment.liveFrom[row]!),
    liveUntil: dayFrom(segment.liveUntil[row]!),
    products: itemsAt(segment.products, row).map((id) => segment.productValues[id]!),
    agreementEnds: itemsAt(segment.agreementEnds, row).map((day) => dayFrom(day)!),
    commitments: itemsAt(segment.commitments, row),
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
    charged: decodeCharged(segment.charged, row),
    chargedBefore: decodeCharged(segment.chargedBefore, row),
    feeMonths: segment.feeMonths[row]!,
    feeClasses: segment.feeClasses[row]!,
    fees: itemsAt(segment.fees, row),
  };
}

function decodeCharged(column: TextColumn, row: number): string[] | null {
  const charged = textAt(column, row);
  return charged === '' ? null : words(charged.slice(1));
}

function decodeBalance(segment: Segment, row: number): BalancePart {
  const prepaid = segment.prepaid[row]!;
  return {
    arrears: segment.arrears[row]!,
    months: segment.arrearsMonths[row]!,
    items: itemsAt(segment.arrearsItems, row),
    prepaid: Number.isNaN(prepaid) ? null : prepaid,
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

export const valueAt = (column: DictionaryColumn, row: number): string => column.values[column.ids[row]!]!;

export const itemsAt = (column: RaggedColumn, row: number): number[] =>
  Array.from(column.items.subarray(row === 0 ? 0 : column.ends[row - 1]!, column.ends[row]!));

const words = (line: string): string[] => (line === '' ? [] : line.split(' '));
export const oneLine = (value: string): string =>
  value.includes('\n') ? value.replaceAll('\n', ' ') : value;

class Dictionary {
  readonly values: string[] = [];
  readonly #ids = new Map<string, number>();

  idOf(value: string): number {
    let id = this.#ids.get(value);
    if (id === undefined) {
      id = this.values.push(value) - 1;
      this.#ids.set(value, id);
    }
    return id;
  }
}

function dictionary(rows: readonly string[]): DictionaryColumn {
  const dictionary = new Dictionary();
  return { ids: Uint16Array.from(rows, (value) => dictionary.idOf(value)), values: dictionary.values };
}

function ragged(rows: readonly (readonly number[])[]): RaggedColumn {
  let end = 0;
  return {
    ends: Uint32Array.from(rows, (items) => (end += items.length)),
    items: Int32Array.from(rows.flat()),
  };
}
