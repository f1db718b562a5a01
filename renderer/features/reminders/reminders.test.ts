import { describe, expect, it } from 'vitest';
import type { ComplaintLine } from '../../data/complaint-lines.ts';
import type { CustomerSummary } from '../../data/types.ts';
import { chinese } from '../../i18n/test-support/translate.ts';
import { digestOf, digestSlot, shownMark } from './digest.ts';
import { ReminderBook, readMarks, writeMarks } from './reminder-book.ts';
import {
  complaintReminders,
  DEFAULT_SETTINGS,
  isActive,
  MOST_MARKS,
  reminderQuery,
  snoozedUntil,
  withMarks,
} from './reminder-rules.ts';
import type { Reminder, ReminderKind } from './reminder-rules.ts';
import { reminderWords } from './reminder-words.ts';

const TODAY = '2026-11-20';
const t = await chinese();

function reminder(kind: ReminderKind, facts: Partial<CustomerSummary>, number = 1): Reminder {
  const customer = {
    customerCode: `KH000000000${number}`,
    name: '龙佳华',
    agreementEnd: null,
    nextOn: null,
    arrears: 0,
    arrearsStage: 0,
    ...facts,
  } as CustomerSummary;
  return { id: `${kind}:${customer.customerCode}`, kind, customer };
}

describe('putting off', () => {
  it('until tomorrow, in three days, or Monday', () => {
    expect(snoozedUntil('tomorrow', TODAY)).toBe('2026-11-21');
    expect(snoozedUntil('threeDays', TODAY)).toBe('2026-11-23');
    expect(snoozedUntil('nextWeek', TODAY)).toBe('2026-11-23');
    expect(snoozedUntil('nextWeek', '2026-11-23')).toBe('2026-11-30');
    expect(snoozedUntil('nextWeek', '2026-11-22')).toBe('2026-11-23');
    expect(snoozedUntil('tomorrow', '2026-12-31')).toBe('2027-01-01');
  });

  it('is over on the day itself; done stays done', () => {
    expect(isActive(undefined, TODAY)).toBe(true);
    expect(isActive({ kind: 'until', day: '2026-11-21' }, TODAY)).toBe(false);
    expect(isActive({ kind: 'until', day: TODAY }, TODAY)).toBe(true);
    expect(isActive({ kind: 'done' }, TODAY)).toBe(false);
  });

  it('can be taken back, and forgets the oldest when there are too many', () => {
    let marks = withMarks(new Map(), ['a', 'b'], { kind: 'done' });
    marks = withMarks(marks, ['a'], null);
    expect([...marks.keys()]).toEqual(['b']);
    const many = Array.from({ length: MOST_MARKS }, (_, i) => `n${i}`);
    marks = withMarks(marks, many, { kind: 'done' });
    expect(marks.size).toBe(MOST_MARKS);
    expect(marks.has('b')).toBe(false);
  });
});

describe('the book of one person', () => {
  const kept = new Map<string, unknown>();
  const settings = {
    get: (key: string) => kept.get(key),
    set: (key: string, value: unknown) => void kept.set(key, JSON.parse(JSON.stringify(value))),
  };

  it('keeps marks and settings over a start, and apart from the next person', () => {
    const book = new ReminderBook(settings, 's1');
    book.mark(['arrears:KH0000000001:3'], { kind: 'until', day: '2026-11-23' });
    book.change({ prepaidFloor: 20_00 });
    const again = new ReminderBook(settings, 's1').state.get();
    expect(again.marks.get('arrears:KH0000000001:3')).toEqual({ kind: 'until', day: '2026-11-23' });
    expect(again.settings).toEqual({ ...DEFAULT_SETTINGS, prepaidFloor: 20_00 });
    expect(new ReminderBook(settings, 's2').state.get()).toEqual({
      settings: DEFAULT_SETTINGS,
      marks: new Map(),
    });
  });

  it('leaves out what is no mark', () => {
    expect(readMarks([['a', 'done'], ['b', 'soon'], 'c', ['d']])).toEqual(new Map([['a', { kind: 'done' }]]));
    expect(readMarks('nothing')).toEqual(new Map());
    const marks = new Map([['a', { kind: 'until', day: TODAY } as const]]);
    expect(readMarks(writeMarks(marks))).toEqual(marks);
  });

  it('fits into one setting of the desktop, full as it can be', () => {
    const ids = Array.from({ length: MOST_MARKS }, (_, i) => `agreementExpired:KH${i}`.padEnd(44, '0'));
    expect(
      JSON.stringify(writeMarks(withMarks(new Map(), ids, { kind: 'until', day: TODAY }))).length,
    ).toBeLessThan(64 * 1024);
  });
});

