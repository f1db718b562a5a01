import type { KeyboardEvent } from 'react';
import { harmlessText } from '../../../shared/lib/spreadsheet-text.ts';
import { withAll } from './selection.ts';
import type { DataTableProps } from './types.ts';

/** More rows than this would only freeze the clipboard of whoever receives them. */
const MAX_COPIED_ROWS = 5000;

interface GridKeys<Row, Key extends string> {
  props: DataTableProps<Row, Key>;
  keyAt: (i: number) => string;
  active: number | null;
  setActive: (i: number) => void;
  toggle: (i: number, range: boolean) => void;
  pageRows: number;
  scrollTo: (i: number) => void;
}

/** Arrows move, Space selects, Enter opens, Ctrl A selects all, Ctrl C copies as text; then the keys of the rows. */
export function useGridKeys<Row, Key extends string>(grid: GridKeys<Row, Key>) {
  const { props, keyAt, setActive, toggle, pageRows, scrollTo } = grid;
  const last = props.rows.length - 1;
  // Where the list has become shorter than that, no row is drawn as the active one, and none may be meant.
  const active = grid.active !== null && grid.active <= last ? grid.active : null;

  const goTo = (i: number): void => {
    const next = Math.min(last, Math.max(0, i));
    setActive(next);
    scrollTo(next);
  };

  return (event: KeyboardEvent<HTMLDivElement>): void => {
    if (last < 0 || isTyping(event.target)) return;
    const from = grid.active ?? -1;
    const moves: Partial<Record<string, number>> = {
      ArrowDown: from + 1,
      ArrowUp: Math.max(0, from - 1),
      PageDown: from + pageRows,
      PageUp: from - pageRows,
      Home: 0,
      End: last,
    };
    const target = moves[event.key];
    const command = event.ctrlKey || event.metaKey;
    const ofRow = command || event.altKey ? undefined : props.rowKeys?.[event.key.toLowerCase()];
    if (target !== undefined) goTo(target);
    else if (event.key === ' ' && active !== null) toggle(active, event.shiftKey);
    else if (event.key === 'Enter' && active !== null && event.target === event.currentTarget) open(active);
    else if (command && event.key.toLowerCase() === 'a' && props.selected !== undefined) selectAll();
    else if (command && event.key.toLowerCase() === 'c' && String(window.getSelection()) === '') copy();
    else if (ofRow !== undefined && active !== null) actOn(active, ofRow);
    else return;
    event.preventDefault();
  };

  function rowAt(i: number): Row {
    return props.at(props.rows[i] ?? 0);
  }

  function open(i: number): void {
    props.onOpen?.(rowAt(i));
  }

  function actOn(i: number, act: (key: string) => void): void {
    scrollTo(i);
    act(keyAt(i));
  }

  function selectAll(): void {
    if (props.selection) {
      props.selection.onSelectAll();
      return;
    }
    const keys = Array.from(props.rows, (_, i) => keyAt(i));
    props.onSelect?.(withAll(props.selected ?? new Set(), keys, true));
  }

  function copy(): void {
    const columns = props.columns.filter((column) => column.text !== undefined);
    const chosen = Array.from(props.rows, (_, i) => i).filter((i) => props.selected?.has(keyAt(i)));
    const taken = chosen.length > 0 ? chosen.slice(0, MAX_COPIED_ROWS) : active === null ? [] : [active];
    const rows = taken.map(rowAt);
    const lines = rows.map((row) =>
      columns.map((column) => harmlessText(column.text?.(row) ?? '')).join('\t'),
    );
    if (lines.length > 0) void navigator.clipboard.writeText(lines.join('\n'));
  }
}

const isTyping = (target: EventTarget): boolean =>
  target instanceof HTMLInputElement && target.type !== 'checkbox' && target.type !== 'radio';
