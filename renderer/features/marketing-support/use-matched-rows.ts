import { useCallback, useMemo, useState } from 'react';
import { ranksBy } from '../../data/list-rows.ts';
import type { CustomerSummary } from '../../data/types.ts';
import type { DataSort } from '../../ui/index.ts';
import { matchesOf } from './use-offers.ts';
import type { OffersState } from './use-offers.ts';
import { figureConditions, reasonText } from './words.ts';
import type { FigureCondition } from './words.ts';

/** A customer under a rule. */
export interface MatchedRow {
  customer: CustomerSummary;
  figures: readonly number[];
  reason: string;
}

export interface MatchedRows {
  /** Places among the matches, in the order shown. */
  rows: Uint32Array;
  telling: readonly FigureCondition[];
  at: (row: number) => MatchedRow;
  codeAt: (row: number) => string;
  sort: DataSort;
  onSort: (sort: DataSort) => void;
}

/** Names the column of a figure. */
export const figureKey = (at: number): string => `figure.${at}`;

/** Agreements: the nearest end first. Everything else: the most first. */
const firstSort = (telling: readonly FigureCondition[]): DataSort =>
  telling.length === 0
    ? { key: 'name', descending: false }
    : { key: figureKey(0), descending: telling[0]!.kind !== 'agreementEnds' };

/** Those whom the chosen rule has found, sorted. */
export function useMatchedRows(state: OffersState): MatchedRows {
  const { chosen, index, ask } = state;
  const { rule } = chosen;
  const matches = matchesOf(state, chosen);
  const telling = useMemo(() => figureConditions(rule), [rule]);
  const [sorting, setSorting] = useState<{ id: string; sort: DataSort } | null>(null);
  const wanted = sorting?.id === chosen.id ? sorting.sort : null;
  const sort = useMemo(() => {
    const known = wanted?.key === 'name' || telling.some((_, i) => figureKey(i) === wanted?.key);
    return wanted !== null && known ? wanted : firstSort(telling);
  }, [wanted, telling]);

  const rows = useMemo(() => {
    const names = ranksBy(index, 'name');
    const column = telling.findIndex((_, i) => figureKey(i) === sort.key);
    const name = (row: number): number => names[matches.keys[row]!]!;
    const value = (row: number): number =>
      column < 0 ? name(row) : matches.figures[row * telling.length + column]!;
    const sign = sort.descending ? -1 : 1;
    return Uint32Array.from(matches.keys, (_, row) => row).sort(
      (a, b) => (value(a) - value(b)) * sign || name(a) - name(b),
    );
  }, [index, matches, telling, sort]);

  const at = useCallback(
    (row: number): MatchedRow => {
      const customer = index.at(matches.keys[row]!);
      const figures = matches.figures.slice(row * telling.length, (row + 1) * telling.length);
      const { product } = customer;
      return { customer, figures, reason: reasonText(rule, { product, figures }, ask?.today ?? 0) };
    },
    [index, matches, telling, rule, ask],
  );
  const codeAt = useCallback((row: number) => index.codeAt(matches.keys[row]!), [index, matches]);
  return { rows, telling, at, codeAt, sort, onSort: (next) => setSorting({ id: chosen.id, sort: next }) };
}
