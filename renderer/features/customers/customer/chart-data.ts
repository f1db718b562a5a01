import { FEE_CLASSES, type FeeClass, type Ledger, type TrafficKind } from '../../../../shared/domain/rows.ts';
import { addMonths, monthRange, monthsBetween, type Month } from '../../../../shared/lib/dates.ts';
import { revenueOf } from './figures.ts';

export const CHART_KINDS = ['revenue', 'traffic', 'megabytes'] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

export const CHART_SPANS = [13, 24] as const;
export type ChartSpan = (typeof CHART_SPANS)[number];

/** Minutes as the chart of traffic stacks them. */
export const MINUTE_KINDS = ['localMinutes', 'longDistanceMinutes', 'internationalMinutes'] as const;

export interface ChartData {
  months: Month[];
  fees: Record<FeeClass, number[]>;
  traffic: Record<TrafficKind, number[]>;
  /** Totals of the same months a year before; null where the ledger does not reach. */
  lastYear: (number | null)[];
}

/** The newest `span` months of a ledger up to `thisMonth`; it begins where the ledger begins if that is later. */
export function chartData(ledger: Ledger, thisMonth: Month, span: ChartSpan): ChartData {
  const first = addMonths(thisMonth, 1 - span);
  const months = monthRange(first > ledger.from ? first : ledger.from, thisMonth);
  const pick = (values: readonly number[]): number[] =>
    months.map((month) => values[monthsBetween(ledger.from, month)] ?? 0);
  const { fees, traffic } = ledger;
  return {
    months,
    fees: Object.fromEntries(FEE_CLASSES.map((key) => [key, pick(fees[key])])) as Record<FeeClass, number[]>,
    traffic: {
      localMinutes: pick(traffic.localMinutes),
      longDistanceMinutes: pick(traffic.longDistanceMinutes),
      internationalMinutes: pick(traffic.internationalMinutes),
      megabytes: pick(traffic.megabytes),
    },
    lastYear: months.map((month) => revenueOf(ledger, addMonths(month, -12))),
  };
}
