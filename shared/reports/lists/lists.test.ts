import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProductDictionary } from '../../domain/product-dictionary.ts';
import { FEE_CLASSES, TRAFFIC_KINDS } from '../../domain/rows.ts';
import type { Balance, Customer, FeeClass, Ledger, Subscription, TrafficKind } from '../../domain/rows.ts';
import { addMonths } from '../../lib/dates.ts';
import type { Month } from '../../lib/dates.ts';
import type { CustomerFacts } from '../customer-facts.ts';
import { factsOf } from '../facts-of-rows.ts';
import { foldAll } from '../fold.ts';
import { LIST_IDS, listFold, listFrame, listOf, listTotals, monthsStatistics } from './index.ts';
import type { ListId, ListParameters } from './index.ts';

const MONTH: Month = '2026-10';
const TODAY = '2026-11-20';
const dictionary = new ProductDictionary([
  { categoryId: '1', of: 'PRODUCT', pattern: '*IC卡*', category: 'IC_CARD' },
  { categoryId: '2', of: 'PRODUCT', pattern: '公用电话', category: 'PAY_PHONE' },
  { categoryId: '3', of: 'PLAN', pattern: '*包年*', category: 'FLAT_RATE' },
]);

type Figures = Partial<Record<FeeClass | TrafficKind, number[]>>;

/** One subscription with figures of the newest months, the last being `until`; the rest of them is zero. */
function customer(
  figures: Figures,
  more: Partial<Subscription> = {},
  { until = MONTH, balance = null as Balance | null, plan = '' } = {},
): CustomerFacts {
  const subscription: Subscription = {
    subscriptionId: 'S1',
    name: '张三',
    accessNumber: '0771-1',
    product: '固定电话',
    status: 'IN_SERVICE',
    installationAddress: '',
    billingArea: '',
    activatedOn: '2020-01-01',
    contactPhone: '',
    ...more,
  };
  const row: Customer = {
    customerCode: 'KH1',
    billingAccountNumber: 'HT1',
    communityCode: 'C1',
    name: '张三',
    responsibleUnit: 'D',
    reportingSegment: 'MASS_MARKET',
    firstSeenMonth: '2020-01',
    contact: { persons: [], address: '', remark: '' },
    placement: { kind: 'OPENING', decidedOn: '2026-11-20' },
    subscriptions: [subscription],
    agreements:
      plan === ''
        ? []
        : [
            {
              agreementNumber: 'A',
              subscriptionId: 'S1',
              plan,
              start: '2026-01-01',
              end: '2026-12-31',
              monthlyCommitment: 0,
              penalty: 0,
            },
          ],
    orders: [],
  };
  const months = Math.max(0, ...Object.values(figures).map((one) => one.length));
  const filled = <K extends FeeClass | TrafficKind>(kinds: readonly K[]): Record<K, number[]> =>
    Object.fromEntries(
      kinds.map((kind) => {
        const given = figures[kind] ?? [];
        return [kind, [...new Array<number>(months - given.length).fill(0), ...given]];
      }),
    ) as Record<K, number[]>;
  const ledger: Ledger | null =
    months === 0
      ? null
      : {
          customerCode: 'KH1',
          from: addMonths(until, 1 - months),
          fees: filled(FEE_CLASSES),
          traffic: filled(TRAFFIC_KINDS),
          subscriptionId: 'S1',
        };
  return factsOf(0, { customer: row, ledger, balance }, MONTH);
}

/** The figures of the row that a list makes of a customer, and whether it is new; null where it is not in it. */
function rowOf(id: ListId, facts: CustomerFacts, parameters: ListParameters = {}, month: Month = MONTH) {
  const list = listOf(id);
  const ask = {
    frame: listFrame(month, month === MONTH, TODAY),
    parameters: { ...list.parameters, ...parameters },
    dictionary,
  };
  const { figures, isNew, keys } = foldAll(listFold(list, ask), [facts]);
  return keys.length === 0 ? null : { figures, isNew: isNew[0] === 1 };
}
const day = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
const month = (text: Month): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5)) - 1;

