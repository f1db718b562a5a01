import { expect, it } from 'vitest';
import type { OrgUnitRow } from '../../../shared/domain/rows.ts';
import type { BucketProgress } from '../../data/types.ts';
import { downloadAreas } from './download-areas.ts';

const unit = (unitCode: string, parentCode: string | null, kind: OrgUnitRow['kind']): OrgUnitRow => ({
  unitCode,
  name: `名${unitCode}`,
  parentCode,
  kind,
  channel: null,
  billingArea: null,
  staff: [],
});
const units = new Map(
  [
    unit('C1', 'N', 'SERVICE_CENTRE'),
    unit('D1', 'C1', 'CUSTOMER_DEPARTMENT'),
    unit('A', 'D1', 'COMMUNITY'),
    unit('B', 'D1', 'COMMUNITY'),
  ].map((one) => [one.unitCode, one]),
);
const bucket = (
  name: string,
  state: BucketProgress['state'],
  rows: number,
  expected: number | null,
): BucketProgress => ({
  bucket: name,
  state,
  rows,
  expectedRows: expected,
  customers: expected,
});

it('sums the communities of a centre, and is running until all of them are here', () => {
  const areas = downloadAreas(
    [
      bucket('ref', 'complete', 5, 5),
      bucket('community:A', 'complete', 10, 10),
      bucket('community:B', 'waiting', 0, 20),
    ],
    units,
  );
  expect(areas).toEqual([
    { key: 'ref', kind: 'reference', name: '', state: 'complete', rows: 5, expectedRows: 5, customers: 5 },
    { key: 'C1', kind: 'centre', name: '名C1', state: 'running', rows: 10, expectedRows: 30, customers: 30 },
  ]);
});

it('keeps a sum unknown while a part is, and names a community before its units have come', () => {
  const [mine, area] = downloadAreas(
    [bucket('staff:7', 'waiting', 0, 1), bucket('community:X', 'waiting', 0, null)],
    new Map(),
  );
  expect(mine?.kind).toBe('mine');
  expect(area).toMatchObject({ name: 'X', expectedRows: null });
});
