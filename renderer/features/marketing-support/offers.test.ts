import { describe, expect, it } from 'vitest';
import { OFFER_PLACES, placeNames, unknownPlaces } from '../../../shared/domain/offer-rules.ts';
import { SHIPPED_OFFERS } from '../../../shared/reports/index.ts';
import { savedViewPutArgs } from '../../../shared/sync/mutations.ts';
import { enUS } from '../../i18n/en-US/index.ts';
import type { Translate } from '../../i18n/index.ts';
import { zhCN } from '../../i18n/zh-CN/index.ts';
import type { KeptView } from '../saved-views/index.ts';
import { firstRank, movedRank, offersOf } from './offers.ts';

const t = ((key: string) => key) as Translate;
const kept = (viewId: string, rank: number): KeptView<'offerRule'> => ({
  viewId,
  name: viewId,
  definition: {
    rank,
    offer: '宽带',
    purpose: 'CUSTOM',
    reason: '没有宽带',
    conditions: [{ kind: 'category', has: false, category: 'BROADBAND' }],
  },
});
const COUNT = Object.keys(SHIPPED_OFFERS).length;

describe('the rules of a person', () => {
  it('are the shipped ones until he keeps some, in the order of their ranks', () => {
    expect(offersOf([], t)).toHaveLength(COUNT);
    const offers = offersOf([kept('mine', 250), kept('shipped-renewal', 900)], t);
    expect(offers).toHaveLength(COUNT + 1);
    expect(offers[1]).toMatchObject({ id: 'mine', shipped: false, kept: true });
    expect(offers.at(-1)).toMatchObject({
      id: 'shipped-renewal',
      shipped: true,
      kept: true,
      name: 'shipped-renewal',
    });
  });

  it('may all be kept as they stand, and nothing that is no rule', () => {
    const put = (definition: unknown): boolean =>
      savedViewPutArgs.safeParse({
        kind: 'offerRule',
        changes: [{ field: 'definition', from: null, to: definition }],
      }).success;
    for (const { id, rule } of offersOf([], t)) expect(put({ ...rule, off: true }), id).toBe(true);
    expect(put({ ...kept('a', 1).definition, conditions: [] })).toBe(false);
    expect(put({ query: '' })).toBe(false);
  });

  it('are moved by one place without touching another, also past those of the same rank', () => {
    const offers = offersOf([kept('a', 250), kept('b', 250)], t);
    const order = (id: string, rank: number): string[] =>
      offersOf(
        [kept('a', 250), kept('b', 250)].map((one) => (one.viewId === id ? kept(id, rank) : one)),
        t,
      ).map((offer) => offer.id);
    const at = offers.findIndex(({ id }) => id === 'b');
    expect(order('b', movedRank(offers, at, -1)!).indexOf('b')).toBe(at - 1);
    expect(order('b', movedRank(offers, at, 1)!).indexOf('b')).toBe(at + 1);
    expect(movedRank(offers, 0, -1)).toBeNull();
    expect(order('b', firstRank(offers))[0]).toBe('b');
    expect(order('a', movedRank(offers, offers.length - 2, 1)!).at(-1)).toBe('a');
  });
});

describe.each([
  ['zh-CN', zhCN.offers, 0],
  ['en-US', enUS.offers, 1],
] as const)('the words of %s', (_, words, language) => {
  it('call the places of a reason by names that are understood', () => {
    for (const place of OFFER_PLACES) expect(words.place[place]).toBe(placeNames(place)[language]);
  });
  it('give every shipped reason only figures that its conditions ask for', () => {
    for (const key of Object.keys(SHIPPED_OFFERS) as (keyof typeof SHIPPED_OFFERS)[])
      expect(unknownPlaces(words.shipped[key].reason, SHIPPED_OFFERS[key].conditions), key).toEqual([]);
  });
});
