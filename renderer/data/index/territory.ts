import type { OrgUnitRow } from '../../../shared/domain/rows.ts';

/** Whether `unitCode` is `rootCode` or lies below it. A unit that is not known lies only below itself. */
export function inSubtree(
  units: ReadonlyMap<string, OrgUnitRow>,
  unitCode: string,
  rootCode: string,
): boolean {
  const passed = new Set<string>();
  for (let code: string | null | undefined = unitCode; code; code = units.get(code)?.parentCode) {
    if (code === rootCode) return true;
    if (passed.has(code)) return false;
    passed.add(code);
  }
  return false;
}
