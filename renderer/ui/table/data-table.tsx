import { Checkbox, Table } from 'antd';
import type { TableColumnType, TableRef } from 'antd';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { shareWidths } from './column-widths.ts';
import styles from './data-table.module.css';
import { selectionState, toggled, withAll } from './selection.ts';
import { SortableTitle } from './sortable-title.tsx';
import type { DataTableProps } from './types.ts';
import { useElementSize } from './use-element-size.ts';
import { useGridKeys } from './use-grid-keys.ts';

const HEADER_HEIGHT = 31;
const SELECTION_WIDTH = 36;
const SCROLLBAR_WIDTH = 8;

/** What antd calls a record: only where the row is, never the row itself. */
interface Place {
  i: number;
  position: number;
  /** Another version may have put other content at the same position: antd must draw it again. */
  version: number | undefined;
}

/** The dense table of every list: virtual, sorted by its owner, worked by keyboard. */
export function DataTable<Row, Key extends string = string>(props: DataTableProps<Row, Key>): ReactNode {
  const {
    columns,
    rows,
    at,
    rowKey,
    version,
    selected,
    onSelect,
    onOpen,
    currentKey,
    rowHeight = 32,
  } = props;
  const { t } = useTranslation();
  const [frame, size] = useElementSize<HTMLDivElement>();
  const table = useRef<TableRef>(null);

  const places = useMemo(
    () => Array.from(rows, (position, i): Place => ({ i, position, version })),
    [rows, version],
  );
  const keyAt = useCallback((i: number): string => rowKey(at(rows[i] ?? 0)), [rows, at, rowKey]);
  const [active, setActive] = useActiveRow(props, keyAt);
  useKeptScroll(table, props.scroll, size.height > HEADER_HEIGHT);
  const selectable = selected !== undefined && (onSelect !== undefined || props.selection !== undefined);

  const toggle = (i: number, range: boolean): void => {
    if (props.selection) props.selection.onToggle(keyAt(i), range);
    else if (selected !== undefined) onSelect?.(toggled(selected, keyAt(i)));
  };
  const onKeyDown = useGridKeys({
    props,
    active,
    setActive,
    toggle,
    pageRows: Math.max(1, Math.floor((size.height - HEADER_HEIGHT) / rowHeight) - 1),
    scrollTo: (index) => table.current?.scrollTo({ index }),
  });

  const room = size.width - (selectable ? SELECTION_WIDTH : 0) - SCROLLBAR_WIDTH;
  const widths = shareWidths(columns, room);
  const antdColumns = columns.map((column, c): TableColumnType<Place> => ({
    key: column.key,
    // The scroll bar lies over the last column, which keeps that much to itself.
    width: (widths[c] ?? column.width) + (c === columns.length - 1 ? SCROLLBAR_WIDTH : 0),
    align: column.align ?? 'left',
    ellipsis: { showTitle: false },
    className: props.sort?.key === column.key ? (styles['sorted'] ?? '') : '',
    title: column.sortable ? (
      <SortableTitle
        title={column.title}
        columnKey={column.key}
        align={column.align}
        quiet={column.quietSort ?? false}
        {...sortProps(props)}
      />
    ) : (
      column.title
    ),
    render: (_: unknown, place: Place) => column.render(at(place.position)),
  }));
  const withSelection = selectable ? [selectionColumn(), ...antdColumns] : antdColumns;

  function selectionColumn(): TableColumnType<Place> {
    const state = props.selection?.state ?? selectionState(selected ?? new Set(), rows.length, keyAt);
    const all = function* (): Generator<string> {
      for (let i = 0; i < rows.length; i += 1) yield keyAt(i);
    };
    return {
      key: '#select',
      width: SELECTION_WIDTH,
      align: 'center',
      className: styles['select'] ?? '',
      title: (
        <Checkbox
          aria-label={t('ui.table.selectAll')}
          checked={state === 'all'}
          indeterminate={state === 'some'}
          disabled={rows.length === 0}
          onChange={() => {
            if (props.selection) props.selection.onToggleAll();
            else onSelect?.(withAll(selected ?? new Set(), all(), state !== 'all'));
          }}
        />
      ),
      render: (_: unknown, place: Place) => (
        <Checkbox
          aria-label={t('ui.table.select')}
          tabIndex={-1}
          checked={selected?.has(keyAt(place.i)) ?? false}
          onChange={(event) => {
            setActive(place.i);
            toggle(place.i, event.nativeEvent.shiftKey);
          }}
        />
      ),
    };
  }

  return (
    <div className={styles['outer']}>
      <div
        ref={frame}
        className={styles['frame']}
        style={{ '--row-height': `${rowHeight}px` }}
        role="group"
        aria-label={props.label}
        aria-description={`${rows.length}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {size.height > HEADER_HEIGHT && (
          <Table<Place>
            ref={table}
            size="small"
            virtual
            pagination={false}
            scroll={{
              x: Math.max(size.width, sum(widths) + SELECTION_WIDTH + SCROLLBAR_WIDTH),
              y: size.height - HEADER_HEIGHT,
            }}
            columns={withSelection}
            dataSource={places}
            onScroll={(event) => props.scroll?.onScroll(event.currentTarget.scrollTop)}
            rowKey="position"
            locale={{ emptyText: props.empty ?? <span /> }}
            rowClassName={(place) => {
              const key = keyAt(place.i);
              return [
                styles['row'],
                selected?.has(key) ? styles['selected'] : '',
                currentKey === key ? styles['current'] : '',
                active === place.i ? styles['active'] : '',
              ].join(' ');
            }}
            onRow={(place) => ({
              'aria-selected': selected?.has(keyAt(place.i)) ?? false,
              onClick: () => setActive(place.i),
              onDoubleClick: () => onOpen?.(at(place.position)),
            })}
          />
        )}
      </div>
      {props.selectionBar !== undefined && selected !== undefined && selected.size > 0 && (
        <div className={styles['bar']}>{props.selectionBar}</div>
      )}
    </div>
  );
}

/** The row with the keyboard, by its place; at first the one the owner remembers. */
function useActiveRow<Row, Key extends string>(
  { rows, activeRow }: DataTableProps<Row, Key>,
  keyAt: (i: number) => string,
): [number | null, (i: number) => void] {
  const [active, setActive] = useState(activeRow === undefined || activeRow.at < 0 ? null : activeRow.at);
  const move = (i: number): void => {
    setActive(i);
    if (i < rows.length) activeRow?.onActive(keyAt(i));
  };
  return [active, move];
}

/** Scrolls to where the owner remembers as soon as there are rows to scroll, and to the top of another list. */
function useKeptScroll(
  table: RefObject<TableRef | null>,
  scroll: DataTableProps<unknown>['scroll'],
  drawn: boolean,
): void {
  const kept = useRef(scroll);
  const list = scroll?.list;
  useLayoutEffect(() => {
    if (!drawn || list === undefined || kept.current === undefined) return;
    if (kept.current.list !== list) table.current?.scrollTo({ top: 0 });
    else if (kept.current.top > 0) table.current?.scrollTo({ top: kept.current.top });
    kept.current = { ...kept.current, list, top: 0 };
  }, [drawn, list, table]);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

const sortProps = <Row, Key extends string>(props: DataTableProps<Row, Key>) => ({
  ...(props.sort === undefined ? {} : { sort: props.sort }),
  ...(props.onSort === undefined ? {} : { onSort: props.onSort }),
});
