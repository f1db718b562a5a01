import { compareText } from '../lib/compare.ts';
import type { Day } from '../lib/dates.ts';
import type { Placement, PoolReason } from './rows.ts';

/**
 * Which cabinet rule decides where a new customer goes. The server does this in SQL for whole files at once
 * (place_by_rules in server/migrations/0002_projections.sql); a test keeps the two equal on random rules.
 */
export interface CabinetRule {
  cabinet: string;
  /** As it was written, `0771-5500000`; both ends '' where the rule takes any number. */
  rangeFrom: string;
  rangeTo: string;
  /** Null where the rule names none, or one that is no more. */
  communityCode: string | null;
}

/** Where rules put a customer, and why. Without a community: the public department's pool of its billing area. */
export interface RuledPlace {
  communityCode: string | null;
  placement: Extract<Placement, { kind: 'RULE' | 'POOL' }>;
}

const BROADBAND_ACCOUNT = /^[a-z]{2}([0-9]{11})[0-9]{2}$/;

/**
 * The digits by which a number is matched: of a broadband account (two letters, area code, number, two digits) those
 * of the fixed line inside it, else all of them. `nn0771240188527` and `0771-2401885` are both `07712401885`.
 */
export const numberDigits = (accessNumber: string): string =>
  BROADBAND_ACCOUNT.exec(accessNumber)?.[1] ?? accessNumber.replace(/[^0-9]/g, '');

/**
 * @param cabinet the cabinet of the line that 97 knows under the number; undefined where 97 knows none.
 * @param rules all rules; those of other cabinets are passed over.
 */
export function placeByRules(
  accessNumber: string,
  cabinet: string | undefined,
  rules: readonly CabinetRule[],
  decidedOn: Day,
): RuledPlace {
  const number = numberDigits(accessNumber);
  const pool = (reason: PoolReason): RuledPlace => ({
    communityCode: null,
    placement: { kind: 'POOL', decidedOn, reason, number, ...(cabinet === undefined ? {} : { cabinet }) },
  });
  if (cabinet === undefined) return pool('NO_LINE');

  const ofCabinet = rules.filter((rule) => rule.cabinet === cabinet);
  if (ofCabinet.length === 0) return pool('NO_RULE');
  const holding = ofCabinet.filter((rule) => holds(rule, number)).sort(byPrecedence);
  const winner = holding[0];
  if (!winner) return pool('NUMBER_OUTSIDE_RANGES');
  if (winner.communityCode === null) return pool('RULE_WITHOUT_COMMUNITY');
  const tied = holding[1] !== undefined && compareWidths(winner, holding[1]) === 0;
  return {
    communityCode: winner.communityCode,
    placement: {
      kind: 'RULE',
      decidedOn,
      cabinet,
      number,
      rangeFrom: winner.rangeFrom || null,
      rangeTo: winner.rangeTo || null,
      ...(tied ? { tied } : {}),
    },
  };
}

const takesAnyNumber = (rule: CabinetRule): boolean => rule.rangeFrom === '';

const valueOf = (written: string): bigint => BigInt(written.replace(/[^0-9]/g, ''));

const holds = (rule: CabinetRule, digits: string): boolean =>
  takesAnyNumber(rule) ||
  (digits !== '' && valueOf(rule.rangeFrom) <= BigInt(digits) && BigInt(digits) <= valueOf(rule.rangeTo));

/** The narrowest first, then those with a community, then the lower community code. */
function byPrecedence(a: CabinetRule, b: CabinetRule): number {
  return (
    compareWidths(a, b) ||
    Number(a.communityCode === null) - Number(b.communityCode === null) ||
    compareText(a.communityCode ?? '', b.communityCode ?? '') ||
    compareText(a.rangeFrom, b.rangeFrom) ||
    compareText(a.rangeTo, b.rangeTo)
  );
}

function compareWidths(a: CabinetRule, b: CabinetRule): number {
  if (takesAnyNumber(a) || takesAnyNumber(b)) return Number(takesAnyNumber(a)) - Number(takesAnyNumber(b));
  const difference = valueOf(a.rangeTo) - valueOf(a.rangeFrom) - (valueOf(b.rangeTo) - valueOf(b.rangeFrom));
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
