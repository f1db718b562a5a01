import type { OrgUnitRow } from '../../../shared/domain/rows.ts';

type Units = ReadonlyMap<string, Pick<OrgUnitRow, 'name' | 'parentCode'>>;

/** From the root down to a unit, itself included. */
function wayTo(units: Units, code: string): string[] {
  const way: string[] = [];
  for (let at: string | null = code; at !== null && !way.includes(at); at = units.get(at)?.parentCode ?? null)
    way.unshift(at);
  return way;
}

/**
 * The units side by side below the one looked at that have customers here; where no unit is chosen, below the lowest
 * unit that has all of them. A community has nothing below it and stands for itself.
 */
export function comparedUnits(
  units: Units,
  communities: readonly string[],
  unitCode: string | null,
): string[] {
  const ways = communities
    .map((code) => wayTo(units, code))
    .filter((way) => unitCode === null || way.includes(unitCode));
  const [first] = ways;
  if (first === undefined) return [];
  let depth = unitCode === null ? 0 : first.indexOf(unitCode) + 1;
  if (unitCode === null) {
    while (depth < first.length && ways.every((way) => way[depth] === first[depth])) depth++;
  }
  return [...new Set(ways.map((way) => way[Math.min(depth, way.length - 1)]!))].sort();
}
