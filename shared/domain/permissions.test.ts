import { describe, expect, it } from 'vitest';
import {
  mayAnywhere,
  mayAt,
  type Permission,
  PERMISSIONS,
  ROLE_KEYS,
  type RoleKey,
  SHIPPED_ROLES,
  shippedGrant as grant,
} from './permissions.ts';

const carries = (role: RoleKey, permission: Permission): boolean =>
  mayAnywhere([grant(role, 'GX')], permission);

const community = {
  path: ['GX', 'GX-NN', 'GX-NN-06', 'GX-NN-06-GZ', 'GX-NN-06-GZ-1', 'GX-NN-06-GZ-1-1'],
  channel: 'MASS_MARKET',
} as const;
const business = {
  path: ['GX', 'GX-NN', 'GX-NN-06', 'GX-NN-06-SY', 'GX-NN-06-SY-1'],
  channel: 'BUSINESS',
} as const;

describe('the permission table', () => {
  it('ships seventeen roles, each with a title of its own', () => {
    expect(ROLE_KEYS).toHaveLength(17);
    expect(new Set(ROLE_KEYS.map((key) => SHIPPED_ROLES[key].title)).size).toBe(17);
  });

  it('every permission is held by some role', () => {
    for (const permission of PERMISSIONS) {
      expect(
        ROLE_KEYS.some((role) => carries(role, permission)),
        permission,
      ).toBe(true);
    }
  });

  it('system administrators see no customers', () => {
    for (const role of ['REGION_SYSTEM_ADMIN', 'NETWORK_SYSTEM_ADMIN'] as const) {
      expect(mayAnywhere([grant(role, 'GX')], 'customer.read')).toBe(false);
      expect(mayAnywhere([grant(role, 'GX')], 'admin.people')).toBe(true);
    }
  });

  it('only the region lifts a lock', () => {
    expect(ROLE_KEYS.filter((role) => carries(role, 'lock.lift'))).toEqual(['REGION_CHANNEL_ADMIN']);
  });
});

describe('scope', () => {
  it('a role reaches the subtree of its unit and nothing beside it', () => {
    const lead = [grant('TEAM_LEAD', 'GX-NN-06-GZ-1')];
    expect(mayAt(lead, 'customer.write', community)).toBe(true);
    expect(mayAt(lead, 'customer.write', business)).toBe(false);
    expect(mayAt([grant('TEAM_LEAD', 'GX-NN-06-GZ-2')], 'customer.write', community)).toBe(false);
  });

  it('a role narrowed to a channel stops at the channel', () => {
    const leader = [grant('NETWORK_CHANNEL_LEADER', 'GX-NN', 'MASS_MARKET')];
    expect(mayAt(leader, 'customer.read', community)).toBe(true);
    expect(mayAt(leader, 'customer.read', business)).toBe(false);
  });

  it('permissions of one role are not lent to the unit of another', () => {
    const both = [grant('NETWORK_DATA_VIEWER', 'GX-NN'), grant('ACCOUNT_MANAGER', 'GX-NN-06-SY-1')];
    expect(mayAt(both, 'customer.read', community)).toBe(true);
    expect(mayAt(both, 'customer.write', community)).toBe(false);
    expect(mayAt(both, 'customer.write', business)).toBe(true);
  });
});
