import { reportTable, UNSAID } from '../../shared/reports/index.ts';
import type { ReportCell, ReportId } from '../../shared/reports/index.ts';
import type { MessageKey, Translate } from '../i18n/index.ts';

/**
 * The words of a report, by its id and the keys of its columns and rows. Which keys a report has is known where it is
 * defined, not to the compiler; that the catalogues have a text for each is tested beside docs/reports.md.
 */
const word = (t: Translate, key: string): string => t(key as MessageKey);

export const reportTitle = (t: Translate, id: ReportId): string => t(`reports.table.${id}.title`);
export const rowsWords = (t: Translate, id: ReportId): string => t(`reports.table.${id}.rows`);
export const columnTitle = (t: Translate, id: ReportId, column: string): string =>
  word(t, `reports.table.${id}.columns.${column}.title`);
export const columnFormula = (t: Translate, id: ReportId, column: string): string =>
  word(t, `reports.table.${id}.columns.${column}.formula`);

/** @param staffName a person's name by staff number */
export function rowName(
  t: Translate,
  id: ReportId,
  key: string,
  staffName: (staffNo: string) => string,
): string {
  const { rowNames } = reportTable(id);
  switch (rowNames) {
    case 'feeClass':
      return word(t, `domain.feeClass.${key}`);
    case 'traffic':
      return word(t, `domain.traffic.${key}`);
    case 'stage':
      return stageName(t, Number(key));
    case 'staff':
      return staffName(key);
    case 'outcome':
      return key === UNSAID ? t('reports.table.outcomes.rowNames.UNSAID') : key;
    case 'named':
      // A month, or a plan that occurs, stands for itself beside rows that have names.
      return /^[A-Z]/.test(key) ? word(t, `reports.table.${id}.rowNames.${key}`) : key;
    case 'text':
      return key;
  }
}

function stageName(t: Translate, stage: number): string {
  if (stage === 0) return t('reports.noArrears');
  return stage >= 6 ? t('domain.arrearsStageLast') : t('domain.arrearsStage', { count: stage });
}

/** A figure of a report in words, as a filter names it. */
export function cellWords(t: Translate, cell: ReportCell, staffName: (staffNo: string) => string): string {
  const { report, measure, month, row } = cell;
  const column = reportTable(report).columns.find((one) => 'measure' in one && one.measure === measure);
  const words = {
    title: reportTitle(t, report),
    row: row === null ? t('reports.anyRow') : rowName(t, report, row, staffName),
    column: column === undefined ? '' : columnTitle(t, report, column.key),
  };
  return month === null ? t('reports.chip', words) : t('reports.chipMonth', { ...words, month });
}
