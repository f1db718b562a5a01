import type { RowCheck } from '../definition.ts';

/**
 * A billing area is known where it has a live public department with a pool: that is where its customers go when no
 * rule says better. `area.pool` is the pool's code, `area.path` its units from the root.
 */
export const AREA_POOLS = `
  select distinct on (billing_area) billing_area, unit_code as pool, path
  from org_unit
  where kind = 'UNASSIGNED_POOL' and channel = 'MASS_MARKET' and retired_on is null
  order by billing_area, unit_code collate "C"`;

export const AREA_JOIN = `left join (${AREA_POOLS}) area on area.billing_area = s.billing_area`;
export const UNKNOWN_AREA: RowCheck = { when: 'area.pool is null', reason: 'UNKNOWN_AREA' };
