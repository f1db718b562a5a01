import { memo } from 'react';
import type { ChangeEvent, CSSProperties, MouseEvent, ReactNode } from 'react';
import styles from './data-table.module.css';
import type { DataColumn } from './types.ts';

/** What the rows do. The same functions for all of them: which row is meant stands in the row itself. */
export interface RowActs {
  onClick: (event: MouseEvent<HTMLElement>) => void;
  onDoubleClick: (event: MouseEvent<HTMLElement>) => void;
  onCheck: (event: ChangeEvent<HTMLInputElement>) => void;
}

export interface TableRowProps<Row> {
  i: number;
  top: number;
  row: Row;
  columns: readonly DataColumn<Row>[];
  /** Each cell's `style`, made once for all rows. */
  cellStyles: readonly CellStyle[];
  /** null: no selection column. */
  selected: boolean | null;
  selectLabel: string;
  current: boolean;
  active: boolean;
  acts: RowActs;
}

export type CellStyle = CSSProperties & { width: number };

/** Rows are numbered from 1, and the header is the first of them. */
const ROWS_BEFORE = 2;

/** The place in the list of the row that an event happened in. */
export const rowOfEvent = (event: { currentTarget: Element }): number =>
  Number(event.currentTarget.closest('[aria-rowindex]')?.getAttribute('aria-rowindex')) - ROWS_BEFORE;

/**
 * One row; drawn again only where something of its own has changed. A quick scroll draws hundreds of them a second:
 * plain elements, no hook, no function made per row. What needs words gets them from its column, translated once.
 */
export const TableRow = memo(function TableRow(props: TableRowProps<unknown>): ReactNode {
  const { i, row, selected, acts } = props;
  return (
    <div
      role="row"
      aria-rowindex={i + ROWS_BEFORE}
      aria-selected={selected ?? false}
      className={rowClass(props)}
      style={{ top: props.top }}
      onClick={acts.onClick}
      onDoubleClick={acts.onDoubleClick}
    >
      {selected !== null && (
        <div role="gridcell" className={SELECT_CELL}>
          <input
            type="checkbox"
            className={styles['box']}
            aria-label={props.selectLabel}
            tabIndex={-1}
            checked={selected}
            onChange={acts.onCheck}
          />
        </div>
      )}
      {props.columns.map((column, c) => (
        <div
          key={column.key}
          role="gridcell"
          className={column.pinned ? PINNED_CELL : styles['cell']}
          style={props.cellStyles[c]}
        >
          {column.render(row)}
        </div>
      ))}
    </div>
  );
});

const PINNED_CELL = `${styles['cell'] ?? ''} ${styles['pinned'] ?? ''}`;
const SELECT_CELL = `${styles['cell'] ?? ''} ${styles['select'] ?? ''}`;

function rowClass({ selected, current, active }: TableRowProps<unknown>): string {
  let name = styles['row'] ?? '';
  if (selected) name += ` ${styles['selected'] ?? ''}`;
  if (current) name += ` ${styles['current'] ?? ''}`;
  if (active) name += ` ${styles['active'] ?? ''}`;
  return name;
}
