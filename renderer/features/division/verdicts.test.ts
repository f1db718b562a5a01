import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CheckedRow } from '../../../shared/api/division.ts';
import { DIVISION_REFUSALS } from '../../../shared/domain/division.ts';
import { enUS } from '../../i18n/en-US/index.ts';
import { zhCN } from '../../i18n/zh-CN/index.ts';
import {
  type Choices,
  reasonWords,
  type RowContext,
  sumsOf,
  verdictOf,
  verdictsOf,
  writtenVerdicts,
} from './verdicts.ts';

let context: RowContext;
beforeAll(async () => {
  await i18next.init({
    lng: 'zh-CN',
    resources: { 'zh-CN': { translation: zhCN }, 'en-US': { translation: enUS } },
  });
  context = {
    t: i18next.t,
    isUnitCode: (text) => text.startsWith('QX-'),
    pooled: new Set(['KH0000000912']),
  };
});

const pool = { community_name: '青秀未分配社区', responsible_unit: '青秀公众客户部', segment: 'MASS_MARKET' };
const row = (more: Partial<CheckedRow> = {}): CheckedRow => ({
  line: 7,
  customer_code: 'KH0000000912',
  name: '任欣',
  outcome: 'ACCEPTED',
  reason: null,
  hint: '',
  base: pool,
  now: { ...pool, by: '于梓俊', at: '2026-11-21T09:41:00+08:00' },
  sheet: { community_name: '青秀片1社区', responsible_unit: '青秀公众客户部', segment: '' },
  ...more,
});
const rejected = (reason: CheckedRow['reason'], hint = ''): CheckedRow =>
  row({ outcome: 'REJECTED', reason, hint });
const words = (checked: CheckedRow, choices: Choices = new Map()) =>
  reasonWords(verdictOf(checked, choices), context);

describe('the rows of a dry run', () => {
  const rows = [
    row({ line: 2, outcome: 'UNCHANGED' }),
    row({ line: 3 }),
    { ...rejected('CHANGED_SINCE_EXPORT'), line: 5 },
    { ...rejected('LOCKED', '2027-12-03'), line: 4 },
  ];
  const lines = (choices: Choices) => verdictsOf(rows, choices).map((verdict) => verdict.row.line);

  it('stand with the rejected first, in the order of the sheet', () => {
    expect(lines(new Map())).toEqual([4, 5, 3, 2]);
  });

  it('are counted with the choices made, and none changes its place by one', () => {
    expect(sumsOf(verdictsOf(rows, new Map()))).toEqual({ ACCEPTED: 1, UNCHANGED: 1, REJECTED: 2 });
    const sheet: Choices = new Map([[5, 'SHEET']]);
    expect(sumsOf(verdictsOf(rows, sheet))).toEqual({ ACCEPTED: 2, UNCHANGED: 1, REJECTED: 1 });
    const now: Choices = new Map([[5, 'NOW']]);
    expect(sumsOf(verdictsOf(rows, now))).toEqual({ ACCEPTED: 1, UNCHANGED: 2, REJECTED: 1 });
    expect([lines(sheet), lines(now)]).toEqual([
      [4, 5, 3, 2],
      [4, 5, 3, 2],
    ]);
  });

  it('are not made acceptable by a choice where nobody changed anything', () => {
    expect(verdictOf(rows[3]!, new Map([[4, 'SHEET']])).outcome).toBe('REJECTED');
  });

  it('say in the workbook what became of each', () => {
    const written = writtenVerdicts(verdictsOf(rows, new Map([[5, 'NOW']])), true, context);
    expect(written).toEqual([
      { line: 4, outcome: '拒绝', reason: '锁定至 2027-12-03' },
      { line: 5, outcome: '保留现在', reason: '您选了保留现在' },
      { line: 3, outcome: '已写入', reason: '离开未分配社区' },
      { line: 2, outcome: '无变化', reason: '与现在相同' },
    ]);
  });
});

describe('the reason of a row', () => {
  it('is worded for each refusal in both languages, without a gap where nothing helps', async () => {
    for (const language of ['zh-CN', 'en-US']) {
      await i18next.changeLanguage(language);
      for (const reason of DIVISION_REFUSALS) {
        const said = words(rejected(reason, 'HINT'));
        expect(said, reason).not.toMatch(/\{\{|division\.|^$/);
      }
    }
    await i18next.changeLanguage('zh-CN');
  });

  it.each([
    ['UNKNOWN_COMMUNITY', '', '没有这个社区'],
    ['UNKNOWN_COMMUNITY', '青秀片1社区 青秀片2社区', '没有这个社区，相近的有青秀片1社区、青秀片2社区'],
    ['UNKNOWN_COMMUNITY', 'QX-P-1-1 QX-P-2-1', '有几个同名的社区，请填编码：QX-P-1-1、QX-P-2-1'],
    ['UNKNOWN_CUSTOMER', 'KH0000000859', '没有这个客户编码，导出时这一行是 KH0000000859'],
    ['FOREIGN_ROW', '', '不是这个月导出的行，请用导出的表'],
    ['FOREIGN_ROW', 'KH0000000859', '客户编码被改过，导出时这一行是 KH0000000859'],
    ['DUPLICATE_ROW', '9 12', '同一客户还在第 9、12 行'],
    ['DUPLICATE_ROW', '9 12 +3', '同一客户还在第 9、12 行，另有 3 行'],
    ['TARGET_OUT_OF_SCOPE', '柳州一片1社区', '柳州一片1社区不在您的范围'],
  ] as const)('%s with %s', (reason, hint, said) => {
    expect(words(rejected(reason, hint))).toBe(said);
  });

  it('tells what an accepted row does', () => {
    const to = (sheet: CheckedRow['sheet']) => row({ sheet });
    expect(words(row())).toBe('离开未分配社区');
    expect(words({ ...row(), customer_code: 'KH0000000001' })).toBe('改社区');
    expect(
      words(
        to({ community_name: '青秀商业未分配社区', responsible_unit: '青秀商业客户部', segment: 'BUSINESS' }),
      ),
    ).toBe('转青秀商业客户部');
    expect(words(to({ community_name: '', responsible_unit: '', segment: 'BUSINESS' }))).toBe(
      '统计属性 公众 → 商业',
    );
    expect(words(rejected('CHANGED_SINCE_EXPORT'), new Map([[7, 'SHEET']]))).toBe('您选了以表中为准');
  });
});
