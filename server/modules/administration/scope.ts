import type { Pool, PoolClient } from 'pg';
import type { UnitKind } from '../../../shared/domain/org-units.ts';
import { grantsWith, mayAt, type Permission } from '../../../shared/domain/permissions.ts';
import { ApiError } from '../../api-error.ts';
import type { Caller } from '../../plugins/auth.ts';
import type { UnitColumns } from '../territory/scope.ts';

export type Db = Pick<Pool | PoolClient, 'query'>;

export interface AdministeredUnit extends UnitColumns {
  unit_code: string;
  name: string;
  kind: UnitKind;
  retired_on: string | null;
}

/** The unit, where the caller administers it. @throws ApiError 404 E_NOT_FOUND, 403 E_SCOPE */
export async function unitInReach(
  db: Db,
  caller: Caller,
  permission: Permission,
  unitCode: string,
): Promise<AdministeredUnit> {
  const { rows } = await db.query<AdministeredUnit>(
    'select unit_code, name, kind, path, channel, retired_on from org_unit where unit_code = $1',
    [unitCode],
  );
  const unit = rows[0];
  if (!unit) throw new ApiError(404, 'E_NOT_FOUND', 'there is no such unit', { field: 'unit_code' });
  if (!mayAt(caller.grants, permission, unit)) {
    throw new ApiError(403, 'E_SCOPE', 'the unit is outside your scope', { field: 'unit_code' });
  }
  return unit;
}

/** True for an administrator of the whole region: of a unit without one above. */
export async function reachesAll(db: Db, caller: Caller, permission: Permission): Promise<boolean> {
  const { rows } = await db.query<{ all: boolean }>(
    'select exists (select from org_unit where parent_code is null and unit_code = any($1)) as all',
    [rootsOf(caller, permission)],
  );
  return rows[0]?.all === true;
}

/** @throws ApiError 403 E_SCOPE for whoever administers a part alone */
export async function refuseParts(db: Db, caller: Caller, permission: Permission): Promise<void> {
  if (!(await reachesAll(db, caller, permission))) {
    throw new ApiError(403, 'E_SCOPE', 'this is kept by the administrators of the region');
  }
}

/** The units that the caller administers, for `path && $n`; a role for one channel alone administers nobody. */
export const rootsOf = (caller: Caller, permission: Permission): string[] =>
  grantsWith(caller.grants, permission)
    .filter((grant) => grant.channel === null)
    .map((grant) => grant.unitCode);
