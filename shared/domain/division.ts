import type { Day, Month } from '../lib/dates.ts';
import { isLockedOn, openPeriodOn } from './allocation-period.ts';
import { type Channel, holdsCustomers, type UnitKind } from './org-units.ts';
import { mayAnywhere, mayAt, type Permission, type RoleGrant, type ScopedUnit } from './permissions.ts';

/**
 * Who may move which new customer where while an allocation period is open. Two steps, told apart by the target:
 * into a pool (the channel step: to the department of a channel in the customer's billing area) and into a community
 * (the community step). Each needs its permission both where the customer is and where it goes.
 */
export const DIVISION_STEPS = ['CHANNEL', 'COMMUNITY'] as const;
export type DivisionStep = (typeof DIVISION_STEPS)[number];

/** The channels whose departments confirm what is theirs before the network's import. */
export const CONFIRMING_CHANNELS: readonly Channel[] = ['KEY_ACCOUNT', 'BUSINESS', 'CONTRACT_AGENT'];

/** Why a row of a division sheet is refused, in the order in which the reasons are looked for. */
export const DIVISION_REFUSALS = [
  'WINDOW_CLOSED',
  'FOREIGN_ROW',
  'UNKNOWN_CUSTOMER',
  'DUPLICATE_ROW',
  'CUSTOMER_OUT_OF_SCOPE',
  'CUSTOMER_CLOSED',
  'NOT_OF_PERIOD',
  'LOCKED',
  'UNKNOWN_COMMUNITY',
  'COMMUNITY_RETIRED',
  'NO_PERMISSION',
  'TARGET_OUT_OF_SCOPE',
  'OTHER_NETWORK',
  'OTHER_BILLING_AREA',
  'UNKNOWN_SEGMENT',
  'CHANGED_SINCE_EXPORT',
] as const;
export type DivisionRefusal = (typeof DIVISION_REFUSALS)[number];

export interface DivisionPlace extends ScopedUnit {
  /** The local network above it; null where it lies in none. */
  networkCode: string | null;
}

/** A customer as division asks about it. `billingArea` is that of its founding subscription. */
export interface DividedCustomer {
  community: DivisionPlace;
  billingArea: string;
  firstSeenMonth: Month;
  openingStock: boolean;
  lockedUntil: Day | null;
  closedOn: Day | null;
}

export interface DivisionTarget extends DivisionPlace {
  kind: UnitKind;
  billingArea: string | null;
  retired: boolean;
}

/** A customer belongs to the period of the month in which it was first seen; opening stock belongs to none. */
export const isOfPeriod = (
  customer: Pick<DividedCustomer, 'firstSeenMonth' | 'openingStock'>,
  month: Month,
): boolean => !customer.openingStock && customer.firstSeenMonth === month;

export const stepInto = (target: Pick<DivisionTarget, 'kind'>): DivisionStep =>
  target.kind === 'UNASSIGNED_POOL' ? 'CHANNEL' : 'COMMUNITY';

const PERMISSION_OF_STEP: Record<DivisionStep, Permission> = {
  CHANNEL: 'division.channelStep',
  COMMUNITY: 'division.communityStep',
};

/**
 * Why the holder of `grants` may not move the customer to the target on that day, or null where he may.
 * A row of no sheet of ours, an unknown customer, a doubled row and a change since the export are found by who reads
 * the sheet.
 */
export function divisionRefusal(
  grants: readonly RoleGrant[],
  customer: DividedCustomer,
  target: DivisionTarget | null,
  month: Month,
  day: Day,
): DivisionRefusal | null {
  if (openPeriodOn(day) !== month) return 'WINDOW_CLOSED';
  if (!mayDivideAt(grants, customer.community)) return 'CUSTOMER_OUT_OF_SCOPE';
  if (customer.closedOn !== null) return 'CUSTOMER_CLOSED';
  if (!isOfPeriod(customer, month)) return 'NOT_OF_PERIOD';
  if (isLockedOn(customer.lockedUntil, day)) return 'LOCKED';
  if (target === null || !holdsCustomers(target)) return 'UNKNOWN_COMMUNITY';
  if (target.retired) return 'COMMUNITY_RETIRED';

  const step = stepInto(target);
  const permission = PERMISSION_OF_STEP[step];
  if (!mayAnywhere(grants, permission)) return 'NO_PERMISSION';
  if (!mayAt(grants, permission, customer.community)) return 'CUSTOMER_OUT_OF_SCOPE';
  if (!mayAt(grants, permission, target)) return 'TARGET_OUT_OF_SCOPE';
  // From network to network is a reassignment, which the region's channel admin approves one by one.
  if (target.networkCode !== customer.community.networkCode) return 'OTHER_NETWORK';
  if (step === 'CHANNEL' && target.billingArea !== customer.billingArea) return 'OTHER_BILLING_AREA';
  return null;
}

const mayDivideAt = (grants: readonly RoleGrant[], community: ScopedUnit): boolean =>
  mayAt(grants, 'division.channelStep', community) || mayAt(grants, 'division.communityStep', community);
