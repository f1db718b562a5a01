import type { OrgUnitRow } from '../../../shared/domain/rows.ts';

export interface ScopeChoice {
  /** Null: everything that is here. */
  unitCode: string | null;
  name: string;
  /** How far it stands in: 0 for everything, 1 for a unit above communities, 2 for a community. */
  depth: number;
}

type Units = ReadonlyMap<string, Pick<OrgUnitRow, 'name' | 'parentCode'>>;

/**
 * Where one may look: everything here, each unit right above communities (片), and each community with customers.
 * With one community there is nothing to choose, and that one stands for all. `all` is the word for everything.
 */
export function scopeChoices(
  customersOf: ReadonlyMap<string, number>,
  units: Units,
  all: string,
): ScopeChoice[] {
  const communities = [...customersOf].filter(([, count]) => count > 0).map(([code]) => code);
  const nameOf = (code: string): string => units.get(code)?.name ?? code;
  const [only] = communities;
  if (communities.length === 1 && only !== undefined)
    return [{ unitCode: null, name: nameOf(only), depth: 0 }];
  const above = new Map<string, string[]>();
  for (const code of communities.sort()) {
    const parent = units.get(code)?.parentCode ?? '';
    const siblings = above.get(parent);
    if (siblings) siblings.push(code);
    else above.set(parent, [code]);
  }
  const choices: ScopeChoice[] = [{ unitCode: null, name: all, depth: 0 }];
  for (const [parent, codes] of [...above].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const grouped = parent !== '' && above.size > 1 && codes.length > 1;
    if (grouped) choices.push({ unitCode: parent, name: nameOf(parent), depth: 1 });
    for (const code of codes) choices.push({ unitCode: code, name: nameOf(code), depth: grouped ? 2 : 1 });
  }
  return choices;
}
