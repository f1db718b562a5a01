import { describe, expect, it } from 'vitest';
import {
  isToCall,
  nextMonday,
  resultFromWord,
  resultWord,
  CALL_PURPOSES,
  CALL_RESULTS,
} from '../../../shared/domain/calls.ts';
import { inCallOrder, progressOf } from './progress.ts';
import { scriptLines, SCRIPTS } from './scripts.ts';

const entry = (customerCode: string, place: number, more: object = {}) => ({
  listId: 'L',
  customerCode,
  customerName: customerCode,
  place,
  ...more,
});

describe('working through a list', () => {
  it('who has promised for a day is called again from that day on, until it is done', () => {
    const missed = {
      result: 'NO_ANSWER',
      nextOn: '2026-11-23',
      calledAt: '2026-11-20T10:00:00+08:00',
    } as const;
    expect(isToCall({}, '2026-11-20')).toBe(true);
    expect(isToCall(missed, '2026-11-22')).toBe(false);
    expect(isToCall(missed, '2026-11-23')).toBe(true);
    expect(isToCall({ ...missed, calledAt: '2026-11-23T10:00:00+08:00' }, '2026-11-23')).toBe(false);
    expect(isToCall({ result: 'AGREED' }, '2026-11-23')).toBe(false);
  });

  it('counts what is done, what is left and who has gone', () => {
    const entries = [
      entry('A', 0, { result: 'AGREED' }),
      entry('B', 1),
      entry('GONE', 2),
      entry('GONE', 3, { result: 'NO_ANSWER', nextOn: '2026-11-20', calledAt: '2026-11-19T10:00:00+08:00' }),
    ];
    const progress = progressOf(entries, '2026-11-20', (code) => code !== 'GONE');
    expect(progress).toMatchObject({ total: 4, called: 2, toCall: 1, away: 1 });
    expect(progress.results).toMatchObject({ AGREED: 1, NO_ANSWER: 1, REFUSED: 0 });
  });

  it('orders by the facts of the customers, not by what was called', () => {
    const facts = {
      A: { agreementEnd: null, arrears: 5, communityCode: 'C2', installationAddress: '乙' },
      B: { agreementEnd: '2026-12-01', arrears: 0, communityCode: 'C1', installationAddress: '丙' },
      C: { agreementEnd: '2026-11-26', arrears: 9, communityCode: 'C1', installationAddress: '甲' },
    };
    const list = [entry('GONE', 0), entry('A', 1), entry('B', 2), entry('C', 3, { result: 'AGREED' })];
    const order = (by: 'DUE' | 'ARREARS' | 'COMMUNITY') =>
      inCallOrder(list, by, (code) => facts[code as 'A']).map(({ customerCode }) => customerCode);
    expect(order('DUE')).toEqual(['C', 'B', 'A', 'GONE']);
    expect(order('ARREARS')).toEqual(['C', 'A', 'B', 'GONE']);
    expect(order('COMMUNITY')).toEqual(['B', 'C', 'A', 'GONE']);
  });

  it('next Monday is the one to come', () => {
    expect(nextMonday('2026-11-20')).toBe('2026-11-23');
    expect(nextMonday('2026-11-23')).toBe('2026-11-30');
  });

  it('a word of a result leads back to it, for every purpose', () => {
    for (const purpose of CALL_PURPOSES)
      for (const result of CALL_RESULTS)
        expect(resultFromWord(purpose, resultWord(purpose, result))).toBe(result);
    expect(resultFromWord('RENEWAL', '承诺缴费')).toBeUndefined();
  });
});

describe('the script', () => {
  it('says the facts, and leaves out a line that asks for one that is not known', () => {
    expect(scriptLines('您好，{客户}。\n\n 欠 {欠费} 元 \n用 {别的}', { 客户: '孔少佳' })).toEqual([
      '您好，孔少佳。',
      '用 {别的}',
    ]);
    expect(
      scriptLines(SCRIPTS.RENEWAL, { 本人: '姜军娜', 套餐: 'E8包年套餐', 到期日: '11 月 26 日' }),
    ).toEqual([
      '您好，我是电信客户经理姜军娜。您的E8包年套餐 11 月 26 日到期。',
      '现在定下来，到期当天自动接续，不断网、不改号。',
    ]);
  });
});
