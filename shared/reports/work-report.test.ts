import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CustomerFacts } from './customer-facts.ts';
import { ContactKind, dayNumber, NONE } from './customer-facts.ts';
import { foldAll } from './fold.ts';
import { facts as anybody, TODAY } from './test-support/arbitrary-facts.ts';
import { workReport } from './work-report.ts';

const { VISIT, CALL, PLANNED } = ContactKind;
const STAFF = ['30001', '30002'];
const OUTCOMES = ['', '同意续约', '未接'];
type Record = [day: string, kind: number, staff: number, outcome: number, next?: string];
const customer = (...records: Record[]): CustomerFacts => {
  const contacts = records.flatMap(([day, kind, staff, outcome, next]) => [
    dayNumber(day),
    kind,
    staff,
    outcome,
    next === undefined ? NONE : dayNumber(next),
  ]);
  return {
    contacts,
    contactsFrom: 0,
    contactsTo: contacts.length,
    contactStaff: STAFF,
    contactOutcomes: OUTCOMES,
  } as unknown as CustomerFacts;
};

describe('the work report of a month', () => {
  it('counts visits, calls, who was reached, and steps that were kept', () => {
    const report = foldAll(workReport('2026-11', '2026-11-20'), [
      customer(
        ['2026-10-30', VISIT, 0, 1, '2026-11-03'],
        ['2026-11-02', CALL, 0, 2, '2026-11-05'],
        ['2026-11-09', VISIT, 0, 1, '2026-12-01'],
      ),
      customer(['2026-11-10', PLANNED, 0, 0, '2026-11-19'], ['2026-11-11', CALL, 1, 1, '2026-11-25']),
      customer(['2026-12-01', VISIT, 0, 1]),
    ]);
    expect(report).toEqual({
      30001: {
        customers: 1,
        visits: 1,
        calls: 1,
        reached: 1,
        outcomes: { 同意续约: 1, 未接: 1 },
        due: 3,
        kept: 3,
        onTime: 2,
      },
      30002: {
        customers: 1,
        visits: 0,
        calls: 1,
        reached: 1,
        outcomes: { 同意续约: 1 },
        due: 0,
        kept: 0,
        onTime: 0,
      },
    });
  });

  it('is the same however the customers are split', () => {
    fc.assert(
      fc.property(fc.array(anybody, { maxLength: 12 }), fc.nat(12), (customers, at) => {
        const fold = workReport('2026-11', TODAY);
        const whole = foldAll(fold, customers);
        const parts = foldAll(fold, customers.slice(0, at));
        fold.merge(parts, foldAll(fold, customers.slice(at)));
        expect(parts).toEqual(whole);
      }),
    );
  });
});
