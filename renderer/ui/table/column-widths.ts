export interface ColumnWidth {
  /** The least it needs, in px. */
  width: number;
  /** Its share of what is left over; 0 or absent keeps the width. */
  grow?: number;
}

/**
 * Shares the room among the columns: each gets its least width, what is left goes by `grow`.
 * Sample: room 300, `[{width: 100}, {width: 80, grow: 1}]` → `[100, 200]`. The sum is never more than asked for.
 */
export function shareWidths(columns: readonly ColumnWidth[], room: number): number[] {
  const least = columns.reduce((sum, column) => sum + column.width, 0);
  const growth = columns.reduce((sum, column) => sum + (column.grow ?? 0), 0);
  const left = Math.max(0, room - least);
  if (growth === 0) return columns.map((column) => column.width);
  return columns.map((column) => column.width + Math.floor((left * (column.grow ?? 0)) / growth));
}

/** How many of the columns fit, from the left: the last ones go first. At least one stays. */
export function fittingColumns(columns: readonly ColumnWidth[], room: number): number {
  let used = 0;
  let count = 0;
  for (const column of columns) {
    used += column.width;
    if (used > room) break;
    count += 1;
  }
  return Math.max(1, count);
}
