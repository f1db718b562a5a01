export type {
  CallListCell,
  CallListColumn,
  CallListNotes,
  CallListSpec,
  ColumnValues,
  ColumnarCallList,
  SourceAsOf,
} from './call-list.ts';
export { takenBy } from './call-list.ts';
export { exportWorkbook, workbookBlob, WORKBOOK_TYPE } from './export-workbook.ts';
export type { ExportOptions } from './export-workbook.ts';
export { csvOf } from './csv.ts';
export { contentOf } from './content.ts';
export type { FileContent } from './content.ts';
