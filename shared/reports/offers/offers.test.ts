import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offerCondition } from '../../domain/offer-rules.ts';
import type { OfferCondition } from '../../domain/offer-rules.ts';
import { ProductDictionary } from '../../domain/product-dictionary.ts';
import type { CustomerFacts } from '../customer-facts.ts';
import { foldAll } from '../fold.ts';
import { facts, month, subscriptionsOf, today, UNTOUCHED } from '../test-support/arbitrary-facts.ts';
import { meets, offerSources } from './condition.ts';
import { offerFold } from './offer-fold.ts';
import { SHIPPED_OFFERS } from './shipped.ts';

const dictionary = new ProductDictionary([
  { categoryId: '1', of: 'PRODUCT', pattern: '*固定电话*', category: 'FIXED_LINE' },
  { categoryId: '2', of: 'PRODUCT', pattern: '*宽带*', category: 'BROADBAND' },
  { categoryId: '3', of: 'PLAN', pattern: '*包年*', category: 'FLAT_RATE' },
]);
const ask = { month, today, dictionary };
const customer = (change: Partial<CustomerFacts>): CustomerFacts => ({
  ...UNTOUCHED,
  liveFrom: today - 800,
  ...change,
});
const figure = (condition: OfferCondition, change: Partial<CustomerFacts>): number | null =>
  meets(condition, ask)(customer(change));

describe('agreements', () => {
  const ends = (...days: number[]): Partial<CustomerFacts> => ({
    agreementEnds: days.map((day) => today + day),
    commitments: days.map(() => 0),
    agreementsTo: days.length,
  });
  it.each([
    [[-1], null],
    [[0], today],
    [[60], today + 60],
    [[61], null],
    [[-5, 20, 40], today + 20],
  ])('that end after %j days, within 60: %s', (days, expected) => {
    expect(figure({ kind: 'agreementEnds', days: 60 }, ends(...days))).toBe(expected);
  });
  it('count as none once they have ended', () => {
    expect(figure({ kind: 'noAgreement' }, ends(-1))).toBe(0);
    expect(figure({ kind: 'noAgreement' }, ends(0))).toBeNull();
  });
});

describe('months', () => {
  const fees = (...amounts: number[]): Partial<CustomerFacts> => ({
    lastMonth: month,
    feeMonths: amounts.length,
    feeClasses: 1,
    fees: amounts,
  });
  const least = { kind: 'revenue', months: 3, side: 'least', amount: 100 } as const;
  const nothing = { kind: 'revenue', months: 2, side: 'most', amount: 0 } as const;
  it('must each be on the side asked for; the figure is their mean', () => {
    expect(figure(least, fees(5, 100, 101, 103))).toBe(101);
    expect(figure(least, fees(500, 99, 500))).toBeNull();
    expect(figure(nothing, fees(10, 0, 0))).toBe(0);
    expect(figure(nothing, fees(10, 0, 1))).toBeNull();
  });
  it('after the last of the ledger are of nothing; before the first nobody knows', () => {
    expect(figure(nothing, { ...fees(10, 20), lastMonth: month - 2 })).toBe(0);
    expect(figure(nothing, {})).toBe(0);
    expect(figure(least, fees(500, 500))).toBeNull();
  });
  it('that began before the customer was there are unknown', () => {
    expect(figure(nothing, { liveFrom: today - 20 })).toBeNull();
  });
  it('of traffic are asked by kind', () => {
    const traffic = { lastMonth: month, trafficMonths: 3, trafficKinds: 2, traffic: [60, 70, 80] };
    const of = (kind: 'localMinutes' | 'longDistanceMinutes') =>
      figure({ kind: 'traffic', of: kind, months: 3, side: 'least', amount: 60 }, traffic);
    expect(of('longDistanceMinutes')).toBe(70);
    expect(of('localMinutes')).toBeNull();
  });
});

