import { describe, expect, it } from 'vitest';
import type { OrgUnitRow } from '../../../../shared/domain/rows.ts';
import { actsOn, changeOf, fieldsOf, nextCode, parentsFor } from './unit-draft.ts';

const unit = (
  unitCode: string,
  parentCode: string | null,
  kind: OrgUnitRow['kind'],
  channel: OrgUnitRow['channel'] = null,
): OrgUnitRow => ({
  unitCode,
  name: `名${unitCode}`,
  parentCode,
  kind,
  channel,
  billingArea: '青秀',
  staff: [],
});

const CENTRE = unit('C', 'N', 'SERVICE_CENTRE');
const PUBLIC = unit('C-GZ', 'C', 'CUSTOMER_DEPARTMENT', 'MASS_MARKET');
const BUSINESS = unit('C-SY', 'C', 'CUSTOMER_DEPARTMENT', 'BUSINESS');
const ZONE = unit('C-GZ-1', 'C-GZ', 'ZONE', 'MASS_MARKET');
const OTHER_ZONE = unit('C-GZ-2', 'C-GZ', 'ZONE', 'MASS_MARKET');
const COMMUNITY = unit('C-GZ-1-1', 'C-GZ-1', 'COMMUNITY', 'MASS_MARKET');
const POOL = unit('C-GZ-0', 'C-GZ', 'UNASSIGNED_POOL', 'MASS_MARKET');
const ALL = new Map(
  [CENTRE, PUBLIC, BUSINESS, ZONE, OTHER_ZONE, COMMUNITY, POOL].map((each) => [each.unitCode, each]),
);

describe('a new unit', () => {
  it('is numbered on from its siblings', () => {
    expect(nextCode('C-GZ', ALL)).toBe('C-GZ-3');
    expect(nextCode('C-GZ-2', ALL)).toBe('C-GZ-2-1');
    expect(nextCode('N', new Map([['N-09', unit('N-09', 'N', 'SERVICE_CENTRE')]]))).toBe('N-10');
  });

  it('has the channel of its department, a department the one that was chosen', () => {
    const below = fieldsOf({ kind: 'ADD', unit: ZONE }, ALL);
    expect(below).toMatchObject({ unitKind: 'COMMUNITY', code: 'C-GZ-1-2', billingArea: '青秀' });
    expect(changeOf({ kind: 'ADD', unit: ZONE }, below)).toBeNull();
    expect(changeOf({ kind: 'ADD', unit: ZONE }, { ...below, name: ' 二社区 ' })).toEqual({
      kind: 'ADD',
      unit_code: 'C-GZ-1-2',
      name: '二社区',
      parent_code: 'C-GZ-1',
      unit_kind: 'COMMUNITY',
      channel: 'MASS_MARKET',
      billing_area: '青秀',
    });
    const department = { ...fieldsOf({ kind: 'ADD', unit: CENTRE }, ALL), name: '大客户部' };
    expect(changeOf({ kind: 'ADD', unit: CENTRE }, department)).toBeNull();
    expect(changeOf({ kind: 'ADD', unit: CENTRE }, { ...department, channel: 'KEY_ACCOUNT' })).toMatchObject({
      unit_kind: 'CUSTOMER_DEPARTMENT',
      channel: 'KEY_ACCOUNT',
    });
  });
});

it('a unit goes where its kind and channel allow, and not to where it is', () => {
  expect(parentsFor(COMMUNITY, ALL).map(({ unitCode }) => unitCode)).toEqual(['C-GZ', 'C-GZ-2']);
  expect(parentsFor(BUSINESS, ALL)).toEqual([]);
});

it('what is offered is what a unit allows', () => {
  expect(actsOn(PUBLIC)).toEqual(['ADD', 'RENAME', 'MOVE', 'RETIRE']);
  expect(actsOn(COMMUNITY)).toEqual(['RENAME', 'MOVE', 'RETIRE']);
  expect(actsOn(POOL)).toEqual(['RENAME']);
  expect(actsOn({ ...ZONE, retired: true })).toEqual(['REVIVE']);
  expect(actsOn({ ...POOL, retired: true })).toEqual([]);
  expect(actsOn(unit('R', null, 'REGIONAL_COMPANY'))).toEqual(['ADD', 'RENAME']);
});

it('nothing is saved that changes nothing', () => {
  const draft = { kind: 'RENAME', unit: ZONE } as const;
  const fields = fieldsOf(draft, ALL);
  expect(changeOf(draft, fields)).toBeNull();
  expect(changeOf(draft, { ...fields, name: '城东一片' })).toEqual({
    kind: 'RENAME',
    unit_code: 'C-GZ-1',
    name: '城东一片',
  });
});
