import type { Centre, Region } from './region.ts';

/**
 * Cabinets and their rules. Each cabinet owns 400 consecutive numbers of its centre; how its rules are drawn goes
 * round a fixed cycle, so that every kind of rule exists in every centre: one range, no range, narrower ranges inside
 * a wide one, ties, halves, a rule without community, and a cabinet that no rule mentions.
 */
export interface CabinetRule {
  cabinet: string;
  area: string;
  /** As cross_boxes.csv writes it, `0781-2000400`; both empty for any number. */
  from: string;
  to: string;
  /** Empty for a rule without community. */
  community: string;
}

/** Where a number of a cabinet leads; the division decides by the rules, this only says what was intended. */
type Aim = { kind: 'community'; code: string } | { kind: 'contract'; code: string } | { kind: 'pool' };

export interface Cabinet {
  code: string;
  aim: Aim;
  /** First of its numbers, counted within the centre. */
  base: number;
  /** How many of its 400 numbers are given. */
  used: number;
  /** For a cabinet whose rule covers the first half only: numbers start behind it. */
  firstSlot: number;
}

export const NUMBERS_PER_CABINET = 400;

const CYCLE = [
  'range',
  'range',
  'anyNumber',
  'nested',
  'range',
  'contract',
  'tie',
  'noCommunity',
  'anyNumber',
  'halves',
  'range',
  'nestedTwice',
  'contract',
  'halfCovered',
  'noRule',
  'range',
  'anyAndRange',
  'tieWithout',
  'anyWithout',
  'otherArea',
] as const;
type Pattern = (typeof CYCLE)[number];

export interface CabinetPlan {
  cabinets: Cabinet[];
  rules: CabinetRule[];
}

export function planCabinets(region: Region, centre: Centre, customers: number): CabinetPlan {
  const count = Math.min(2_500, Math.max(60, Math.ceil((customers * centre.share * 1.2) / 130)));
  const plan: CabinetPlan = { cabinets: [], rules: [] };
  const neighbour = region.centres[(region.centres.indexOf(centre) + 1) % region.centres.length]!;
  const nextCommunity = shareOut(centre.departments.MASS_MARKET.communities);
  const nextContract = shareOut(centre.departments.CONTRACT_AGENT.communities);
  for (let i = 0; i < count; i++) {
    const pattern = CYCLE[i % CYCLE.length]!;
    const cabinet: Cabinet = {
      code: `${centre.leadingDigit}J${String(i + 1).padStart(4, '0')}`,
      aim: aimOf(pattern, nextCommunity, nextContract),
      base: i * NUMBERS_PER_CABINET,
      used: 0,
      firstSlot: pattern === 'halfCovered' ? NUMBERS_PER_CABINET / 2 : 0,
    };
    plan.cabinets.push(cabinet);
    const other =
      centre.departments.MASS_MARKET.communities[i % centre.departments.MASS_MARKET.communities.length]!;
    plan.rules.push(...rulesOf(pattern, centre, cabinet, other.code, neighbour.area));
  }
  return plan;
}

function aimOf(pattern: Pattern, nextCommunity: () => string, nextContract: () => string): Aim {
  switch (pattern) {
    case 'noCommunity':
    case 'halfCovered':
    case 'noRule':
    case 'anyWithout':
      return { kind: 'pool' };
    case 'contract':
      return { kind: 'contract', code: nextContract() };
    default:
      return { kind: 'community', code: nextCommunity() };
  }
}

function rulesOf(
  pattern: Pattern,
  centre: Centre,
  cabinet: Cabinet,
  other: string,
  otherArea: string,
): CabinetRule[] {
  const community = cabinet.aim.kind === 'pool' ? '' : cabinet.aim.code;
  const rule = (from: number | null, to: number | null, target: string, area = centre.area): CabinetRule => ({
    cabinet: cabinet.code,
    area,
    from: from === null ? '' : dashed(centre, cabinet.base + from),
    to: to === null ? '' : dashed(centre, cabinet.base + to),
    community: target,
  });
  const last = NUMBERS_PER_CABINET - 1;
  const middle = NUMBERS_PER_CABINET / 2;
  switch (pattern) {
    case 'range':
    case 'contract':
    case 'noCommunity':
      return [rule(0, last, community)];
    case 'anyNumber':
    case 'anyWithout':
      return [rule(null, null, community)];
    case 'nested':
      return [rule(0, last, community), rule(100, 199, other)];
    case 'nestedTwice':
      return [rule(0, last, community), rule(100, 299, other), rule(150, 179, community)];
    // Two ranges of one width that overlap: only the numbers in both are tied.
    case 'tie':
      return [rule(0, last - 100, community), rule(100, last, other)];
    case 'tieWithout':
      return [rule(0, last - 100, ''), rule(100, last, community)];
    case 'halves':
      return [rule(0, middle - 1, community), rule(middle, last, other)];
    case 'halfCovered':
      return [rule(0, middle - 1, other)];
    case 'anyAndRange':
      return [rule(null, null, community), rule(0, 49, other)];
    case 'otherArea':
      return [rule(0, last, community, otherArea)];
    case 'noRule':
      return [];
  }
}

/** Hands out communities so that each gets cabinets in proportion to its weight, the first round to everyone. */
function shareOut(communities: readonly { code: string; weight: number }[]): () => string {
  const given = communities.map(() => 0);
  return () => {
    let best = 0;
    for (let i = 1; i < communities.length; i++)
      if (given[i]! / communities[i]!.weight < given[best]! / communities[best]!.weight) best = i;
    given[best]!++;
    return communities[best]!.code;
  };
}

export const numberOf = (centre: Centre, position: number): string =>
  centre.leadingDigit + String(position).padStart(6, '0');

const dashed = (centre: Centre, position: number): string =>
  `${centre.areaCode}-${numberOf(centre, position)}`;
