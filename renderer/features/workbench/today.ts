import type { Complaint } from '../../../shared/domain/complaints.ts';
import type { InteractionKind } from '../../../shared/domain/rows.ts';
import { addDays, dayOf } from '../../../shared/lib/dates.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import { biggestFirst, byEnd } from '../../../shared/reports/index.ts';
import type { CustomerConditions, CustomerDetail, CustomerIndex, CustomerSummary } from '../../data/types.ts';
import { isPlan } from '../../../shared/reports/index.ts';
import type { StandingFigures } from './figures.ts';
import { ownContacts } from './own-contacts.ts';

export const TODAY_GROUPS = ['overdue', 'today', 'suggested', 'done'] as const;
export type TodayGroup = (typeof TODAY_GROUPS)[number];

/** Why somebody stands in the list; the words are the catalogue's. */
export type TodayReason =
  | { kind: 'nextStep'; text: string }
  | { kind: 'complaint'; complaint: Pick<Complaint, 'kind' | 'text'> }
  | { kind: 'promised' }
  | { kind: 'arrears' }
  | { kind: 'agreement' }
  | { kind: 'fallen'; change: number };

export interface TodayItem {
  group: TodayGroup;
  customer: CustomerSummary;
  /** How the next contact is meant to be made, or how the last one was. */
  kind: InteractionKind;
  /** When it was due; null for a suggestion. */
  on: Day | null;
  reasons: readonly TodayReason[];
  /** The nearest agreement, where one of the reasons speaks of it. */
  agreement: { plan: string; end: Day; commitment: number } | null;
}

/** Whose facts are needed before the list can be made. */
export interface TodayCandidates {
  due: readonly CustomerSummary[];
  done: readonly CustomerSummary[];
  suggested: readonly { customer: CustomerSummary; reason: TodayReason }[];
  /** One's own that are due by today, the most urgent first. */
  complaints: readonly DueComplaint[];
}

/** Who asks what is to be done today. */
export interface Self {
  staffNo: string;
  /** Customers about whom something of his still waits to be sent: the index does not know yet whose record that is. */
  unsent: readonly string[];
}

export interface DueComplaint {
  customer: CustomerSummary;
  complaint: Pick<Complaint, 'kind' | 'text' | 'dueOn'>;
}

/** More of one's own than this nobody does in a day; the rest waits behind the list of follow-ups. */
const MOST_DUE = 80;
const MOST_SUGGESTED = 8;
const PER_REASON = 3;
/** Nobody likes to be called twice a week. */
const QUIET_DAYS = 7;
const SOON_DAYS = 7;
const LONGEST_ARREARS = 6;
/** What a note says where somebody has promised to pay. */
const PROMISED_TO_PAY = '承诺缴费';

export function todayCandidates(
  index: CustomerIndex,
  scope: CustomerConditions,
  { expiry, movers, month, today }: Pick<StandingFigures, 'expiry' | 'movers' | 'month' | 'today'>,
  self: Self,
  complaints: readonly DueComplaint[] = [],
): TodayCandidates {
  const own = index.fold(ownContacts(self.staffNo, today), scope);
  const unsent = new Set(self.unsent.flatMap((code) => index.positionOf(code) ?? []));
  const due = ownOnes(
    index,
    index.query({ ...scope, nextOnTo: today }, { key: 'nextOn', descending: false }),
    own.arranged,
    unsent,
  );
  const done = ownOnes(
    index,
    ofToday(index, index.query(scope, { key: 'lastInteractionOn', descending: true }), today),
    own.spoken,
    unsent,
  );
  const known = new Set(
    [...due, ...done, ...complaints.map(({ customer }) => customer)].map(({ customerCode }) => customerCode),
  );
  const suggested: { customer: CustomerSummary; reason: TodayReason }[] = [];
  const suggest = (
    customers: Iterable<CustomerSummary>,
    reasonOf: (i: number) => TodayReason,
    most: number,
  ): void => {
    let taken = 0;
    let i = 0;
    for (const customer of customers) {
      const reason = reasonOf(i++);
      if (taken >= most || suggested.length >= MOST_SUGGESTED) return;
      if (known.has(customer.customerCode) || !mayBeAsked(customer, today)) continue;
      known.add(customer.customerCode);
      suggested.push({ customer, reason });
      taken++;
    }
  };
  const last = addDays(today, SOON_DAYS);
  const ending = byEnd(expiry.ending).map(({ key }) => index.at(key));
  suggest(
    ending.filter(({ agreementEnd }) => agreementEnd !== null && agreementEnd <= last),
    () => ({ kind: 'agreement' }),
    MOST_SUGGESTED - 2 * PER_REASON + 1,
  );
  const longest = index.query(
    { ...scope, arrearsStage: LONGEST_ARREARS },
    { key: 'arrears', descending: true },
  );
  suggest(first(index, longest, MOST_DUE), () => ({ kind: 'arrears' }), PER_REASON);
  // Looking back at an older month asks nobody about it today.
  const falls = month === index.thisMonth ? biggestFirst(movers.falls).slice(0, MOST_DUE) : [];
  suggest(
    falls.map(({ key }) => index.at(key)),
    (i) => ({ kind: 'fallen', change: falls[i]!.change }),
    PER_REASON,
  );
  return { due, done, suggested, complaints };
}

/**
 * The first that are one's own. Of an unsent record only the details tell, so those come on top, and the limit is kept
 * once they have been read.
 */
function ownOnes(
  index: CustomerIndex,
  positions: Iterable<number>,
  own: ReadonlySet<number>,
  unsent: ReadonlySet<number>,
): CustomerSummary[] {
  const found: CustomerSummary[] = [];
  let certain = 0;
  for (const position of positions) {
    if (unsent.has(position)) found.push(index.at(position));
    else if (own.has(position)) {
      found.push(index.at(position));
      if (++certain >= MOST_DUE) break;
    }
  }
  return found;
}

