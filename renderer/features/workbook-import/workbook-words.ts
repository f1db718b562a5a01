import type { WorkbookRefusal } from '../../excel/open-workbook.ts';
import type { Translate } from '../../i18n/index.ts';

/** Why a file is not taken at all, and what to do about it. */
export function workbookWords(refusal: WorkbookRefusal, t: Translate): string {
  switch (refusal.kind) {
    case 'FIRST_COLUMN':
      return refusal.found === ''
        ? t('workbook.refusal.FIRST_COLUMN_BLANK', { wanted: refusal.wanted })
        : t('workbook.refusal.FIRST_COLUMN', { wanted: refusal.wanted, found: refusal.found });
    case 'COLUMNS':
      return t('workbook.refusal.COLUMNS', { column: refusal.column });
    case 'MERGED':
    case 'FORMULA':
    case 'NUMBER_IN_CODE':
      return t(`workbook.refusal.${refusal.kind}`, { cell: refusal.cell });
    case 'DUPLICATE_CODES':
      return t('workbook.refusal.DUPLICATE_CODES', {
        code: refusal.code,
        lines: refusal.lines.slice(0, 10).join('、'),
      });
    case 'TOO_MANY_ROWS':
      return t('workbook.refusal.TOO_MANY_ROWS', { rows: refusal.rows });
    default:
      return t(`workbook.refusal.${refusal.kind}`);
  }
}
