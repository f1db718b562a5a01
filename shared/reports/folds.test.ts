import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEE_CLASSES } from '../domain/rows.ts';
import { byEnd, agreementExpiry, endingWithin } from './agreement-expiry.ts';
import { arrearsAgeing } from './arrears-ageing.ts';
import type { CustomerFacts } from './customer-facts.ts';
import { changeAgainstMean, dayNumber, feeIn, NONE, revenueIn } from './customer-facts.ts';
import { foldAll } from './fold.ts';
import type { Fold } from './fold.ts';
import { facts, MONTH, month, TODAY, today, UNTOUCHED } from './test-support/arbitrary-facts.ts';
import { installedBase } from './installed-base.ts';
import { biggestFirst, movers } from './movers.ts';
import { revenueByClass, totalsOf } from './revenue-by-class.ts';
import { expiryByMonth, moverTotals, rollupFold } from './rollup.ts';

const folds: Record<string, Fold<unknown>> = {
  revenueByClass: revenueByClass(MONTH, 13) as Fold<unknown>,
  arrearsAgeing: arrearsAgeing as Fold<unknown>,
  agreementExpiry: agreementExpiry(TODAY, 90) as Fold<unknown>,
  movers: movers(MONTH, 2000) as Fold<unknown>,
  installedBase: installedBase([TODAY, '2026-10-31', '2025-11-20']) as Fold<unknown>,
  moverTotals: moverTotals(MONTH, 2000) as Fold<unknown>,
  expiryByMonth: expiryByMonth(TODAY, 3) as Fold<unknown>,
  rollup: rollupFold({ day: TODAY, month: MONTH }) as Fold<unknown>,
  'rollup before the first month': rollupFold({ day: TODAY, month: null }) as Fold<unknown>,
};

describe.each(Object.entries(folds))('the fold %s', (_, fold) => {
  it('gives of merged partials what it gives of all customers', () => {
    fc.assert(
      fc.property(fc.array(fc.array(facts, { maxLength: 6 }), { maxLength: 4 }), (parts) => {
        const merged = fold.empty();
        for (const part of parts) fold.merge(merged, foldAll(fold, part));
        expect(merged).toEqual(foldAll(fold, parts.flat()));
      }),
      { numRuns: 40 },
    );
  });
});

/** One customer with two classes over four months up to 2026-10. */
const one: CustomerFacts = {
  ...UNTOUCHED,
  key: 7,
  inService: 2,
  liveFrom: dayNumber('2025-01-05'),
  liveUntil: NONE,
  zeroCharge: 1,
  zeroChargeBefore: 0,
  lastMonth: month,
  feeMonths: 4,
  feeClasses: 0b0000101,
  fees: [0, 1000, 1000, 1000, 200, 50, 50, 50, 0],
  feesFrom: 1,
  arrears: [6, 7000, 6, 100, 1, 30],
  arrearsFrom: 0,
  arrearsTo: 6,
  agreementEnds: [today - 1, today, today, today + 30, today + 91],
  commitments: [1, 2, 3, 4, 5],
  agreementsFrom: 0,
  agreementsTo: 5,
};

describe('what a customer adds', () => {
  it('is read from the classes that occur', () => {
    expect(FEE_CLASSES.map((key) => feeIn(one, key, month - 1))).toEqual([1000, 0, 50, 0, 0, 0, 0]);
    expect(revenueIn(one, month)).toBe(200);
    expect(revenueIn(one, month - 4)).toBeNull();
    expect(revenueIn(one, month + 1)).toBeNull();
    expect(changeAgainstMean(one, month)).toBe(200 - 1050);
    expect(changeAgainstMean(one, month - 1)).toBeNull();
  });

  it('counts revenue only in months that the ledger reaches', () => {
    const sums = foldAll(revenueByClass(MONTH, 6), [one]);
    expect(totalsOf(sums)).toEqual([null, null, 1050, 1050, 1050, 200]);
    expect(sums.fees.rent).toEqual([0, 0, 1000, 1000, 1000, 200]);
  });

  it('counts each subscription in arrears and each customer once a stage', () => {
    expect(foldAll(arrearsAgeing, [one])).toEqual({
      items: [1, 0, 0, 0, 0, 2],
      amounts: [30, 0, 0, 0, 0, 7100],
      customers: [1, 0, 0, 0, 0, 1],
      allCustomers: 1,
    });
  });

  it('counts agreements from today on, and those that have ended apart', () => {
    const sums = foldAll(agreementExpiry(TODAY, 90), [one]);
    expect(sums.expired).toBe(1);
    expect(sums.perDay[0]).toBe(2);
    expect(sums.customersPerDay[0]).toBe(1);
    expect(sums.customers).toBe(1);
    expect([endingWithin(sums, 0), endingWithin(sums, 30), endingWithin(sums, 90)]).toEqual([2, 3, 3]);
    expect(byEnd(sums.ending).map(({ commitment }) => commitment)).toEqual([2, 3, 4]);
  });

  it('moves by the threshold or more', () => {
    expect(foldAll(movers(MONTH, 850), [one]).falls).toEqual([{ key: 7, revenue: 200, change: -850 }]);
    expect(foldAll(movers(MONTH, 851), [one]).falls).toEqual([]);
    const rises = [5, 9, 9].map((change, key) => ({ key, revenue: 0, change }));
    expect(biggestFirst(rises).map(({ key }) => key)).toEqual([1, 2, 0]);
  });

  it('is live from its first subscription on', () => {
    const days = ['2025-01-04', '2025-01-05', TODAY];
    expect(foldAll(installedBase(days), [one]).live).toEqual([0, 1, 1]);
    const gone = { ...one, liveUntil: today };
    expect(foldAll(installedBase(days), [gone]).live).toEqual([0, 1, 0]);
  });
});
