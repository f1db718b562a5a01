import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { catalogueOptions } from './catalogue-options.ts';
import { chooseLanguage } from './languages.ts';

describe('chooseLanguage', () => {
  it('speaks Chinese where nothing was chosen', () => {
    expect(chooseLanguage(undefined)).toEqual({ language: 'zh-CN', missing: null });
  });

  it('takes any variety of a language that is there', () => {
    expect(chooseLanguage('en_GB')).toEqual({ language: 'en-US', missing: null });
    expect(chooseLanguage('ZH')).toEqual({ language: 'zh-CN', missing: null });
  });

  it('falls back to Chinese and names what is missing', () => {
    expect(chooseLanguage('fr-FR')).toEqual({ language: 'zh-CN', missing: 'fr-FR' });
    expect(chooseLanguage('x'.repeat(99)).missing).toHaveLength(35);
    expect(chooseLanguage({ odd: 1 })).toEqual({ language: 'zh-CN', missing: '{"odd":1}' });
  });
});

it('a unit that English does not write is not written in Chinese', async () => {
  const t = await i18next.createInstance().init(catalogueOptions('en-US'));
  expect(t('lists.unitOf.months')).toBe('');
  expect(t('lists.unitOf.stage')).toBe('months');
});
