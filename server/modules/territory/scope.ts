import type { Channel } from '../../../shared/domain/org-units.ts';
import {
  grantsWith,
  type Permission,
  type RoleGrant,
  type ScopedUnit,
} from '../../../shared/domain/permissions.ts';

/**
 * Scope in SQL: which communities somebody's roles reach. The same rule as `mayAt` of shared/domain: a grant
 * reaches the units on whose path its own unit lies, and one narrowed to a channel only units of that channel.
 */

/** Grants as two columns of one length, for `unnest($n::text[], $m::text[]) as granted (unit_code, channel)`. */
export interface GrantColumns {
  units: string[];
  channels: (Channel | null)[];
}

export function grantColumns(grants: readonly RoleGrant[], permission: Permission): GrantColumns {
  const carrying = grantsWith(grants, permission);
  return {
    units: carrying.map((grant) => grant.unitCode),
    channels: carrying.map((grant) => grant.channel),
  };
}

/**
 * Selects `unit_code` of the communities, pools and contract zones that the grants reach, each once. Most grants are of
 * one community and are looked up by its code; the paths of all units are searched only for units with others below.
 */
export const communitiesInReach = (units: string, channels: string): string => `
  select u.unit_code
  from unnest(${units}::text[], ${channels}::text[]) as granted (unit_code, channel)
  join org_unit u on u.unit_code = granted.unit_code
  where u.kind in ('COMMUNITY', 'UNASSIGNED_POOL', 'CONTRACT_AGENT_AREA')
    and u.path @> array[granted.unit_code]
    and (granted.channel is null or granted.channel = u.channel)
  union
  select u.unit_code
  from (
    select g.unit_code, g.channel from unnest(${units}::text[], ${channels}::text[]) as g (unit_code, channel)
    where exists (select from org_unit below where below.parent_code = g.unit_code) offset 0
  ) granted
  join org_unit u on u.path @> array[granted.unit_code]
  where u.kind in ('COMMUNITY', 'UNASSIGNED_POOL', 'CONTRACT_AGENT_AREA')
    and (granted.channel is null or granted.channel = u.channel)`;

/** Selects `unit_code` of the units above communities that the grants reach, each once. */
export const unitsInReach = (units: string, channels: string): string => `
  select distinct u.unit_code
  from unnest(${units}::text[], ${channels}::text[]) as granted (unit_code, channel)
  join org_unit u on u.path @> array[granted.unit_code]
  where u.kind not in ('COMMUNITY', 'UNASSIGNED_POOL', 'CONTRACT_AGENT_AREA')
    and (granted.channel is null or granted.channel = u.channel)`;

/** A unit's columns as `mayAt` asks for them. */
export interface UnitColumns {
  path: string[];
  channel: Channel | null;
}

export const scopedUnit = (row: UnitColumns): ScopedUnit => ({ path: row.path, channel: row.channel });
