import { type Permission, ROLE_LEVELS, type RoleLevel } from './permissions.ts';
import { HOLDING_KINDS, type UnitKind } from './org-units.ts';

/** What may stand in a role, and at which units it may be given. The server asks here before it writes. */

/** What only a role of the region may carry: it reaches beyond a network. */
export const REGION_ONLY: readonly Permission[] = ['reassignment.approveBetweenNetworks', 'lock.lift'];

/** What a role below a network may not carry: it is kept for all of a network. */
const NETWORK_ONLY: readonly Permission[] = ['division.channelStep', 'group.types'];

const isAdministration = (permission: Permission): boolean => permission.startsWith('admin.');

export type RoleFault = 'ADMIN_WITH_CUSTOMERS' | 'ABOVE_LEVEL' | 'ADMIN_BELOW_NETWORK';

/**
 * Why a role may not be as it is wanted. Who keeps people and roles sees no customers, so that nobody gives himself what
 * he then looks at; and a level gives nothing that reaches beyond it.
 */
export function roleFault(level: RoleLevel, permissions: readonly Permission[]): RoleFault | null {
  const administers = permissions.some(isAdministration);
  if (administers && permissions.some((permission) => !isAdministration(permission))) {
    return 'ADMIN_WITH_CUSTOMERS';
  }
  const depth = ROLE_LEVELS.indexOf(level);
  if (depth > 0 && permissions.some((permission) => REGION_ONLY.includes(permission))) return 'ABOVE_LEVEL';
  if (depth > 1 && administers) return 'ADMIN_BELOW_NETWORK';
  if (depth > 1 && permissions.some((permission) => NETWORK_ONLY.includes(permission))) return 'ABOVE_LEVEL';
  return null;
}

/** Whether a role of this level is held at units of this kind; a community's also at pools and contract zones. */
export const heldAt = (level: RoleLevel, kind: UnitKind): boolean =>
  level === 'COMMUNITY' ? HOLDING_KINDS.has(kind) : level === kind;
