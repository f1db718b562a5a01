import { Table } from 'antd';
import type { TableProps } from 'antd';
import type { ReactNode } from 'react';
import { EmptyState } from '../../ui/index.ts';
import styles from './administration.module.css';

interface RecordTableProps<Row> extends Omit<TableProps<Row>, 'dataSource'> {
  /** Undefined: the server has not answered yet, and nobody says that there is nothing. */
  rows: readonly Row[] | undefined;
  /** What is missing where there are none. */
  empty: string;
}

/** What the server keeps, in dense rows that are not wrapped. */
export function RecordTable<Row extends object>({ rows, empty, ...table }: RecordTableProps<Row>): ReactNode {
  return (
    <Table<Row>
      size="small"
      tableLayout="fixed"
      pagination={false}
      className={styles['records'] ?? ''}
      dataSource={[...(rows ?? [])]}
      locale={{ emptyText: rows === undefined ? <span /> : <EmptyState title={empty} /> }}
      {...table}
    />
  );
}
