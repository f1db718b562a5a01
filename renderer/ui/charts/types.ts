import type { Month } from '../../../shared/lib/dates.ts';

/** One class of a stack. */
export interface StackSeries {
  key: string;
  name: string;
  colour: string;
  /** One per month. */
  values: readonly number[];
}

/** `yuan`: values are fen and read as yuan. `count`: values read as they are. */
export type ChartUnit = 'yuan' | 'count';

export interface StackedMonths {
  /** Oldest first, without gaps. */
  months: readonly Month[];
  /** Bottom up. */
  series: readonly StackSeries[];
  unit: ChartUnit;
  /** The total of the same month a year before, per month; null where it is not known. */
  lastYear?: readonly (number | null)[];
}
