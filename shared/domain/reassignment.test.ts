import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UnitKind } from './org-units.ts';
import { type RoleGrant, type RoleKey, shippedGrant } from './permissions.ts';
import { approversOf, type Candidate, leadingUnits, type LocatedCommunity } from './reassignment.ts';

const KIND_OF: Record<string, UnitKind> = {
  R: 'REGIONAL_COMPANY',
  N: 'LOCAL_NETWORK',
  M: 'LOCAL_NETWORK',
  C: 'SERVICE_CENTRE',
  D: 'CUSTOMER_DEPARTMENT',
  B: 'CUSTOMER_DEPARTMENT',
  Z: 'ZONE',
  Y: 'ZONE',
};
const located = (units: string, channel: LocatedCommunity['channel'] = 'MASS_MARKET'): LocatedCommunity => ({
  path: units.split(' ').map((unitCode) => ({ unitCode, kind: KIND_OF[unitCode] ?? 'COMMUNITY' })),
  channel,
});
const person = (staffId: string, ...grants: [RoleKey, string, RoleGrant['channel']?][]): Candidate => ({
  staffId,
  grants: grants.map((held) => shippedGrant(...held)),
});

const z1 = located('R N C D Z z1');
const z2 = located('R N C D Z z2');
const y1 = located('R N C D Y y1');
const business = located('R N C B b1', 'BUSINESS');
const far = located('R M m1');
const people = [
  person('lead', ['TEAM_LEAD', 'Z']),
  person('department-admin', ['DEPARTMENT_ADMIN', 'D']),
  person('department-leader', ['DEPARTMENT_LEADER', 'D']),
  person('network', ['NETWORK_CHANNEL_ADMIN', 'N']),
  person('mass', ['NETWORK_CHANNEL_ADMIN', 'N', 'MASS_MARKET']),
  person('region', ['REGION_CHANNEL_ADMIN', 'R']),
  person('wei', ['ACCOUNT_MANAGER', 'z1']),
];

describe('the approver leads the lowest unit that contains both communities', () => {
  it.each([
    ['the same zone', z1, z2, 'wei', 'Z', ['lead']],
    ['the same department', z1, y1, 'wei', 'D', ['department-admin', 'department-leader']],
    ['two channels of a network, not for him who has one of them', z1, business, 'wei', 'N', ['network']],
    ['two networks', z1, far, 'wei', 'R', ['region']],
    ['the lead asks himself', z1, z2, 'lead', 'D', ['department-admin', 'department-leader']],
    ['one of two leaders asks', z1, y1, 'department-admin', 'D', ['department-leader']],
  ] as const)('%s', (_what, from, to, asker, unitCode, staffIds) => {
    expect(approversOf(from, to, asker, people)).toEqual({ unitCode, staffIds });
  });

  it('goes up where nobody leads, and says so where nobody is left', () => {
    expect(approversOf(z1, z2, 'wei', people.slice(3))?.unitCode).toBe('N');
    expect(approversOf(z1, far, 'region', people)).toBeNull();
  });

  it('asks units that lie on both paths only, the lowest first', () => {
    const anyPath = fc.constantFrom(z1, z2, y1, business, far);
    fc.assert(
      fc.property(anyPath, anyPath, (from, to) => {
        const units = leadingUnits(from, to).map(({ unitCode }) => unitCode);
        const codes = (community: LocatedCommunity) => community.path.map(({ unitCode }) => unitCode);
        for (const unit of units) {
          expect(codes(from)).toContain(unit);
          expect(codes(to)).toContain(unit);
        }
        expect(units.map((unit) => codes(from).indexOf(unit))).toEqual(
          units.map((unit) => codes(from).indexOf(unit)).sort((a, b) => b - a),
        );
        expect(leadingUnits(to, from)).toEqual(leadingUnits(from, to));
      }),
    );
  });
});
