import { describe, expect, it } from 'vitest';
import { OFFER_CONDITION_KINDS } from '../../../shared/domain/offer-rules.ts';
import type { Translate } from '../../i18n/index.ts';
import { offersOf } from './offers.ts';
import { draftOf, faultsOf, freshCondition, isFaultless, newDraft } from './rule-draft.ts';

const offers = offersOf([], ((key: string) => key) as Translate);
const draft = newDraft(offers);

describe('a draft', () => {
  it('of a new rule is asked first and says what is missing', () => {
    expect(draft.rule.rank).toBeLessThan(offers[0]!.rule.rank);
    expect(faultsOf(draft, offers)).toEqual({
      name: 'name',
      offer: true,
      reason: true,
      conditions: new Set(),
    });
  });

  it('of a rule that is kept already has nothing missing', () => {
    expect(isFaultless(faultsOf({ ...draftOf(offers[0]!), name: '到期' }, offers))).toBe(true);
  });

  it('may not bear the name of another, speak of what nobody asks for, or leave a number open', () => {
    const { rule } = draft;
    const open = freshCondition('revenue');
    const faults = faultsOf(
      {
        ...draft,
        name: ` ${offers[0]!.name} `,
        rule: { ...rule, offer: '宽带', reason: '{到期日}', conditions: [open] },
      },
      offers,
    );
    expect(faults).toEqual({ name: 'nameTaken', places: ['到期日'], conditions: new Set([0]) });
    expect(isFaultless(faults)).toBe(false);
    expect(faultsOf({ ...draft, rule: { ...rule, conditions: [] } }, offers).noConditions).toBe(true);
  });

  it('begins a condition of every kind as that kind', () => {
    for (const kind of OFFER_CONDITION_KINDS) expect(freshCondition(kind).kind).toBe(kind);
  });
});
