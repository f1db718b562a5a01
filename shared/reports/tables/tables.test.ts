import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REPORTING_SEGMENTS } from '../../domain/org-units.ts';
import { ProductDictionary } from '../../domain/product-dictionary.ts';
import type { CustomerFacts } from '../customer-facts.ts';
import { ContactKind, dayNumber, NONE } from '../customer-facts.ts';
import { foldAll } from '../fold.ts';
import {
  contactsOf,
  facts,
  month,
  subscriptionsOf,
  TODAY,
  today,
  UNTOUCHED,
} from '../test-support/arbitrary-facts.ts';
import { cellText, parseCell } from './cell.ts';
import type { Cells } from './cells.ts';
import { WHOLE } from './cells.ts';
import type { ReportId } from './registry.ts';
import { REPORT_TABLES, reportTable } from './registry.ts';
import { isCountedIn, rowKeys, shownCells, tableFold, totalOf, valueOf } from './table.ts';

const ids = Object.keys(REPORT_TABLES) as ReportId[];
const FRAMES = [
  { day: TODAY, month: '2026-10' },
  { day: TODAY, month: '2026-11' },
  { day: TODAY, month: null },
];
const cellsOf = (id: ReportId, frame: (typeof FRAMES)[number], customers: Iterable<CustomerFacts>): Cells =>
  foldAll(tableFold(reportTable(id), frame), customers);

