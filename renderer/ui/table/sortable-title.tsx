import type { ReactNode } from 'react';
import styles from './data-table.module.css';
import type { DataSort } from './types.ts';
import { CaretDownFilled, CaretUpFilled } from '../icons.tsx';

/** A header that sorts: the first press ascends for words and descends for figures, the next turns it round. */
export function SortableTitle<Key extends string>(props: {
  title: ReactNode;
  columnKey: Key;
  align?: 'left' | 'right' | undefined;
  quiet?: boolean;
  sort?: DataSort<Key> | undefined;
  onSort: (sort: DataSort<Key>) => void;
}): ReactNode {
  const { title, columnKey, align, quiet = false, sort, onSort } = props;
  const here = sort?.key === columnKey ? sort : undefined;
  const press = (): void => {
    onSort({ key: columnKey, descending: here === undefined ? align === 'right' : !here.descending });
  };
  return (
    <button
      type="button"
      className={styles['sorter']}
      onClick={press}
      data-align={align}
      data-quiet={quiet && here === undefined}
    >
      <span className={styles['sorterTitle']}>{title}</span>
      <span className={styles['carets']} aria-hidden>
        <CaretUpFilled data-on={here !== undefined && !here.descending} />
        <CaretDownFilled data-on={here?.descending === true} />
      </span>
    </button>
  );
}
