import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { SORT_KEYS } from '../sort-keys.ts';
import type { CustomerConditions, CustomerSummary } from '../types.ts';
import type { IndexContext } from './index-view.ts';
import type { SampleCustomer } from '../../test-support/sample-rows.ts';
import { addDays, addMonths } from '../../../shared/lib/dates.ts';
import { SUBSCRIPTION_STATUSES } from '../../../shared/domain/rows.ts';
import { REPORTING_SEGMENTS } from '../../../shared/domain/org-units.ts';
import { FEE_CLASSES } from '../../../shared/domain/rows.ts';
import {
  SAMPLE_COMMUNITIES,
  SAMPLE_MONTH,
  SAMPLE_TODAY,
  sampleCustomer,
  sampleUnits,
} from '../../test-support/sample-rows.ts';
import { IndexColumns } from './columns.ts';
import { ColumnarCustomerIndex } from './customer-index.ts';
import { IndexBuilder } from './index-builder.ts';
import { decodeSegment, encodeSegment } from './segment.ts';

const SIZE = 3000;
const samples = Array.from({ length: SIZE }, (_, i) => sampleCustomer(i + 1));
const byCode = new Map(samples.map((sample) => [sample.customer.customerCode, sample]));

const context: IndexContext = {
  version: 1,
  today: SAMPLE_TODAY,
  thisMonth: SAMPLE_MONTH,
  units: new Map(sampleUnits.map((unit) => [unit.unitCode, unit])),
  overlay: new Map(),
  members: new Map(),
};

function indexOf(rows: readonly SampleCustomer[], more: Partial<IndexContext> = {}): ColumnarCustomerIndex {
  const builder = new IndexBuilder();
  for (const row of rows) putSample(builder, row);
  const update = builder.takeUpdate()!;
  const segments = update.changed.map(({ segment }) => segment);
  return new ColumnarCustomerIndex(new IndexColumns(segments, update.ranked ?? ''), { ...context, ...more });
}

function putSample(builder: IndexBuilder, { customer, ledger, balance, interactions }: SampleCustomer): void {
  builder.put('ledger', customer.customerCode, ledger);
  builder.put('customer', customer.customerCode, customer);
  for (const interaction of interactions) builder.put('interaction', interaction.interactionId, interaction);
  builder.put('balance', customer.customerCode, balance);
}

/** The same figures by the words of the contract, from the rows and not from the columns. */
function naive({ customer, ledger, balance, interactions }: SampleCustomer) {
  const live = customer.subscriptions.filter((s) => s.status !== 'TERMINATED' && !s.missingSince);
  const months = ledger.fees.rent.length;
  const total = (month: string): number | null => {
    const at = Array.from({ length: months }, (_, i) => addMonths(ledger.from, i)).indexOf(month);
    return at < 0 ? null : FEE_CLASSES.reduce((sum, kind) => sum + ledger.fees[kind][at]!, 0);
  };
  const newest = Array.from({ length: Math.min(12, months) }, (_, i) =>
    total(addMonths(ledger.from, months - 1 - i))!,
  );
  const ends = customer.agreements.map((a) => a.end).sort();
  return {
    live,
    revenue: total(SAMPLE_MONTH),
    before: total(addMonths(SAMPLE_MONTH, -1)),
    mean: Math.round(newest.reduce((a, b) => a + b, 0) / newest.length),
    arrears: balance.arrears.reduce((sum, item) => sum + item.amount, 0),
    arrearsMonths: Math.max(0, ...balance.arrears.map((item) => item.months)),
    agreementEnd: ends.find((end) => end >= SAMPLE_TODAY) ?? ends.at(-1) ?? null,
    newestInteraction: [...interactions].sort((a, b) =>
      a.happenedAt === b.happenedAt
        ? b.interactionId.localeCompare(a.interactionId)
        : b.happenedAt.localeCompare(a.happenedAt),
    )[0],
  };
}

const naively = new Map(samples.map((sample) => [sample, naive(sample)]));

