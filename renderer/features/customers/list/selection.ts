import type { CustomerIndex, Positions } from '../../../data/types.ts';

/**
 * Which customers are selected, by code, so that sorting, filtering and new data leave the selection alone.
 * `anchor` is where a range with Shift begins.
 */
export interface Selection {
  readonly codes: ReadonlySet<string>;
  readonly anchor: string | null;
}

export const EMPTY_SELECTION: Selection = { codes: new Set(), anchor: null };

type Codes = Pick<CustomerIndex, 'codeAt' | 'positionOf'>;

export function toggle(selection: Selection, code: string): Selection {
  const codes = new Set(selection.codes);
  if (!codes.delete(code)) codes.add(code);
  return { codes, anchor: code };
}

/**
 * Shift-click on `code`: everything between the anchor and it takes the anchor's state, in the order of the list as
 * it is now. Without an anchor in the list it is a plain click.
 */
export function extendTo(selection: Selection, list: Positions, index: Codes, code: string): Selection {
  const anchorAt = rankIn(list, index, selection.anchor);
  const codeAt = rankIn(list, index, code);
  if (anchorAt < 0 || codeAt < 0) return toggle(selection, code);
  const select = selection.codes.has(selection.anchor!);
  const codes = new Set(selection.codes);
  for (let i = Math.min(anchorAt, codeAt); i <= Math.max(anchorAt, codeAt); i++) {
    const between = index.codeAt(list[i]!);
    if (select) codes.add(between);
    else codes.delete(between);
  }
  return { codes, anchor: selection.anchor };
}

/** Where a customer stands in a list; -1 where it does not. */
export function rankIn(list: Positions, index: Codes, code: string | null): number {
  const position = code === null ? undefined : index.positionOf(code);
  return position === undefined ? -1 : list.indexOf(position);
}

/** The box in the header: all of the list are added, or taken away when all are in already. */
export function toggleAll(
  selection: Selection,
  list: Positions,
  index: Codes,
  state: 'none' | 'some' | 'all',
): Selection {
  if (state !== 'all') return addAll(selection, list, index);
  const codes = new Set(selection.codes);
  for (const position of list) codes.delete(index.codeAt(position));
  return { codes, anchor: selection.anchor };
}

export function addAll(selection: Selection, list: Positions, index: Codes): Selection {
  const codes = new Set(selection.codes);
  for (const position of list) codes.add(index.codeAt(position));
  return { codes, anchor: selection.anchor };
}

/** The selected customers that are here at the moment, as positions; those that have left are not counted. */
export function selectedPositions(selection: Selection, index: Codes): Set<number> {
  const positions = new Set<number>();
  for (const code of selection.codes) {
    const position = index.positionOf(code);
    if (position !== undefined) positions.add(position);
  }
  return positions;
}

/** The selected ones in the order of the list, then those that the filter hides. */
export function inListOrder(selected: ReadonlySet<number>, list: Positions): number[] {
  const shown = Array.from(list).filter((position) => selected.has(position));
  if (shown.length === selected.size) return shown;
  const seen = new Set(shown);
  return [...shown, ...[...selected].filter((position) => !seen.has(position))];
}

export function countSelected(selected: ReadonlySet<number>, list: Positions): number {
  if (selected.size === 0) return 0;
  let count = 0;
  for (const position of list) if (selected.has(position)) count++;
  return count;
}

export const stateOf = (selectedInList: number, list: Positions): 'none' | 'some' | 'all' =>
  selectedInList === 0 ? 'none' : selectedInList === list.length ? 'all' : 'some';
