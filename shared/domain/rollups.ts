import type { Day, Month } from '../lib/dates.ts';
import type { Fen } from '../lib/money.ts';
import type { FeedKind } from './feed-kinds.ts';
import type { FeeClass } from './subscription-kinds.ts';

/** What a unit's customers come to; each part is the partial of a fold of shared/reports. */
export interface RollupFigures {
  customers: number;
  /** 25 months up to the newest. `known`: customers whose ledger reaches the month. */
  revenue: { fees: Record<FeeClass, Fen[]>; known: number[] };
  /** By stage: one month, ... six months and more. */
  arrears: { items: number[]; amounts: Fen[]; customers: number[]; allCustomers: number };
  /** Without whose agreements they are: names are for those who hold the customers. Days count from `day` on. */
  expiry: {
    perDay: number[];
    customersPerDay: number[];
    customers: number;
    expired: number;
    expiredCustomers: number;
  };
  /** Agreements that end from `day` on, by month; the first is the month of `day`. */
  expiryByMonth: number[];
  base: {
    live: number[];
    inService: number;
    zeroCharge: number;
    zeroChargeBefore: number;
    zeroChargeCustomers: number;
  };
  /** Whose revenue differs notably from the mean of the three months before: how many, and by how much in all. */
  movers: { falls: number; fallen: Fen; rises: number; risen: Fen };
  /** Absent in what a server of before the reports has folded. */
  reports?: UnitReports;
}

/** Reports by their id, then by month or `now`, then by row: the figures of shared/reports/tables. */
export type UnitReports = Record<string, Record<string, Record<string, number[]>>>;

/** What the figures are counted from: the day of the fold, and the newest month that analytics had delivered. */
export interface RollupFrame {
  day: Day;
  month: Month | null;
}

/**
 * What the customers of a unit and of all below it come to, folded by the server. A community's row lies in the bucket
 * of the unit above it, that of any other unit in its own.
 */
export interface Rollup extends RollupFrame {
  unitCode: string;
  /** Of each kind of file that figures come from, the day or month of the newest that was in. */
  asOf: Partial<Record<FeedKind, Day | Month>>;
  figures: RollupFigures;
}
