import { describe, expect, it } from 'vitest';
import type { DividedCustomer, DivisionTarget } from './division.ts';
import { divisionRefusal } from './division.ts';
import { type RoleGrant, type RoleKey, shippedGrant } from './permissions.ts';

const path = (...units: string[]): string[] => units;
const pool = {
  path: path('R', 'N', 'C', 'D-MASS', 'POOL-MASS'),
  channel: 'MASS_MARKET',
  networkCode: 'N',
} as const;
const customer: DividedCustomer = {
  community: pool,
  billingArea: '青秀',
  firstSeenMonth: '2026-11',
  openingStock: false,
  lockedUntil: null,
  closedOn: null,
};
const target = (over: Partial<DivisionTarget> = {}): DivisionTarget => ({
  path: path('R', 'N', 'C', 'D-MASS', 'Z1', 'Z1-1'),
  channel: 'MASS_MARKET',
  kind: 'COMMUNITY',
  billingArea: '青秀',
  networkCode: 'N',
  retired: false,
  ...over,
});
const businessPool = target({
  path: path('R', 'N', 'C', 'D-BUS', 'POOL-BUS'),
  channel: 'BUSINESS',
  kind: 'UNASSIGNED_POOL',
});
const grant = (role: RoleKey, unitCode: string, channel: RoleGrant['channel'] = null): RoleGrant[] => [
  shippedGrant(role, unitCode, channel),
];

const networkAdmin = grant('NETWORK_CHANNEL_ADMIN', 'N');
const massAdmin = grant('NETWORK_CHANNEL_ADMIN', 'N', 'MASS_MARKET');
const departmentAdmin = grant('DEPARTMENT_ADMIN', 'D-MASS');
const regionAdmin = grant('REGION_CHANNEL_ADMIN', 'R');
const teamLead = grant('TEAM_LEAD', 'Z1');
const on = '2026-11-21';

describe('who may move a new customer where', () => {
  it.each([
    ['the network admin into a community', networkAdmin, customer, target(), null],
    ['the network admin into the pool of another channel', networkAdmin, customer, businessPool, null],
    ["the mass-market admin inside his channel's pool and community", massAdmin, customer, target(), null],
    ['the mass-market admin out of his channel', massAdmin, customer, businessPool, 'TARGET_OUT_OF_SCOPE'],
    ['the department admin inside his department', departmentAdmin, customer, target(), null],
    ['the department admin into any pool', departmentAdmin, customer, businessPool, 'NO_PERMISSION'],
    [
      'the department admin into the community of another department',
      departmentAdmin,
      customer,
      target({ path: path('R', 'N', 'C', 'D-BUS', 'B1'), channel: 'BUSINESS' }),
      'TARGET_OUT_OF_SCOPE',
    ],
    [
      'the department admin for a customer elsewhere',
      departmentAdmin,
      {
        ...customer,
        community: { path: path('R', 'N', 'C', 'D-BUS', 'POOL-BUS'), channel: 'BUSINESS', networkCode: 'N' },
      },
      target(),
      'CUSTOMER_OUT_OF_SCOPE',
    ],
    ["the region's admin inside the network", regionAdmin, customer, target(), null],
    [
      "the region's admin into a community of another network",
      regionAdmin,
      customer,
      target({ path: path('R', 'M', 'C2', 'D2', 'Z2', 'Z2-1'), networkCode: 'M' }),
      'OTHER_NETWORK',
    ],
    [
      "the region's admin into a pool of another network, even one of the same billing area",
      regionAdmin,
      customer,
      { ...businessPool, path: path('R', 'M', 'C2', 'D2', 'POOL2'), networkCode: 'M' },
      'OTHER_NETWORK',
    ],
    ['the team lead', teamLead, customer, target(), 'CUSTOMER_OUT_OF_SCOPE'],
    ['nobody', [], customer, target(), 'CUSTOMER_OUT_OF_SCOPE'],
  ] as const)('%s', (_who, grants, of, to, refusal) => {
    expect(divisionRefusal(grants, of, to, '2026-11', on)).toBe(refusal);
  });

  it.each([
    ['the window is closed', customer, target(), '2026-12-04', 'WINDOW_CLOSED'],
    [
      'first seen in another month',
      { ...customer, firstSeenMonth: '2026-10' },
      target(),
      on,
      'NOT_OF_PERIOD',
    ],
    ['opening stock', { ...customer, openingStock: true }, target(), on, 'NOT_OF_PERIOD'],
    ['locked', { ...customer, lockedUntil: '2026-11-21' }, target(), on, 'LOCKED'],
    ['no longer locked', { ...customer, lockedUntil: '2026-11-20' }, target(), on, null],
    ['closed', { ...customer, closedOn: '2026-11-20' }, target(), on, 'CUSTOMER_CLOSED'],
    ['no such community', customer, null, on, 'UNKNOWN_COMMUNITY'],
    ['a unit that holds no customers', customer, target({ kind: 'ZONE' }), on, 'UNKNOWN_COMMUNITY'],
    ['a retired community', customer, target({ retired: true }), on, 'COMMUNITY_RETIRED'],
    [
      'a pool of another billing area',
      customer,
      { ...businessPool, billingArea: '兴宁' },
      on,
      'OTHER_BILLING_AREA',
    ],
  ] as const)('%s', (_what, of, to, day, refusal) => {
    expect(divisionRefusal(networkAdmin, of, to, '2026-11', day)).toBe(refusal);
  });
});
