import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CustomerConditions } from '../../../data/types.ts';
import {
  CONDITION_KEYS,
  customersPath,
  readListQuery,
  sameConditions,
  writeListQuery,
} from './list-query.ts';

const conditions: fc.Arbitrary<CustomerConditions> = fc.record(
  {
    unitCode: fc.constantFrom('GX-NN-06-GZ-1', 'GX'),
    group: fc.string({ minLength: 1 }),
    text: fc.string({ minLength: 1 }),
    status: fc.constantFrom('LIVE' as const, 'SUSPENDED' as const, 'TERMINATED' as const),
    arrearsMonthsMin: fc.integer({ min: 0, max: 99 }),
    arrearsMin: fc.integer({ min: 0, max: 1e9 }),
    agreementEndsWithinDays: fc.integer({ min: 0, max: 999 }),
    agreementExpired: fc.constant(true),
    withoutAgreement: fc.constant(true),
    zeroCharge: fc.constant(true),
    arrearsStage: fc.constantFrom(1 as const, 6 as const),
    agreementEndFrom: fc.constantFrom('2026-11-20', '2027-02-18'),
    agreementEndTo: fc.constantFrom('2026-11-20', '2027-02-18'),
    feeMonth: fc.constantFrom('2026-10', '2025-01'),
    feeClass: fc.constantFrom('rent' as const, 'other' as const),
    changeMonth: fc.constantFrom('2026-10', '2025-01'),
    changeMin: fc.integer({ min: -1e9, max: 1e9 }),
    changeMax: fc.integer({ min: -1e9, max: 1e9 }),
    prepaidBelow: fc.integer({ min: 0, max: 1e9 }),
    nextOnTo: fc.constantFrom('2026-11-20', '2027-02-18'),
    meanRevenueMin: fc.integer({ min: -1e9, max: 1e9 }),
    meanRevenueMax: fc.integer({ min: -1e9, max: 1e9 }),
    revenueMin: fc.integer({ min: -1e9, max: 1e9 }),
    revenueMax: fc.integer({ min: -1e9, max: 1e9 }),
    reportingSegment: fc.constantFrom('BUSINESS' as const, 'TRANSIENT' as const),
    product: fc.string({ minLength: 1 }),
    firstSeenMonth: fc.constantFrom('2026-11', '2025-01'),
    openOrders: fc.constant(true),
    inPool: fc.constant(true),
    reportCell: fc.constantFrom(
      { report: 'revenue' as const, measure: 5, month: '2026-10', row: 'rent' },
      { report: 'coverage' as const, measure: 0, month: null, row: null },
    ),
    includeClosed: fc.constant(true),
  },
  { requiredKeys: [] },
);

describe('the list in the address', () => {
  it('brings back every condition and the sort', () => {
    fc.assert(
      fc.property(conditions, fc.boolean(), (value, descending) => {
        const query = { conditions: value, sort: { key: 'arrears' as const, descending } };
        const read = readListQuery(new URLSearchParams(writeListQuery(query).toString()));
        expect(read).toEqual(query);
      }),
    );
  });
  it('covers every condition there is', () => {
    expect(CONDITION_KEYS).toHaveLength(31);
  });
  it('writes money in yuan and words as they are', () => {
    expect(
      decodeURIComponent(customersPath({ arrearsMin: 1050, meanRevenueMin: 15000, text: '夏 dhx' })),
    ).toBe('/customers?q=夏+dhx&arrears-min=10.50&mean-min=150');
  });
  it('leaves out what it does not understand', () => {
    const params = new URLSearchParams('status=GONE&arrears-months=x&ends-within=60&sort=-nothing&zzz=1');
    expect(readListQuery(params)).toEqual({ conditions: { agreementEndsWithinDays: 60 }, sort: undefined });
  });
  it('takes a false flag for an absent one', () => {
    expect(sameConditions({ zeroCharge: false }, {})).toBe(true);
    expect(sameConditions({ zeroCharge: true }, {})).toBe(false);
  });
});