describe('revenue', () => {
  const rising = customer({ rent: [100_00, 100_00, 101_00, 50_00, 200_00] });
  it('is of the month, beside the month before and the mean of three', () => {
    expect(rowOf('revenue', rising)).toEqual({ figures: [200_00, 150_00, 83_67], isNew: true });
    expect(rowOf('revenue', rising, { min: 200_01 })).toBeNull();
    expect(rowOf('revenue', rising, { max: 199_99 })).toBeNull();
    expect(rowOf('revenue', rising, {}, '2026-08')).toEqual({
      figures: [101_00, 1_00, Number.NaN],
      isNew: false,
    });
  });
  it('can be of a category of product or plan', () => {
    expect(rowOf('revenue', rising, { category: 'IC_CARD' })).toBeNull();
    const card = customer({ rent: [200_00] }, { product: '校园IC卡电话' });
    expect(rowOf('revenue', card, { category: 'IC_CARD' })?.figures[0]).toBe(200_00);
    const flat = customer({ rent: [200_00] }, {}, { plan: '家话包年' });
    expect(rowOf('revenue', flat, { category: 'FLAT_RATE' })).not.toBeNull();
  });
  it('is of one class of fees where that is asked for', () => {
    const caller = customer({ rent: [20_00, 20_00], longDistance: [9_00, 12_00] });
    expect(rowOf('feeClass', caller)).toEqual({ figures: [12_00, 3_00, 32_00], isNew: true });
    expect(rowOf('feeClass', caller, { feeClass: 'local', min: 0 })).toBeNull();
  });
  it('of new installations is what they charged since', () => {
    const young = customer({ rent: [10_00, 30_00] }, { activatedOn: '2026-09-12' });
    expect(rowOf('newInstallations', young)).toEqual({
      figures: [day('2026-09-12'), 30_00, 40_00],
      isNew: false,
    });
    expect(rowOf('newInstallations', young, { months: 1 })).toBeNull();
    const today = customer({}, { activatedOn: TODAY });
    expect(rowOf('newInstallations', today)?.isNew).toBe(true);
    expect(rowOf('newInstallations', today, {}, '2026-09')).toBeNull();
  });
});

describe('traffic', () => {
  it('of a kind is at least the threshold', () => {
    const caller = customer({ rent: [5_00], local: [50_00], localMinutes: [280, 300] });
    expect(rowOf('localTraffic', caller)).toEqual({ figures: [300, 20, 50_00, 55_00], isNew: true });
    expect(rowOf('localTraffic', caller, { minutes: 301 })).toBeNull();
    expect(rowOf('longDistanceTraffic', caller, { minutes: 0 })).toBeNull();
    expect(rowOf('internationalTraffic', customer({ internationalMinutes: [1] }))?.figures[0]).toBe(1);
  });
  it('of cards and pay phones is found by the dictionary, also where there is none', () => {
    const silent = customer({ rent: [5_00] }, { product: 'IC卡电话' });
    expect(rowOf('icCard', silent)).toEqual({ figures: [0, 0, 0, 0, 5_00], isNew: false });
    expect(rowOf('payPhone', silent)).toBeNull();
    const booth = customer({ localMinutes: [7], longDistanceMinutes: [2] }, { product: '公用电话' });
    expect(rowOf('payPhone', booth)?.figures).toEqual([9, 7, 2, 0, 0]);
    expect(rowOf('payPhone', customer({}, { product: '公用电话', status: 'TERMINATED' }))).toBeNull();
  });
});

