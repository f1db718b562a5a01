import type { Channel } from '../../../shared/domain/org-units.ts';
import { byUnitCode, holdsCustomers } from '../../../shared/domain/org-units.ts';
import { type RoleGrant, isShippedRole, shippedGrant } from '../../../shared/domain/permissions.ts';
import {
  approversOf,
  leadingUnits,
  type Candidate,
  type LocatedCommunity,
} from '../../../shared/domain/reassignment.ts';
import type { OrgUnitRow } from '../../../shared/domain/rows.ts';

export type Units = ReadonlyMap<string, OrgUnitRow>;

/** A unit in the choice of a community; only communities can be chosen. */
export interface CommunityNode {
  value: string;
  title: string;
  /** What a search looks at: names of unit and people. */
  search: string;
  selectable: boolean;
  children: CommunityNode[];
}

/** Customers are given to communities and contract zones that exist, not to pools. */
export const mayReceive = (unit: OrgUnitRow): boolean =>
  holdsCustomers(unit) && unit.kind !== 'UNASSIGNED_POOL' && unit.retired !== true;

/** Whoever works the community, first its account managers. */
export function holderNames(unit: Pick<OrgUnitRow, 'staff'> | undefined): string[] {
  const managers = (unit?.staff ?? []).filter(({ role }) => role === 'ACCOUNT_MANAGER');
  return [...new Set((managers.length > 0 ? managers : (unit?.staff ?? [])).map(({ name }) => name))];
}

/** The tree of all units with a community that `offers`; others are left out. */
export const communityTree = (units: Units, offers: (unit: OrgUnitRow) => boolean): CommunityNode[] =>
  treeOf(units, (unit) => mayReceive(unit) && offers(unit), communityTitle);

/** The tree of the units that `offers`, whatever they are, with those above them. */
export const unitTree = (units: Units, offers: (unit: OrgUnitRow) => boolean): CommunityNode[] =>
  treeOf(units, offers, ({ name }) => name);

function treeOf(
  units: Units,
  offers: (unit: OrgUnitRow) => boolean,
  titleOf: (unit: OrgUnitRow) => string,
): CommunityNode[] {
  const children = new Map<string | null, OrgUnitRow[]>();
  for (const unit of units.values()) {
    const parent = unit.parentCode !== null && units.has(unit.parentCode) ? unit.parentCode : null;
    children.set(parent, [...(children.get(parent) ?? []), unit]);
  }
  const nodes = (of: string | null): CommunityNode[] =>
    (children.get(of) ?? []).toSorted(byUnitCode).flatMap((unit) => {
      const below = nodes(unit.unitCode);
      const selectable = offers(unit);
      if (!selectable && below.length === 0) return [];
      const title = selectable ? titleOf(unit) : unit.name;
      return [{ value: unit.unitCode, title, search: title.toLowerCase(), selectable, children: below }];
    });
  return nodes(null);
}

/** 渡东片2社区 · 杜红文 */
export const communityTitle = (unit: OrgUnitRow): string => [unit.name, ...holderNames(unit)].join(' · ');

export function located(unitCode: string, units: Units): LocatedCommunity {
  const path: OrgUnitRow[] = [];
  for (let unit = units.get(unitCode); unit !== undefined && !path.includes(unit);) {
    path.unshift(unit);
    unit = unit.parentCode === null ? undefined : units.get(unit.parentCode);
  }
  const channel: Channel | null = units.get(unitCode)?.channel ?? null;
  return { path: path.map(({ unitCode: code, kind }) => ({ unitCode: code, kind })), channel };
}

export interface Approvers {
  unitName: string;
  names: string[];
}

/**
 * Who is going to decide, as far as the units here tell: deputies and roles for one channel alone are known to the
 * server. Null where nobody is known.
 */
export function likelyApprovers(
  fromCommunity: string,
  toCommunity: string,
  askerNo: string,
  units: Units,
): Approvers | null {
  const [from, to] = [located(fromCommunity, units), located(toCommunity, units)];
  const grants = new Map<string, RoleGrant[]>();
  const names = new Map<string, string>();
  for (const { unitCode } of leadingUnits(from, to)) {
    for (const { staffNo, name, role } of units.get(unitCode)?.staff ?? []) {
      if (!isShippedRole(role)) continue;
      names.set(staffNo, name);
      grants.set(staffNo, [...(grants.get(staffNo) ?? []), shippedGrant(role, unitCode)]);
    }
  }
  const candidates: Candidate[] = [...grants].map(([staffId, held]) => ({ staffId, grants: held }));
  const found = approversOf(from, to, askerNo, candidates);
  if (found === null) return null;
  return {
    unitName: units.get(found.unitCode)?.name ?? found.unitCode,
    names: found.staffIds.map((staffNo) => names.get(staffNo) ?? staffNo),
  };
}

/** The lowest unit that both lie in: 渡东片; null where they share none that is known. */
export function commonUnit(fromCommunity: string, toCommunity: string, units: Units): OrgUnitRow | null {
  const to = new Set(located(toCommunity, units).path.map(({ unitCode }) => unitCode));
  const shared = located(fromCommunity, units).path.filter(({ unitCode }) => to.has(unitCode));
  return units.get(shared.at(-1)?.unitCode ?? '') ?? null;
}
