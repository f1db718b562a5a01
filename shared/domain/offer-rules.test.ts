import { describe, expect, it } from 'vitest';
import { filledReason, OFFER_PLACES, offerRule, placeNames, unknownPlaces } from './offer-rules.ts';

const rule = {
  rank: 1,
  offer: '续约',
  purpose: 'RENEWAL',
  reason: '协议 {到期日} 到期',
  conditions: [{ kind: 'agreementEnds', days: 60 }],
};

describe('a rule of offers', () => {
  it('says what is offered and why, and asks for something', () => {
    expect(offerRule.safeParse(rule).success).toBe(true);
    for (const wrong of [
      { offer: '  ' },
      { reason: '' },
      { conditions: [] },
      { conditions: [{ kind: 'agreementEnds', days: Number.NaN }] },
      { conditions: [{ kind: 'revenue', months: 13, side: 'least', amount: 1 }] },
      { conditions: [{ kind: 'status', statuses: [] }] },
      { purpose: 'OTHER' },
    ])
      expect(offerRule.safeParse({ ...rule, ...wrong }).success, JSON.stringify(wrong)).toBe(false);
  });
});

describe('the reason', () => {
  it('is filled in either language', () => {
    const text = (place: string): string => `<${place}>`;
    expect(filledReason('{到期日}到期，{days left} 天', text)).toBe('<agreementEnd>到期，<daysLeft> 天');
    expect(filledReason('{没有}', text)).toBe('{没有}');
  });
  it('may speak of nothing that the conditions do not ask for', () => {
    const { conditions } = offerRule.parse(rule);
    expect(unknownPlaces('{产品} {到期日} {剩余天数}', conditions)).toEqual([]);
    expect(unknownPlaces('{月均收入} {}', conditions)).toEqual(['月均收入', '']);
  });
  it('has a name of its own for every place', () => {
    const names = OFFER_PLACES.flatMap(placeNames);
    expect(new Set(names).size).toBe(names.length);
  });
});
