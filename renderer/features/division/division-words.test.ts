import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DividedCustomerRow } from '../../../shared/api/division.ts';
import { enUS } from '../../i18n/en-US/index.ts';
import { zhCN } from '../../i18n/zh-CN/index.ts';
import { TransportError } from '../../sync/transport-error.ts';
import { monthChoices, monthShown } from './months.ts';
import { isOffline, problemWords } from './problem.ts';
import { rangeWords, whyWords } from './why.ts';

beforeAll(async () => {
  await i18next.init({
    lng: 'zh-CN',
    resources: { 'zh-CN': { translation: zhCN }, 'en-US': { translation: enUS } },
  });
});

describe('why a new customer is where it is', () => {
  const why = (placement: DividedCustomerRow['placement']) => whyWords({ placement }, i18next.t);

  it('names the rule, the reason of the pool, or whose act', () => {
    const rule = { kind: 'RULE', decidedOn: '2026-11-16', cabinet: '45J003', number: '4500801' };
    expect(why({ ...rule, rangeFrom: '0771-4500800', rangeTo: '0771-4501199' })).toBe(
      '规则 45J003 号段 4500800–1199',
    );
    expect(why({ ...rule, rangeFrom: null, rangeTo: null, tied: true })).toBe(
      '规则 45J003 不限号码（同宽规则不止一条）',
    );
    const pool = { kind: 'POOL', decidedOn: '2026-11-16', cabinet: '55J008', number: '5500012' };
    expect(why({ ...pool, reason: 'RULE_WITHOUT_COMMUNITY' })).toBe('规则 55J008 未填社区');
    expect(why({ ...pool, reason: 'NUMBER_OUTSIDE_RANGES' })).toBe('55J008 的号段都不含 5500012');
    expect(why({ kind: 'POOL', decidedOn: '2026-11-16', reason: 'NO_LINE' })).toBe('97 还没有这条线路');
    expect(why({ kind: 'DIVISION', decidedOn: '2026-11-21', batch: 'x', by: '610005' })).toBe(
      '11-21 划分，610005',
    );
  });

  it('says what both ends of a range share once', () => {
    expect(rangeWords('0771-4500800', '0771-4501199')).toBe('4500800–1199');
    expect(rangeWords('0771-4500800', '0771-4600000')).toBe('4500800–4600000');
    expect(rangeWords('0771-4500800', '0772-4500900')).toBe('0771-4500800–0772-4500900');
  });
});

describe('an act that did not take place', () => {
  it('says that nothing was changed, and the code where words do not know it', () => {
    const offline = new TransportError('offline', 'ECONNREFUSED');
    expect(isOffline(offline)).toBe(true);
    expect(problemWords(offline, i18next.t).text).toContain('什么都没有改');
    const closed = new TransportError('request', 'closed', { status: 409, code: 'E_WINDOW_CLOSED' });
    expect(problemWords(closed, i18next.t)).toEqual({ text: '窗口已关闭，不能再改。' });
    const other = new TransportError('request', 'no', { status: 400, code: 'E_INVALID' });
    expect(problemWords(other, i18next.t)).toEqual({ text: zhCN.division.error.other, code: 'E_INVALID' });
  });
});

describe('the month that is shown', () => {
  it('is the one whose window is open, and between two windows the one that ended', () => {
    expect(monthShown(null, '2026-11-21')).toBe('2026-11');
    expect(monthShown(null, '2026-12-03')).toBe('2026-11');
    expect(monthShown(null, '2026-12-04')).toBe('2026-11');
    expect(monthShown(null, '2026-12-09')).toBe('2026-12');
    expect(monthShown('2026-02', '2026-12-09')).toBe('2026-02');
    expect(monthShown('2026-13', '2026-12-09')).toBe('2026-12');
  });

  it('can be this one and a year back', () => {
    const choices = monthChoices('2026-11-21');
    expect([choices[0], choices.at(-1), choices.length]).toEqual(['2026-11', '2025-11', 13]);
  });
});
