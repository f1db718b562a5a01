import type { Rollup } from '../../../shared/domain/rollups.ts';
import type { FeedKind, Freshness } from '../../../shared/domain/rows.ts';
import type { Fen } from '../../../shared/lib/money.ts';
import { rollupFold, total, totalsOf } from '../../../shared/reports/index.ts';

/** Several roll-ups as one, for somebody with roles at several units. They are of one fold: see server/rollups. */
export function merged(rollups: readonly Rollup[]): Rollup | null {
  const [first] = rollups;
  if (first === undefined) return null;
  const fold = rollupFold(first);
  const figures = fold.empty();
  for (const rollup of rollups) if (rollup.day === first.day) fold.merge(figures, rollup.figures);
  return { ...first, unitCode: '', figures };
}

/** One line of the comparison of units. Money in fen; null where the source has said nothing. */
export interface UnitLine {
  unitCode: string;
  name: string;
  isCommunity: boolean;
  customers: number;
  /** Those with a live subscription. */
  live: number;
  revenue: Fen | null;
  lastMonth: Fen | null;
  lastYear: Fen | null;
  arrears: Fen;
  inArrears: number;
  /** Agreements that end within 90 days. */
  ending: number;
  zeroCharge: number;
}

const YEAR = 12;

export function lineOf(
  { figures }: Rollup,
  unit: Pick<UnitLine, 'unitCode' | 'name' | 'isCommunity'>,
): UnitLine {
  const totals = totalsOf(figures.revenue);
  return {
    ...unit,
    customers: figures.customers,
    live: figures.base.live.at(-1) ?? 0,
    revenue: totals.at(-1) ?? null,
    lastMonth: totals.at(-2) ?? null,
    lastYear: totals.at(-1 - YEAR) ?? null,
    arrears: total(figures.arrears.amounts),
    inArrears: figures.arrears.allCustomers,
    ending: total(figures.expiry.perDay),
    zeroCharge: figures.base.zeroCharge,
  };
}

/** The sources as the roll-up has them: a file that has come since is not in its figures. */
export const freshnessOf = (
  freshness: readonly Freshness[],
  asOf: Partial<Record<FeedKind, string>>,
): Freshness[] =>
  freshness.flatMap((row) => {
    const counted = asOf[row.kind];
    return counted === undefined ? [] : [{ ...row, asOf: counted }];
  });
