import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldAll } from '../fold.ts';
import { facts, TODAY } from '../test-support/arbitrary-facts.ts';
import { reportTable } from './registry.ts';
import { tableFold } from './table.ts';
import { fitted, frameOf, NOW, periodsOf, unitReportsFold } from './unit-reports.ts';

const FRAME = { day: TODAY, month: '2026-10' };

describe('the reports of a unit', () => {
  it('have of every month what the report of that month has by itself', () => {
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 8 }), (customers) => {
        const reports = foldAll(unitReportsFold(FRAME), customers);
        for (const id of ['revenue', 'arrears', 'people'] as const) {
          const table = reportTable(id);
          for (const period of periodsOf(table, FRAME)) {
            expect(reports[id]?.[period] ?? {}).toEqual(
              foldAll(tableFold(table, frameOf(FRAME, period)), customers),
            );
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('reach back a year and one month, from the month that analytics delivered or the running one', () => {
    expect(periodsOf(reportTable('revenue'), FRAME).slice(0, 2)).toEqual(['2026-10', '2026-09']);
    expect(periodsOf(reportTable('people'), FRAME).at(-1)).toBe('2025-11');
    expect(periodsOf(reportTable('arrears'), FRAME)).toEqual([NOW]);
    expect(periodsOf(reportTable('revenue'), { ...FRAME, month: null })).toEqual([]);
  });

  it('give up their oldest months where they would not fit, those of the largest report first', () => {
    const wide = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`人员${i}`, [1, 2, 3]]));
    const reports = {
      people: { '2026-11': wide, '2026-10': wide, '2026-09': wide },
      revenue: { '2026-10': { rent: [1] } },
    };
    expect(fitted(reports)).toEqual(reports);
    const one = JSON.stringify({ '2026-11': wide }).length * 2;
    expect(Object.keys(fitted(reports, one)['people']!)).toEqual(['2026-11']);
    expect(Object.keys(reports.people)).toHaveLength(3);
    expect(fitted(reports, 100)).toEqual({ revenue: reports.revenue });
    expect(fitted(reports, 3)).toEqual({});
  });

  it('read the same in whatever order their customers were folded', () => {
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 8 }), (customers) => {
        const of = (some: typeof customers): string =>
          JSON.stringify(fitted(foldAll(unitReportsFold(FRAME), some)));
        expect(of([...customers].reverse())).toBe(of(customers));
      }),
      { numRuns: 20 },
    );
  });
});
