import type { Freshness } from '../../../shared/domain/rows.ts';
import type { Cells, ReportFrame, ReportId, ReportTable } from '../../../shared/reports/index.ts';
import type { CustomerConditions } from '../../data/types.ts';

/** A report of one unit, with what it is compared with, wherever it was counted. */
export interface ReportView {
  id: ReportId;
  table: ReportTable;
  /** Null: everything that is here. */
  unitCode: string | null;
  unitName: string;
  /** What is looked at, and the months that could be; `NOW` alone where the report is of now. */
  period: string;
  periods: readonly string[];
  frame: ReportFrame;
  cells: Cells;
  /** The period it is compared with. */
  before: { period: string; cells: Cells } | null;
  /** Every period that could be looked at, the newest first; null where nobody asked for them. */
  trend: readonly { period: string; cells: Cells }[] | null;
  /** The units side by side below the one looked at. */
  units: readonly { unitCode: string; name: string; cells: Cells }[];
  freshness: readonly Freshness[];
  /** The day on which the server folded it; null where it is counted here. */
  foldedOn: string | null;
  /** Leads to the customers behind a figure. */
  open: (conditions: CustomerConditions) => void;
}
