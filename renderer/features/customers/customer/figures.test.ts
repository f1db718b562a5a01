import { describe, expect, it } from 'vitest';
import type { Agreement, Balance, Customer, Interaction, Ledger } from '../../../../shared/domain/rows.ts';
import {
  agreementsByUrgency,
  agreementState,
  arrearsFigures,
  nextStepOf,
  revenueFigures,
  subscriptionLines,
} from './figures.ts';

const zeros = (n: number): number[] => Array.from({ length: n }, () => 0);
const ledger = (from: string, rent: number[], extra: Partial<Ledger> = {}): Ledger => ({
  customerCode: 'KH1',
  from,
  fees: {
    rent,
    internet: rent.map(() => 100),
    local: zeros(rent.length),
    longDistance: zeros(rent.length),
    valueAdded: zeros(rent.length),
    international: zeros(rent.length),
    other: zeros(rent.length),
  },
  traffic: {
    localMinutes: zeros(rent.length),
    longDistanceMinutes: zeros(rent.length),
    internationalMinutes: zeros(rent.length),
    megabytes: zeros(rent.length),
  },
  ...extra,
});

describe('revenue of a customer', () => {
  it('compares with the month before and the same month last year', () => {
    const rent = [900, ...zeros(10), 1900, 950];
    const figures = revenueFigures(ledger('2025-10', rent), '2026-10');
    expect(figures.amount).toBe(1050);
    expect(figures.lastMonth).toBe(2000);
    expect(figures.lastYear).toBe(1000);
    expect(figures.trend).toHaveLength(13);
  });
  it('leaves a comparison out where the source has none, and never compares with nothing', () => {
    expect(revenueFigures(ledger('2026-10', [500]), '2026-10')).toMatchObject({
      amount: 600,
      lastMonth: null,
      lastYear: null,
    });
    expect(revenueFigures(ledger('2026-09', [-100, 500]), '2026-10').lastMonth).toBeNull();
  });
  it('a month that analytics left out for this customer is unknown, not zero', () => {
    expect(revenueFigures(ledger('2026-08', [500]), '2026-10').amount).toBeNull();
    expect(revenueFigures(undefined, '2026-10').amount).toBeNull();
    expect(revenueFigures(ledger('2026-08', [500]), null).month).toBeNull();
  });
});

describe('arrears of a customer', () => {
  it('sums the subscriptions and takes the longest', () => {
    const balance: Balance = {
      customerCode: 'KH1',
      arrears: [
        { subscriptionId: '1', sinceMonth: '2026-09', months: 2, amount: 16924 },
        { subscriptionId: '2', sinceMonth: '2026-02', months: 9, amount: 100 },
      ],
      prepaid: [],
    };
    expect(arrearsFigures(balance)).toEqual({ amount: 17024, stage: 6, since: '2026-02' });
    expect(arrearsFigures(undefined)).toEqual({ amount: 0, stage: 0, since: null });
  });
});

describe('agreements', () => {
  const agreement = (agreementNumber: string, start: string, end: string): Agreement => ({
    agreementNumber,
    subscriptionId: '1',
    plan: 'E9包年套餐',
    start,
    end,
    monthlyCommitment: 9120,
    penalty: 22800,
  });
  it('says how long it has run and has to run', () => {
    const state = agreementState(agreement('A', '2024-12-06', '2026-12-05'), '2026-11-20');
    expect(state).toMatchObject({ daysLeft: 15, daysServed: 714 });
    expect(state.served).toBeCloseTo(714 / 729);
    expect(agreementState(agreement('A', '2024-12-06', '2026-11-20'), '2026-11-20').daysLeft).toBe(0);
  });
  it('the nearest end comes first, the ended ones last', () => {
    const order = agreementsByUrgency(
      [
        agreement('ended long ago', '2020-01-01', '2021-01-01'),
        agreement('far', '2026-01-01', '2028-01-01'),
        agreement('ended lately', '2024-01-01', '2026-11-01'),
        agreement('near', '2025-01-01', '2026-12-05'),
      ],
      '2026-11-20',
    );
    expect(order.map((state) => state.agreement.agreementNumber)).toEqual([
      'near',
      'far',
      'ended lately',
      'ended long ago',
    ]);
  });
});

