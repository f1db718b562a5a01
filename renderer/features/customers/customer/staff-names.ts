import type { OrgUnitRow } from '../../../../shared/domain/rows.ts';
import { keptWith } from '../../../../shared/lib/kept-with.ts';

type Units = ReadonlyMap<string, Partial<Pick<OrgUnitRow, 'staff'>>>;

const namesOf = keptWith((units: Units) => {
  const names = new Map<string, string>();
  for (const { staff = [] } of units.values())
    for (const { staffNo, name } of staff) names.set(staffNo, name);
  return names;
});

/** The name of a person by staff number, as the units of the reference know them; else the number. */
export const staffName = (staffNo: string, units: Units): string => namesOf(units).get(staffNo) ?? staffNo;
