import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { CustomerSummary, SortKey } from '../../../data/types.ts';
import { useReference } from '../../../session/react.tsx';
import { today } from '../../../ui/format/index.ts';
import { DataTable, useElementSize, type DataColumn } from '../../../ui/index.ts';
import { ColumnChooser } from './column-chooser.tsx';
import { fitColumns, type ColumnKey } from './columns.ts';
import { columnWidth, customerColumns } from './customer-columns.tsx';
import styles from './customers-page.module.css';
import { ListEmpty } from './list-empty.tsx';
import { customerPath, SORT_KEYS } from './list-query.ts';
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
} from './selection.ts';
import { SelectionBar } from './selection-bar.tsx';
import type { CustomerList } from './use-customer-list.ts';

/** The rows, their selection and the way to a customer, which remembers the list it started from. */
export function CustomerTable(props: {
  list: CustomerList;
  /** What the list is called, for the customer page and a file. */
  title: string;
  columns: ColumnKey[];
  onColumns: (columns: ColumnKey[]) => void;
  /** The only unit of the person's scope, if there is one. */
  root: string | undefined;
  onExport?: (positions: ArrayLike<number>) => void;
  conditionBar: (chooser: ReactNode) => ReactNode;
}): ReactNode {
  const { list, columns, title, onExport } = props;
  const { index, positions, selection, select, session } = list;
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [frame, { width }] = useElementSize<HTMLDivElement>();
  const { dataColumns, dropped } = useColumns(props, width);
  const chosen = useSelected(list);

  const open = (row: CustomerSummary): void => {
    session.moveTo(row.customerCode);
    void navigate(customerPath(row.customerCode));
  };
  const { conditions, sort, path } = list;
  // Read when a customer is opened, also by its link: the list it came from.
  useEffect(() => session.show({ conditions, sort, title, path }), [session, conditions, sort, title, path]);

  const rowsAsText = (): string =>
    inListOrder(chosen.positions, positions)
      .map((position) => dataColumns.map((column) => column.text?.(index.at(position)) ?? '').join('\t'))
      .join('\n');
  return (
    <>
      {props.conditionBar(<ColumnChooser shown={columns} dropped={dropped} onChange={props.onColumns} />)}
      <div ref={frame} className={styles['table']}>
        {width > 0 && (
          <DataTable<CustomerSummary, SortKey | ColumnKey>
            label={t('customers.title')}
            columns={dataColumns}
            rows={positions}
            version={index.version}
            at={list.at}
            rowKey={(row) => row.customerCode}
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
            onOpen={open}
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
                {...(onExport ? { onExport: () => onExport(inListOrder(chosen.positions, positions)) } : {})}
              />
            }
          />
        )}
      </div>
    </>
  );
}

function useColumns(
  props: { list: CustomerList; columns: ColumnKey[]; root: string | undefined },
  width: number,
): { dataColumns: DataColumn<CustomerSummary, SortKey | ColumnKey>[]; dropped: number } {
  const { list, columns, root } = props;
  const { t } = useTranslation();
  const { units } = useReference();
  const { thisMonth } = list.index;
  const unit = units.get(list.conditions.unitCode ?? root ?? '');
  const shortCommunities = unit?.kind === 'ZONE' || unit?.kind === 'COMMUNITY';
  return useMemo(() => {
    const fitting = fitColumns(columns, width, (key) => columnWidth(key, shortCommunities));
    const context = { t, units, thisMonth, today: today(), shortCommunities };
    return { dataColumns: customerColumns(fitting, context), dropped: columns.length - fitting.length };
  }, [columns, width, t, units, thisMonth, shortCommunities]);
}

function useSelected({ index, positions, selection }: CustomerList) {
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
