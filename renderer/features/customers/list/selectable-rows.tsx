import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SORT_KEYS } from '../../../data/sort-keys.ts';
import { harmlessText } from '../../../../shared/lib/spreadsheet-text.ts';
import type { CustomerSummary, SortKey } from '../../../data/types.ts';
import { DataTable, type DataColumn } from '../../../ui/index.ts';
import type { ColumnKey } from './columns.ts';
import { ListEmpty } from './list-empty.tsx';
import {
  addAll,
  countSelected,
  EMPTY_SELECTION,
  extendTo,
  inListOrder,
  rankIn,
  selectedPositions,
  stateOf,
  toggle,
  toggleAll,
  type Selection,
} from './selection.ts';
import { SelectionBar } from './selection-bar.tsx';
import type { CustomerList } from './use-customer-list.ts';

export type CustomerColumn = DataColumn<CustomerSummary, SortKey | ColumnKey>;

/** What other parts of the product do with the selected customers; their codes are asked for when it is done. */
export type SelectionActs = (codes: () => readonly string[]) => ReactNode;

/**
 * The rows and which of them are selected. The selection lives here and not with the page, so that ticking a box
 * draws a row and the bar below, not the tabs, the conditions and the territory.
 */
export function SelectableRows(props: {
  list: CustomerList;
  columns: CustomerColumn[];
  onOpen: (row: CustomerSummary) => void;
  onExport?: (positions: ArrayLike<number>) => void;
  selectionActs?: SelectionActs;
}): ReactNode {
  const { list, columns, onExport } = props;
  const { index, positions, session } = list;
  const { t } = useTranslation();
  const [selection, select] = useSelection(list);
  const chosen = useChosen(list, selection);

  const rowsAsText = (): string =>
    inListOrder(chosen.positions, positions)
      .map((position) => {
        const row = index.at(position);
        return columns.map((column) => harmlessText(column.text?.(row) ?? '')).join('\t');
      })
      .join('\n');
  return (
    <DataTable<CustomerSummary, SortKey | ColumnKey>
      label={t('customers.title')}
      columns={columns}
      rows={positions}
      version={index.version}
      at={list.at}
      rowKey={codeOf}
      keyAt={list.codeAt}
      {...(list.sort ? { sort: list.sort } : {})}
      onSort={({ key, descending }) => {
        const sortKey = SORT_KEYS.find((one) => one === key);
        if (sortKey) list.ask(list.conditions, { key: sortKey, descending });
      }}
      selected={selection.codes}
      selection={{
        state: chosen.state,
        onToggle: (code, range) =>
          select(range ? extendTo(selection, positions, index, code) : toggle(selection, code)),
        onToggleAll: () => select(toggleAll(selection, positions, index, chosen.state)),
        onSelectAll: () => select(addAll(selection, positions, index)),
      }}
      onOpen={props.onOpen}
      scroll={{
        list: list.path,
        top: session.scrollTopOf(list.path),
        onScroll: (top) => session.scrolledTo(top),
      }}
      activeRow={{
        at: rankIn(positions, index, session.current),
        onActive: (code) => session.moveTo(code),
      }}
      empty={
        <ListEmpty
          index={index}
          conditions={list.conditions}
          onAsk={(conditions) => list.ask(conditions, list.sort)}
        />
      }
      selectionBar={
        <SelectionBar
          selected={chosen.sums}
          total={chosen.total}
          hidden={chosen.positions.size - chosen.inList}
          onClear={() => select(EMPTY_SELECTION)}
          rowsAsText={rowsAsText}
          {...(props.selectionActs
            ? {
                more: props.selectionActs(() =>
                  inListOrder(chosen.positions, positions).map((position) => index.codeAt(position)),
                ),
              }
            : {})}
          {...(onExport ? { onExport: () => onExport(inListOrder(chosen.positions, positions)) } : {})}
        />
      }
    />
  );
}

const codeOf = (row: CustomerSummary): string => row.customerCode;

/** The selection, which the session of the list keeps while a customer is open. */
function useSelection({ session }: CustomerList): [Selection, (next: Selection) => void] {
  const [selection, setSelection] = useState(session.selection);
  const select = (next: Selection): void => {
    session.select(next);
    setSelection(next);
  };
  return [selection, select];
}

function useChosen({ index, positions }: CustomerList, selection: Selection) {
  const total = useMemo(() => index.sum(positions), [index, positions]);
  return useMemo(() => {
    const selected = selectedPositions(selection, index);
    const inList = countSelected(selected, positions);
    return {
      positions: selected,
      inList,
      state: stateOf(inList, positions),
      sums: index.sum(selected),
      total,
    };
  }, [selection, index, positions, total]);
}
