import { describe, expect, it } from 'vitest';
import { chinese } from '../../../i18n/test-support/translate.ts';
import type { CustomerConditions } from '../../../data/types.ts';
import { conditionChips, filterInWords } from './condition-chips.ts';

const t = await chinese();
const units = new Map([['Z', { name: '武鸣片' }]]);

describe('the filter in words', () => {
  it('says each condition as a person would', () => {
    const chips = conditionChips(
      {
        unitCode: 'Z',
        status: 'LIVE',
        arrearsMonthsMin: 1,
        meanRevenueMin: 150_00,
        reportingSegment: 'BUSINESS',
      },
      units,
      t,
    );
    expect(chips.map((chip) => chip.text)).toEqual([
      '归属：武鸣片',
      '状态：未拆机',
      '欠费：1 个月起',
      '月均：150 元以上',
      '统计属性：商业',
    ]);
  });
  it('a range is one chip that takes both bounds away', () => {
    const [chip] = conditionChips({ revenueMin: 99_50, revenueMax: 1500_00 }, units, t);
    expect(chip).toEqual({
      id: 'revenueMin',
      text: '本月收入：99.50 至 1,500 元',
      keys: ['revenueMin', 'revenueMax'],
    });
    expect(conditionChips({ meanRevenueMax: 100 }, units, t)[0]?.text).toBe('月均：1 元以下');
  });
  it('says what a chart has counted as the chart says it', () => {
    const text = (conditions: CustomerConditions): string => filterInWords(conditions, units, t);
    expect(text({ arrearsStage: 3 })).toBe('欠费：3 个月');
    expect(text({ arrearsStage: 6 })).toBe('欠费：6 个月起');
    expect(text({ agreementEndFrom: '2026-11-23', agreementEndTo: '2026-11-23' })).toBe(
      '协议：2026-11-23 到期',
    );
    expect(text({ feeMonth: '2026-10', feeClass: 'rent' })).toBe('2026-10 有月租费');
    expect(text({ changeMonth: '2026-10', changeMax: -20_00 })).toBe('2026-10 对前三月均值：下降 20 元以上');
    expect(text({ changeMonth: '2026-10', changeMin: 20_00 })).toBe('2026-10 对前三月均值：上升 20 元以上');
  });
  it('a unit that is not known here is named by its code', () => {
    expect(conditionChips({ unitCode: 'GX-9' }, units, t)[0]?.text).toBe('归属：GX-9');
  });
  it('no condition has no words left out', () => {
    const everything = {
      unitCode: 'Z',
      group: 'g1',
      text: '夏',
      status: 'SUSPENDED' as const,
      arrearsMonthsMin: 0,
      arrearsMin: 0,
      agreementEndsWithinDays: 60,
      agreementExpired: true,
      withoutAgreement: true,
      zeroCharge: true,
      arrearsStage: 6 as const,
      agreementEndFrom: '2026-11-20',
      agreementEndTo: '2026-11-30',
      feeMonth: '2026-10',
      feeClass: 'rent' as const,
      changeMonth: '2026-10',
      changeMin: -90_00,
      changeMax: -20_00,
      prepaidBelow: 10_00,
      nextOnTo: '2026-11-20',
      meanRevenueMin: 1,
      meanRevenueMax: 2,
      revenueMin: 1,
      revenueMax: 2,
      reportingSegment: 'TRANSIENT' as const,
      product: '固话',
      firstSeenMonth: '2026-11',
      openOrders: true,
      inPool: true,
      includeClosed: true,
    };
    const chips = conditionChips(everything, units, t);
    expect(chips.flatMap((chip) => chip.keys).sort()).toEqual(Object.keys(everything).sort());
    expect(filterInWords(everything, units, t)).not.toMatch(/customers\.|\{\{/);
  });
});
