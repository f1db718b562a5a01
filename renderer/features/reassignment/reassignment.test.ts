import { describe, expect, it } from 'vitest';
import type { Customer, Interaction, OrgUnitRow } from '../../../shared/domain/rows.ts';
import type { UnitKind } from '../../../shared/domain/org-units.ts';
import type { RequestView } from '../../data/request-view.ts';
import type { CustomerDetail, CustomerSummary } from '../../data/types.ts';
import { commonUnit, communityTree, likelyApprovers } from './communities.ts';
import { effectOf } from './effect.ts';
import { sortOut } from './give-away.ts';
import { answerNotice } from './answers.ts';
import { askedByMe, groupOf, waitOf } from './groups.ts';
import { handoverOf } from './handover.ts';
import { noticeOf } from './request-notice.ts';

const unit = (
  unitCode: string,
  parentCode: string | null,
  kind: UnitKind,
  staff: OrgUnitRow['staff'] = [],
): [string, OrgUnitRow] => [
  unitCode,
  { unitCode, name: `${unitCode}名`, parentCode, kind, channel: 'MASS_MARKET', billingArea: null, staff },
];
const person = (staffNo: string, role: string) => ({ staffNo, name: `人${staffNo}`, role });
const units = new Map([
  unit('N', null, 'LOCAL_NETWORK', [person('9', 'NETWORK_CHANNEL_ADMIN')]),
  unit('D', 'N', 'CUSTOMER_DEPARTMENT', [person('5', 'DEPARTMENT_LEADER')]),
  unit('Z', 'D', 'ZONE', [person('3', 'TEAM_LEAD')]),
  unit('C1', 'Z', 'COMMUNITY', [person('1', 'ACCOUNT_MANAGER')]),
  unit('C2', 'Z', 'COMMUNITY', [person('2', 'ACCOUNT_MANAGER')]),
  unit('POOL', 'D', 'UNASSIGNED_POOL'),
]);
const request = (change: Partial<RequestView> = {}): RequestView => ({
  requestId: 'RQ1',
  part: 'APPROVER',
  customerCode: 'KH1',
  customerName: '姜英',
  billingAccountNumber: 'A1',
  fromCommunity: 'C1',
  toCommunity: 'C2',
  reason: '搬走了',
  state: 'OPEN',
  askedBy: '1',
  askedByName: '人1',
  askedAt: '2026-11-20T14:58:00+08:00',
  arrivedAt: '2026-11-20T15:52:00+08:00',
  comment: '',
  waiting: null,
  attention: null,
  ...change,
});
const t = ((key: string, values: object) => `${key} ${JSON.stringify(values)}`) as never;

describe('where a request stands', () => {
  it('is the inbox of its approver while it is open, and with its asker for good', () => {
    expect(groupOf(request())).toBe('inbox');
    expect(groupOf(request({ state: 'APPROVED' }))).toBe('done');
    expect(groupOf(request({ part: 'ASKER' }))).toBe('mine');
    expect(groupOf(request({ part: 'ASKER', state: 'REJECTED' }))).toBe('mine');
    expect(groupOf(request({ part: 'NEW_HOLDER', state: 'APPROVED' }))).toBe('done');
  });

  it('waits by hours, then by days; long from seven on', () => {
    const after = (hours: number) =>
      waitOf(request(), new Date(Date.parse(request().askedAt) + hours * 3_600_000));
    expect(after(0.5)).toEqual({ hours: 0, days: 0, long: false });
    expect(after(23.9)).toEqual({ hours: 23, days: 0, long: false });
    expect(after(24 * 7)).toEqual({ hours: 168, days: 7, long: true });
    expect(after(-1)).toEqual({ hours: 0, days: 0, long: false });
  });
});

describe('the choice of a community', () => {
  it('offers communities with their people, and no pool', () => {
    const [root] = communityTree(units, () => true);
    const zone = root?.children[0]?.children[0];
    expect(root?.children[0]?.children).toHaveLength(1);
    expect(zone?.children.map(({ title, selectable }) => [title, selectable])).toEqual([
      ['C1名 · 人1', true],
      ['C2名 · 人2', true],
    ]);
    expect(zone?.selectable).toBe(false);
    expect(communityTree(units, ({ unitCode }) => unitCode === 'POOL')).toEqual([]);
  });

  it('says who is going to decide: the lead of the lowest unit, and the next above for his own', () => {
    expect(likelyApprovers('C1', 'C2', '1', units)).toEqual({ unitName: 'Z名', names: ['人3'] });
    expect(likelyApprovers('C1', 'C2', '3', units)).toEqual({ unitName: 'D名', names: ['人5'] });
    expect(commonUnit('C1', 'C2', units)?.unitCode).toBe('Z');
    expect(commonUnit('C1', 'NOWHERE', units)).toBeNull();
  });
});

describe('giving away', () => {
  const customer = (customerCode: string, change: Partial<CustomerSummary> = {}): CustomerSummary =>
    ({ customerCode, communityCode: 'C1', closed: false, lockedUntil: null, ...change }) as CustomerSummary;

  it('leaves out what the server would refuse, and says why', () => {
    const { ready, refused } = sortOut(
      [
        customer('ok'),
        customer('free', { lockedUntil: '2026-11-21' }),
        customer('locked', { lockedUntil: '2026-11-22' }),
        customer('closed', { closed: true }),
        customer('other', { communityCode: 'C9' }),
        customer('there', { communityCode: 'C2' }),
        customer('asked'),
      ],
      {
        target: 'C2',
        today: '2026-11-22',
        asked: askedByMe([request({ part: 'ASKER', customerCode: 'asked' })]),
        mayGive: (code) => code !== 'C9',
      },
    );
    expect(ready.map(({ customerCode }) => customerCode)).toEqual(['ok', 'free']);
    expect(refused.map(({ obstacle, customers }) => [obstacle, customers[0]?.customerCode])).toEqual([
      ['notMine', 'other'],
      ['closed', 'closed'],
      ['locked', 'locked'],
      ['asked', 'asked'],
      ['there', 'there'],
    ]);
  });
});

