import type { ReactNode } from 'react';
import type { ColumnWidth } from './column-widths.ts';

export interface DataColumn<Row, Key extends string = string> extends ColumnWidth {
  key: Key;
  title: ReactNode;
  align?: 'left' | 'right';
  sortable?: boolean;
  /** The sign of sorting shows on hover and while the column sorts, so that a narrow name keeps its room. */
  quietSort?: boolean;
  /** For the last column: it stays in sight at the right while the others scroll beneath it. */
  pinned?: true;
  render: (row: Row) => ReactNode;
  /** What copying takes; follows the mask. A column without it is not copied. */
  text?: (row: Row) => string;
}

export interface DataSort<Key extends string = string> {
  key: Key;
  descending: boolean;
}

/** Selecting, done by the owner of the rows. */
export interface OwnedSelection {
  /** Of the rows shown. */
  state: 'none' | 'some' | 'all';
  /** `range`: Shift was held, everything from the last one touched is meant. */
  onToggle: (key: string, range: boolean) => void;
  onToggleAll: () => void;
  onSelectAll: () => void;
}

/**
 * A table over positions: `rows[i]` is handed to `at` only for the rows on the screen, so that 50,000 rows cost no more
 * than thirty. Selection is by `rowKey`, so it survives filters and new versions of the index.
 */
export interface DataTableProps<Row, Key extends string = string> {
  label: string;
  columns: readonly DataColumn<Row, Key>[];
  rows: ArrayLike<number>;
  /** Grows when what `at` answers may have changed. */
  version?: number;
  at: (position: number) => Row;
  rowKey: (row: Row) => string;
  /** The same key by position, where it costs less than the whole row: all rows are asked at once to select them. */
  keyAt?: (position: number) => string;
  sort?: DataSort<Key>;
  /** Called with the next sort when a header is pressed. */
  onSort?: (sort: DataSort<Key>) => void;
  /** Absent: no selection column. */
  selected?: ReadonlySet<string>;
  onSelect?: (selected: ReadonlySet<string>) => void;
  /** Instead of `onSelect`, where the owner keeps ranges and very long selections by himself. */
  selection?: OwnedSelection;
  /** Enter or a double click. */
  onOpen?: (row: Row) => void;
  /**
   * What other keys do with the row that has the keyboard, by their lower-case names; the row is brought into sight
   * first. Given its `rowKey` as it is now: another order may have put another row there.
   */
  rowKeys?: Readonly<Partial<Record<string, (key: string) => void>>>;
  /** The row that stands open beside the table: 3 px primary at the left. */
  currentKey?: string;
  /** 32 for one line, 50 for two. */
  rowHeight?: 32 | 50;
  /** Shown instead of rows where there are none. */
  empty?: ReactNode;
  /**
   * Where the rows were scrolled to when the table was last left, in px; told at each scroll. Another `list` (a name
   * for what is asked for) begins at its top.
   */
  scroll?: { list: string; top: number; onScroll: (top: number) => void };
  /** The place of the row that has the keyboard when the table appears (−1 for none); told when it moves. */
  activeRow?: { at: number; onActive: (key: string) => void };
  /** Stands at the bottom, 40 high, while something is selected. */
  selectionBar?: ReactNode;
}
