import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { shareWidths } from './column-widths.ts';
import styles from './data-table.module.css';
import { cachedRows } from './row-cache.ts';
import { selectionState, toggled, withAll } from './selection.ts';
import { TableHeader } from './table-header.tsx';
import { rowOfEvent, TableRow } from './table-row.tsx';
import type { CellStyle, RowActs } from './table-row.tsx';
import type { DataColumn, DataSort, DataTableProps } from './types.ts';
import { useElementSize } from './use-element-size.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { HEADER_HEIGHT, VirtualBody } from './virtual-body.tsx';
import type { BodyHandle } from './virtual-body.tsx';

const SELECTION_WIDTH = 36;
const SCROLLBAR_WIDTH = 8;

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

  const keyAt = useKeyAt(props);
  const rowAt = useMemo(() => cachedRows(at, version), [at, version]);
  const [active, setActive] = useActiveRow(props, keyAt);
  useKeptScroll(table, props.scroll, size.height > HEADER_HEIGHT);
  const selectable = selected !== undefined && (onSelect !== undefined || props.selection !== undefined);

  const toggle = (i: number, range: boolean): void => {
    if (props.selection) props.selection.onToggle(keyAt(i), range);
    else if (selected !== undefined) onSelect?.(toggled(selected, keyAt(i)));
  };
  const toggleAll = (): void => {
    if (props.selection) props.selection.onToggleAll();
    else onSelect?.(withAll(selected ?? new Set(), keysOf(rows, keyAt), selection !== 'all'));
  };
  // The keyboard stays with the table, not with a box in a row that scrolls away.
  const activate = (i: number): void => {
    setActive(i);
    frame.current?.focus({ preventScroll: true });
  };
  const onKeyDown = useGridKeys({
    props,
    keyAt,
    active,
    setActive,
    toggle,
    pageRows: Math.max(1, Math.floor((size.height - HEADER_HEIGHT) / rowHeight) - 1),
    scrollTo: (index) => table.current?.scrollTo({ index }),
  });

  const acts = useLatest({
    onClick: (event) => activate(rowOfEvent(event)),
    onDoubleClick: (event) => onOpen?.(at(rows[rowOfEvent(event)] ?? 0)),
    onCheck: (event) => {
      // A box is pressed with the mouse, or by a reader that presses it for somebody.
      const { nativeEvent } = event;
      toggle(rowOfEvent(event), nativeEvent instanceof MouseEvent && nativeEvent.shiftKey);
    },
    onSort: (sort) => props.onSort?.(sort as DataSort<Key>),
    onSelectAll: toggleAll,
  });
  const selection = selectable
    ? (props.selection?.state ?? selectionState(selected, rows.length, keyAt))
    : null;
  const room = size.width - (selectable ? SELECTION_WIDTH : 0) - SCROLLBAR_WIDTH;
  const cellStyles = useMemo(() => stylesOf(columns, room), [columns, room]);
  const width = cellStyles.reduce((sum, cell) => sum + cell.width, selectable ? SELECTION_WIDTH : 0);
  const plainColumns = columns as readonly DataColumn<unknown>[];
  const selectLabel = t('ui.table.select');

  const drawRow = (i: number): ReactNode => {
    const position = rows[i] ?? 0;
    const row = rowAt(position);
    const key = rowKey(row);
    // By what it is and not by its number: a form that stands in a row goes with it when rows before it come or go.
    return (
      <TableRow
        key={key}
        i={i}
        top={i * rowHeight}
        row={row}
        columns={plainColumns}
        cellStyles={cellStyles}
        selected={selectable ? selected.has(key) : null}
        selectLabel={selectLabel}
        current={currentKey === key}
        active={active === i}
        acts={acts}
      />
    );
  };
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
          <VirtualBody
            handle={table}
            onScroll={(event) => props.scroll?.onScroll(event.currentTarget.scrollTop)}
            label={props.label}
            count={rows.length}
            rowHeight={rowHeight}
            width={width}
            fits={width + SCROLLBAR_WIDTH <= size.width}
            height={size.height}
            header={
              <TableHeader
                columns={plainColumns}
                cellStyles={cellStyles}
                sort={props.sort}
                onSort={acts.onSort}
                selection={selection}
                selectLabel={t('ui.table.selectAll')}
                empty={rows.length === 0}
                onSelectAll={acts.onSelectAll}
              />
            }
            renderRow={drawRow}
            empty={props.empty}
          />
        )}
      </div>
      {props.selectionBar !== undefined && selected !== undefined && selected.size > 0 && (
        <div className={styles['bar']}>{props.selectionBar}</div>
      )}
    </div>
  );
}

/** The key of the row at a place of the list; without reading the row, where its owner can tell. */
function useKeyAt<Row, Key extends string>(props: DataTableProps<Row, Key>): (i: number) => string {
  const { rows, at, rowKey, keyAt } = props;
  return useCallback(
    (i) => (keyAt ? keyAt(rows[i] ?? 0) : rowKey(at(rows[i] ?? 0))),
    [rows, at, rowKey, keyAt],
  );
}

function* keysOf(rows: ArrayLike<number>, keyAt: (i: number) => string): Generator<string> {
  for (let i = 0; i < rows.length; i += 1) yield keyAt(i);
}

function stylesOf(columns: readonly DataColumn<never>[], room: number): CellStyle[] {
  return shareWidths(columns, room).map((width, c) => {
    const align = columns[c]?.align;
    return align === undefined ? { width } : { width, textAlign: align };
  });
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

type Acts = RowActs & { onSort: (sort: DataSort) => void; onSelectAll: () => void };

/** Functions that stay the same for header and rows and always do what was last meant. */
function useLatest(acts: Acts): Acts {
  const latest = useRef(acts);
  useLayoutEffect(() => {
    latest.current = acts;
  });
  const [stable] = useState<Acts>(() => ({
    onClick: (event) => latest.current.onClick(event),
    onDoubleClick: (event) => latest.current.onDoubleClick(event),
    onCheck: (event) => latest.current.onCheck(event),
    onSort: (sort) => latest.current.onSort(sort),
    onSelectAll: () => latest.current.onSelectAll(),
  }));
  return stable;
}
