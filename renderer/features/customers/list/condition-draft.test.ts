import { describe, expect, it } from 'vitest';
import type { CustomerConditions } from '../../../data/types.ts';
import { conditionsFrom, draftFrom } from './condition-draft.ts';
import { CONDITION_KEYS } from './list-query.ts';

/** One of each: a condition that is added later does not compile without its sample. */
const SAMPLES: Required<CustomerConditions> = {
  unitCode: 'Z',
  group: 'GR1',
  text: '夏 133',
  status: 'LIVE',
  arrearsMonthsMin: 3,
  arrearsStage: 3,
  arrearsMin: 10_50,
  agreementEndsWithinDays: 90,
  agreementEndFrom: '2026-11-20',
  agreementEndTo: '2027-02-18',
  agreementExpired: true,
  withoutAgreement: true,
  zeroCharge: true,
  feeMonth: '2026-10',
  feeClass: 'rent',
  changeMonth: '2026-10',
  changeMin: 20_00,
  changeMax: -20_00,
  prepaidBelow: 10_00,
  nextOnTo: '2026-11-20',
  meanRevenueMin: 150_00,
  meanRevenueMax: 300_00,
  revenueMin: -5_00,
  revenueMax: 0,
  reportingSegment: 'BUSINESS',
  product: '固话',
  firstSeenMonth: '2026-11',
  openOrders: true,
  inPool: true,
  reportCell: { report: 'revenue', measure: 5, month: '2026-10', row: 'rent' },
  includeClosed: true,
};

describe('the condition form', () => {
  it('gives back what it was filled with', () => {
    const samples: CustomerConditions[] = [
      {},
      { unitCode: 'Z', text: '夏 133', status: 'LIVE', arrearsMonthsMin: 3, arrearsMin: 10_50 },
      { agreementEndsWithinDays: 90, meanRevenueMin: 150_00, meanRevenueMax: 300_00, zeroCharge: true },
      { agreementExpired: true, revenueMin: -5_00, revenueMax: 0, reportingSegment: 'BUSINESS' },
      { withoutAgreement: true, product: '固话', firstSeenMonth: '2026-11', inPool: true },
      { openOrders: true, includeClosed: true },
      { arrearsStage: 3, agreementEndFrom: '2026-11-20', feeMonth: '2026-10', feeClass: 'rent' },
      { changeMonth: '2026-10', changeMax: -20_00, prepaidBelow: 10_00, nextOnTo: '2026-11-20' },
    ];
    for (const conditions of samples)
      expect(conditionsFrom(draftFrom(conditions), conditions)).toEqual({ conditions });
  });
  it.each(CONDITION_KEYS)('keeps %s, whoever set it, when another condition is added', (key) => {
    const before: CustomerConditions = { [key]: SAMPLES[key] };
    expect(conditionsFrom(draftFrom(before), before)).toEqual({ conditions: before });
  });
  it('says what it cannot read instead of dropping it', () => {
    expect(conditionsFrom({ ...draftFrom({}), arrearsMin: '一百' }, {})).toEqual({
      problem: 'notAnAmount',
    });
    expect(conditionsFrom({ ...draftFrom({}), firstSeenMonth: '2026年11月' }, {})).toEqual({
      problem: 'notAMonth',
    });
    expect(conditionsFrom({ ...draftFrom({}), agreement: 'endsWithin', endsWithin: '' }, {})).toEqual({
      problem: 'notDays',
    });
  });
  it('takes amounts with thousands', () => {
    expect(conditionsFrom({ ...draftFrom({}), revenueMin: ' 1,500 ' }, {})).toEqual({
      conditions: { revenueMin: 150_000 },
    });
  });
});
