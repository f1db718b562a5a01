import type { SameKeys } from '../catalogue.ts';
import type { workbook as zh } from '../zh-CN/workbook.ts';

export const workbook: SameKeys<typeof zh> = {
  choose: 'Choose a file',
  refused: '“{{name}}” was not read',
  unreadable: 'The file cannot be read; nothing was changed. Export it once more and try again.',
  totals: 'What becomes of the rows',
  all: 'Rows in all',
  refusedRows: 'Rows that are refused',
  line: 'Row {{line}}',
  more_one: '{{count}} more row, in the Excel that goes back',
  more_other: '{{count}} more rows, all in the Excel that goes back',
  giveBack: 'Excel with results',
  suffix: '_results.xlsx',
  notSaved: 'No file was written, try again',
  failed: 'Not everything was kept',
  failedHint:
    'This computer could not write it. What is kept is not written twice; free some disk space and press again.',
  refusal: {
    EMPTY: 'The sheet has no rows.',
    TOO_LARGE: 'The file is too large: at most 20 MB and 20,000 rows.',
    OLD_XLS: 'This is the old .xls format. Save it as .xlsx in Excel and import that.',
    PASSWORD: 'The file has a password. Save it without one and import that.',
    NOT_XLSX: 'This is no Excel workbook; a renamed .csv is none either. Use the exported .xlsx.',
    DAMAGED: 'The file is damaged and cannot be opened. Save it again, or export anew.',
    FOREIGN: 'This is no division sheet. Use the workbook that Export makes.',
    FIRST_COLUMN: 'The first column must be “{{wanted}}”, not “{{found}}”. Leave the columns in their order.',
    FIRST_COLUMN_BLANK: 'The first column must be “{{wanted}}”, not empty. Leave the columns in their order.',
    COLUMNS: 'The column “{{column}}” is not where it was, or is one too many. Keep the exported columns.',
    MERGED: '{{cell}} are merged cells. Split them: one thing a row.',
    FORMULA: '{{cell}} holds a formula. Paste its value instead.',
    NUMBER_IN_CODE:
      '{{cell}} is a number: leading zeros or last digits may be lost. Make it text and fill it in again.',
    DUPLICATE_CODES: 'Customer code {{code}} stands in rows {{lines}}. One row for each customer.',
    TOO_MANY_ROWS: '{{rows}} rows, at most 20,000. Split the file.',
  },
};
