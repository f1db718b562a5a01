import { describe, expect, it } from 'vitest';
import { REPORT_TABLES, reportTable, tableFold } from '../../shared/reports/index.ts';
import type { ReportId } from '../../shared/reports/index.ts';
import { indexOf } from '../test-support/sample-index.ts';
import {
  SAMPLE_COMMUNITIES,
  SAMPLE_MONTH,
  SAMPLE_TODAY,
  sampleCustomer,
} from '../test-support/sample-rows.ts';
import { cellsByCommunity, sumOfCells } from './report-cells.ts';

const index = indexOf(
  Array.from({ length: 600 }, (_, i) => sampleCustomer(i + 1, 7)),
  false,
);
const frame = { day: SAMPLE_TODAY, month: SAMPLE_MONTH };

describe.each(Object.keys(REPORT_TABLES) as ReportId[])('the report %s', (id) => {
  it('comes to the same, counted for a unit alone and for all units at once', () => {
    const byCommunity = cellsByCommunity(index, id, frame);
    const fold = tableFold(reportTable(id), frame);
    expect(sumOfCells(byCommunity, () => true)).toEqual(index.fold(fold, {}));
    for (const community of SAMPLE_COMMUNITIES) {
      const alone = index.fold(fold, { unitCode: community });
      expect(sumOfCells(byCommunity, (code) => code === community)).toEqual(alone);
    }
  });
});

it('is counted once as long as nobody has answered anything more', () => {
  const answered = new Set<string>();
  const first = cellsByCommunity(index, 'zeroArrears', { ...frame, answered });
  expect(cellsByCommunity(index, 'zeroArrears', { ...frame, answered })).toBe(first);
  expect(cellsByCommunity(index, 'zeroArrears', { ...frame, answered: new Set(['x']) })).not.toBe(first);
});
