import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Finding, QUALITY_KINDS } from '../../../shared/api/quality.ts';
import { enUS } from '../../i18n/en-US/index.ts';
import { zhCN } from '../../i18n/zh-CN/index.ts';
import { findingWords } from './finding-words.ts';

beforeAll(async () => {
  await i18next.init({
    lng: 'zh-CN',
    resources: { 'zh-CN': { translation: zhCN }, 'en-US': { translation: enUS } },
  });
});

const finding = (kind: Finding['kind'], more: Partial<Finding> = {}): Finding => ({
  kind,
  subject: '55J',
  found_on: '2026-11-21',
  customer_code: 'KH0000000912',
  customer_name: '任欣',
  community_code: 'QX-P-1-1',
  community_name: '青秀片1社区',
  cabinet: '55J008',
  range_from: '0771-5500000',
  range_to: '0771-5500999',
  access_number: '0771-5500012',
  billing_area: '青秀',
  account: 'HT1',
  other_account: 'HT2',
  others: ['青秀片1社区', '青秀片2社区'],
  count: 2,
  ...more,
});

describe('a finding', () => {
  it('says what is wrong, with all that it names, in both languages', async () => {
    for (const language of ['zh-CN', 'en-US']) {
      await i18next.changeLanguage(language);
      const said = QUALITY_KINDS.map((kind) => findingWords(finding(kind), i18next.t));
      expect(new Set(said).size).toBe(QUALITY_KINDS.length);
      for (const line of said) expect(line).not.toMatch(/\{\{|quality\./);
    }
    await i18next.changeLanguage('zh-CN');
    expect(findingWords(finding('ACCOUNT_DIFFERS'), i18next.t)).toBe(
      '0771-5500012：计费为合同号 HT1，欠费文件为 HT2',
    );
    expect(
      findingWords(
        finding('CABINET_WITHOUT_COMMUNITY', { range_from: null, range_to: null, count: 0 }),
        i18next.t,
      ),
    ).toBe('55J008 任意号码 没有对应社区，交接箱有 0 条线路');
  });
});
