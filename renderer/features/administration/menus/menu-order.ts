import type { MenuRow } from '../../../../shared/api/administration.ts';
import { MENU_PARTS } from '../../../../shared/domain/menus.ts';

/** As the menu stands: part by part, each in its own order. */
export const inParts = (items: readonly MenuRow[]): MenuRow[] =>
  MENU_PARTS.flatMap((part) => items.filter((item) => item.part === part));

/** The item one place up or down within its part; null where it stands at the edge. */
export function moved(items: readonly MenuRow[], key: string, by: -1 | 1): MenuRow[] | null {
  const ordered = inParts(items);
  const at = ordered.findIndex(({ menu_key }) => menu_key === key);
  const [item, other] = [ordered[at], ordered[at + by]];
  if (item === undefined || other?.part !== item.part) return null;
  ordered[at] = other;
  ordered[at + by] = item;
  return ordered;
}

/** With the item as it was written: in its place, or at the end where it is new. */
export function withItem(items: readonly MenuRow[], item: MenuRow): MenuRow[] {
  const known = items.some(({ menu_key }) => menu_key === item.menu_key);
  return known ? items.map((each) => (each.menu_key === item.menu_key ? item : each)) : [...items, item];
}
