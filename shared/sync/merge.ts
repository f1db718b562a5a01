import type { FieldConflict } from './protocol.ts';

/** One field edit: what the writer saw, and what he wants. */
export interface FieldEdit {
  field: string;
  from: unknown;
  to: unknown;
}

/**
 * Three-way merge of field edits onto a row: current = from → apply; current = to → applied already;
 * anything else is a conflict, and then nothing of the edit is applied (SPEC, Requests).
 * An absent field counts as null. Values compare by content, so that two lists of persons can be equal.
 */
export function mergeFieldEdits<R extends object>(
  row: R,
  edits: readonly FieldEdit[],
): { merged: R; changed: boolean; conflicts: FieldConflict[] } {
  const merged: Record<string, unknown> = { ...(row as Record<string, unknown>) };
  const conflicts: FieldConflict[] = [];
  let changed = false;
  for (const { field, from, to } of edits) {
    const current = merged[field] ?? null;
    if (sameContent(current, to)) continue;
    if (!sameContent(current, from)) {
      conflicts.push({ field, from, mine: to, theirs: current });
      continue;
    }
    changed = true;
    if (to === null) delete merged[field];
    else merged[field] = to;
  }
  return conflicts.length > 0
    ? { merged: row, changed: false, conflicts }
    : { merged: merged as R, changed, conflicts };
}

/** Equality of JSON values; the order of keys does not matter, that of list items does. */
export function sameContent(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === undefined || a === null || b === undefined || b === null) return (a ?? null) === (b ?? null);
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => sameContent(left[key], right[key]));
}
