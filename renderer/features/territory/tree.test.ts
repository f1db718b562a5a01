import { expect, it } from 'vitest';
import type { OrgUnitRow } from '../../../shared/domain/rows.ts';
import { SAMPLE_TODAY } from '../../test-support/sample-rows.ts';
import type { Rollup } from '../../../shared/domain/rollups.ts';
import { rollupFold } from '../../../shared/reports/index.ts';
import { lineOf, merged } from './figures.ts';
import { communitiesBelow, rootsOf, unitTree, wayTo } from './tree.ts';

const unit = (unitCode: string, parentCode: string | null, kind: OrgUnitRow['kind']): OrgUnitRow => ({
  unitCode,
  name: `单位${unitCode}`,
  parentCode,
  kind,
  channel: null,
  billingArea: null,
  staff: [],
});
const units = new Map(
  [
    unit('GX', null, 'REGIONAL_COMPANY'),
    unit('NN', 'GX', 'LOCAL_NETWORK'),
    unit('D1', 'NN', 'CUSTOMER_DEPARTMENT'),
    unit('D2', 'NN', 'CUSTOMER_DEPARTMENT'),
    unit('Z1', 'D1', 'ZONE'),
    unit('C1', 'Z1', 'COMMUNITY'),
    unit('C2', 'Z1', 'COMMUNITY'),
    unit('W1', 'D1', 'UNASSIGNED_POOL'),
    unit('C3', 'D2', 'CONTRACT_AGENT_AREA'),
  ].map((one) => [one.unitCode, one]),
);

it('begins at the highest units whose roll-ups are here', () => {
  expect(rootsOf(units, new Set(['NN', 'D1', 'D2', 'Z1'])).map((one) => one.unitCode)).toEqual(['NN']);
  // A leader of one channel: the departments of it, side by side.
  const held = new Set(['D1', 'Z1', 'D2']);
  expect(unitTree(units, held)).toEqual([
    {
      value: 'D1',
      title: '单位D1',
      children: [{ value: 'Z1', title: '单位Z1', children: [] }],
    },
    { value: 'D2', title: '单位D2', children: [] },
  ]);
});

it('finds the way down to a community, and none to a unit that is not here', () => {
  const held = new Set(['NN', 'D1', 'Z1']);
  expect(wayTo(units, held, 'C1').map((one) => one.unitCode)).toEqual(['NN', 'D1', 'Z1', 'C1']);
  expect(wayTo(units, held, 'GX')).toEqual([]);
  expect(wayTo(units, held, 'nowhere')).toEqual([]);
});

it('finds all communities below a unit, pools and contract zones among them', () => {
  const codes = (code: string): string[] => communitiesBelow(units, code).map((one) => one.unitCode);
  expect(codes('NN')).toEqual(['W1', 'C1', 'C2', 'C3']);
  expect(codes('C2')).toEqual(['C2']);
  expect(codes('nowhere')).toEqual([]);
});

it('adds up the units of somebody who holds several, and says nothing where the source did not', () => {
  const frame = { day: SAMPLE_TODAY, month: '2026-10' };
  const rollup = (unitCode: string, customers: number, fees: number, known: number): Rollup => {
    const figures = rollupFold(frame).empty();
    figures.customers = customers;
    figures.revenue.fees.rent[24] = fees;
    figures.revenue.known[24] = known;
    return { unitCode, ...frame, asOf: {}, figures };
  };
  const both = merged([rollup('D1', 3, 700, 2), rollup('D2', 4, 50, 1)])!;
  const line = lineOf(both, { unitCode: '', name: '', isCommunity: false });
  expect(line).toMatchObject({ customers: 7, revenue: 750, lastMonth: null, lastYear: null });
  // Of another day: never added to what it cannot be compared with.
  expect(
    merged([rollup('D1', 3, 700, 2), { ...rollup('D2', 4, 50, 1), day: '2026-11-19' }])!.figures.customers,
  ).toBe(3);
  expect(merged([])).toBeNull();
});
