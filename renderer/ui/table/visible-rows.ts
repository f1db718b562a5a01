/** Rows drawn beyond both edges, so that a quick scroll does not show its seams. */
const MARGIN_ROWS = 8;
/** The window moves in steps, so that not every pixel of a scroll draws. */
const STEP_ROWS = 4;

export interface RowWindow {
  from: number;
  /** Not included. */
  to: number;
}

/** Which rows to draw at a scroll position. Sample: top 3200, height 640, rows of 32, 1000 of them → 92 to 132. */
export function visibleRows(top: number, height: number, rowHeight: number, count: number): RowWindow {
  const first = Math.floor(top / rowHeight / STEP_ROWS) * STEP_ROWS;
  const shown = Math.ceil(height / rowHeight) + STEP_ROWS;
  const to = Math.min(count, first + shown + MARGIN_ROWS);
  return { from: Math.max(0, Math.min(first - MARGIN_ROWS, to)), to };
}

/** Where to scroll so that a row is in sight; the same place where it is already. */
export function topToShow(i: number, top: number, height: number, rowHeight: number): number {
  const start = i * rowHeight;
  if (start < top) return start;
  return start + rowHeight > top + height ? start + rowHeight - height : top;
}
