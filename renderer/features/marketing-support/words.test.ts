import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OfferCondition } from '../../../shared/domain/offer-rules.ts';
import { dayNumber } from '../../../shared/reports/index.ts';
import type { Translate } from '../../i18n/index.ts';
import { enUS } from '../../i18n/en-US/index.ts';
import { zhCN } from '../../i18n/zh-CN/index.ts';
import { conditionsText, reasonText } from './words.ts';

const conditions: OfferCondition[] = [
  { kind: 'status', statuses: ['IN_SERVICE', 'SUSPENDED'] },
  { kind: 'agreementEnds', days: 60 },
  { kind: 'category', has: false, category: 'FLAT_RATE' },
  { kind: 'revenue', months: 3, side: 'least', amount: 5_000 },
  { kind: 'traffic', of: 'localMinutes', months: 1, side: 'most', amount: 1_200 },
];

let chinese: Translate;
let english: Translate;
beforeAll(async () => {
  const resources = { 'zh-CN': { translation: zhCN }, 'en-US': { translation: enUS } };
  const interpolation = { escapeValue: false };
  chinese = await i18next.createInstance().init({ lng: 'zh-CN', resources, interpolation });
  english = await i18next.createInstance().init({ lng: 'en-US', resources, interpolation });
});

describe('a rule in words', () => {
  it('says its conditions as a person would', () => {
    expect(conditionsText({ conditions }, chinese)).toBe(
      '状态为在用、停机；协议 60 天内到期；没有包月包年；近 3 个账期每月收入不低于 50.00 元；近 1 个账期每月本地分钟不高于 1,200',
    );
    expect(conditionsText({ conditions }, english)).toContain(
      'local minutes at most 1,200 in the newest month',
    );
  });

  it('says why with the figures of the customer', () => {
    const today = dayNumber('2026-11-21');
    const figures = [dayNumber('2026-12-01'), 12_345, 678];
    const reason = '{产品} {到期日}，{剩余天数} 天，{月均收入}，{月均本地分钟}，{月均流量}';
    expect(reasonText({ reason, conditions }, { product: '宽带', figures }, today)).toBe(
      '宽带 2026-12-01，10 天，123.45，678，',
    );
  });
});
