import { beforeAll, describe, expect, it } from 'vitest';
import { FEE_CLASSES } from '../../../shared/domain/rows.ts';
import { addDays, addMonths, monthRange, monthsBetween } from '../../../shared/lib/dates.ts';
import {
  agreementExpiry,
  arrearsAgeing,
  ARREARS_STAGES,
  installedBase,
  movers,
  revenueByClass,
  totalsOf,
} from '../../../shared/reports/index.ts';
import { indexOf } from '../../test-support/sample-index.ts';
import {
  SAMPLE_COMMUNITIES,
  SAMPLE_MONTH,
  SAMPLE_TODAY,
  sampleCustomer,
} from '../../test-support/sample-rows.ts';
import type { CustomerConditions } from '../types.ts';
import type { ColumnarCustomerIndex } from './customer-index.ts';

const samples = Array.from({ length: 2500 }, (_, i) => {
  const sample = sampleCustomer(i + 1, 7);
  const { customer, balance } = sample;
  const { arrears } = balance;
  // Some owe on two lines, at different ages.
  const second = customer.subscriptions[1];
  if (second !== undefined && arrears.length > 0)
    arrears.push({ ...arrears[0]!, subscriptionId: second.subscriptionId, months: (i % 7) + 1 });
  return sample;
});
const open = samples.filter(({ customer }) => customer.closedOn === undefined);

const SCOPES: CustomerConditions[] = [
  {},
  { unitCode: 'Z1' },
  { unitCode: SAMPLE_COMMUNITIES[0]! },
  { unitCode: 'nowhere' },
];

describe.each([
  ['as built', false],
  ['unpacked and packed again', true],
] as const)('every number of a chart is the length of the list behind it, %s', (_, repacked) => {
  let index: ColumnarCustomerIndex;
  beforeAll(() => {
    index = indexOf(samples, repacked);
  });
  const listed = (conditions: CustomerConditions): number => index.query(conditions).length;

  it.each(SCOPES)('arrears by age in %j', (scope) => {
    const ageing = index.fold(arrearsAgeing, scope);
    for (const stage of ARREARS_STAGES)
      expect(listed({ ...scope, arrearsStage: stage })).toBe(ageing.customers[stage - 1]);
    expect(listed({ ...scope, arrearsMonthsMin: 1 })).toBe(ageing.allCustomers);
  });

  it.each(SCOPES)('agreements by day in %j', (scope) => {
    const expiry = index.fold(agreementExpiry(SAMPLE_TODAY, 90), scope);
    expiry.customersPerDay.forEach((customers, i) => {
      const day = addDays(SAMPLE_TODAY, i);
      expect(listed({ ...scope, agreementEndFrom: day, agreementEndTo: day })).toBe(customers);
    });
    expect(listed({ ...scope, agreementEndsWithinDays: 90 })).toBe(expiry.customers);
    expect(listed({ ...scope, agreementEndTo: addDays(SAMPLE_TODAY, -1) })).toBe(expiry.expiredCustomers);
    const last = addDays(SAMPLE_TODAY, 90);
    expect(listed({ ...scope, agreementEndFrom: SAMPLE_TODAY, agreementEndTo: last })).toBe(expiry.customers);
  });

  it.each(SCOPES)('movers in %j', (scope) => {
    for (const month of [SAMPLE_MONTH, '2026-07']) {
      const { falls, rises } = index.fold(movers(month, 20_00), scope);
      expect(listed({ ...scope, changeMonth: month, changeMax: -20_00 })).toBe(falls.length);
      expect(listed({ ...scope, changeMonth: month, changeMin: 20_00 })).toBe(rises.length);
    }
  });

  it.each(SCOPES)('revenue by class in %j: the list adds up to the bar', (scope) => {
    const sums = index.fold(revenueByClass(SAMPLE_MONTH, 13), scope);
    monthRange(addMonths(SAMPLE_MONTH, -12), SAMPLE_MONTH).forEach((month, i) => {
      for (const feeClass of FEE_CLASSES) {
        const behind = index.query({ ...scope, feeMonth: month, feeClass });
        const amounts = Array.from(behind, (p) => feeOf(index.at(p).customerCode, feeClass, month));
        expect(amounts.every((fen) => fen !== 0)).toBe(true);
        expect(amounts.reduce((sum, fen) => sum + fen, 0)).toBe(sums.fees[feeClass][i]);
      }
    });
    const thisMonth = index.query({ ...scope, feeMonth: SAMPLE_MONTH });
    expect(index.sum(thisMonth).revenue).toBe(totalsOf(sums).at(-1) ?? 0);
  });

  it.each(SCOPES)('customers and zero charge in %j', (scope) => {
    const base = index.fold(installedBase([SAMPLE_TODAY]), scope);
    expect(listed({ ...scope, status: 'LIVE' })).toBe(base.live[0]);
    const zero = index.query({ ...scope, zeroCharge: true });
    expect(zero.length).toBe(base.zeroChargeCustomers);
    expect(Array.from(zero, (p) => index.at(p).zeroCharge).reduce((sum, n) => sum + n, 0)).toBe(
      base.zeroCharge,
    );
  });
});

const byCode = new Map(samples.map((sample) => [sample.customer.customerCode, sample]));

function feeOf(code: string, feeClass: (typeof FEE_CLASSES)[number], month: string): number {
  const { ledger } = byCode.get(code)!;
  return ledger.fees[feeClass][monthsBetween(ledger.from, month)] ?? 0;
}

describe('what the folds read', () => {
  it('is what the rows say', () => {
    const index = indexOf(samples);
    const sums = index.fold(revenueByClass(SAMPLE_MONTH, 25), {});
    const rent = open.reduce((sum, { customer }) => sum + feeOf(customer.customerCode, 'rent', '2026-03'), 0);
    expect(sums.fees.rent[monthsBetween('2024-10', '2026-03')]).toBe(rent);
    const items = open.flatMap(({ balance }) => balance.arrears);
    const ageing = index.fold(arrearsAgeing, {});
    for (const stage of ARREARS_STAGES) {
      const own = items.filter(({ months }) => Math.min(6, months) === stage);
      expect(ageing.items[stage - 1]).toBe(own.length);
      expect(ageing.amounts[stage - 1]).toBe(own.reduce((sum, { amount }) => sum + amount, 0));
    }
    const agreements = open.flatMap(({ customer }) => customer.agreements);
    const expiry = index.fold(agreementExpiry(SAMPLE_TODAY, 90), {});
    expect(expiry.expired).toBe(agreements.filter(({ end }) => end < SAMPLE_TODAY).length);
    expect(expiry.ending.length).toBe(
      agreements.filter(({ end }) => end >= SAMPLE_TODAY && end <= addDays(SAMPLE_TODAY, 90)).length,
    );
  });
});
