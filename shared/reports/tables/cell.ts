import { isMonth } from '../../lib/dates.ts';
import type { Month } from '../../lib/dates.ts';
import type { ReportId } from './registry.ts';
import { isReportId } from './registry.ts';

/** A figure of a report, as the list of those whom it counts asks for it. */
export interface ReportCell {
  report: ReportId;
  /** A position among the measures. */
  measure: number;
  /** Null where the report is of now. */
  month: Month | null;
  /** Null: of all rows. */
  row: string | null;
}

const ANY = '*';
const CELL = /^([A-Za-z]+)\.(\d{1,2})\.([\d-]*)\.(.+)$/s;

/** Sample: `revenue.5.2026-10.rent`; a row's key may have any sign, so it stands last. */
export const cellText = ({ report, measure, month, row }: ReportCell): string =>
  [report, measure, month ?? '', row ?? ANY].join('.');

export function parseCell(text: string): ReportCell | undefined {
  const [, report = '', measure, month = '', row] = CELL.exec(text) ?? [];
  if (row === undefined || !isReportId(report) || (month !== '' && !isMonth(month))) return undefined;
  return { report, measure: Number(measure), month: month || null, row: row === ANY ? null : row };
}
