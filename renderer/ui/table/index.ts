export { fittingColumns, shareWidths } from './column-widths.ts';
export { DataTable } from './data-table.tsx';
export type { DataColumn, DataSort, DataTableProps, OwnedSelection } from './types.ts';
export { useElementSize } from './use-element-size.ts';