describe('what an approval changes', () => {
  const index = {
    positionOf: (code: string) => (code === 'KH1' ? 0 : undefined),
    at: () => ({ revenue: 18_601 }) as CustomerSummary,
    countByCommunity: () => new Map([['C1', 467]]),
  };

  it('is counted where the customers are here, and not told where they are not', () => {
    expect(effectOf(request(), index, new Set(['C1']))).toEqual({
      from: { communityCode: 'C1', customers: { before: 467, after: 466 }, revenue: -18_601 },
      to: { communityCode: 'C2', customers: null, revenue: 18_601 },
    });
    expect(effectOf(request({ customerCode: 'KH2' }), index, new Set()).from).toEqual({
      communityCode: 'C1',
      customers: null,
      revenue: null,
    });
  });
});

describe('a notification', () => {
  it('tells of each new request to decide once, and of many together', () => {
    expect(noticeOf([request()], new Set(['RQ1']), t)).toBeNull();
    expect(noticeOf([request({ state: 'APPROVED' })], new Set(), t)).toBeNull();
    expect(noticeOf([request()], new Set(), t)?.body).toContain('姜英');
    expect(noticeOf([request(), request({ requestId: 'RQ2' })], new Set(), t)?.body).toContain('"count":2');
  });
});

describe('an answer', () => {
  const answered = (change: Partial<RequestView>): RequestView =>
    request({ part: 'ASKER', state: 'APPROVED', decidedByName: '上官', ...change });

  it.each([
    ['his own, approved', {}, 'APPROVED'],
    ['his own, rejected with a word', { state: 'REJECTED', comment: '地址没有变' }, 'withComment'],
    ['nobody decided', { state: 'EXPIRED' }, 'EXPIRED'],
    ['moved by another way', { state: 'OVERTAKEN' }, 'OVERTAKEN'],
    ['a customer that left him', { part: 'OLD_HOLDER' }, 'OLD_HOLDER'],
    ['a customer that came to him', { part: 'NEW_HOLDER' }, 'NEW_HOLDER'],
  ] as const)('is told: %s', (_what, change, words) => {
    expect(answerNotice([answered(change)], new Set(), t)?.body).toContain(`reassignment.notice.${words}`);
  });

  it('is not told twice, nor to who decided, nor of what he took back or has only written', () => {
    expect(answerNotice([answered({})], new Set(['RQ1']), t)).toBeNull();
    expect(answerNotice([answered({ part: 'APPROVER' })], new Set(), t)).toBeNull();
    expect(answerNotice([answered({ state: 'WITHDRAWN' })], new Set(), t)).toBeNull();
    expect(answerNotice([answered({ waiting: 'decision' })], new Set(), t)).toBeNull();
  });

  it('of several comes as one', () => {
    const several = [answered({}), answered({ requestId: 'RQ2', state: 'REJECTED' })];
    expect(answerNotice(several, new Set(), t)?.body).toContain('"count":2');
  });
});

describe('the handover brief', () => {
  const record = (happenedAt: string, change: Partial<Interaction> = {}): Interaction => ({
    interactionId: happenedAt,
    customerCode: 'KH1',
    kind: 'CALL',
    purpose: '',
    outcome: '',
    note: '',
    happenedAt,
    staffNo: '1',
    ...change,
  });
  const detail = (interactions: Interaction[], change: Partial<Customer> = {}): CustomerDetail =>
    ({
      customer: {
        agreements: [],
        contact: { persons: [], address: '富民路', remark: '' },
        ...change,
      },
      ledger: undefined,
      balance: undefined,
      interactions,
    }) as unknown as CustomerDetail;

  it('says what was promised and is still open, the earliest first', () => {
    const { promised, contacts } = handoverOf(
      detail([
        record('2026-11-01T10:00:00+08:00', { nextOn: '2026-11-05', nextStep: '早已做过' }),
        record('2026-11-10T10:00:00+08:00', { nextOn: '2026-12-01', nextStep: '送资料' }),
        record('2026-11-20T10:00:00+08:00', { nextOn: '2026-11-21', nextStep: '回电' }),
      ]),
      '2026-11-22',
    );
    expect(promised.map(({ on, text, overdue }) => [on, text, overdue])).toEqual([
      ['2026-11-21', '回电', true],
      ['2026-12-01', '送资料', false],
    ]);
    expect(contacts.map(({ happenedAt }) => happenedAt.slice(5, 10))).toEqual(['11-20', '11-10', '11-01']);
  });

  it('says what is missing, and which agreements end next', () => {
    const agreement = (agreementNumber: string, end: string) =>
      ({ agreementNumber, end }) as Customer['agreements'][number];
    const bare = handoverOf(detail([]), '2026-11-22');
    expect(bare.missing).toEqual(['persons', 'agreement', 'contact']);
    const { expiries, missing } = handoverOf(
      detail([], {
        agreements: [
          agreement('B', '2027-05-03'),
          agreement('A', '2026-12-01'),
          agreement('0', '2026-11-21'),
        ],
      }),
      '2026-11-22',
    );
    expect(
      expiries.map(({ agreement: { agreementNumber }, daysLeft }) => [agreementNumber, daysLeft]),
    ).toEqual([
      ['A', 9],
      ['B', 162],
    ]);
    expect(missing).toEqual(['persons', 'contact']);
  });
});
