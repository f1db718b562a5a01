import type { Channel, UnitKind } from './org-units.ts';

/**
 * How the territory may be changed on a screen. The server asks here before it writes, the screen before it offers.
 * A file of the territory is not held to it: it says how things are.
 */

/** What a unit is, as far as its place depends on it. */
export interface PlacedUnit {
  kind: UnitKind;
  channel: Channel | null;
}

/** Kinds that may stand right below a unit of a kind; with this each kind has its depth. */
const BELOW: Readonly<Record<UnitKind, readonly UnitKind[]>> = {
  REGIONAL_COMPANY: ['LOCAL_NETWORK'],
  LOCAL_NETWORK: ['SERVICE_CENTRE'],
  SERVICE_CENTRE: ['CUSTOMER_DEPARTMENT'],
  CUSTOMER_DEPARTMENT: ['ZONE', 'COMMUNITY', 'UNASSIGNED_POOL', 'CONTRACT_AGENT_AREA'],
  ZONE: ['COMMUNITY'],
  COMMUNITY: [],
  UNASSIGNED_POOL: [],
  CONTRACT_AGENT_AREA: [],
};

/** How many units stand above one of a kind, at least and at most. */
export const DEPTH: Readonly<Record<UnitKind, { least: number; most: number }>> = {
  REGIONAL_COMPANY: { least: 0, most: 0 },
  LOCAL_NETWORK: { least: 1, most: 1 },
  SERVICE_CENTRE: { least: 2, most: 2 },
  CUSTOMER_DEPARTMENT: { least: 3, most: 3 },
  ZONE: { least: 4, most: 4 },
  COMMUNITY: { least: 4, most: 5 },
  UNASSIGNED_POOL: { least: 4, most: 4 },
  CONTRACT_AGENT_AREA: { least: 4, most: 4 },
};

/** A channel begins with the department: what stands above serves all of them. */
export const hasChannel = (kind: UnitKind): boolean => DEPTH[kind].least >= DEPTH.CUSTOMER_DEPARTMENT.least;

export const UNIT_FAULTS = [
  'MISPLACED',
  'ABOVE_ITSELF',
  'OTHER_CHANNEL',
  'ZONE_NOT_PUBLIC',
  'SECOND_POOL',
  'POOL_STAYS',
  'ROOT_STAYS',
  'PARENT_RETIRED',
  'SAME_PARENT',
] as const;
export type UnitFault = (typeof UNIT_FAULTS)[number];

/**
 * Why a unit may not stand below another; null where it may. Zones exist in public departments alone, contract zones in
 * contract departments alone, and a unit is of the channel of its department.
 */
export function placeFault(unit: PlacedUnit, parent: PlacedUnit): UnitFault | null {
  if (!BELOW[parent.kind].includes(unit.kind)) return 'MISPLACED';
  if (unit.kind === 'CUSTOMER_DEPARTMENT') return unit.channel === null ? 'OTHER_CHANNEL' : null;
  if (!hasChannel(unit.kind)) return null;
  if (unit.channel !== parent.channel) return 'OTHER_CHANNEL';
  if (unit.kind === 'ZONE' && unit.channel !== 'MASS_MARKET') return 'ZONE_NOT_PUBLIC';
  const ofContract = unit.channel === 'CONTRACT_AGENT';
  if (unit.kind === 'CONTRACT_AGENT_AREA' && !ofContract) return 'OTHER_CHANNEL';
  if (unit.kind === 'COMMUNITY' && ofContract) return 'OTHER_CHANNEL';
  return null;
}

/** The channel that a new unit has: a department's is chosen, what stands below has its department's. */
export const channelBelow = (kind: UnitKind, parent: PlacedUnit, chosen: Channel | null): Channel | null =>
  kind === 'CUSTOMER_DEPARTMENT' ? chosen : hasChannel(kind) ? parent.channel : null;

/** Kinds that somebody may add below a unit. A pool comes and goes with its department. */
export const kindsToAddBelow = (parent: PlacedUnit): UnitKind[] =>
  BELOW[parent.kind].filter(
    (kind) =>
      kind !== 'UNASSIGNED_POOL' &&
      (kind === 'CUSTOMER_DEPARTMENT' || placeFault({ kind, channel: parent.channel }, parent) === null),
  );

/** What keeps a unit from being retired. */
export const HANGING = ['UNITS', 'CUSTOMERS', 'PEOPLE', 'RULES', 'REQUESTS', 'GROUPS'] as const;
export type Hanging = (typeof HANGING)[number];