function naiveMatch(sample: SampleCustomer, c: CustomerConditions): boolean {
  const n = naively.get(sample)!;
  const { customer } = sample;
  const status = SUBSCRIPTION_STATUSES.find((s) => customer.subscriptions.some((sub) => sub.status === s));
  const under = (unit: string): boolean => {
    for (let code: string | null = customer.communityCode; code; code = context.units.get(code)!.parentCode) {
      if (code === unit) return true;
    }
    return false;
  };
  return (
    (c.includeClosed === true || customer.closedOn === undefined) &&
    (c.unitCode === undefined || under(c.unitCode)) &&
    (c.status === undefined || (c.status === 'LIVE' ? n.live.length > 0 : status === c.status)) &&
    (c.arrearsMin === undefined || n.arrears >= c.arrearsMin) &&
    (c.arrearsMonthsMin === undefined || n.arrearsMonths >= c.arrearsMonthsMin) &&
    (c.agreementEndsWithinDays === undefined ||
      (n.agreementEnd !== null &&
        n.agreementEnd >= SAMPLE_TODAY &&
        n.agreementEnd <= addDays(SAMPLE_TODAY, c.agreementEndsWithinDays))) &&
    (c.agreementExpired === undefined ||
      (n.agreementEnd !== null && n.agreementEnd < SAMPLE_TODAY) === c.agreementExpired) &&
    (c.withoutAgreement === undefined || (n.agreementEnd === null) === c.withoutAgreement) &&
    (c.meanRevenueMin === undefined || n.mean >= c.meanRevenueMin) &&
    (c.meanRevenueMax === undefined || n.mean <= c.meanRevenueMax) &&
    (c.revenueMin === undefined || (n.revenue !== null && n.revenue >= c.revenueMin)) &&
    (c.revenueMax === undefined || (n.revenue !== null && n.revenue <= c.revenueMax)) &&
    (c.reportingSegment === undefined || customer.reportingSegment === c.reportingSegment) &&
    (c.product === undefined || n.live.some((s) => s.product === c.product)) &&
    (c.firstSeenMonth === undefined || customer.firstSeenMonth === c.firstSeenMonth) &&
    (c.openOrders === undefined || customer.orders.length > 0 === c.openOrders) &&
    (c.inPool === undefined ||
      (context.units.get(customer.communityCode)!.kind === 'UNASSIGNED_POOL') === c.inPool)
  );
}

const conditions: fc.Arbitrary<CustomerConditions> = fc.record(
  {
    unitCode: fc.constantFrom('R', 'Z1', 'Z2', ...SAMPLE_COMMUNITIES.slice(0, 3)),
    status: fc.constantFrom('LIVE' as const, ...SUBSCRIPTION_STATUSES),
    arrearsMin: fc.integer({ min: 0, max: 60_000 }),
    arrearsMonthsMin: fc.integer({ min: 0, max: 9 }),
    agreementEndsWithinDays: fc.integer({ min: 0, max: 200 }),
    agreementExpired: fc.boolean(),
    withoutAgreement: fc.boolean(),
    meanRevenueMin: fc.integer({ min: 0, max: 40_000 }),
    meanRevenueMax: fc.integer({ min: 0, max: 40_000 }),
    revenueMin: fc.integer({ min: 0, max: 40_000 }),
    revenueMax: fc.integer({ min: 0, max: 40_000 }),
    reportingSegment: fc.constantFrom(...REPORTING_SEGMENTS),
    product: fc.constantFrom('小灵通', 'ADSL宽带', '没有的产品'),
    firstSeenMonth: fc.constantFrom('2026-01', '2025-06'),
    openOrders: fc.boolean(),
    inPool: fc.boolean(),
    includeClosed: fc.boolean(),
  },
  { requiredKeys: [] },
);

describe('a group', () => {
  const members = new Map([['g', new Set([...byCode.keys()].slice(0, 40).concat('KH-ELSEWHERE'))]]);
  it('narrows lists, counts and reports to its members that are here', () => {
    const index = indexOf(samples, { members });
    const codes = Array.from(index.query({ group: 'g', includeClosed: true }), (at) => index.codeAt(at));
    expect(codes.sort()).toEqual([...byCode.keys()].slice(0, 40).sort());
    const open = codes.filter((code) => byCode.get(code)!.customer.closedOn === undefined);
    expect(index.count({ group: 'g' })).toBe(open.length);
    expect(index.count({ group: 'nobody' })).toBe(0);
    expect(index.members('g').size).toBe(41);
    expect(index.members('nobody').size).toBe(0);
  });
});

