import { expect, it } from 'vitest';
import type { Ledger } from '../../../../shared/domain/rows.ts';
import { chartData } from './chart-data.ts';

const count = (n: number, from = 1): number[] => Array.from({ length: n }, (_, i) => from + i);
const ledger = (from: string, n: number): Ledger => ({
  customerCode: 'KH1',
  from,
  fees: {
    rent: count(n),
    internet: count(n, 100),
    local: [],
    longDistance: [],
    valueAdded: [],
    international: [],
    other: [],
  },
  traffic: { localMinutes: count(n), longDistanceMinutes: [], internationalMinutes: [], megabytes: count(n) },
});

it('takes the newest months and what stood there a year before', () => {
  const data = chartData(ledger('2024-11', 24), '2026-10', 13);
  expect(data.months).toHaveLength(13);
  expect(data.months[0]).toBe('2025-10');
  expect(data.fees.rent).toEqual(count(13, 12));
  expect(data.fees.other).toEqual(count(13).map(() => 0));
  expect(data.lastYear[0]).toBeNull();
  expect(data.lastYear.at(-1)).toBe(12 + 111);
});

it('begins where the ledger begins, and a month that has not come is empty', () => {
  const data = chartData(ledger('2026-08', 2), '2026-10', 24);
  expect(data.months).toEqual(['2026-08', '2026-09', '2026-10']);
  expect(data.traffic.megabytes).toEqual([1, 2, 0]);
});
