import { memo, useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import styles from './data-table.module.css';
import { SortableTitle } from './sortable-title.tsx';
import type { CellStyle } from './table-row.tsx';
import type { DataColumn, DataSort } from './types.ts';

export interface TableHeaderProps {
  columns: readonly DataColumn<unknown>[];
  cellStyles: readonly CellStyle[];
  sort: DataSort | undefined;
  onSort: (sort: DataSort) => void;
  /** null: no selection column. */
  selection: 'none' | 'some' | 'all' | null;
  selectLabel: string;
  empty: boolean;
  onSelectAll: () => void;
}

/** The names of the columns; stays in sight above the rows. */
export const TableHeader = memo(function TableHeader(props: TableHeaderProps): ReactNode {
  const { columns, cellStyles, sort, onSort, selection } = props;
  return (
    <div role="row" aria-rowindex={1} className={styles['header']}>
      {selection !== null && (
        <div role="columnheader" className={`${styles['headerCell'] ?? ''} ${styles['select'] ?? ''}`}>
          <AllBox {...props} state={selection} />
        </div>
      )}
      {columns.map((column, c) => (
        <div
          key={column.key}
          role="columnheader"
          className={headerClass(column, sort)}
          style={cellStyles[c]}
          title={typeof column.title === 'string' ? column.title : undefined}
          aria-sort={sort?.key !== column.key ? undefined : sort.descending ? 'descending' : 'ascending'}
        >
          {column.sortable ? (
            <SortableTitle
              title={column.title}
              columnKey={column.key}
              align={column.align}
              quiet={column.quietSort ?? false}
              sort={sort}
              onSort={onSort}
            />
          ) : (
            column.title
          )}
        </div>
      ))}
    </div>
  );
});

function headerClass({ key, pinned }: DataColumn<unknown>, sort: DataSort | undefined): string {
  let name = styles['headerCell'] ?? '';
  if (sort?.key === key) name += ` ${styles['sorted'] ?? ''}`;
  if (pinned) name += ` ${styles['pinned'] ?? ''}`;
  return name;
}

function AllBox(props: TableHeaderProps & { state: 'none' | 'some' | 'all' }): ReactNode {
  const box = useRef<HTMLInputElement>(null);
  const { state } = props;
  useEffect(() => {
    if (box.current) box.current.indeterminate = state === 'some';
  }, [state]);
  return (
    <input
      ref={box}
      type="checkbox"
      className={styles['box']}
      aria-label={props.selectLabel}
      checked={state === 'all'}
      disabled={props.empty}
      onChange={props.onSelectAll}
    />
  );
}
