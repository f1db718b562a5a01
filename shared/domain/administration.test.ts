import { expect, it } from 'vitest';
import { heldAt, roleFault } from './administration.ts';
import { ROLE_KEYS, SHIPPED_ROLES } from './permissions.ts';

it('finds no fault with the roles that are shipped', () => {
  for (const key of ROLE_KEYS) {
    const { level, permissions } = SHIPPED_ROLES[key];
    expect([key, roleFault(level, permissions)]).toEqual([key, null]);
  }
});

it.each([
  ['LOCAL_NETWORK', ['admin.people', 'customer.read'], 'ADMIN_WITH_CUSTOMERS'],
  ['LOCAL_NETWORK', ['lock.lift'], 'ABOVE_LEVEL'],
  ['REGIONAL_COMPANY', ['lock.lift', 'customer.read'], null],
  ['CUSTOMER_DEPARTMENT', ['division.channelStep'], 'ABOVE_LEVEL'],
  ['LOCAL_NETWORK', ['division.channelStep'], null],
  ['CUSTOMER_DEPARTMENT', ['admin.people'], 'ADMIN_BELOW_NETWORK'],
  ['COMMUNITY', [], null],
] as const)('a role of %s with %j: %s', (level, permissions, fault) => {
  expect(roleFault(level, permissions)).toBe(fault);
});

it('holds a role of a community at a pool and a contract zone too, any other at its own kind alone', () => {
  expect(heldAt('COMMUNITY', 'UNASSIGNED_POOL')).toBe(true);
  expect(heldAt('COMMUNITY', 'CONTRACT_AGENT_AREA')).toBe(true);
  expect(heldAt('COMMUNITY', 'ZONE')).toBe(false);
  expect(heldAt('ZONE', 'ZONE')).toBe(true);
  expect(heldAt('ZONE', 'CUSTOMER_DEPARTMENT')).toBe(false);
});
