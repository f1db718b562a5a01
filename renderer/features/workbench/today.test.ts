import { expect, it } from 'vitest';
import type { CustomerDetail, CustomerSummary, InteractionView } from '../../data/types.ts';
import { codesOf, countsOf, todayItems } from './today.ts';
import type { TodayCandidates } from './today.ts';

const TODAY = '2026-11-20';
const ME = '20109';

const summary = (number: number, facts: Partial<CustomerSummary> = {}): CustomerSummary =>
  ({
    customerCode: `KH${number}`,
    name: `客户${number}`,
    nextOn: null,
    arrears: 0,
    ...facts,
  }) as CustomerSummary;

function detail(customer: CustomerSummary, interactions: Partial<InteractionView>[]): CustomerDetail {
  return {
    customer: {
      customerCode: customer.customerCode,
      agreements: [
        { plan: '旧', end: '2026-11-01', monthlyCommitment: 1 },
        { plan: 'E9包年', end: '2026-12-05', monthlyCommitment: 91_20 },
      ],
    },
    interactions: interactions.map((one) => ({ kind: 'CALL', purpose: '', outcome: '', note: '', ...one })),
  } as unknown as CustomerDetail;
}

const overdue = summary(1, { nextOn: '2026-11-18', arrears: 720_13 });
const dueToday = summary(2, { nextOn: TODAY });
const theirs = summary(3, { nextOn: TODAY });
const written = summary(4, { lastInteractionOn: TODAY });
const ending = summary(5);
const arranged = summary(6, { lastInteractionOn: TODAY, nextOn: '2026-11-26' });
const candidates: TodayCandidates = {
  due: [overdue, dueToday, theirs],
  done: [written, arranged],
  suggested: [{ customer: ending, reason: { kind: 'agreement' } }],
  complaints: [],
};
const details = new Map(
  [
    detail(overdue, [{ staffNo: ME, outcome: '承诺缴费', nextStep: '再催一次' }]),
    detail(dueToday, [{ staffNo: ME, kind: 'VISIT' }]),
    detail(theirs, [{ staffNo: '20108' }]),
    detail(written, [
      { staffNo: ME, happenedAt: `${TODAY}T09:40:00+08:00`, nextStep: '送发票', nextOn: '2026-11-25' },
      { staffNo: ME, happenedAt: `${TODAY}T09:30:00+08:00`, note: '已续约' },
    ]),
    detail(arranged, [{ staffNo: ME, happenedAt: `${TODAY}T09:50:00+08:00`, nextOn: '2026-11-26' }]),
    detail(ending, []),
  ].map((one) => [one.customer.customerCode, one]),
);
const items = todayItems(candidates, details, ME, TODAY);

it('lists what one has promised himself, late before today, and leaves to others what is theirs', () => {
  expect(items.map(({ group, customer }) => `${group} ${customer.customerCode}`)).toEqual([
    'overdue KH1',
    'today KH2',
    'suggested KH5',
    'done KH4',
  ]);
  expect(codesOf(candidates)).toHaveLength(6);
});

it('does not take for done what was only arranged today', () => {
  expect(items.filter(({ group }) => group === 'done').map(({ customer }) => customer)).toEqual([written]);
});

it('says why in two facts at most', () => {
  expect(items[0]!.reasons).toEqual([{ kind: 'nextStep', text: '再催一次' }, { kind: 'promised' }]);
  expect(items[1]!.reasons).toEqual([{ kind: 'agreement' }]);
  expect(items[2]!.agreement).toEqual({ plan: 'E9包年', end: '2026-12-05', commitment: 91_20 });
  expect(items[3]!.reasons).toEqual([{ kind: 'nextStep', text: '已续约' }]);
});

it('counts what is arranged by its kind, and what is done', () => {
  expect(countsOf(items)).toEqual({ calls: 1, visits: 1, done: 1 });
});

it('puts complaints that are due among what is to be done, once a customer, as the first reason to go there', () => {
  const complaint = (dueOn: string) => ({ kind: 'FAULT', text: '宽带掉线', dueOn }) as const;
  const due = todayItems(
    {
      ...candidates,
      complaints: [
        { customer: dueToday, complaint: complaint('2026-11-19') },
        { customer: ending, complaint: complaint(TODAY) },
      ],
    },
    details,
    ME,
    TODAY,
  );
  expect(due.slice(0, 2).every(({ reasons }) => reasons[0]?.kind === 'complaint')).toBe(true);
  expect(
    due.slice(0, 3).map(({ group, customer, kind, on }) => [group, customer.customerCode, kind, on]),
  ).toEqual([
    ['overdue', 'KH2', 'VISIT', TODAY],
    ['today', 'KH5', 'CALL', TODAY],
    ['overdue', 'KH1', 'CALL', '2026-11-18'],
  ]);
});
