import { describe, expect, it } from 'vitest';
import type { Customer, Placement } from '../../../../shared/domain/rows.ts';
import { chinese } from '../../../i18n/test-support/translate.ts';
import { whyHere } from './why-here.ts';

const t = await chinese();
const units = new Map([['C1', { name: '武鸣片1社区', kind: 'COMMUNITY' as const }]]);
const customer = (placement: Placement, more: Partial<Customer> = {}): Customer =>
  ({
    communityCode: 'C1',
    firstSeenMonth: '2020-12',
    name: '孔少佳',
    placement,
    subscriptions: [],
    ...more,
  }) as unknown as Customer;
const words = (given: Customer): string[] => {
  const why = whyHere(given, units, t);
  return [why.title, ...why.facts.map((fact) => `${fact.label} ${fact.value}`), ...why.remarks];
};

describe('why a customer is here', () => {
  it('by a rule: cabinet, number and range', () => {
    const rule = {
      kind: 'RULE',
      decidedOn: '2026-11-20',
      cabinet: '62J009',
      number: '0771-6203359',
      rangeFrom: '6203200',
      rangeTo: '6203599',
    } as const;
    expect(words(customer(rule))).toEqual([
      '交接箱规则匹配',
      '交接箱 62J009',
      '号码 0771-6203359',
      '命中号段 6203200–6203599',
      '归入 武鸣片1社区',
      '自 2026-11-20',
      '2020-12 首见。',
      '未锁定。',
    ]);
    const areas = { rangeFrom: '0771-6203200', rangeTo: '0771-6203599' };
    expect(words(customer({ ...rule, ...areas }))).toContain('命中号段 6203200–6203599');
    expect(words(customer({ ...rule, rangeFrom: null, rangeTo: null, tied: true }))).toEqual(
      expect.arrayContaining([
        '命中号段 不限号码',
        '有几条同样宽的规则，归入编码在前的社区，已列入数据质量。',
      ]),
    );
  });
  it('in a pool: each reason has words', () => {
    for (const reason of ['NO_LINE', 'NO_RULE', 'RULE_WITHOUT_COMMUNITY', 'NUMBER_OUTSIDE_RANGES'] as const) {
      const said = words(customer({ kind: 'POOL', decidedOn: '2026-11-21', reason }));
      expect(said[1]).toMatch(/^原因 [^a-z]+$/);
      expect(said.includes('97 送来线路后会自动再匹配一次。')).toBe(reason === 'NO_LINE');
    }
  });
  it('by people: the batch or request and who', () => {
    const divided = customer({
      kind: 'DIVISION',
      decidedOn: '2026-12-01',
      batch: 'NN-202611-03',
      by: '覃丽华',
    });
    expect(words(divided)).toEqual(expect.arrayContaining(['批次 NN-202611-03', '划分人 覃丽华']));
    const moved = customer({ kind: 'REASSIGNMENT', decidedOn: '2026-12-01', request: 'R-7', by: '夏栋红' });
    expect(words(moved)).toEqual(expect.arrayContaining(['申请 R-7', '批准人 夏栋红']));
    expect(words(customer({ kind: 'OPENING', decidedOn: '2026-11-20' }))[0]).toBe(
      '期初存量，沿用原系统的归属',
    );
  });
  it('later subscriptions joined by the billing account; the lock has its last day', () => {
    const given = customer(
      { kind: 'OPENING', decidedOn: '2026-11-20' },
      {
        lockedUntil: '2027-12-03',
        subscriptions: [
          { subscriptionId: '2', name: '黎玉东', activatedOn: '2024-03-27' },
          { subscriptionId: '1', name: '孔少佳', activatedOn: '2025-12-06' },
        ] as Customer['subscriptions'],
      },
    );
    expect(words(given).slice(-2)).toEqual([
      '另 1 个用户按合同号并入，客户不因此移动。',
      '锁定至 2027-12-03，之前不能调整。',
    ]);
  });
});
