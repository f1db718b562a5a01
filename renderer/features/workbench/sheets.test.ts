import { expect, it } from 'vitest';
import type { AgreementExpiry, Mover } from '../../../shared/reports/index.ts';
import type { CustomerSummary } from '../../data/types.ts';
import { exportableRows } from './exportable-rows.ts';
import type { RowCustomers } from './exportable-rows.ts';
import { expirySheet, moversSheet } from './sheets.ts';

const t = ((key: string, values: object = {}) => `${key} ${JSON.stringify(values)}`) as never;

/** Three customers, the first and the last in the community that the person exports from. */
const communities = ['C1', 'C2', 'C1'];
const at = (key: number): CustomerSummary =>
  ({ customerCode: `KH${key}`, name: `客户${key}`, communityCode: communities[key] }) as CustomerSummary;
const from = (...codes: string[]): RowCustomers => ({
  at,
  mayExportFrom: (code) => codes.includes(code),
});
const LEFT_OUT = 'workbench.files.leftOut';

const movers: readonly Mover[] = [0, 1, 2].map((key) => ({ key, revenue: 100_00, change: -50_00 }));
const expiry = {
  ending: [0, 1, 2].map((key) => ({ key, end: 20_800 + key, commitment: 10_00 })),
} as unknown as AgreementExpiry;

it.each([
  ['movers', (of: RowCustomers) => moversSheet(movers, '2026-10', of, t)],
  ['expiries', (of: RowCustomers) => expirySheet(expiry, of, t)],
] as const)('holds of %s those of communities that the person may export from', (_what, sheetOf) => {
  const sheet = sheetOf(from('C1'));
  expect(sheet.rows.map((row) => row['customerCode'])).toEqual(['KH0', 'KH2']);
  expect(sheet.leftOut).toBe(1);
  expect(sheet.filter.at(-1)).toBe(`${LEFT_OUT} {"count":1}`);

  const whole = sheetOf(from('C1', 'C2'));
  expect(whole.rows).toHaveLength(3);
  expect(whole.leftOut).toBe(0);
  expect(whole.filter.some((line) => line.startsWith(LEFT_OUT))).toBe(false);
});

it('takes into a picture the same rows as into a sheet', () => {
  const { rows, leftOut } = exportableRows(movers, from('C2'));
  expect(rows.map(({ key }) => key)).toEqual([1]);
  expect(leftOut).toBe(2);
});