describe('the next step', () => {
  const interaction = (happenedAt: string, nextOn?: string, nextStep?: string): Interaction => ({
    interactionId: happenedAt,
    customerCode: 'KH1',
    kind: 'VISIT',
    purpose: '',
    outcome: '',
    note: '',
    happenedAt: `${happenedAt}T09:00:00+08:00`,
    staffNo: '20109',
    ...(nextOn && { nextOn }),
    ...(nextStep && { nextStep }),
  });
  it('is the earliest promise that no later record has caught up with', () => {
    const interactions = [
      interaction('2026-11-20', '2026-11-27', '送资料'),
      interaction('2026-11-06', '2026-11-20', '拜访'),
      interaction('2026-11-01', '2026-11-24', '催缴'),
    ];
    expect(nextStepOf(interactions, '2026-11-20')).toEqual({ on: '2026-11-24', text: '催缴', daysLeft: 4 });
  });
  it('a day that passed without a record is overdue', () => {
    expect(nextStepOf([interaction('2026-11-06', '2026-11-18', '拜访')], '2026-11-20')).toEqual({
      on: '2026-11-18',
      text: '拜访',
      daysLeft: -2,
    });
  });
  it('a step without a day comes from the newest record only', () => {
    const old = interaction('2026-10-01', undefined, '旧的');
    expect(nextStepOf([interaction('2026-11-06', undefined, '再约'), old], '2026-11-20')?.text).toBe('再约');
    expect(nextStepOf([interaction('2026-11-06'), old], '2026-11-20')).toBeNull();
    expect(nextStepOf([], '2026-11-20')).toBeNull();
  });
});

describe('the table of subscriptions', () => {
  const subscription = (subscriptionId: string, activatedOn: string, status = 'IN_SERVICE') => ({
    subscriptionId,
    activatedOn,
    status,
  });
  const customer = (...subscriptions: ReturnType<typeof subscription>[]): Customer =>
    ({ subscriptions }) as Customer;

  it('takes the fee of each from the ledger', () => {
    const both = customer(subscription('2', '2024-03-27'), subscription('1', '2020-12-06'));
    const lines = subscriptionLines(
      both,
      ledger('2026-09', [0, 0], { bySubscription: { '1': [5, 11309] } }),
      {
        customerCode: 'KH1',
        arrears: [{ subscriptionId: '2', sinceMonth: '2026-09', months: 2, amount: 16924 }],
        prepaid: [{ subscriptionId: '1', amount: -50, asOf: '2026-11-20' }],
      },
      '2026-10',
    );
    expect(
      lines.map((line) => [line.subscription.subscriptionId, line.fee, line.arrears, line.prepaid]),
    ).toEqual([
      ['1', 11309, 0, -50],
      ['2', null, 16924, null],
    ]);
  });
  it('the whole ledger is the fee of the one that it is of', () => {
    const both = customer(subscription('2', '2024-03-27'), subscription('1', '2020-12-06'));
    const feesOf = (more: Partial<Ledger>): (number | null)[] =>
      subscriptionLines(both, ledger('2026-10', [900], more), undefined, '2026-10').map((line) => line.fee);
    expect(feesOf({ subscriptionId: '2' })).toEqual([null, 1000]);
    expect(feesOf({})).toEqual([null, null]);
  });
  it('the whole ledger is the fee of a single subscription', () => {
    const single = customer(subscription('1', '2020-12-06'));
    expect(subscriptionLines(single, ledger('2026-10', [900]), undefined, '2026-10')[0]!.fee).toBe(1000);
    expect(subscriptionLines(single, undefined, undefined, '2026-10')[0]!.fee).toBeNull();
  });
  it('puts the terminated ones last', () => {
    const lines = subscriptionLines(
      customer(subscription('1', '2019-01-01', 'TERMINATED'), subscription('2', '2024-01-01')),
      undefined,
      undefined,
      null,
    );
    expect(lines.map((line) => line.subscription.subscriptionId)).toEqual(['2', '1']);
  });
});
