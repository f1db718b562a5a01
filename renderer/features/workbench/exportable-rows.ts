import type { CustomerSummary } from '../../data/types.ts';

/** Which customers stand at the positions of rows, and which of them may leave the product. */
export interface RowCustomers {
  at: (key: number) => CustomerSummary;
  mayExportFrom: (communityCode: string) => boolean;
}

/**
 * Of rows that name customers, those of communities that the person may export from: somebody may read a department
 * and export from one community of it.
 */
export function exportableRows<Row extends { key: number }>(
  rows: readonly Row[],
  { at, mayExportFrom }: RowCustomers,
): { rows: Row[]; leftOut: number } {
  const taken = rows.filter(({ key }) => mayExportFrom(at(key).communityCode));
  return { rows: taken, leftOut: rows.length - taken.length };
}
