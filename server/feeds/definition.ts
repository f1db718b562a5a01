import type { PoolClient } from 'pg';
import type { FeedKind } from '../../shared/domain/rows.ts';
import type { Day } from '../../shared/lib/dates.ts';
import type { Column } from './csv/columns.ts';
import type { SetAsideReason } from './reasons.ts';

/** One file being taken, as the kinds see it. The connection is inside the file's transaction. */
export interface Intake {
  client: PoolClient;
  runId: number;
  /** The day of the file, or the month of a monthly one; null for undated reference files. */
  period: string | null;
  /** The day that figures count from: that of the file; of an undated one the day of its delivery. */
  day: Day;
  /** What the server's clock says: never the database's, so that one clock tells of all that happened. */
  now: Date;
  /** Today in Asia/Shanghai. */
  today: Day;
  force: boolean;
}

export interface Applied {
  /** Rows of the file that made the store another. */
  changed: number;
  /** Rows of the store that the file no longer carried: paid, ended, missing, retired. */
  removed: number;
  /** What else happened, for the run record. */
  facts?: Readonly<Record<string, number>>;
}

/** A check that needs the store: the rows for which `when` holds are set aside. */
export interface RowCheck {
  /** SQL over `s` (the staged row) and the joined tables. */
  when: string;
  reason: SetAsideReason;
}

/** All there is to know of one kind of file. */
export interface FeedDefinition {
  kind: FeedKind;
  /** What the name ends with; an undated file may carry its day all the same. */
  period: 'day' | 'month' | 'none';
  columns: readonly Column[];
  /** The tables that it fills, each with the columns by which it is looked up and joined. */
  fills: Readonly<Record<string, readonly string[]>>;
  /** Names of the columns that make a row one; of several rows the first good one stands. */
  key: readonly string[];
  /** Joined to `stage s` for the checks; one row at most for each staged row. */
  joins?: string;
  checks?: (intake: Intake) => readonly RowCheck[];
  /** Refused under 90 % of the last file's rows. */
  guardsShrinking?: true;
  /**
   * Brings the store in line with the good rows of `stage` (those with `reason is null`). Rows that were set aside
   * are in `stage` too: they are not taken, but neither are they missing from the file.
   */
  apply: (intake: Intake) => Promise<Applied>;
}
