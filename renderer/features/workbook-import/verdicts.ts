import type { CodeRow } from '../../excel/code-sheet/read.ts';

/** What became of one row of a sheet: its line, the code in its first column, and a kind of outcome. */
export interface RowVerdict<Kind extends string = string> extends CodeRow {
  kind: Kind;
}

/**
 * What each kind of outcome means for the row: it will be written, it is left as it is because there is nothing to do,
 * or it is refused. Their order is the one in which they are shown.
 */
export type Fates<Kind extends string> = Readonly<Record<Kind, 'write' | 'leave' | 'refuse'>>;

/** A sheet as it was read: its header, and each row with its code and all of its cells. */
export interface SheetRows {
  headers: readonly string[];
  rows: readonly (CodeRow & { cells: readonly string[] })[];
}

/** A row in words: what became of it, and why. They also go back in the workbook. */
export interface VerdictWords {
  outcome: string;
  reason: string;
}

/** All that tells one import from another. */
export interface WorkbookImport<Kind extends string, Verdict extends RowVerdict<Kind>> {
  title: string;
  /** What the sheet has to look like. */
  hint: string;
  /** The header that the first column must have; absent: 客户编码. */
  firstColumn?: string;
  fates: Fates<Kind>;
  /** Judges every row and writes nothing. @returns why the file is not taken at all, in words, where it is not */
  judge: (sheet: SheetRows, signal: AbortSignal) => Judged<Verdict> | Promise<Judged<Verdict>>;
  /** Of a kind as such. */
  kindWords: (kind: Kind) => VerdictWords;
  /** Of a row, where it says more than its kind. */
  rowWords?: (verdict: Verdict) => VerdictWords;
  /**
   * Writes the rows that may be written.
   * @param kept is called with each line that is safe: where the rest fails, these are not written again
   */
  write: (verdicts: readonly Verdict[], kept: (line: number) => void) => Promise<void>;
  /** Label of the button that writes so many rows. */
  confirm: (count: number) => string;
  /** Told when all are written. */
  written: (count: number) => string;
  /** Where the rows go, as the workbook that comes back says it. */
  into: string;
  /** Why it was not written; absent: this machine could not keep it. */
  failure?: (problem: unknown) => string;
}

export type Judged<Verdict> = readonly Verdict[] | { refused: string };

/** How many rows each kind has; together they are all rows. */
export function countsOf<Kind extends string>(
  fates: Fates<Kind>,
  verdicts: readonly RowVerdict<Kind>[],
): Record<Kind, number> {
  const counts = Object.fromEntries(Object.keys(fates).map((kind) => [kind, 0])) as Record<Kind, number>;
  for (const { kind } of verdicts) counts[kind] += 1;
  return counts;
}

/** The rows with a fate, in the order of the sheet. */
export const withFate = <Kind extends string, Verdict extends RowVerdict<Kind>>(
  fates: Fates<Kind>,
  verdicts: readonly Verdict[],
  fate: Fates<Kind>[Kind],
): Verdict[] => verdicts.filter(({ kind }) => fates[kind] === fate);
