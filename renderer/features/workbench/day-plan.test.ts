import { describe, expect, it } from 'vitest';
import type { CustomerDetail, CustomerSummary } from '../../data/types.ts';
import { buildingOf, byCommunity, dayPlan } from './day-plan.ts';
import type { TodayItem } from './today.ts';

const item = (
  customerCode: string,
  communityCode: string,
  installationAddress: string,
  group: TodayItem['group'] = 'today',
): TodayItem => ({
  group,
  customer: {
    customerCode,
    communityCode,
    installationAddress,
    accessNumber: `n${customerCode}`,
  } as CustomerSummary,
  kind: 'VISIT',
  on: '2026-11-20',
  reasons: [],
  agreement: null,
});
const cabinetOf = (code: string, cabinet: string): [string, CustomerDetail] => [
  code,
  { customer: { subscriptions: [{ accessNumber: `n${code}`, cabinet }] } } as CustomerDetail,
];

describe('the way through the day', () => {
  it('goes by community, building and cabinet; what is done is not on it', () => {
    const items = [
      item('1', 'C2', '五一路3号'),
      item('2', 'C1', '五一路9号2单元'),
      item('3', 'C1', '五一路2号', 'overdue'),
      item('4', 'C1', '五一路9号1单元'),
      item('5', 'C1', '五一路1号', 'done'),
      item('6', 'C1', '五一路1号', 'suggested'),
    ];
    const details = new Map([cabinetOf('2', '62J001'), cabinetOf('4', '62J009')]);
    const codes = (suggested: boolean) =>
      dayPlan(items, details, suggested).map(({ item: { customer } }) => customer.customerCode);
    expect(codes(false)).toEqual(['3', '2', '4', '1']);
    expect(codes(true)).toEqual(['6', '3', '2', '4', '1']);
    expect(byCommunity(dayPlan(items, details, false)).map(({ stops }) => stops.length)).toEqual([3, 1]);
  });

  it('knows a building by its number', () => {
    expect(buildingOf('武鸣区五一中路18号2单元301')).toBe('武鸣区五一中路18号');
    expect(buildingOf('城东大厦 8 楼')).toBe('城东大厦');
    expect(buildingOf(' 渡东村 ')).toBe('渡东村');
  });
});
