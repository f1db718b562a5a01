import type { CustomerIndex } from '../../renderer/data/types.ts';
import { cellsByCommunity, sumOfCells } from '../../renderer/data/report-cells.ts';
import { ProductDictionary } from '../../shared/domain/product-dictionary.ts';
import {
  dayNumber,
  frameOf,
  groupInformation,
  monthNumber,
  offerFold,
  periodsOf,
  REPORT_TABLES,
  reportTable,
  rowKeys,
  SHIPPED_OFFERS,
  workReport,
} from '../../shared/reports/index.ts';
import type { ReportFrame, ReportId } from '../../shared/reports/index.ts';
import type { TimedText } from './api.ts';
import { timed } from './timed.ts';

const IDS = Object.keys(REPORT_TABLES) as ReportId[];

const frameAt = (index: CustomerIndex, day: string): ReportFrame => ({
  day,
  month: index.thisMonth,
  answered: new Set(),
});

/** Each report over everybody as its screen asks for it: the newest period, the one before it, and every unit apart. */
export function countReports(renewed: () => CustomerIndex, today: string): TimedText[] {
  return IDS.map((id) =>
    timed(`report ${id}`, renewed, (index) => {
      const frame = frameAt(index, today);
      const periods = periodsOf(reportTable(id), frame).slice(0, 2);
      const lines = periods.flatMap((period) => {
        const byCommunity = cellsByCommunity(index, id, frameOf(frame, period));
        const all = sumOfCells(byCommunity, () => true);
        const units = [...byCommunity.keys()].map((unit) => sumOfCells(byCommunity, (code) => code === unit));
        return [...rowKeys(reportTable(id), frame, all), ...units];
      });
      return { length: lines.length };
    }),
  );
}

/** What the analyses count beyond a report, and the list of customers behind each report's main figure. */
export function countAnalyses(renewed: () => CustomerIndex, today: string): TimedText[] {
  const dictionary = new ProductDictionary([
    { categoryId: '1', of: 'PRODUCT', pattern: '*固定电话*', category: 'FIXED_LINE' },
    { categoryId: '2', of: 'PRODUCT', pattern: '*宽带*', category: 'BROADBAND' },
    { categoryId: '3', of: 'PLAN', pattern: '*包*', category: 'FLAT_RATE' },
  ]);
  const rules = Object.values(SHIPPED_OFFERS).map(({ conditions }) => conditions);
  const once = (what: string, work: (index: CustomerIndex, month: string) => number): TimedText =>
    timed(what, renewed, (index) => ({ length: work(index, index.thisMonth ?? today.slice(0, 7)) }));
  return [
    once('usage of 13 months', (index) => {
      const frame = frameAt(index, today);
      const months = periodsOf(reportTable('traffic'), frame);
      return months.map((month) =>
        sumOfCells(cellsByCommunity(index, 'traffic', frameOf(frame, month)), () => true),
      ).length;
    }),
    once('marketing support', (index, month) =>
      index
        .fold(offerFold(rules, { month: monthNumber(month), today: dayNumber(today), dictionary }), {})
        .reduce((sum, { keys }) => sum + keys.length, 0),
    ),
    once('work report', (index, month) => Object.keys(index.fold(workReport(month, today), {})).length),
    once('group information', (index) => {
      index.fold(groupInformation(today, index.thisMonth), {});
      return index.size;
    }),
    ...IDS.map((id) =>
      once(`behind ${id}`, (index) => {
        const { main, period } = reportTable(id);
        const month = period === 'state' ? null : index.thisMonth;
        return index.count({ reportCell: { report: id, measure: main, month, row: null } });
      }),
    ),
  ];
}
