import fc from 'fast-check';
import { REPORTING_SEGMENTS } from '../../domain/org-units.ts';
import { SUBSCRIPTION_STATUSES } from '../../domain/rows.ts';
import type { SubscriptionStatus } from '../../domain/rows.ts';
import type { CustomerFacts } from '../customer-facts.ts';
import type { SubscriptionFacts } from '../subscription-facts.ts';
import { dayNumber, monthNumber, NONE, PLACEMENTS } from '../customer-facts.ts';

export const TODAY = '2026-11-20';
export const MONTH = '2026-10';
export const today = dayNumber(TODAY);
export const month = monthNumber(MONTH);

/** Of somebody whose subscriptions nobody looks at. */
const NO_SUBSCRIPTIONS = {
  trafficMonths: 0,
  trafficKinds: 0,
  traffic: [],
  trafficFrom: 0,
  agreementSubscriptions: [],
  agreementPlan: () => '',
  subscriptionCount: 0,
  subscription: () => {
    throw new Error('there is none');
  },
};

const fen = fc.integer({ min: -500, max: 90_000 });

/** Customers as reports read them, ragged and odd. */
export const facts: fc.Arbitrary<CustomerFacts> = fc
  .record({
    key: fc.nat(10_000),
    reportingSegment: fc.nat(REPORTING_SEGMENTS.length - 1),
    placement: fc.nat(PLACEMENTS.length - 1),
    firstSeen: fc.integer({ min: month - 14, max: month + 1 }),
    inService: fc.nat(4),
    liveFrom: fc.integer({ min: today - 900, max: today }),
    liveUntil: fc.oneof(fc.constant(NONE), fc.integer({ min: today - 300, max: today })),
    zeroCharge: fc.nat(2),
    zeroChargeBefore: fc.nat(2),
    lastMonth: fc.constantFrom(NONE, month, month - 1, month + 1),
    feeMonths: fc.integer({ min: 1, max: 25 }),
    feeClasses: fc.nat(127),
    feesFrom: fc.nat(3),
    arrears: fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.nat(50_000)), { maxLength: 3 }),
    agreements: fc.array(fc.tuple(fc.integer({ min: today - 40, max: today + 120 }), fen), { maxLength: 3 }),
    lines: fc.array(
      fc.record({
        product: fc.constantFrom('固定电话', 'ADSL宽带'),
        status: fc.constantFrom(...SUBSCRIPTION_STATUSES),
        missing: fc.boolean(),
        onRequest: fc.boolean(),
        activatedOn: fc.integer({ min: today - 500, max: today }),
        terminatedOn: fc.integer({ min: today - 100, max: today }),
        arrearsStage: fc.nat(6),
        arrears: fen,
        prepaid: fc.oneof(fc.constant(Number.NaN), fc.integer({ min: -2000, max: 30_000 })),
        openOrders: fc.nat(2),
        revenue: fen,
      }),
      { maxLength: 3 },
    ),
    volumes: fc.array(fc.nat(900), { minLength: 4 * 3, maxLength: 4 * 3 }),
    trafficKinds: fc.nat(15),
    plans: fc.array(fc.tuple(fc.integer({ min: NONE, max: 2 }), fc.constantFrom('包月', '包年')), {
      minLength: 3,
      maxLength: 3,
    }),
    records: fc.array(
      fc.tuple(
        fc.integer({ min: today - 200, max: today }),
        fc.nat(2),
        fc.nat(2),
        fc.nat(1),
        fc.oneof(fc.constant(NONE), fc.integer({ min: today - 100, max: today + 60 })),
      ),
      { maxLength: 4 },
    ),
  })
  .chain((part) =>
    fc.array(fen, { minLength: 3 + 7 * 25, maxLength: 3 + 7 * 25 }).map((fees) => {
      const agreements = [...part.agreements].sort((a, b) => a[0] - b[0]);
      return {
        ...part,
        ...subscriptionsOf(part.lines),
        trafficMonths: 3,
        traffic: part.volumes,
        trafficFrom: 0,
        agreementSubscriptions: part.plans.map(([of]) => (of < part.lines.length ? of : NONE)),
        agreementPlan: (at: number) => part.plans[at]![1],
        fees,
        arrears: part.arrears.flat(),
        arrearsFrom: 0,
        arrearsTo: part.arrears.length * 2,
        agreementEnds: agreements.map(([end]) => end),
        commitments: agreements.map(([, commitment]) => commitment),
        agreementsFrom: 0,
        agreementsTo: agreements.length,
        ...contactsOf(part.records),
      };
    }),
  );

/** A subscription as a test says it; dates are days since 1970-01-01. */
export interface Line {
  product: string;
  status: SubscriptionStatus;
  missing?: boolean;
  onRequest?: boolean;
  activatedOn: number;
  /** Counts where the status is TERMINATED. */
  terminatedOn?: number;
  arrearsStage?: number;
  arrears?: number;
  prepaid?: number;
  openOrders?: number;
  /** Of every month. */
  revenue?: number;
}

/** Subscriptions, each charged the same in every month. */
export function subscriptionsOf(
  lines: readonly Line[],
): Pick<CustomerFacts, 'subscriptionCount' | 'subscription'> {
  const shown = lines.map((line, i): SubscriptionFacts => {
    const ended = line.status === 'TERMINATED';
    const isLive = !ended && line.missing !== true;
    return {
      subscriptionId: `S${i}`,
      accessNumber: `${7_000_000 + i}`,
      product: line.product,
      status: line.status,
      isLive,
      inService: isLive && line.status === 'IN_SERVICE',
      onRequest: ended && line.onRequest === true,
      activatedOn: line.activatedOn,
      terminatedOn: ended ? (line.terminatedOn ?? NONE) : NONE,
      arrearsStage: line.arrearsStage ?? 0,
      arrears: line.arrearsStage ? (line.arrears ?? 0) : 0,
      prepaid: line.prepaid ?? Number.NaN,
      openOrders: line.openOrders ?? 0,
      revenueIn: () => line.revenue ?? null,
      feeIn: () => null,
      trafficIn: () => null,
    };
  });
  return { subscriptionCount: shown.length, subscription: (at) => shown[at]! };
}

type Records = Pick<
  CustomerFacts,
  'contacts' | 'contactsFrom' | 'contactsTo' | 'contactStaff' | 'contactOutcomes'
>;

/** Records of day, kind, person, outcome and next day; persons and outcomes are positions in short lists. */
export function contactsOf(records: readonly (readonly number[])[]): Records {
  const contacts = [...records].sort((a, b) => a[0]! - b[0]!).flat();
  return {
    contacts,
    contactsFrom: 0,
    contactsTo: contacts.length,
    contactStaff: ['20001', '20002', '20003'],
    contactOutcomes: ['', '没找到人'],
  };
}

/** A customer of whom nothing is said but that it is there. */
export const UNTOUCHED: CustomerFacts = {
  key: 0,
  reportingSegment: 0,
  placement: 0,
  firstSeen: month,
  inService: 0,
  liveFrom: NONE,
  liveUntil: NONE,
  zeroCharge: 0,
  zeroChargeBefore: 0,
  lastMonth: NONE,
  feeMonths: 0,
  feeClasses: 0,
  fees: [],
  feesFrom: 0,
  arrears: [],
  arrearsFrom: 0,
  arrearsTo: 0,
  agreementEnds: [],
  commitments: [],
  agreementsFrom: 0,
  agreementsTo: 0,
  ...NO_SUBSCRIPTIONS,
  ...contactsOf([]),
};