describe('what is told', () => {
  const ending = (end: string, number = 1): Reminder =>
    reminder('agreementEnding', { agreementEnd: end }, number);

  it('is asked of the list with the person’s own thresholds', () => {
    const own = { agreementDays: 15, arrearsFrom: 3, prepaidFloor: 5_00 };
    expect(reminderQuery('agreementEnding', own, TODAY).conditions).toEqual({ agreementEndsWithinDays: 15 });
    expect(reminderQuery('arrears', own, TODAY).conditions).toEqual({ arrearsMonthsMin: 3 });
    expect(reminderQuery('prepaid', own, TODAY).conditions).toMatchObject({ prepaidBelow: 5_00 });
    expect(reminderQuery('followUp', own, TODAY).conditions).toEqual({ nextOnTo: TODAY });
  });

  it('says when in words', () => {
    const words = (one: Reminder): string => reminderWords(one, TODAY, t);
    expect(words(ending('2026-11-23'))).toBe('还有 3 天到期');
    expect(words(ending(TODAY))).toBe('今天到期');
    expect(words(reminder('agreementExpired', { agreementEnd: '2026-11-18' }))).toBe('已到期 2 天');
    expect(words(reminder('followUp', { nextOn: '2026-11-18' }))).toBe('约好的下一步 · 已过 2 天');
    expect(words(reminder('arrears', { arrearsStage: 6 }))).toBe('欠费 6 个月起');
  });

  it('is one digest of what is near', () => {
    const active = [
      ending('2026-11-20', 1),
      ending('2026-11-27', 2),
      ending('2026-11-28', 3),
      reminder('followUp', { nextOn: TODAY }, 4),
      reminder('arrears', { arrearsStage: 6 }, 5),
    ];
    expect(digestOf(active, TODAY, t)).toEqual({
      title: '今天的提醒',
      body: '2 户的协议 7 天内到期，1 个回访到期',
      target: { kind: 'reminders' },
    });
  });

  it('leads to the customer where it is one, and nowhere where it is none', () => {
    expect(digestOf([ending('2026-11-23')], TODAY, t)).toMatchObject({
      body: '龙佳华：还有 3 天到期',
      target: { kind: 'customer', customerCode: 'KH0000000001' },
    });
    expect(digestOf([ending('2026-12-15')], TODAY, t)).toBeNull();
  });

  it('looks at the start and once from nine on', () => {
    expect(digestSlot(new Date(2026, 10, 20, 8, 59))).toBe('2026-11-20 early');
    expect(digestSlot(new Date(2026, 10, 20, 9, 0))).toBe('2026-11-20 late');
    expect(digestSlot(new Date(2026, 10, 20, 17, 0))).toBe('2026-11-20 late');
    const digest = digestOf([ending('2026-11-23')], TODAY, t)!;
    expect(shownMark(digest, TODAY)).not.toBe(shownMark(digest, '2026-11-21'));
  });
});

describe('complaints', () => {
  const line = (complaintId: string, more: object, of: Partial<ComplaintLine> = {}): ComplaintLine => ({
    complaint: {
      complaintId,
      kind: 'FAULT',
      state: 'OPEN',
      dueOn: TODAY,
      ...more,
    } as ComplaintLine['complaint'],
    customer: { customerCode: 'KH1', name: '龙佳华' } as CustomerSummary,
    escalation: 0,
    isMine: false,
    isTold: false,
    ...of,
  });
  const mine = { isMine: true } as const;
  const told = complaintReminders(
    [
      line('tomorrow', { dueOn: '2026-11-21' }, mine),
      line('later', { dueOn: '2026-11-22' }, mine),
      line('solved', { state: 'SOLVED' }, mine),
      line('away', {}, { ...mine, customer: null }),
      line('theirs', {}),
      line('risen', { dueOn: '2026-11-18' }, { isTold: true, escalation: 1 }),
      line('own', { dueOn: '2026-11-18' }, { ...mine, isTold: true, escalation: 1 }),
    ],
    TODAY,
  );

  it('are told from the day before, and as risen to who leads, once and not twice', () => {
    expect(told.map(({ id }) => id)).toEqual([
      'complaint:tomorrow:2026-11-21',
      'complaintRisen:risen:2026-11-18:1',
      'complaint:own:2026-11-18',
    ]);
    expect(told.map((one) => reminderWords(one, TODAY, t))).toEqual([
      '故障 · 明天到期',
      '故障 · 过期 2 天',
      '故障 · 过期 2 天',
    ]);
  });

  it('are in the digest of the day, apart from what has risen', () => {
    expect(digestOf(told, TODAY, t)?.body).toBe('2 件投诉要解决，1 件投诉升级到您');
  });
});
