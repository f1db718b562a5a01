import type { OrgUnitRow } from '../../../shared/domain/rows.ts';
import type { CustomerConditions } from '../../data/types.ts';
import { communitiesBelow, rootsOf } from './tree.ts';
import type { Units } from './tree.ts';

export interface DrillDown {
  /** What the list of exactly those customers asks for. */
  conditions: CustomerConditions;
  /** Where they are. */
  communities: OrgUnitRow[];
}

/** Where a figure leads: the unit that it names itself comes before the one that the screen shows. */
export function drillDownOf(
  conditions: CustomerConditions,
  { units, held, shown }: { units: Units; held: ReadonlySet<string>; shown: string | null },
): DrillDown {
  const wanted = conditions.unitCode ?? shown;
  const tops = wanted === null ? rootsOf(units, held).map((unit) => unit.unitCode) : [wanted];
  return {
    conditions: wanted === null ? conditions : { ...conditions, unitCode: wanted },
    communities: tops.flatMap((code) => communitiesBelow(units, code)).filter((unit) => !unit.retired),
  };
}
