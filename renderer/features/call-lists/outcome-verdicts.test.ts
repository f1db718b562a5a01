import { describe, expect, it } from 'vitest';
import type { CallEntry } from '../../../shared/domain/calls.ts';
import { countsOf } from '../workbook-import/index.ts';
import { OUTCOME_FATES, outcomeRows, outcomeVerdicts, type OutcomeRow } from './outcome-verdicts.ts';

const called: CallEntry = {
  listId: 'L',
  customerCode: 'KH2',
  customerName: '乙',
  place: 1,
  result: 'NO_ANSWER',
  note: '没人接',
  calledAt: '2026-11-20T09:30:12.000+08:00',
};
const entries = new Map<string, CallEntry>([
  ['KH1', { listId: 'L', customerCode: 'KH1', customerName: '甲', place: 0 }],
  ['KH2', called],
  ['KH3', { listId: 'L', customerCode: 'KH3', customerName: '丙', place: 2 }],
]);
const now = new Date('2026-11-20T12:00:00+08:00');
const judge = (...rows: Partial<OutcomeRow>[]) =>
  outcomeVerdicts(
    rows.map((row, i) => ({
      line: i + 2,
      code: 'KH1',
      result: '',
      nextOn: '',
      note: '',
      calledAt: '',
      ...row,
    })),
    { purpose: 'RENEWAL', entryOf: (code) => entries.get(code), isHere: (code) => code !== 'KH3', now },
  );
const kinds = (...rows: Partial<OutcomeRow>[]) => judge(...rows).map(({ kind }) => kind);

describe('outcomes that come back in a workbook', () => {
  it('a row that says something new is taken as it stands', () => {
    expect(
      judge({ result: '同意续约', nextOn: '2026/12/7', note: '明天送资料', calledAt: '2026-11-20 10:05' }),
    ).toEqual([
      {
        line: 2,
        code: 'KH1',
        kind: 'ACCEPT',
        call: {
          result: 'AGREED',
          nextOn: '2026-12-07',
          note: '明天送资料',
          happenedAt: new Date('2026-11-20T10:05:00+08:00'),
        },
      },
    ]);
  });

  it('says of every other row why it is not', () => {
    expect(kinds({ code: 'KH9', result: '拒绝' })).toEqual(['UNKNOWN']);
    expect(kinds({ result: '' })).toEqual(['EMPTY']);
    expect(kinds({ result: '承诺缴费' })).toEqual(['BAD_RESULT']);
    expect(kinds({ result: '拒绝', nextOn: '2026-02-30' })).toEqual(['BAD_DAY']);
    expect(
      kinds(
        { result: '拒绝', calledAt: '昨天' },
        { code: 'KH2', result: '拒绝', calledAt: '2026-11-21 09:00' },
      ),
    ).toEqual(['BAD_TIME', 'BAD_TIME']);
    expect(kinds({ code: 'KH3', result: '拒绝' })).toEqual(['GONE']);
    expect(kinds({ result: '拒绝' }, { result: '同意续约' })).toEqual(['ACCEPT', 'DOUBLE']);
  });

  it('knows its own words again, and lets a newer call stand', () => {
    const row = { code: 'KH2', result: '未接', note: '没人接', calledAt: '2026-11-20 09:30' };
    expect(kinds(row)).toEqual(['SAME']);
    expect(judge({ ...row, result: '拒绝' })[0]?.call?.happenedAt).toEqual(now);
    expect(kinds({ ...row, result: '拒绝', calledAt: '2026-11-20 09:00' })).toEqual(['OLDER']);
  });

  it('finds its columns wherever they stand, and counts every row once', () => {
    const sheet = {
      headers: ['客户编码', '备注', '通话结果'],
      rows: [{ line: 2, code: 'KH1', cells: ['KH1', '好', '同意续约'] }],
    };
    const names = { result: '通话结果', nextOn: '下次日期', note: '备注', calledAt: '通话时间' };
    const rows = outcomeRows(sheet, (column) => names[column]);
    expect(rows).toEqual([
      { line: 2, code: 'KH1', result: '同意续约', nextOn: '', note: '好', calledAt: '' },
    ]);
    expect(outcomeRows({ ...sheet, headers: ['客户编码'] }, (column) => names[column])).toEqual({
      missing: '通话结果',
    });
    const counts = countsOf(OUTCOME_FATES, judge({ result: '拒绝' }, { code: 'KH9' }));
    expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(2);
  });
});
