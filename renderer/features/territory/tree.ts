import { byUnitCode, childrenByParent, holdsCustomers } from '../../../shared/domain/org-units.ts';
import type { OrgUnitRow } from '../../../shared/domain/rows.ts';

export type Units = ReadonlyMap<string, OrgUnitRow>;

/** A unit above communities, as the choice of a unit shows it. */
export interface UnitNode {
  value: string;
  title: string;
  children: UnitNode[];
}

/** Units right below, in the order of their codes. */
export const childrenOf = (units: Units, code: string): OrgUnitRow[] =>
  [...units.values()].filter((unit) => unit.parentCode === code).sort(byUnitCode);

/** The highest of the units whose roll-ups are here: one for each role, none inside another. */
export const rootsOf = (units: Units, held: ReadonlySet<string>): OrgUnitRow[] =>
  [...units.values()]
    .filter(
      ({ unitCode, parentCode }) => held.has(unitCode) && !(parentCode !== null && held.has(parentCode)),
    )
    .sort(byUnitCode);

/** The trees of units whose roll-ups are here; communities are not in it, they stand in the table of their unit. */
export function unitTree(units: Units, held: ReadonlySet<string>): UnitNode[] {
  const node = (unit: OrgUnitRow): UnitNode => ({
    value: unit.unitCode,
    title: unit.name,
    children: childrenOf(units, unit.unitCode)
      .filter((child) => held.has(child.unitCode))
      .map(node),
  });
  return rootsOf(units, held).map(node);
}

/** From the root of what is here down to the unit, itself included. */
export function wayTo(units: Units, held: ReadonlySet<string>, code: string): OrgUnitRow[] {
  const way: OrgUnitRow[] = [];
  for (let unit = units.get(code); unit !== undefined && !way.includes(unit);) {
    if (!held.has(unit.unitCode) && !holdsCustomers(unit)) break;
    way.unshift(unit);
    unit = unit.parentCode === null ? undefined : units.get(unit.parentCode);
  }
  return way;
}

/** The communities in the subtree of a unit; of a community, itself. */
export function communitiesBelow(units: Units, code: string): OrgUnitRow[] {
  const unit = units.get(code);
  if (unit === undefined) return [];
  if (holdsCustomers(unit)) return [unit];
  const children = childrenByParent(units.values());
  const found: OrgUnitRow[] = [];
  const walk = (at: string): void => {
    for (const child of (children.get(at) ?? []).sort(byUnitCode)) {
      if (holdsCustomers(child)) found.push(child);
      else walk(child.unitCode);
    }
  };
  walk(code);
  return found;
}
