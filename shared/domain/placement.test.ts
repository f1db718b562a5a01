import { describe, expect, it } from 'vitest';
import { numberDigits, placeByRules, type CabinetRule } from './placement.ts';

const rule = (rangeFrom: string, rangeTo: string, communityCode: string | null): CabinetRule => ({
  cabinet: '24J005',
  rangeFrom,
  rangeTo,
  communityCode,
});
const place = (rules: readonly CabinetRule[], number = '0771-2401750') =>
  placeByRules(number, '24J005', rules, '2026-11-20');
const wide = rule('0771-2401600', '0771-2401999', 'GX-2');

describe('the digits by which a number is matched', () => {
  it('are those of the fixed line inside a broadband account', () => {
    expect(numberDigits('nn0771240188527')).toBe('07712401885');
  });

  it('are all digits of anything else', () => {
    expect(numberDigits('0771-2401885')).toBe('07712401885');
    expect(numberDigits('NN0771240188527')).toBe('0771240188527');
    expect(numberDigits('nn07712401885')).toBe('07712401885');
    expect(numberDigits('无')).toBe('');
  });
});

describe('the cabinet rule that decides', () => {
  it('names the community, the cabinet and the range', () => {
    expect(place([wide])).toEqual({
      communityCode: 'GX-2',
      placement: {
        kind: 'RULE',
        decidedOn: '2026-11-20',
        cabinet: '24J005',
        number: '07712401750',
        rangeFrom: '0771-2401600',
        rangeTo: '0771-2401999',
      },
    });
  });

  it('is the narrowest, and one that takes any number is the widest', () => {
    const narrow = rule('0771-2401700', '0771-2401799', 'GX-3');
    expect(place([rule('', '', 'GX-1'), wide, narrow]).communityCode).toBe('GX-3');
    expect(place([rule('', '', 'GX-1'), wide], '0771-2401600').communityCode).toBe('GX-2');
    expect(place([rule('', '', 'GX-1'), wide], '0771-2402000').communityCode).toBe('GX-1');
  });

  it('is on equal width one with a community, then the lower code, and the tie is told', () => {
    const other = rule('0771-2401700', '0771-2402099', 'GX-1');
    const without = rule('0771-2401600', '0771-2401999', null);
    expect(place([wide, other, without])).toMatchObject({
      communityCode: 'GX-1',
      placement: { tied: true, rangeFrom: '0771-2401700' },
    });
    expect(place([without, wide])).toMatchObject({ communityCode: 'GX-2', placement: { tied: true } });
    expect(place([wide]).placement).not.toHaveProperty('tied');
  });

  it('compares as numbers, not as text', () => {
    expect(place([rule('9', '10', 'GX-1')], '10').communityCode).toBe('GX-1');
  });
});

describe('without a community the pool has a reason', () => {
  it.each([
    ['NO_LINE', placeByRules('0771-2401750', undefined, [wide], '2026-11-20')],
    ['NO_RULE', placeByRules('0771-2401750', '55J001', [wide], '2026-11-20')],
    ['NUMBER_OUTSIDE_RANGES', place([wide], '0771-2402000')],
    ['NUMBER_OUTSIDE_RANGES', place([wide], '')],
    ['RULE_WITHOUT_COMMUNITY', place([rule('', '', null)])],
  ])('%s', (reason, { communityCode, placement }) => {
    expect(communityCode).toBeNull();
    expect(placement).toMatchObject({ kind: 'POOL', reason });
  });
});