describe('what a customer has', () => {
  const line = { product: 'ADSL宽带', status: 'IN_SERVICE', activatedOn: today - 400 } as const;
  const broadband = (has: boolean): OfferCondition => ({ kind: 'category', has, category: 'BROADBAND' });
  it('is what is live, by the dictionary or by name', () => {
    expect(figure(broadband(true), subscriptionsOf([line]))).toBe(0);
    expect(figure(broadband(false), subscriptionsOf([line]))).toBeNull();
    expect(figure(broadband(true), subscriptionsOf([{ ...line, status: 'TERMINATED' }]))).toBeNull();
    expect(figure(broadband(true), subscriptionsOf([{ ...line, missing: true }]))).toBeNull();
    expect(figure({ kind: 'product', has: true, product: 'ADSL宽带' }, subscriptionsOf([line]))).toBe(0);
    expect(figure({ kind: 'product', has: true, product: '宽带' }, subscriptionsOf([line]))).toBeNull();
  });
  it('is also what an agreement that goes on says', () => {
    const flat: OfferCondition = { kind: 'category', has: true, category: 'FLAT_RATE' };
    const agreement = (end: number) => ({
      agreementEnds: [end],
      agreementsTo: 1,
      agreementPlan: () => '包年',
    });
    expect(figure(flat, agreement(today))).toBe(0);
    expect(figure(flat, agreement(today - 1))).toBeNull();
  });
  it('has the most active of its statuses', () => {
    const lines = subscriptionsOf([
      { ...line, status: 'SUSPENDED' },
      { ...line, status: 'NUMBER_RETAINED' },
    ]);
    expect(figure({ kind: 'status', statuses: ['SUSPENDED'] }, lines)).toBe(0);
    expect(figure({ kind: 'status', statuses: ['IN_SERVICE', 'NUMBER_RETAINED'] }, lines)).toBeNull();
    expect(figure({ kind: 'status', statuses: ['TERMINATED'] }, {})).toBe(0);
  });
});

describe('the sources of a rule', () => {
  it('are named once, in the order of the feeds', () => {
    const { conditions } = SHIPPED_OFFERS.businessFlatRate;
    expect(offerSources(conditions)).toEqual(['billing_users', 'bi_fees', 'agreements']);
  });
});

const shipped = Object.values(SHIPPED_OFFERS).map(({ conditions }) => conditions);
const amount = fc.nat(1_000);
const condition: fc.Arbitrary<OfferCondition> = fc.oneof(
  fc.constantFrom(...shipped.flat()),
  fc.record({ kind: fc.constant('arrears' as const), has: fc.boolean() }),
  fc.record({
    kind: fc.constant('revenue' as const),
    months: fc.integer({ min: 1, max: 12 }),
    side: fc.constantFrom('least' as const, 'most' as const),
    amount,
  }),
  fc.record({ kind: fc.constant('agreementEnds' as const), days: fc.nat(120) }),
);
const rules = fc.array(fc.array(condition, { minLength: 1, maxLength: 3 }), { maxLength: 6 });
const customers = fc
  .array(facts, { maxLength: 12 })
  .map((all) => all.map((one, key) => ({ ...one, key }) as CustomerFacts));

describe('rules', () => {
  it('that are shipped are ones that a person could have kept', () => {
    for (const one of shipped.flat()) expect(offerCondition.safeParse(one).success).toBe(true);
  });

  it('have each customer under the first that it meets, and under no other', () => {
    fc.assert(
      fc.property(rules, customers, (asked, all) => {
        const matches = foldAll(offerFold(asked, ask), all);
        for (const one of all) {
          const first = asked.findIndex((rule) => rule.every((part) => meets(part, ask)(one) !== null));
          const under = matches.flatMap(({ keys }, rule) => (keys.includes(one.key) ? [rule] : []));
          expect(under).toEqual(first < 0 ? [] : [first]);
        }
      }),
    );
  });

  it('find in the parts together what they find in the whole', () => {
    fc.assert(
      fc.property(rules, customers, fc.nat(12), (asked, all, cut) => {
        const fold = offerFold(asked, ask);
        const parts = foldAll(fold, all.slice(0, cut));
        fold.merge(parts, foldAll(fold, all.slice(cut)));
        expect(parts).toEqual(foldAll(fold, all));
      }),
    );
  });
});
