import { useMemo } from 'react';
import {
  isPermission,
  mayAnywhere,
  mayAt,
  type Permission,
  type RoleGrant,
} from '../../../shared/domain/permissions.ts';
import type { AccessRole, AccessRow } from '../../../shared/domain/rows.ts';
import { type Day, dayOf } from '../../../shared/lib/dates.ts';
import type { SessionStaff } from '../../../shared/api/auth.ts';
import type { Reference } from '../../data/types.ts';
import { useReference, useSessionState } from '../../session/react.tsx';
import { serverNow } from '../../ui/format/index.ts';
import { pathOf } from '../../../shared/domain/org-units.ts';

/** The roles of a sign-in; what came with a sync since then is newer (`grantsOn`). */
export const grantsOf = (staff: SessionStaff): RoleGrant[] =>
  staff.roles.map(({ role, unit_code: unitCode, channel, permissions }) => ({
    role,
    unitCode,
    channel,
    permissions: permissions.filter(isPermission),
  }));

/** The roles that are in force on `today`. */
export const rolesOn = (access: AccessRow, today: Day): AccessRole[] =>
  access.roles.filter(({ from, to }) => (from ?? today) <= today && (to ?? today) >= today);

export const grantsOn = (access: AccessRow, today: Day): RoleGrant[] =>
  rolesOn(access, today).map(({ role, unitCode, channel, permissions }) => ({
    role,
    unitCode,
    channel,
    permissions: permissions.filter(isPermission),
  }));

/** What a person may do where. The server decides again; this only keeps from offering what it would refuse. */
export interface Access {
  staff: SessionStaff;
  grants: readonly RoleGrant[];
  may(permission: Permission, unitCode: string): boolean;
  mayAnywhere(permission: Permission): boolean;
}

export function accessOf(staff: SessionStaff, reference: Reference, today: Day): Access {
  const grants = reference.access ? grantsOn(reference.access, today) : grantsOf(staff);
  return {
    staff,
    grants,
    may: (permission, unitCode) =>
      mayAt(grants, permission, {
        path: pathOf(unitCode, reference.units),
        channel: reference.units.get(unitCode)?.channel ?? null,
      }),
    mayAnywhere: (permission) => mayAnywhere(grants, permission),
  };
}

export function useAccess(): Access {
  const state = useSessionState();
  const reference = useReference();
  if (state.kind !== 'signedIn') throw new Error('useAccess needs somebody signed in');
  const { staff } = state;
  const today = dayOf(serverNow());
  return useMemo(() => accessOf(staff, reference, today), [staff, reference, today]);
}