describe.each(ids)('the report %s', (id) => {
  const table = reportTable(id);

  it('gives of merged partials what it gives of all customers', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(facts, { maxLength: 6 }), { maxLength: 4 }),
        fc.constantFrom(...FRAMES),
        (parts, frame) => {
          const fold = tableFold(table, frame);
          const merged = fold.empty();
          for (const part of parts) fold.merge(merged, foldAll(fold, part));
          expect(merged).toEqual(foldAll(fold, parts.flat()));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('has behind each figure the customers that make it, and nobody else', () => {
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 12 }), fc.constantFrom(...FRAMES), (customers, frame) => {
        const all = cellsOf(id, frame, customers);
        for (const [row, figures] of Object.entries(all)) {
          for (let measure = 0; row !== WHOLE && measure < table.measures; measure++) {
            const counted = customers.filter(isCountedIn(table, frame, { row, measure }));
            const alone = cellsOf(id, frame, counted);
            expect(alone[row]?.[measure] ?? 0).toBe(figures[measure]);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('shows every row that is counted, and figures for each column', () => {
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 12 }), fc.constantFrom(...FRAMES), (customers, frame) => {
        const cells = cellsOf(id, frame, customers);
        const keys = rowKeys(table, frame, cells);
        expect(new Set(keys).size).toBe(keys.length);
        expect(Object.keys(cells).filter((key) => key !== WHOLE && !keys.includes(key))).toEqual([]);
        const total = totalOf(table, cells);
        for (const key of keys) {
          for (const column of table.columns) {
            const value = valueOf(column, cells[key] ?? [], total);
            if (value !== null) expect(Number.isFinite(value)).toBe(true);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

const frame = FRAMES[0]!;
const customer = (more: Partial<CustomerFacts>): CustomerFacts => ({ ...UNTOUCHED, ...more });

it('puts fees below the segment of their customer', () => {
  const charged = customer({
    reportingSegment: REPORTING_SEGMENTS.indexOf('BUSINESS'),
    lastMonth: month,
    feeMonths: 2,
    feeClasses: 0b101,
    fees: [10, 20, 3, 4],
  });
  const { rent, local } = cellsOf('revenue', frame, [charged]);
  const at = REPORTING_SEGMENTS.indexOf('BUSINESS');
  expect([rent![at], rent![5], local![at], local![5]]).toEqual([20, 20, 4, 4]);
  expect(Object.keys(cellsOf('revenue', { ...frame, month: '2026-12' }, [charged]))).toEqual([]);
});

it.each([
  [-100, 'ZERO'],
  [0, 'ZERO'],
  [1, 'TO_20'],
  [2000, 'TO_20'],
  [2001, 'TO_50'],
  [50_000, 'TO_500'],
  [50_001, 'ABOVE'],
])('puts a month of %i fen into the band %s', (fen, band) => {
  const charged = customer({ lastMonth: month, feeMonths: 1, feeClasses: 1, fees: [fen] });
  expect(cellsOf('bands', frame, [charged])).toEqual({ [band]: [1, fen] });
});

it('counts a customer in arrears of several stages once in the total', () => {
  const owing = customer({ arrears: [1, 100, 1, 50, 3, 7], arrearsTo: 6 });
  const cells = cellsOf('arrears', frame, [owing]);
  expect(cells).toEqual({ 1: [2, 1, 150], 3: [1, 1, 7], [WHOLE]: [0, 1, 0] });
  expect(totalOf(reportTable('arrears'), cells)).toEqual([3, 1, 157]);
});

it('tells what has ended from what ends today, this month, in a year and later', () => {
  const ends = ['2026-11-19', '2026-11-20', '2026-11-30', '2027-10-31', '2027-11-01'].map(dayNumber);
  const promised = customer({ agreementEnds: ends, commitments: [1, 2, 3, 4, 5], agreementsTo: 5 });
  const cells = cellsOf('expiry', frame, [promised]);
  expect(cells).toEqual({
    EXPIRED: [1, 1, 1],
    '2026-11': [2, 1, 5],
    '2027-10': [1, 1, 4],
    LATER: [1, 1, 5],
    [WHOLE]: [0, 1, 0],
  });
});

it('takes an appointment for no contact', () => {
  const { PLANNED, VISIT } = ContactKind;
  const live = { liveFrom: today - 400, liveUntil: NONE };
  const visited = customer({
    ...live,
    ...contactsOf([
      [today - 31, VISIT, 0, 0, NONE],
      [today - 1, PLANNED, 0, 0, today + 3],
    ]),
  });
  const cells = cellsOf('coverage', frame, [visited, customer(live), customer({})]);
  expect(cells).toEqual({ WITHIN_60: [1, 0, 0], NEVER: [1, 0, 0] });
});

it('measures how late a step was taken up, and by whom it had been set', () => {
  const { CALL, PLANNED, VISIT } = ContactKind;
  const due = today - 5;
  const followed = customer(
    contactsOf([
      [today - 10, CALL, 0, 1, due],
      [due + 2, VISIT, 1, 0, due + 4],
      [due + 3, PLANNED, 1, 0, NONE],
    ]),
  );
  const cells = cellsOf('people', { day: TODAY, month: '2026-11' }, [followed]);
  expect(cells).toEqual({
    20001: [1, 1, 0, 1, 0, 1, 1, 0, 2],
    20002: [1, 1, 1, 0, 1, 1, 0, 0, 0],
    [WHOLE]: [1, 0, 0, 0, 0, 0, 0, 0, 0],
  });
});

it('writes a figure as a text that reads back, whatever the row is called', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ids),
      fc.nat(20),
      fc.option(fc.constantFrom('2026-10', '2025-01')),
      fc.option(fc.string({ minLength: 1 }).filter((row) => row !== '*')),
      (report, measure, of, row) => {
        const cell = { report, measure, month: of, row };
        expect(parseCell(cellText(cell))).toEqual(cell);
      },
    ),
  );
  for (const odd of ['', 'nothing.1..*', 'revenue.x..*', 'revenue.1.2026-13.rent', 'revenue.1.2026-10.'])
    expect(parseCell(odd)).toBeUndefined();
});

it('counts what began, ended and was there, each in its month alone', () => {
  const line = (activatedOn: string, terminatedOn?: string, onRequest = false) => ({
    product: '固定电话',
    status: terminatedOn === undefined ? ('IN_SERVICE' as const) : ('TERMINATED' as const),
    activatedOn: dayNumber(activatedOn),
    ...(terminatedOn === undefined ? {} : { terminatedOn: dayNumber(terminatedOn) }),
    onRequest,
  });
  const one = customer(
    subscriptionsOf([
      line('2025-01-05'),
      line('2026-10-01'),
      line('2026-11-01'),
      line('2026-09-30', '2026-10-31', true),
      line('2026-08-01', '2026-09-30'),
      line('2026-10-03', '2026-11-01'),
    ]),
  );
  const cells = cellsOf('development', frame, [one]);
  expect(cells).toEqual({ 固定电话: [2, 1, 1, 3] });
  const { columns } = reportTable('development');
  const values = Object.fromEntries(columns.map((column) => [column.key, valueOf(column, [2, 1, 1, 3], [])]));
  expect(values).toMatchObject({ net: 1, churn: 50 });
});

it('says of agreements what was promised and what their subscription brought', () => {
  const one = customer({
    ...subscriptionsOf([
      { product: 'ADSL宽带', status: 'IN_SERVICE', activatedOn: today - 400, revenue: 4500 },
      { product: '固定电话', status: 'SUSPENDED', activatedOn: today - 400, revenue: 100 },
    ]),
    agreementEnds: [today - 1, today, today + 91],
    commitments: [1, 3000, 2000],
    agreementsTo: 3,
    agreementSubscriptions: [0, 0, NONE],
    agreementPlan: (at) => (at === 2 ? '商务包月' : 'E8包年'),
  });
  expect(cellsOf('agreements', frame, [one])).toEqual({
    E8包年: [1, 1, 3000, 4500, 1],
    商务包月: [1, 1, 2000, 0, 0],
    [WHOLE]: [0, 1, 0, 0, 0],
  });
  expect(cellsOf('base', frame, [one])).toEqual({
    ADSL宽带: [1, 0, 0, 0, 1, 4500],
    固定电话: [0, 1, 0, 0, 1, 100],
    [WHOLE]: [0, 0, 0, 0, 1, 0],
  });
});

it('shows of plans those alone that the dictionary knows as business monthly packages', () => {
  const dictionary = new ProductDictionary([
    { categoryId: '1', of: 'PLAN', pattern: '*商务包月*', category: 'BUSINESS_FLAT_RATE' },
    { categoryId: '2', of: 'PLAN', pattern: 'E8*', category: 'FLAT_RATE' },
  ]);
  const cells = { 商务包月: [1, 1, 1, 1, 1], E8: [2, 2, 2, 2, 2], [WHOLE]: [0, 3, 0, 0, 0] };
  expect(shownCells(reportTable('packages'), cells, dictionary)).toEqual({ 商务包月: [1, 1, 1, 1, 1] });
  expect(shownCells(reportTable('agreements'), cells, dictionary)).toBe(cells);
});
