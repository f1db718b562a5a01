import { mayAt, isShippedRole, shippedGrant, type RoleGrant } from '../../../shared/domain/permissions.ts';
import { pathOf } from '../../../shared/domain/org-units.ts';
import type { OrgUnitRow } from '../../../shared/domain/rows.ts';

export interface Colleague {
  staffNo: string;
  name: string;
  /** Where he works, for telling people of one name apart. */
  unitName: string;
  /** Customers that he may not write about. */
  outside: number;
}

/**
 * Who could take over customers, those with the fewest outside their reach first. The reference names no channel of a
 * role, and no role that an administrator has changed, so the server may still refuse; it decides.
 * @param communities of the customers, each with how many it has there
 */
export function colleaguesFor(
  units: ReadonlyMap<string, OrgUnitRow>,
  communities: ReadonlyMap<string, number>,
  ownStaffNo: string,
): Colleague[] {
  const people = new Map<string, { name: string; unitName: string; grants: RoleGrant[] }>();
  for (const unit of units.values()) {
    for (const { staffNo, name, role } of unit.staff) {
      if (staffNo === ownStaffNo || !isShippedRole(role)) continue;
      const known = people.get(staffNo) ?? { name, unitName: unit.name, grants: [] };
      known.grants.push(shippedGrant(role, unit.unitCode));
      people.set(staffNo, known);
    }
  }
  const places = [...communities].map(([code, count]) => ({
    count,
    unit: { path: pathOf(code, units), channel: units.get(code)?.channel ?? null },
  }));
  return [...people]
    .map(([staffNo, { name, unitName, grants }]): Colleague => ({
      staffNo,
      name,
      unitName,
      outside: places
        .filter(({ unit }) => !mayAt(grants, 'customer.write', unit))
        .reduce((sum, { count }) => sum + count, 0),
    }))
    .filter(({ outside }) => outside < places.reduce((sum, { count }) => sum + count, 0))
    .sort((a, b) => a.outside - b.outside || (a.staffNo < b.staffNo ? -1 : 1));
}
