import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANNELS, UNIT_KINDS } from './org-units.ts';
import {
  channelBelow,
  DEPTH,
  hasChannel,
  kindsToAddBelow,
  placeFault,
  type PlacedUnit,
} from './unit-rules.ts';

const REGION: PlacedUnit = { kind: 'REGIONAL_COMPANY', channel: null };
const centre: PlacedUnit = { kind: 'SERVICE_CENTRE', channel: null };
const department = (channel: PlacedUnit['channel']): PlacedUnit => ({ kind: 'CUSTOMER_DEPARTMENT', channel });
const publicZone: PlacedUnit = { kind: 'ZONE', channel: 'MASS_MARKET' };

describe('where a unit may stand', () => {
  it.each([
    [{ kind: 'COMMUNITY', channel: 'MASS_MARKET' }, publicZone, null],
    [{ kind: 'COMMUNITY', channel: 'BUSINESS' }, department('BUSINESS'), null],
    [{ kind: 'CONTRACT_AGENT_AREA', channel: 'CONTRACT_AGENT' }, department('CONTRACT_AGENT'), null],
    [department('KEY_ACCOUNT'), centre, null],
    [department(null), centre, 'OTHER_CHANNEL'],
    [department('BUSINESS'), REGION, 'MISPLACED'],
    [{ kind: 'COMMUNITY', channel: 'MASS_MARKET' }, centre, 'MISPLACED'],
    [{ kind: 'ZONE', channel: 'MASS_MARKET' }, publicZone, 'MISPLACED'],
    [{ kind: 'UNASSIGNED_POOL', channel: 'MASS_MARKET' }, publicZone, 'MISPLACED'],
    [{ kind: 'COMMUNITY', channel: 'MASS_MARKET' }, department('BUSINESS'), 'OTHER_CHANNEL'],
    [{ kind: 'COMMUNITY', channel: 'CONTRACT_AGENT' }, department('CONTRACT_AGENT'), 'OTHER_CHANNEL'],
    [{ kind: 'CONTRACT_AGENT_AREA', channel: 'BUSINESS' }, department('BUSINESS'), 'OTHER_CHANNEL'],
    [{ kind: 'ZONE', channel: 'BUSINESS' }, department('BUSINESS'), 'ZONE_NOT_PUBLIC'],
  ] satisfies [PlacedUnit, PlacedUnit, unknown][])('%j below %j: %s', (unit, parent, fault) => {
    expect(placeFault(unit, parent)).toBe(fault);
  });

  it('gives each kind its depth, however a tree is built by what is offered', () => {
    const steps = fc.array(fc.nat({ max: 7 }), { maxLength: 12 });
    const seen = new Set<string>();
    fc.assert(
      fc.property(steps, fc.constantFrom(...CHANNELS), (choices, chosen) => {
        let unit = REGION;
        for (const [depth, choice] of choices.entries()) {
          expect(depth).toBeGreaterThanOrEqual(DEPTH[unit.kind].least);
          expect(depth).toBeLessThanOrEqual(DEPTH[unit.kind].most);
          seen.add(unit.kind);
          const offered = kindsToAddBelow(unit);
          if (offered.length === 0) return;
          const kind = offered[choice % offered.length]!;
          const child: PlacedUnit = { kind, channel: channelBelow(kind, unit, chosen) };
          expect(placeFault(child, unit)).toBeNull();
          expect(child.channel !== null).toBe(hasChannel(kind));
          unit = child;
        }
      }),
    );
    // A pool comes with its department, and is never added by itself.
    expect([...seen].sort()).toEqual(UNIT_KINDS.filter((kind) => kind !== 'UNASSIGNED_POOL').sort());
  });
});
