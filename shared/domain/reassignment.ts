import type { Channel, UnitKind } from './org-units.ts';
import type { Permission, RoleGrant } from './permissions.ts';

/**
 * Who decides on a request to move a customer between two communities: whoever leads the lowest unit that contains
 * both. Same zone: its team lead; same department: its admin or leader; same network: its channel admin; else the
 * region's channel admin. Where nobody else leads there, the next unit above is asked. Nobody approves his own.
 */
export const REQUEST_STATES = [
  'OPEN',
  'APPROVED',
  'REJECTED',
  'WITHDRAWN',
  'EXPIRED',
  /** The customer left its community by another way before anybody decided. */
  'OVERTAKEN',
] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** What somebody has to do with a request. The holders are told once it is approved. */
export const REQUEST_PARTS = ['ASKER', 'APPROVER', 'OLD_HOLDER', 'NEW_HOLDER'] as const;
export type RequestPart = (typeof REQUEST_PARTS)[number];

/** After this many days without a decision a request ends as EXPIRED. */
export const REQUEST_EXPIRES_AFTER_DAYS = 30;

const LEADING_PERMISSION: Partial<Record<UnitKind, Permission>> = {
  ZONE: 'reassignment.approve',
  CUSTOMER_DEPARTMENT: 'reassignment.approve',
  LOCAL_NETWORK: 'reassignment.approve',
  REGIONAL_COMPANY: 'reassignment.approveBetweenNetworks',
};

/** A community with all units above it, from the root down, itself last. */
export interface LocatedCommunity {
  path: readonly { unitCode: string; kind: UnitKind }[];
  channel: Channel | null;
}

export interface LeadingUnit {
  unitCode: string;
  permission: Permission;
}

/** The units whose leaders may be asked, the lowest first. */
export const leadingUnits = (from: LocatedCommunity, to: LocatedCommunity): LeadingUnit[] =>
  from.path
    .filter((unit, depth) => to.path[depth]?.unitCode === unit.unitCode)
    .flatMap(({ unitCode, kind }) => {
      const permission = LEADING_PERMISSION[kind];
      return permission === undefined ? [] : [{ unitCode, permission }];
    })
    .reverse();

/** True for a grant held at that very unit that carries its permission, and reaches the channels of both ends. */
export const leadsMove = (
  grant: RoleGrant,
  unit: LeadingUnit,
  from: LocatedCommunity,
  to: LocatedCommunity,
): boolean =>
  grant.unitCode === unit.unitCode &&
  grant.permissions.includes(unit.permission) &&
  (grant.channel === null || (grant.channel === from.channel && grant.channel === to.channel));

export interface Candidate {
  staffId: string;
  grants: readonly RoleGrant[];
}

/** The unit that decides and its leaders, the asker not among them; null where nobody can be asked. */
export function approversOf(
  from: LocatedCommunity,
  to: LocatedCommunity,
  askerId: string,
  candidates: readonly Candidate[],
): { unitCode: string; staffIds: string[] } | null {
  for (const unit of leadingUnits(from, to)) {
    const staffIds = candidates
      .filter(
        ({ staffId, grants }) =>
          staffId !== askerId && grants.some((grant) => leadsMove(grant, unit, from, to)),
      )
      .map(({ staffId }) => staffId);
    if (staffIds.length > 0) return { unitCode: unit.unitCode, staffIds };
  }
  return null;
}
