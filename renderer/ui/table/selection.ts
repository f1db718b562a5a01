/** A copy of the selection with one key turned over. */
export function toggled(selected: ReadonlySet<string>, key: string): Set<string> {
  const next = new Set(selected);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** A copy with all these keys in it or all of them out. */
export function withAll(selected: ReadonlySet<string>, keys: Iterable<string>, on: boolean): Set<string> {
  const next = new Set(selected);
  for (const key of keys) {
    if (on) next.add(key);
    else next.delete(key);
  }
  return next;
}

export type SelectionState = 'none' | 'some' | 'all';

/** Whether the rows shown are selected; stops looking as soon as it is plain. */
export function selectionState(
  selected: ReadonlySet<string>,
  count: number,
  keyAt: (i: number) => string,
): SelectionState {
  if (selected.size === 0 || count === 0) return 'none';
  let hits = 0;
  for (let i = 0; i < count; i += 1) {
    if (selected.has(keyAt(i))) hits += 1;
    if (hits > 0 && hits <= i) return 'some';
  }
  return hits === 0 ? 'none' : 'all';
}
