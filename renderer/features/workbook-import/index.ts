export { WorkbookImportDialog } from './import-dialog.tsx';
export { countsOf, withFate } from './verdicts.ts';
export type { Fates, RowVerdict, SheetRows, VerdictWords, WorkbookImport } from './verdicts.ts';
export { workbookWords } from './workbook-words.ts';
