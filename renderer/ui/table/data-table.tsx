import { Checkbox, Table } from 'antd';
import type { TableColumnType, TableProps } from 'antd';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { shareWidths } from './column-widths.ts';
import styles from './data-table.module.css';
import { selectionState, toggled, withAll } from './selection.ts';
import { SortableTitle } from './sortable-title.tsx';
import { TableRow } from './table-row.tsx';
import type { DataColumn, DataTableProps } from './types.ts';
import { useElementSize } from './use-element-size.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { VirtualBody } from './virtual-body.tsx';
import type { BodyHandle } from './virtual-body.tsx';

const HEADER_HEIGHT = 31;
const SELECTION_WIDTH = 36;
const SCROLLBAR_WIDTH = 8;
const MAX_CACHED_ROWS = 2000;

/** antd draws the frame and the header; the rows are not its business, however many there are. */
type NoRecord = Record<string, never>;
const NO_RECORDS: NoRecord[] = [];
type DrawBody = Extract<
  NonNullable<NonNullable<TableProps<NoRecord>['components']>['body']>,
  (...args: never[]) => unknown
>;

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
  const table = useRef<BodyHandle>(null);

  const keyAt = useCallback((i: number): string => rowKey(at(rows[i] ?? 0)), [rows, at, rowKey]);
  const rowAt = useMemo(() => cachedRows(at, version), [at, version]);
  const [active, setActive] = useActiveRow(props, keyAt);
  useKeptScroll(table, props.scroll, size.height > HEADER_HEIGHT);
  const selectable = selected !== undefined && (onSelect !== undefined || props.selection !== undefined);

  const toggle = (i: number, range: boolean): void => {
    if (props.selection) props.selection.onToggle(keyAt(i), range);
    else if (selected !== undefined) onSelect?.(toggled(selected, keyAt(i)));
  };
  // The keyboard stays with the table, not with a box in a row that scrolls away.
  const activate = (i: number): void => {
    setActive(i);
    frame.current?.focus({ preventScroll: true });
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
  const cellWidths = useMemo(() => shareWidths(columns, room), [columns, room]);
  const antdColumns = columns.map((column, c): TableColumnType<NoRecord> => ({
    key: column.key,
    // The header has no scroll bar; its last column makes up for that of the rows.
    width: (cellWidths[c] ?? column.width) + (c === columns.length - 1 ? SCROLLBAR_WIDTH : 0),
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
  }));
  const withSelection = selectable ? [selectionColumn(), ...antdColumns] : antdColumns;

  function selectionColumn(): TableColumnType<NoRecord> {
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
    };
  }

  const bodyHeight = size.height - HEADER_HEIGHT;
  const width = sum(cellWidths) + (selectable ? SELECTION_WIDTH : 0);
  const acts = useLatest({ activate, toggle, open: (i: number) => onOpen?.(at(rows[i] ?? 0)) });
  const drawRow = (i: number): ReactNode => {
    const position = rows[i] ?? 0;
    const row = rowAt(position);
    const key = rowKey(row);
    return (
      <TableRow
        key={position}
        i={i}
        top={i * rowHeight}
        row={row}
        columns={columns as readonly DataColumn<unknown>[]}
        widths={cellWidths}
        selected={selectable ? selected.has(key) : null}
        current={currentKey === key}
        active={active === i}
        onActivate={acts.activate}
        onToggle={acts.toggle}
        onOpen={acts.open}
      />
    );
  };
  const drawBody: DrawBody = (_, { ref, onScroll }) => (
    <VirtualBody
      handle={table}
      scroller={(element) => {
        if (typeof ref === 'object' && ref !== null && element !== null)
          Object.assign(ref, { current: element });
      }}
      onScroll={(event) => {
        onScroll({ currentTarget: event.currentTarget });
        props.scroll?.onScroll(event.currentTarget.scrollTop);
      }}
      label={props.label}
      count={rows.length}
      rowHeight={rowHeight}
      width={width}
      fits={width + SCROLLBAR_WIDTH <= size.width}
      height={bodyHeight}
      renderRow={drawRow}
      empty={props.empty}
    />
  );

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
          <Table<NoRecord>
            size="small"
            pagination={false}
            scroll={{ x: width + SCROLLBAR_WIDTH, y: bodyHeight }}
            columns={withSelection}
            dataSource={NO_RECORDS}
            components={{ body: drawBody }}
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
  table: RefObject<BodyHandle | null>,
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

/** Rows already read of this version: the same object for the same row, so that it is not drawn again. */
function cachedRows<Row>(
  at: (position: number) => Row,
  version: number | undefined,
): (position: number) => Row {
  const cache = { version, rows: new Map<number, Row>() };
  return (position) => {
    const known = cache.rows.get(position);
    if (known !== undefined) return known;
    if (cache.rows.size > MAX_CACHED_ROWS) cache.rows.clear();
    const row = at(position);
    cache.rows.set(position, row);
    return row;
  };
}

interface RowActs {
  activate: (i: number) => void;
  toggle: (i: number, range: boolean) => void;
  open: (i: number) => void;
}

/** Functions that stay the same for the rows and always do what was last meant. */
function useLatest(acts: RowActs): RowActs {
  const latest = useRef(acts);
  useLayoutEffect(() => {
    latest.current = acts;
  });
  const [stable] = useState<RowActs>(() => ({
    activate: (i) => latest.current.activate(i),
    toggle: (i, range) => latest.current.toggle(i, range),
    open: (i) => latest.current.open(i),
  }));
  return stable;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

const sortProps = <Row, Key extends string>(props: DataTableProps<Row, Key>) => ({
  ...(props.sort === undefined ? {} : { sort: props.sort }),
  ...(props.onSort === undefined ? {} : { onSort: props.onSort }),
});
