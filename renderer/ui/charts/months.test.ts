import { expect, it } from 'vitest';
import { axisLabel, lastYearMark, monthLabels, occurring, totals } from './months.ts';
import type { StackedMonths } from './types.ts';

const data: StackedMonths = {
  months: ['2025-12', '2026-01'],
  unit: 'yuan',
  series: [
    { key: 'rent', name: '月租', colour: '#000', values: [100, 200] },
    { key: 'other', name: '其他', colour: '#111', values: [0, 0] },
    { key: 'local', name: '本地', colour: '#222', values: [5, 7] },
  ],
};

it('writes the year under the first month and under January', () => {
  expect(monthLabels(['2025-11', '2025-12', '2026-01', '2026-02'], 'zh-CN')).toEqual([
    '11月\n2025',
    '12月',
    '1月\n2026',
    '2月',
  ]);
  expect(monthLabels(['2025-11'], 'en-US')).toEqual(['Nov\n2025']);
});

it('sums what is shown and names what occurs', () => {
  expect(totals(data, new Set(['local']))).toEqual([100, 200]);
  expect(occurring(data).series.map((one) => one.key)).toEqual(['rent', 'local']);
});

it('writes 万 from ten thousand', () => {
  expect(axisLabel(9000, 'zh-CN')).toBe('9000');
  expect(axisLabel(30_000, 'zh-CN')).toBe('3万');
  expect(axisLabel(15_000, 'zh-CN')).toBe('1.5万');
  expect(axisLabel(30_000, 'en-US')).toBe('30k');
});

it('draws a line of last year only where there is a course to draw', () => {
  expect(lastYearMark(undefined)).toBe('none');
  expect(lastYearMark([null, 5])).toBe('tick');
  expect(lastYearMark([4, null, 5, 6])).toBe('line');
});