describe('anomalies', () => {
  it('zero traffic tells for how many months, and when it was used last', () => {
    const silent = customer({ rent: [20_00], localMinutes: [3, 0, 0] });
    expect(rowOf('zeroTraffic', silent)).toEqual({ figures: [2, month('2026-08'), 20_00], isNew: false });
    expect(rowOf('zeroTraffic', silent, { months: 3 })).toBeNull();
    expect(rowOf('zeroTraffic', customer({ megabytes: [1] }))).toBeNull();
    expect(rowOf('zeroTraffic', customer({ localMinutes: [4, 0] }))?.isNew).toBe(true);
    expect(rowOf('zeroTraffic', customer({ rent: [0] }, { status: 'SUSPENDED' }))).toBeNull();
    expect(rowOf('zeroTraffic', customer({}, { activatedOn: '2026-11-02' }))).toBeNull();
    const withoutRow = customer({ localMinutes: [9] }, {}, { until: '2026-09' });
    expect(rowOf('zeroTraffic', withoutRow)).toMatchObject({ figures: [1, month('2026-09'), 0] });
  });
  it('zero charge tells the year before', () => {
    expect(rowOf('zeroCharge', customer({ rent: [30_00, 40_00, 0] }))).toEqual({
      figures: [1, month('2026-09'), 70_00],
      isNew: true,
    });
    expect(rowOf('zeroCharge', customer({ rent: [30_00] }))).toBeNull();
    expect(rowOf('zeroCharge', customer({ rent: [30_00, 0] }, { status: 'NUMBER_RETAINED' }))).toBeNull();
    expect(rowOf('zeroCharge', customer({}, { activatedOn: '2026-11-02' }))?.isNew).toBe(true);
  });
  it('arrears are as accounts told last', () => {
    const balance: Balance = {
      customerCode: 'KH1',
      arrears: [{ subscriptionId: 'S1', sinceMonth: '2026-08', months: 8, amount: 90_00 }],
      prepaid: [],
    };
    const owing = customer({ rent: [30_00] }, {}, { balance });
    expect(rowOf('arrears', owing)).toEqual({ figures: [6, 90_00, 30_00], isNew: false });
    expect(rowOf('arrears', owing, { min: 90_01 })).toBeNull();
    expect(rowOf('arrears', customer({ rent: [30_00] }))).toBeNull();
  });
  it('a retained number counts where it was used', () => {
    const kept = customer(
      { rent: [80_00, 5_00, 5_00], localMinutes: [9, 0, 0] },
      { status: 'NUMBER_RETAINED' },
    );
    expect(rowOf('numberRetained', kept, { min: 90_00 })).toEqual({
      figures: [90_00, 80_00, 5_00, month('2026-08')],
      isNew: false,
    });
    expect(rowOf('numberRetained', kept, { min: 90_01 })).toBeNull();
    expect(rowOf('numberRetained', customer({}, { status: 'NUMBER_RETAINED' }), { min: 0 })).toBeNull();
  });
  it('terminated on request counts in the months asked for', () => {
    const gone = (terminatedOn: string, onRequest = true) =>
      customer(
        { rent: [10_00, 10_00] },
        { status: 'TERMINATED', terminatedOn, ...(onRequest ? { onRequest: true as const } : {}) },
      );
    expect(rowOf('disconnected', gone('2026-08-01'))).toEqual({
      figures: [day('2026-08-01'), 20_00, 0],
      isNew: false,
    });
    expect(rowOf('disconnected', gone('2026-07-31'))).toBeNull();
    expect(rowOf('disconnected', gone('2026-11-19'))?.isNew).toBe(true);
    expect(rowOf('disconnected', gone('2026-10-05', false))).toBeNull();
  });
  it('losses are measured by the mean of the three months before', () => {
    const lost = customer({ longDistanceMinutes: [30, 40, 50, 20], localMinutes: [90, 90, 90, 0] });
    expect(rowOf('longDistanceLoss', lost)).toEqual({ figures: [40, 20, -20, -50, 0], isNew: true });
    expect(rowOf('longDistanceLoss', lost, { percent: 51 })).toBeNull();
    expect(rowOf('longDistanceLoss', lost, { minutes: 41 })).toBeNull();
    expect(rowOf('localLoss', lost)?.figures).toEqual([90, 0, -90, -100, 0]);
    expect(rowOf('localLoss', customer({ localMinutes: [90, 90, 0] }))).toBeNull();
  });
  it('fluctuation goes either way, by amount and share', () => {
    const fallen = customer({ rent: [100_00, 100_00, 100_00, 50_00] });
    expect(rowOf('fluctuation', fallen)).toEqual({ figures: [100_00, 50_00, -50_00, -50], isNew: true });
    const risen = customer({ rent: [100_00, 100_00, 100_00, 150_00] });
    expect(rowOf('fluctuation', risen)?.figures).toEqual([100_00, 150_00, 50_00, 50]);
    expect(rowOf('fluctuation', risen, { percent: 51 })).toBeNull();
    expect(rowOf('fluctuation', risen, { min: 50_01 })).toBeNull();
    expect(rowOf('fluctuation', customer({ rent: [100_00, 100_00, 100_00] }))).toBeNull();
  });
});

const anybody = fc
  .record({
    months: fc.integer({ min: 0, max: 15 }),
    status: fc.constantFrom('IN_SERVICE', 'SUSPENDED', 'NUMBER_RETAINED', 'TERMINATED') as fc.Arbitrary<
      Subscription['status']
    >,
    product: fc.constantFrom('固定电话', 'IC卡电话', '公用电话'),
    activatedOn: fc.constantFrom('2020-01-01', '2026-09-10', '2026-11-02'),
    figure: fc.array(fc.constantFrom(0, 0, 40, 90, 20_000), { minLength: 30, maxLength: 30 }),
    until: fc.constantFrom(MONTH, '2026-09'),
  })
  .map(({ months, figure, until, status, ...more }) =>
    customer(
      {
        rent: figure.slice(0, months),
        localMinutes: figure.slice(7, 7 + months),
        longDistanceMinutes: figure.slice(15, 15 + months),
      },
      {
        ...more,
        status,
        ...(status === 'TERMINATED' ? { terminatedOn: '2026-10-10', onRequest: true } : {}),
      },
      { until },
    ),
  );

it.each(LIST_IDS)('the list %s of parts, put together, is the list of all', (id) => {
  const list = listOf(id);
  const fold = listFold(list, {
    frame: listFrame(MONTH, true, TODAY),
    parameters: { ...list.parameters, ...(list.parameters.min === undefined ? {} : { min: 1 }) },
    dictionary,
  });
  fc.assert(
    fc.property(fc.array(fc.array(anybody, { maxLength: 4 }), { maxLength: 4 }), (parts) => {
      const merged = fold.empty();
      for (const part of parts) fold.merge(merged, foldAll(fold, part));
      const all = foldAll(fold, parts.flat());
      expect(merged).toEqual(all);
      expect(all.figures).toHaveLength(all.keys.length * list.columns.length);
      const totals = listTotals(list, all);
      expect(totals.rows).toBe(all.keys.length);
      const bands = monthsStatistics(list, all);
      if (bands !== null) expect(bands.reduce((sum, one) => sum + one, 0)).toBe(totals.rows);
    }),
    { numRuns: 25 },
  );
});
