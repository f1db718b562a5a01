import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router';
import type { Month } from '../../../shared/lib/dates.ts';
import { listFold, listFrame, listOf, listTotals } from '../../../shared/reports/index.ts';
import type { ListRows, ListTotals, SubscriptionList } from '../../../shared/reports/index.ts';
import type { CustomerIndex, CustomerSummary, SubscriptionSummary } from '../../data/types.ts';
import { useIndex } from '../../session/react.tsx';
import { useDictionary } from '../../session/use-dictionary.ts';
import { today as todayOf } from '../../ui/format/index.ts';
import { useServerNow } from '../../ui/index.ts';
import { readQuery, writeQuery } from './list-query.ts';
import type { ListQuery } from './list-query.ts';
import { firstSort, orderRows } from '../../data/list-rows.ts';
import type { RowSort } from '../../data/list-rows.ts';

/** One row as it is drawn. */
export interface ListRow extends SubscriptionSummary {
  row: number;
  customer: CustomerSummary;
  figures: readonly number[];
  isNew: boolean;
}

export interface OpenList {
  query: ListQuery;
  list: SubscriptionList;
  index: CustomerIndex;
  /** The month it is of; null before analytics delivered one. */
  month: Month | null;
  rows: ListRows;
  totals: ListTotals;
  /** Rows in the order shown; only the new ones where that is asked for. */
  shown: Uint32Array;
  sort: RowSort;
  at: (row: number) => ListRow;
  keyAt: (row: number) => string;
  /** What is asked for next; a function gets what was asked last, also where that is still on its way. */
  ask: (query: ListQuery | ((last: ListQuery) => ListQuery)) => void;
}

/** What the address asks for, counted over the index. */
export function useSubscriptionList(): OpenList {
  const index = useIndex();
  const dictionary = useDictionary();
  const today = todayOf(useServerNow());
  const [params, setParams] = useSearchParams();
  const query = useMemo(() => readQuery(params), [params]);
  const list = listOf(query.list);
  const month = query.month ?? index.thisMonth;
  const asked = writeQuery({ ...query, sort: undefined, onlyNew: false }).toString();

  const rows = useMemo((): ListRows => {
    const { unit, parameters } = readQuery(new URLSearchParams(asked));
    if (month === null) return { keys: [], subscriptions: [], isNew: [], figures: [] };
    const frame = listFrame(month, month === index.thisMonth, today);
    const conditions = unit === undefined ? {} : { unitCode: unit };
    return index.fold(listFold(list, { frame, parameters, dictionary }), conditions);
  }, [index, asked, list, month, today, dictionary]);

  const sort = query.sort ?? firstSort(list);
  const { key, descending } = sort;
  const { onlyNew } = query;
  const shown = useMemo(
    () => orderRows(list, rows, { key, descending }, index, onlyNew),
    [list, rows, key, descending, index, onlyNew],
  );
  const at = useCallback(
    (row: number): ListRow => {
      const position = rows.keys[row]!;
      const width = list.columns.length;
      return {
        row,
        customer: index.at(position),
        ...index.subscriptionAt(position, rows.subscriptions[row]!),
        figures: rows.figures.slice(row * width, (row + 1) * width),
        isNew: rows.isNew[row] === 1,
      };
    },
    [rows, list, index],
  );
  const keyAt = useCallback(
    (row: number) => index.subscriptionAt(rows.keys[row]!, rows.subscriptions[row]!).subscriptionId,
    [rows, index],
  );
  const totals = useMemo(() => listTotals(list, rows), [list, rows]);
  // The address follows a moment later: two thresholds that change at once must not lose the first.
  const last = useRef(query);
  useEffect(() => {
    last.current = query;
  }, [query]);
  const ask = useCallback<OpenList['ask']>(
    (wanted) => {
      last.current = typeof wanted === 'function' ? wanted(last.current) : wanted;
      setParams(writeQuery(last.current), { replace: true });
    },
    [setParams],
  );
  return { query, list, index, month, rows, totals, shown, sort, at, keyAt, ask };
}