describe('the customer index', () => {
  let index: ColumnarCustomerIndex;
  beforeAll(() => {
    index = indexOf(samples);
  });
  const codesOf = (positions: Iterable<number>): string[] =>
    Array.from(positions, (position) => index.at(position).customerCode);

  it('answers every query as a plain filter over the rows does', () => {
    fc.assert(
      fc.property(conditions, (wanted) => {
        const expected = samples.filter((sample) => naiveMatch(sample, wanted));
        expect(codesOf(index.query(wanted)).sort()).toEqual(
          expected.map((sample) => sample.customer.customerCode).sort(),
        );
        expect(index.count(wanted)).toBe(expected.length);
      }),
      { numRuns: 150 },
    );
  });

  it('shows of each customer what the contract says', () => {
    for (const [position, sample] of samples.entries()) {
      const summary = index.at(position);
      const n = naively.get(sample)!;
      expect(summary).toMatchObject({
        customerCode: sample.customer.customerCode,
        name: sample.customer.name,
        communityCode: sample.customer.communityCode,
        liveSubscriptions: n.live.length,
        allSubscriptions: sample.customer.subscriptions.length,
        contactPhone: (n.live[0] ?? sample.customer.subscriptions[0]!).contactPhone,
        revenue: n.revenue,
        revenueChange: n.revenue === null || n.before === null ? null : n.revenue - n.before,
        meanRevenue: n.mean,
        arrears: n.arrears,
        arrearsStage: Math.min(6, n.arrearsMonths) as CustomerSummary['arrearsStage'],
        agreementEnd: n.agreementEnd,
        lastInteractionOn: n.newestInteraction?.happenedAt.slice(0, 10) ?? null,
        nextOn: n.newestInteraction?.nextOn ?? null,
        lockedUntil: sample.customer.lockedUntil ?? null,
        closed: sample.customer.closedOn !== undefined,
        firstSeenMonth: sample.customer.firstSeenMonth,
      } satisfies Partial<CustomerSummary>);
    }
  });

  it('sorts by every column both ways, missing values last, equal ones in a stable order', () => {
    // Names go by their sound and statuses by how active they are: both have tests of their own.
    const keys = SORT_KEYS.filter((key) => key !== 'name' && key !== 'status');
    for (const key of keys) {
      for (const descending of [false, true]) {
        const positions = index.query({ includeClosed: true }, { key, descending });
        expect(positions).toHaveLength(SIZE);
        const values = Array.from(positions, (position) => index.at(position)[key]);
        for (let i = 1; i < values.length; i++) {
          const [left, right] = [values[i - 1]!, values[i]!];
          if (right === null) continue;
          expect(left).not.toBeNull();
          if (left === right && key !== 'lastInteractionOn') {
            expect(positions[i - 1]).toBeLessThan(positions[i]!);
          } else expect(descending ? left >= right : left <= right).toBe(true);
        }
      }
    }
  });

  it('sorts names as a Chinese collator does', () => {
    const collator = new Intl.Collator('zh-CN');
    // 重庆 is one word to the collator, and two characters to us.
    const names = Array.from(
      index.query({ includeClosed: true }, { key: 'name', descending: false }),
      (position) => index.at(position).name,
    ).filter((name) => !name.includes('重庆'));
    const misplaced = names.filter((name, i) => i > 0 && collator.compare(names[i - 1]!, name) > 0);
    expect(misplaced).toEqual([]);
  });

  it('sums and counts by community what a list holds', () => {
    const positions = index.query({ unitCode: 'Z1' });
    const rows = codesOf(positions).map((code) => naive(byCode.get(code)!));
    expect(index.sum(positions)).toEqual({
      customers: rows.length,
      revenue: rows.reduce((sum, row) => sum + (row.revenue ?? 0), 0),
      arrears: rows.reduce((sum, row) => sum + row.arrears, 0),
    });
    for (const code of SAMPLE_COMMUNITIES) {
      expect(index.countByCommunity().get(code) ?? 0).toBe(index.count({ unitCode: code }));
    }
  });

  it('counts zero charges per subscription where the ledger tells them apart', () => {
    const base = sampleCustomer(1);
    const [first] = base.customer.subscriptions;
    const subscriptions = ['A', 'B', 'C'].map((subscriptionId) => ({
      ...first!,
      subscriptionId,
      status: subscriptionId === 'C' ? ('SUSPENDED' as const) : ('IN_SERVICE' as const),
      missingSince: undefined as never,
    }));
    const ledger = { ...base.ledger, bySubscription: { A: base.ledger.fees.rent.map(() => 5), B: [] } };
    ledger.from = addMonths(SAMPLE_MONTH, 1 - ledger.fees.rent.length);
    const one = indexOf([{ ...base, customer: { ...base.customer, subscriptions }, ledger }]);
    expect(one.at(0).zeroCharge).toBe(1);
  });

  it('lays waiting edits over the last contact and the next date', () => {
    const { customerCode } = samples[7]!.customer;
    const overlay = new Map([
      [customerCode, { happenedAt: Date.parse('2026-11-19T09:00:00+08:00'), nextOn: '2026-12-24' }],
    ]);
    const edited = indexOf(samples.slice(0, 20), { overlay });
    expect(edited.at(edited.positionOf(customerCode)!)).toMatchObject({
      lastInteractionOn: '2026-11-19',
      nextOn: '2026-12-24',
    });
  });

  it('what a segment holds can be read back out of it', () => {
    const builder = new IndexBuilder();
    for (const sample of samples.slice(0, 300)) putSample(builder, sample);
    const { segment } = builder.takeUpdate()!.changed[0]!;
    expect(encodeSegment(decodeSegment(segment))).toEqual(segment);
  });

  it('changes only the segment of a customer that changed, and loses one that was removed', () => {
    const builder = new IndexBuilder();
    for (const sample of samples) putSample(builder, sample);
    expect(builder.takeUpdate()!.changed).toHaveLength(2);
    expect(builder.takeUpdate()).toBeNull();
    builder.remove('customer', samples[0]!.customer.customerCode);
    const update = builder.takeUpdate()!;
    expect(update.changed.map(({ at, segment }) => [at, segment.size])).toEqual([[0, 2047]]);
    builder.put('customer', samples[0]!.customer.customerCode, samples[0]!.customer);
    const again = builder.takeUpdate()!.changed[0]!.segment;
    expect(decodeSegment(again).at(-1)!.ledger).not.toBeNull();
  });
});
