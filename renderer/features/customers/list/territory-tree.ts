import { byUnitCode, childrenByParent, pathOf } from '../../../../shared/domain/org-units.ts';
import type { Channel } from '../../../../shared/domain/org-units.ts';
import { grantsWith, type RoleGrant } from '../../../../shared/domain/permissions.ts';
import type { OrgUnitRow } from '../../../../shared/domain/rows.ts';

/** A unit with the customers of its whole subtree. */
export interface TerritoryNode {
  unitCode: string;
  name: string;
  customers: number;
  /** People who work the unit and whose names matched a search. */
  matchedStaff: readonly string[];
  children: TerritoryNode[];
}

type Units = ReadonlyMap<string, OrgUnitRow>;

/**
 * The units that somebody may read, as trees: one for each unit he holds a reading role at, none inside another.
 * `counts` are customers per community code. A grant narrowed to a channel shows the branches of that channel.
 */
export function buildTerritory(
  units: Units,
  counts: ReadonlyMap<string, number>,
  grants: readonly RoleGrant[],
): TerritoryNode[] {
  const childrenOf = childrenByParent(units.values());
  const reading = grantsWith(grants, 'customer.read').filter((grant) => units.has(grant.unitCode));
  const widest = reading.filter(
    (grant, position) =>
      !reading.some((other, otherPosition) => coversMore(other, otherPosition, grant, position, units)),
  );
  return widest
    .map((grant) => branch(units.get(grant.unitCode)!, grant.channel, childrenOf, counts))
    .filter((node) => node !== undefined)
    .sort(byUnitCode);
}

/** Whether `other` reaches all that `grant` reaches, so that `grant` needs no tree of its own. */
function coversMore(
  other: RoleGrant,
  otherPosition: number,
  grant: RoleGrant,
  position: number,
  units: Units,
): boolean {
  if (otherPosition === position) return false;
  if (other.channel !== null && other.channel !== grant.channel) return false;
  if (other.unitCode === grant.unitCode) return other.channel !== grant.channel || otherPosition < position;
  return pathOf(grant.unitCode, units).includes(other.unitCode);
}

function branch(
  unit: OrgUnitRow,
  channel: Channel | null,
  childrenOf: ReadonlyMap<string, OrgUnitRow[]>,
  counts: ReadonlyMap<string, number>,
): TerritoryNode | undefined {
  const children = (childrenOf.get(unit.unitCode) ?? [])
    .map((child) => branch(child, channel, childrenOf, counts))
    .filter((node) => node !== undefined)
    .sort(byUnitCode);
  const outside = channel !== null && unit.channel !== channel && children.length === 0;
  const own = channel === null || unit.channel === channel ? (counts.get(unit.unitCode) ?? 0) : 0;
  const customers = children.reduce((sum, child) => sum + child.customers, own);
  if (outside || (unit.retired && customers === 0)) return undefined;
  return { unitCode: unit.unitCode, name: unit.name, customers, matchedStaff: [], children };
}

/**
 * What remains of the trees for a search over the names of units and of the people who work them. A unit that
 * matches keeps its whole subtree; the ones above it stay as the way to it.
 */
export function searchTerritory(
  nodes: readonly TerritoryNode[],
  units: Units,
  text: string,
): TerritoryNode[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [...nodes];
  return nodes.flatMap((node) => {
    const matchedStaff = (units.get(node.unitCode)?.staff ?? [])
      .map((person) => person.name)
      .filter((name) => name.toLowerCase().includes(wanted));
    const children = searchTerritory(node.children, units, wanted);
    if (node.name.toLowerCase().includes(wanted)) return [{ ...node, matchedStaff }];
    if (matchedStaff.length > 0) return [{ ...node, matchedStaff, children: node.children }];
    return children.length > 0 ? [{ ...node, children }] : [];
  });
}

export const allCodes = (nodes: readonly TerritoryNode[]): string[] =>
  nodes.flatMap((node) => [node.unitCode, ...allCodes(node.children)]);

/** What is open at first: the roots, and below them as long as a level offers nothing to choose. */
export function openAtFirst(nodes: readonly TerritoryNode[]): string[] {
  return nodes.flatMap((node) => [
    node.unitCode,
    ...(node.children.length <= 3 && nodes.length <= 3 ? openAtFirst(node.children) : []),
  ]);
}

/**
 * The name of a community without that of the zone above it, where the list shows one zone only:
 * `武鸣片1社区` → `1社区`.
 */
export function shortCommunityName(
  unit: Pick<OrgUnitRow, 'name' | 'parentCode'> | undefined,
  units: ReadonlyMap<string, Pick<OrgUnitRow, 'name'>>,
): string {
  if (!unit) return '';
  const parent = unit.parentCode === null ? undefined : units.get(unit.parentCode);
  return parent && unit.name.startsWith(parent.name) && unit.name.length > parent.name.length
    ? unit.name.slice(parent.name.length)
    : unit.name;
}
