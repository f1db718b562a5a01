import { expect, it } from 'vitest';
import { chinese } from '../../../i18n/test-support/translate.ts';
import { chartSpec } from './chart-workbook.ts';

it('writes a month a row with its total, and where the figures come from', async () => {
  const spec = chartSpec(
    {
      title: '收入构成',
      about: '孔少佳 KH0000000058',
      months: ['2026-09', '2026-10'],
      series: [
        { key: 'rent', name: '月租', colour: '', values: [100, 200] },
        { key: 'internet', name: '上网', colour: '', values: [50] },
      ],
      unit: 'yuan',
      freshness: [
        {
          kind: 'bi_fees',
          source: 'ANALYTICS',
          asOf: '2026-10',
          receivedAt: '2026-11-05T06:12:00+08:00',
          cadence: 'MONTHLY',
          file: 'bi_fees_202610.csv',
          rows: 1,
        },
      ],
      staff: { name: '姜军娜', staffNo: '20109' },
      now: new Date('2026-11-21T06:32:00Z'),
    },
    await chinese(),
  );
  expect(spec.columns.map((column) => [column.header, column.kind])).toEqual([
    ['月份', 'month'],
    ['月租', 'money'],
    ['上网', 'money'],
    ['合计', 'money'],
  ]);
  expect(spec.rows).toEqual([
    { month: '2026-09', rent: 100, internet: 50, total: 150 },
    { month: '2026-10', rent: 200, internet: 0, total: 200 },
  ]);
  expect(spec.notes.asOf).toEqual([{ source: '经营分析', asOf: '2026-10', late: false }]);
  expect(spec.notes.watermark).toBe('姜军娜 20109 2026-11-21 14:32');
});