/** Of customers by their last record, the newest first: those whose last record is of today. */
function* ofToday(index: CustomerIndex, positions: ArrayLike<number>, today: Day): Iterable<number> {
  for (let i = 0; i < positions.length; i++) {
    const { lastInteractionOn } = index.at(positions[i]!);
    if (lastInteractionOn === null || lastInteractionOn < today) return;
    if (lastInteractionOn === today) yield positions[i]!;
  }
}

const first = (index: CustomerIndex, positions: ArrayLike<number>, most: number): CustomerSummary[] =>
  Array.from({ length: Math.min(most, positions.length) }, (_, i) => index.at(positions[i]!));

/** There is a line to call, nothing is arranged yet, and nobody has been there these days. */
const mayBeAsked = (customer: CustomerSummary, today: Day): boolean =>
  customer.liveSubscriptions > 0 &&
  customer.nextOn === null &&
  (customer.lastInteractionOn === null || customer.lastInteractionOn < addDays(today, -QUIET_DAYS));

/** Codes to be read from the cache, each once. */
export const codesOf = ({ due, done, suggested, complaints }: TodayCandidates): string[] => [
  ...new Set(
    [...due, ...done, ...[...suggested, ...complaints].map(({ customer }) => customer)].map(
      (one) => one.customerCode,
    ),
  ),
];

/**
 * The list of the day: what this person has promised and is due, what suggests itself, and what he has done already.
 * What others have promised is theirs.
 */
export function todayItems(
  { due, done, suggested, complaints }: TodayCandidates,
  details: ReadonlyMap<string, CustomerDetail>,
  staffNo: string,
  today: Day,
): TodayItem[] {
  const items: TodayItem[] = [];
  for (const customer of due) {
    if (items.length >= MOST_DUE) break;
    const newest = details.get(customer.customerCode)?.interactions[0];
    if (newest === undefined || newest.staffNo !== staffNo || customer.nextOn === null) continue;
    const said = newest.nextStep?.trim() || newest.purpose;
    items.push({
      group: customer.nextOn < today ? 'overdue' : 'today',
      customer,
      kind: newest.kind,
      on: customer.nextOn,
      ...explained(details.get(customer.customerCode), today, [
        ...(said ? [{ kind: 'nextStep', text: said } as const] : []),
        ...(newest.outcome === PROMISED_TO_PAY && customer.arrears > 0
          ? [{ kind: 'promised' } as const]
          : []),
        ...(customer.arrears > 0 ? [{ kind: 'arrears' } as const] : []),
      ]),
    });
  }
  for (const one of complaints) addComplaint(items, one, today);
  for (const { customer, reason } of suggested) {
    const detail = details.get(customer.customerCode);
    items.push({
      group: 'suggested',
      customer,
      kind: 'CALL',
      on: null,
      ...explained(detail, today, [reason]),
    });
  }
  let told = 0;
  for (const customer of done) {
    if (told >= MOST_DUE) break;
    const own = details
      .get(customer.customerCode)
      ?.interactions.find(
        (one) => one.staffNo === staffNo && dayOf(new Date(one.happenedAt)) === today && !isPlan(one),
      );
    if (own === undefined) continue;
    told++;
    const text = own.note || own.outcome || own.purpose;
    items.push({
      group: 'done',
      customer,
      kind: own.kind,
      on: today,
      reasons: text ? [{ kind: 'nextStep', text }] : [],
      agreement: null,
    });
  }
  return items.sort((a, b) => Number(complains(b)) - Number(complains(a)));
}

/** Somebody who waits for an answer comes before all that was only arranged. */
const complains = ({ reasons }: TodayItem): boolean => reasons[0]?.kind === 'complaint';

/** It comes first among the reasons to go there; where nothing else was arranged the customer is called. */
function addComplaint(items: TodayItem[], { customer, complaint }: DueComplaint, today: Day): void {
  const reason: TodayReason = { kind: 'complaint', complaint };
  const group = complaint.dueOn < today ? 'overdue' : 'today';
  const at = items.findIndex((one) => one.customer.customerCode === customer.customerCode);
  const known = items[at];
  if (known !== undefined)
    items[at] = {
      ...known,
      group: known.group === 'overdue' ? 'overdue' : group,
      reasons: [reason, ...known.reasons].slice(0, 2),
    };
  else items.push({ group, customer, kind: 'CALL', on: complaint.dueOn, reasons: [reason], agreement: null });
}

/** Two facts at most: a line holds no more. Without any, the agreement that ends soon says why somebody matters. */
function explained(
  detail: CustomerDetail | undefined,
  today: Day,
  reasons: readonly TodayReason[],
): Pick<TodayItem, 'reasons' | 'agreement'> {
  const nearest = detail?.customer.agreements
    .filter(({ end }) => end >= today)
    .sort((a, b) => (a.end < b.end ? -1 : 1))[0];
  const said: TodayReason[] = [...reasons];
  if (said.length === 0 && nearest !== undefined) said.push({ kind: 'agreement' });
  return {
    reasons: said.slice(0, 2),
    agreement:
      nearest === undefined
        ? null
        : { plan: nearest.plan, end: nearest.end, commitment: nearest.monthlyCommitment },
  };
}

export const countsOf = (items: readonly TodayItem[]): { calls: number; visits: number; done: number } => {
  const arranged = items.filter(({ group }) => group === 'overdue' || group === 'today');
  return {
    calls: arranged.filter(({ kind }) => kind === 'CALL').length,
    visits: arranged.filter(({ kind }) => kind === 'VISIT').length,
    done: items.filter(({ group }) => group === 'done').length,
  };
};
