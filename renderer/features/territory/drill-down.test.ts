import { expect, it } from 'vitest';
import type { OrgUnitRow } from '../../../shared/domain/rows.ts';
import { drillDownOf } from './drill-down.ts';

const unit = (
  unitCode: string,
  parentCode: string | null,
  kind: OrgUnitRow['kind'],
  change: Partial<OrgUnitRow> = {},
): [string, OrgUnitRow] => [
  unitCode,
  {
    unitCode,
    name: `单位${unitCode}`,
    parentCode,
    kind,
    channel: null,
    billingArea: null,
    staff: [],
    ...change,
  },
];
const units = new Map([
  unit('PARENT', null, 'CUSTOMER_DEPARTMENT'),
  unit('CHILD', 'PARENT', 'ZONE'),
  unit('OTHER', 'PARENT', 'ZONE'),
  unit('C1', 'CHILD', 'COMMUNITY'),
  unit('C2', 'CHILD', 'COMMUNITY'),
  unit('C3', 'OTHER', 'COMMUNITY'),
  unit('C4', 'OTHER', 'COMMUNITY', { retired: true }),
]);
const held = new Set(['PARENT', 'CHILD', 'OTHER']);
const codes = (communities: readonly OrgUnitRow[]): string[] => communities.map((one) => one.unitCode);

const on = (shown: string | null) => ({ units, held, shown });

it('opens the unit that a figure names, not the one that the screen shows', () => {
  const { conditions, communities } = drillDownOf({ unitCode: 'CHILD', status: 'LIVE' }, on('PARENT'));
  expect(conditions).toEqual({ unitCode: 'CHILD', status: 'LIVE' });
  expect(codes(communities)).toEqual(['C1', 'C2']);
});

it('opens the unit that the screen shows where the figure names none', () => {
  const { conditions, communities } = drillDownOf({ status: 'LIVE' }, on('PARENT'));
  expect(conditions).toEqual({ unitCode: 'PARENT', status: 'LIVE' });
  expect(codes(communities)).toEqual(['C1', 'C2', 'C3']);
});

it('asks for all that is here where nobody names a unit', () => {
  const { conditions, communities } = drillDownOf({}, on(null));
  expect(conditions).toEqual({});
  expect(codes(communities)).toEqual(['C1', 'C2', 'C3']);
});
