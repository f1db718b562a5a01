import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { isAnswered } from '../../../shared/domain/feedback.ts';
import type { Rollup } from '../../../shared/domain/rollups.ts';
import { frameOf, mergeCells, periodsOf, reportTable, shownCells } from '../../../shared/reports/index.ts';
import type { Cells, ReportFrame, ReportId } from '../../../shared/reports/index.ts';
import { overlayFeedback } from '../../data/feedback.ts';
import { inSubtree } from '../../data/index/territory.ts';
import { cellsByCommunity, sumOfCells } from '../../data/report-cells.ts';
import { useHeld, useHoldings, useIndex, useOutbox, useReference } from '../../session/react.tsx';
import { useDictionary } from '../../session/use-dictionary.ts';
import { today as todayOf } from '../../ui/format/index.ts';
import { useServerNow } from '../../ui/index.ts';
import { customersPath, useAccess } from '../customers/index.ts';
import { childrenOf, freshnessOf, rootsOf, useDrillDown, useRollups, wayTo } from '../territory/index.ts';
import { comparedUnits } from './compared-units.ts';
import type { ReportView } from './report-view.ts';

/** What a person asks a report for. */
export interface ReportWish {
  id: ReportId;
  unitCode: string | null;
  period: string | null;
  before: string | null;
  /** The units below are looked at as well. */
  byUnit: boolean;
  /** All periods are looked at as well. */
  trend?: boolean;
}

export type ReportState =
  { kind: 'reading' | 'empty' | 'away' | 'failed' } | { kind: 'ready'; view: ReportView };

const chosen = (periods: readonly string[], wish: string | null): string | null =>
  periods.find((one) => one === wish) ?? periods[0] ?? null;

/** Feedback that says something, also what still waits to be sent. */
function useAnswered(): ReadonlySet<string> {
  const rows = useHeld('feedback');
  const entries = useOutbox();
  const { staff } = useAccess();
  return useMemo(() => {
    const views = overlayFeedback(rows, entries, staff.staff_no);
    return new Set([...views].filter(([, view]) => isAnswered(view)).map(([id]) => id));
  }, [rows, entries, staff.staff_no]);
}

/** A report counted over the customers that are here. */
export function useLocalReport(wish: ReportWish): ReportState {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const index = useIndex();
  const { units, freshness } = useReference();
  const dictionary = useDictionary();
  const day = todayOf(useServerNow());
  const { id, unitCode, byUnit, trend = false } = wish;
  const table = reportTable(id);
  const answered = useAnswered();
  const roll: ReportFrame = useMemo(
    () => ({ day, month: index.thisMonth, ...(table.feedback ? { answered } : {}) }),
    [day, index, table, answered],
  );
  const periods = useMemo(() => periodsOf(table, roll), [table, roll]);
  const period = chosen(periods, wish.period);
  const before = periods.find((one) => one === wish.before && one !== period) ?? null;

  const counted = useMemo(() => {
    if (period === null) return null;
    const of = (when: string, unit: string | null): Cells => {
      const byCommunity = cellsByCommunity(index, id, frameOf(roll, when));
      const isIn = (code: string): boolean => unit === null || inSubtree(units, code, unit);
      return shownCells(table, sumOfCells(byCommunity, isIn), dictionary);
    };
    const communities = [...index.countByCommunity()].filter(([, count]) => count > 0).map(([code]) => code);
    return {
      cells: of(period, unitCode),
      before: before === null ? null : { period: before, cells: of(before, unitCode) },
      trend: trend ? periods.map((when) => ({ period: when, cells: of(when, unitCode) })) : null,
      units: byUnit
        ? comparedUnits(units, communities, unitCode).map((code) => ({
            unitCode: code,
            name: units.get(code)?.name ?? code,
            cells: of(period, code),
          }))
        : [],
    };
  }, [id, table, index, roll, period, periods, before, unitCode, byUnit, trend, units, dictionary]);

  if (counted === null || period === null) return { kind: 'empty' };
  if (index.size === 0) return { kind: 'empty' };
  return {
    kind: 'ready',
    view: {
      id,
      table,
      unitCode,
      unitName: unitCode === null ? t('reports.allUnits') : (units.get(unitCode)?.name ?? unitCode),
      period,
      periods,
      frame: frameOf(roll, period),
      ...counted,
      freshness,
      foldedOn: null,
      open: (conditions) => void navigate(customersPath(conditions)),
    },
  };
}

/** A report as the server folded it for a unit and those below; for whoever cannot carry all the customers. */
export function useServerReport(wish: ReportWish): { state: ReportState; dialog: ReactNode } {
  const { t } = useTranslation();
  const { units, freshness } = useReference();
  const holdings = useHoldings();
  const dictionary = useDictionary();
  const { id } = wish;
  const table = reportTable(id);
  const roots = useMemo(() => rootsOf(units, holdings.units), [units, holdings.units]);
  const way = wish.unitCode === null ? [] : wayTo(units, holdings.units, wish.unitCode);
  const shown = way.at(-1) ?? (roots.length === 1 ? roots[0]! : null);
  const below = shown === null ? roots : childrenOf(units, shown.unitCode);
  const own = shown === null ? roots : [shown];
  const codes = [...new Set([...own, ...below].map((unit) => unit.unitCode))];
  const read = useRollups(codes, holdings.rollupVersion);
  const { openCustomers, dialog } = useDrillDown(shown?.unitCode ?? null);

  const state = ((): ReportState => {
    if (read.kind === 'failed') return { kind: 'failed' };
    const rollups = own.flatMap((unit) => read.rollups.get(unit.unitCode) ?? []);
    const [first] = rollups;
    if (first === undefined) return { kind: read.kind === 'reading' ? 'reading' : 'away' };
    const of = (one: Rollup, when: string): Cells =>
      shownCells(table, one.figures.reports?.[id]?.[when] ?? {}, dictionary);
    const all = (when: string): Cells => {
      const sum: Cells = {};
      for (const one of rollups) if (one.day === first.day) mergeCells(sum, of(one, when));
      return sum;
    };
    const kept = rollups.map((one) => Object.keys(one.figures.reports?.[id] ?? {}));
    const periods = periodsOf(table, first).filter((when) => kept.every((one) => one.includes(when)));
    const period = chosen(periods, wish.period);
    if (period === null) return { kind: 'away' };
    const before = periods.find((one) => one === wish.before && one !== period) ?? null;
    return {
      kind: 'ready',
      view: {
        id,
        table,
        unitCode: shown?.unitCode ?? null,
        unitName: shown?.name ?? t('territory.all'),
        period,
        periods,
        frame: frameOf(first, period),
        cells: all(period),
        before: before === null ? null : { period: before, cells: all(before) },
        trend: wish.trend ? periods.map((when) => ({ period: when, cells: all(when) })) : null,
        units: !wish.byUnit
          ? []
          : below.flatMap(({ unitCode, name }) => {
              const one = read.rollups.get(unitCode);
              return one === undefined ? [] : [{ unitCode, name, cells: of(one, period) }];
            }),
        freshness: freshnessOf(freshness, first.asOf),
        foldedOn: first.day,
        open: openCustomers,
      },
    };
  })();
  return { state, dialog };
}
