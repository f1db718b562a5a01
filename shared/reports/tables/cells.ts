/**
 * Figures by the key of their row, one per measure of the report. A row that occurs nowhere is absent. Under `WHOLE`
 * stands what a customer counts once, however many rows it is counted in.
 */
export type Cells = Record<string, number[]>;

export const WHOLE = '';

/** The figures of a row, made where they are not there yet. */
export function rowOf(cells: Cells, key: string, measures: number): number[] {
  const known = cells[key];
  if (known !== undefined) return known;
  const made = new Array<number>(measures).fill(0);
  cells[key] = made;
  return made;
}

export function mergeCells(into: Cells, other: Cells): void {
  for (const [key, figures] of Object.entries(other)) {
    const row = rowOf(into, key, figures.length);
    for (let i = 0; i < figures.length; i++) row[i]! += figures[i]!;
  }
}
