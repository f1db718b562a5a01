import type { UnitChange } from '../../../../shared/api/administration.ts';
import { byUnitCode } from '../../../../shared/domain/org-units.ts';
import type { Channel, UnitKind } from '../../../../shared/domain/org-units.ts';
import type { OrgUnitRow } from '../../../../shared/domain/rows.ts';
import { channelBelow, kindsToAddBelow, placeFault } from '../../../../shared/domain/unit-rules.ts';

/** What is about to be done, before its fields are filled in; `unit` is the parent of one that is added. */
export interface UnitDraft {
  kind: UnitChange['kind'];
  unit: OrgUnitRow;
}

export interface UnitFields {
  code: string;
  name: string;
  unitKind: UnitKind | null;
  channel: Channel | null;
  billingArea: string;
  parentCode: string | null;
}

type Units = ReadonlyMap<string, OrgUnitRow>;

export function fieldsOf({ kind, unit }: UnitDraft, units: Units): UnitFields {
  const adds = kind === 'ADD';
  const [only, ...others] = adds ? kindsToAddBelow(unit) : [];
  return {
    code: adds ? nextCode(unit.unitCode, units) : unit.unitCode,
    name: adds ? '' : unit.name,
    unitKind: others.length === 0 ? (only ?? null) : null,
    channel: unit.channel,
    billingArea: unit.billingArea ?? '',
    parentCode: null,
  };
}

/** The next number below a unit, as files of the territory count: `GX-NN-01-GZ-3`. */
export function nextCode(parentCode: string, units: Units): string {
  const numbers = [...units.values()]
    .filter((unit) => unit.parentCode === parentCode)
    .map(({ unitCode }) => /-(\d+)$/.exec(unitCode.slice(parentCode.length))?.[1])
    .filter((digits) => digits !== undefined);
  const width = Math.max(1, ...numbers.map((digits) => digits.length));
  const next = Math.max(0, ...numbers.map(Number)) + 1;
  return `${parentCode}-${String(next).padStart(width, '0')}`;
}

/** Null as long as something is missing. */
export function changeOf({ kind, unit }: UnitDraft, fields: UnitFields): UnitChange | null {
  const name = fields.name.trim();
  switch (kind) {
    case 'ADD': {
      const { unitKind, channel } = fields;
      const code = fields.code.trim();
      if (unitKind === null || name === '' || code === '') return null;
      if (unitKind === 'CUSTOMER_DEPARTMENT' && channel === null) return null;
      return {
        kind,
        unit_code: code,
        name,
        parent_code: unit.unitCode,
        unit_kind: unitKind,
        channel: channelBelow(unitKind, unit, channel),
        billing_area: fields.billingArea.trim() || null,
      };
    }
    case 'RENAME':
      return name === '' || name === unit.name ? null : { kind, unit_code: unit.unitCode, name };
    case 'MOVE':
      return fields.parentCode === null
        ? null
        : { kind, unit_code: unit.unitCode, parent_code: fields.parentCode };
    case 'RETIRE':
    case 'REVIVE':
      return { kind, unit_code: unit.unitCode };
  }
}

/** Units below which `unit` may go: of the right kind and channel, still there, and not where it stands already. */
export const parentsFor = (unit: OrgUnitRow, units: Units): OrgUnitRow[] =>
  [...units.values()]
    .filter(
      (parent) =>
        parent.retired !== true && parent.unitCode !== unit.parentCode && placeFault(unit, parent) === null,
    )
    .sort(byUnitCode);

/** What can be done about a unit, as the server would decide it by the unit alone. */
export function actsOn(unit: OrgUnitRow): UnitChange['kind'][] {
  if (unit.retired === true) return unit.kind === 'UNASSIGNED_POOL' ? [] : ['REVIVE'];
  const acts: UnitChange['kind'][] = kindsToAddBelow(unit).length > 0 ? ['ADD', 'RENAME'] : ['RENAME'];
  // A pool comes and goes with its department, and the root carries all the others.
  return unit.kind === 'UNASSIGNED_POOL' || unit.parentCode === null ? acts : [...acts, 'MOVE', 'RETIRE'];
}
