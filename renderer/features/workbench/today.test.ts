import { expect, it } from 'vitest';
import type { Interaction } from '../../../shared/domain/rows.ts';
import type { CustomerDetail, CustomerSummary, InteractionView } from '../../data/types.ts';
import { indexOf } from '../../test-support/sample-index.ts';
import { SAMPLE_TODAY, sampleCustomer } from '../../test-support/sample-rows.ts';
import type { SampleCustomer } from '../../test-support/sample-rows.ts';
import { standingFigures } from './figures.ts';
import { codesOf, countsOf, todayCandidates, todayItems } from './today.ts';
import type { TodayCandidates, TodayItem } from './today.ts';

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

const OTHER = '20108';
const codeOf = (number: number): string => sampleCustomer(number).customer.customerCode;

/** An open customer with one record. */
function withRecord(number: number, record: Partial<Interaction>): SampleCustomer {
  const sample = sampleCustomer(number);
  const { closedOn: _closedOn, ...customer } = sample.customer;
  const interaction: Interaction = {
    interactionId: `I${number}`,
    customerCode: customer.customerCode,
    kind: 'CALL',
    purpose: '',
    outcome: '已联系',
    note: '',
    happenedAt: '2026-11-01T10:00:00+08:00',
    staffNo: OTHER,
    ...record,
  };
  return { ...sample, customer, interactions: [interaction] };
}

/** The list of the day over an index of them; `unsent`: records of the person that have not left the machine. */
function listed(samples: readonly SampleCustomer[], unsent: readonly Interaction[] = []): TodayItem[] {
  const overlay = new Map(
    unsent.map(({ customerCode, happenedAt, nextOn = null }) => [
      customerCode,
      { happenedAt: Date.parse(happenedAt), nextOn },
    ]),
  );
  const index = indexOf(samples, false, overlay);
  const of = todayCandidates(index, {}, standingFigures(index, {}, SAMPLE_TODAY), {
    staffNo: ME,
    unsent: unsent.map(({ customerCode }) => customerCode),
  });
  const known = new Map(
    samples.map(({ customer, interactions }) => {
      const own = unsent.filter(({ customerCode }) => customerCode === customer.customerCode);
      return [customer.customerCode, { customer, interactions: [...own, ...interactions] } as CustomerDetail];
    }),
  );
  return todayItems(of, known, ME, SAMPLE_TODAY);
}

const codesIn = (group: TodayItem['group'], all: readonly TodayItem[]): string[] =>
  all.filter((item) => item.group === group).map(({ customer }) => customer.customerCode);
const many = (count: number, record: (number: number) => Partial<Interaction>): SampleCustomer[] =>
  Array.from({ length: count }, (_, i) => withRecord(i + 1, record(i + 1)));

it('finds what one has promised behind any number of promises of others', () => {
  const theirs = many(90, () => ({ nextOn: '2026-11-10' }));
  const mine = withRecord(91, { staffNo: ME, nextOn: SAMPLE_TODAY });
  expect(codesIn('today', listed([...theirs, mine]))).toEqual([codeOf(91)]);
});

it('finds what one has done behind any number of calls of others', () => {
  const at = (hour: string): string => `${SAMPLE_TODAY}T${hour}:00:00+08:00`;
  const theirs = many(90, () => ({ happenedAt: at('15') }));
  const mine = withRecord(91, { staffNo: ME, happenedAt: at('09') });
  expect(codesIn('done', listed([...theirs, mine]))).toEqual([codeOf(91)]);
});

it('finds what waits to be sent, also where the record before was of somebody else', () => {
  const theirs = many(90, () => ({ nextOn: '2026-11-10' }));
  const [unsent] = withRecord(5, {
    interactionId: 'I-new',
    staffNo: ME,
    happenedAt: `${SAMPLE_TODAY}T09:00:00+08:00`,
    nextOn: SAMPLE_TODAY,
  }).interactions;
  const items = listed(theirs, [unsent!]);
  expect(codesIn('today', items)).toEqual([codeOf(5)]);
  expect(codesIn('done', items)).toEqual([codeOf(5)]);
});

it("lists the eighty of one's own that have waited longest", () => {
  const mine = many(100, (number) => ({
    staffNo: ME,
    nextOn: number <= 50 ? '2026-11-19' : '2026-11-18',
  }));
  const [unsent] = withRecord(60, {
    interactionId: 'I-new',
    staffNo: ME,
    happenedAt: '2026-11-19T09:00:00+08:00',
    nextOn: '2026-11-18',
  }).interactions;
  const late = codesIn('overdue', listed(mine, [unsent!]));
  expect(late).toHaveLength(80);
  expect(new Set(late.slice(0, 50))).toEqual(new Set(Array.from({ length: 50 }, (_, i) => codeOf(i + 51))));
});
