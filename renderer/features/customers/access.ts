import { useMemo } from 'react';
import { mayAnywhere, mayAt, type Permission, type RoleGrant } from '../../../shared/domain/permissions.ts';
import type { SessionStaff } from '../../../shared/api/auth.ts';
import type { Reference } from '../../data/types.ts';
import { useReference, useSessionState } from '../../session/react.tsx';
import { pathOf } from './list/territory-tree.ts';

export const grantsOf = (staff: SessionStaff): RoleGrant[] =>
  staff.roles.map(({ role, unit_code, channel }) => ({ role, unitCode: unit_code, channel }));

/** What a person may do where. The server decides again; this only keeps from offering what it would refuse. */
export interface Access {
  staff: SessionStaff;
  grants: readonly RoleGrant[];
  may(permission: Permission, unitCode: string): boolean;
  mayAnywhere(permission: Permission): boolean;
}

export function accessOf(staff: SessionStaff, reference: Reference): Access {
  const grants = grantsOf(staff);
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
  return useMemo(() => accessOf(staff, reference), [staff, reference]);
}
