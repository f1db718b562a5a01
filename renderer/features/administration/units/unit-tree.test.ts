import { describe, expect, it } from 'vitest';
import type { OrgUnitRow } from '../../../../shared/domain/rows.ts';
import { searchUnits, type UnitNode, unitTree } from './unit-tree.ts';

const unit = (
  unitCode: string,
  parentCode: string | null,
  kind: OrgUnitRow['kind'],
  more: Partial<OrgUnitRow> = {},
): [string, OrgUnitRow] => [
  unitCode,
  { unitCode, name: `名${unitCode}`, parentCode, kind, channel: null, billingArea: null, staff: [], ...more },
];

const UNITS = new Map([
  unit('R', null, 'REGIONAL_COMPANY'),
  unit('N', 'R', 'LOCAL_NETWORK'),
  unit('N2', 'N', 'SERVICE_CENTRE'),
  unit('N1', 'N', 'SERVICE_CENTRE'),
  unit('N1-GZ', 'N1', 'CUSTOMER_DEPARTMENT', { channel: 'MASS_MARKET' }),
  unit('N2-GZ', 'N2', 'CUSTOMER_DEPARTMENT', { channel: 'MASS_MARKET' }),
  unit('N2-SY', 'N2', 'CUSTOMER_DEPARTMENT', { channel: 'BUSINESS' }),
  unit('A1', 'N1-GZ', 'COMMUNITY', { channel: 'MASS_MARKET' }),
  unit('A0', 'N1-GZ', 'COMMUNITY', { channel: 'MASS_MARKET', retired: true }),
]);

const written = (nodes: readonly UnitNode[]): unknown[] =>
  nodes.map(({ key, children }) => (children.length === 0 ? key : [key, ...written(children)]));

describe('the trees of units', () => {
  it('hang by administration, in the order of their codes', () => {
    expect(written(unitTree(UNITS, ['R'], { order: 'administrative', retired: false }))).toEqual([
      ['R', ['N', ['N1', ['N1-GZ', 'A1']], ['N2', 'N2-GZ', 'N2-SY']]],
    ]);
  });

  it('stand by channel past the centres, in each network', () => {
    expect(written(unitTree(UNITS, ['N'], { order: 'channel', retired: false }))).toEqual([
      ['N', ['N BUSINESS', 'N2-SY'], ['N MASS_MARKET', ['N1-GZ', 'A1'], 'N2-GZ']],
    ]);
  });

  it('show what is retired on demand alone', () => {
    const [department] = unitTree(UNITS, ['N1-GZ'], { order: 'administrative', retired: true });
    expect(department?.children.map(({ key, retired }) => [key, retired])).toEqual([
      ['A0', true],
      ['A1', false],
    ]);
  });

  it('are searched by name and code, with the way to what is found', () => {
    const all = unitTree(UNITS, ['R'], { order: 'administrative', retired: false });
    expect(written(searchUnits(all, 'n2-s'))).toEqual([['R', ['N', ['N2', 'N2-SY']]]]);
    expect(written(searchUnits(all, '名N1'))).toEqual([['R', ['N', ['N1', ['N1-GZ', 'A1']]]]]);
    expect(searchUnits(all, '没有')).toEqual([]);
  });
});
