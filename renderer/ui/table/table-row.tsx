import { Checkbox } from 'antd';
import { memo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './data-table.module.css';
import type { DataColumn } from './types.ts';

export interface TableRowProps<Row> {
  i: number;
  top: number;
  row: Row;
  columns: readonly DataColumn<Row>[];
  widths: readonly number[];
  /** null: no selection column. */
  selected: boolean | null;
  current: boolean;
  active: boolean;
  onActivate: (i: number) => void;
  onToggle: (i: number, range: boolean) => void;
  onOpen: (i: number) => void;
}

/** One row; drawn again only where something of its own has changed. */
export const TableRow = memo(function TableRow(props: TableRowProps<unknown>): ReactNode {
  const { t } = useTranslation();
  const { i, row, selected } = props;
  const classes = [
    'ant-table-row',
    styles['row'],
    selected ? styles['selected'] : '',
    props.current ? styles['current'] : '',
    props.active ? styles['active'] : '',
  ];
  return (
    <div
      role="row"
      aria-rowindex={i + 1}
      aria-selected={selected ?? false}
      className={classes.filter(Boolean).join(' ')}
      style={{ top: props.top }}
      onClick={() => props.onActivate(i)}
      onDoubleClick={() => props.onOpen(i)}
    >
      {selected !== null && (
        <div role="gridcell" className={`ant-table-cell ${styles['select'] ?? ''}`}>
          <Checkbox
            aria-label={t('ui.table.select')}
            tabIndex={-1}
            checked={selected}
            onChange={(event) => {
              props.onActivate(i);
              props.onToggle(i, event.nativeEvent.shiftKey);
            }}
          />
        </div>
      )}
      {props.columns.map((column, c) => (
        <div
          key={column.key}
          role="gridcell"
          className="ant-table-cell"
          style={{ width: props.widths[c], textAlign: column.align }}
        >
          {column.render(row)}
        </div>
      ))}
    </div>
  );
});
