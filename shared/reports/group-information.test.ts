import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Balance, Customer, Interaction, Subscription } from '../domain/rows.ts';
import { factsOf } from './facts-of-rows.ts';
import { foldAll } from './fold.ts';
import { ENDED, groupInformation } from './group-information.ts';
import { facts, MONTH, TODAY } from './test-support/arbitrary-facts.ts';

const fold = groupInformation(TODAY, MONTH);

const subscription = (id: string, product: string, more: Partial<Subscription> = {}): Subscription => ({
  subscriptionId: id,
  name: '吴巧',
  accessNumber: `0771${id}`,
  product,
  status: 'IN_SERVICE',
  installationAddress: '民族大道',
  billingArea: '青秀',
  activatedOn: '2025-01-05',
  contactPhone: '',
  ...more,
});
const customer = (code: string, subscriptions: Subscription[], ends: string[] = []): Customer => ({
  customerCode: code,
  billingAccountNumber: code,
  communityCode: 'C1',
  name: '吴巧',
  responsibleUnit: 'D1',
  reportingSegment: 'MASS_MARKET',
  firstSeenMonth: '2025-01',
  contact: { persons: [], address: '', remark: '' },
  placement: { kind: 'OPENING', decidedOn: '2025-01-05' },
  subscriptions,
  agreements: ends.map((end, at) => ({
    agreementNumber: `X${at}`,
    subscriptionId: '1',
    plan: '包年',
    start: '2025-01-01',
    end,
    monthlyCommitment: 0,
    penalty: 0,
  })),
  orders: [],
});
const call = (day: string, more: Partial<Interaction> = {}): Interaction => ({
  interactionId: day,
  customerCode: 'KH1',
  kind: 'CALL',
  purpose: '',
  outcome: '已联系',
  note: '',
  happenedAt: `${day}T10:00:00+08:00`,
  staffNo: '1',
  ...more,
});

describe('the information report of a group', () => {
  it('counts members, products, agreements, arrears and contacts', () => {
    const balance: Balance = {
      customerCode: 'KH1',
      arrears: [{ subscriptionId: '1', sinceMonth: '2026-09', months: 2, amount: 7000 }],
      prepaid: [],
    };
    const first = customer(
      'KH1',
      [
        subscription('1', '固定电话'),
        subscription('2', '固定电话', { status: 'SUSPENDED' }),
        subscription('3', 'ADSL宽带'),
        subscription('4', '小灵通', { status: 'TERMINATED', terminatedOn: '2026-01-01' }),
      ],
      ['2026-11-19', '2026-11-20', '2027-01-01'],
    );
    const gone = customer('KH2', [
      subscription('5', '固定电话', { status: 'TERMINATED', terminatedOn: '2026-01-01' }),
    ]);
    const rows = [
      { customer: first, ledger: null, balance, interactions: [call('2026-08-22')] },
      { customer: gone, ledger: null, balance: null, interactions: [call('2026-11-19')] },
    ];
    expect(
      foldAll(
        fold,
        rows.map((one, at) => factsOf(at, one, MONTH)),
      ),
    ).toEqual({
      customers: 2,
      live: 1,
      agreements: 2,
      agreementCustomers: 1,
      arrearsCustomers: 1,
      arrears: 7000,
      contacted: 1,
      products: { 固定电话: [2, 1, 1, 0, 7000], ADSL宽带: [1, 1, 1, 0, 0], [ENDED]: [2, 0, 2, 0, 0] },
    });
  });

  it('counts who was spoken to within ninety days, not whom somebody only means to see', () => {
    const one = customer('KH1', [subscription('1', '固定电话')]);
    const contacted = (interactions: Interaction[]): number =>
      foldAll(fold, [factsOf(0, { customer: one, ledger: null, balance: null, interactions }, MONTH)])
        .contacted;
    expect(contacted([call('2026-08-22')])).toBe(1);
    expect(contacted([call('2026-08-21')])).toBe(0);
    expect(contacted([call('2026-11-19', { outcome: '', nextOn: '2026-11-25' })])).toBe(0);
  });

  it('gives of merged partials what it gives of all customers', () => {
    fc.assert(
      fc.property(fc.array(fc.array(facts, { maxLength: 5 }), { maxLength: 4 }), (parts) => {
        const merged = fold.empty();
        for (const part of parts) fold.merge(merged, foldAll(fold, part));
        expect(merged).toEqual(foldAll(fold, parts.flat()));
      }),
      { numRuns: 40 },
    );
  });
});
