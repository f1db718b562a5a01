import type { OrgUnitRow } from '../../../../shared/domain/rows.ts';

type Units = ReadonlyMap<string, Partial<Pick<OrgUnitRow, 'staff'>>>;

const known = new WeakMap<Units, Map<string, string>>();

/** The name of a person by staff number, as the units of the reference know them; else the number. */
export function staffName(staffNo: string, units: Units): string {
  let names = known.get(units);
  if (!names) {
    names = new Map();
    for (const unit of units.values())
      for (const person of unit.staff ?? []) names.set(person.staffNo, person.name);
    known.set(units, names);
  }
  return names.get(staffNo) ?? staffNo;
}
