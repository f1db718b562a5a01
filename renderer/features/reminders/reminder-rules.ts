import { isUnsolved } from '../../../shared/domain/complaints.ts';
import { addDays, monthOf } from '../../../shared/lib/dates.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import type { Fen } from '../../../shared/lib/money.ts';
import { weekdayOf } from '../../../shared/lib/weekday.ts';
import type { ComplaintLine } from '../../data/complaint-lines.ts';
import type { CustomerConditions, CustomerIndex, CustomerSummary, Sort } from '../../data/types.ts';

export const COMPLAINT_REMINDERS = ['complaint', 'complaintRisen'] as const;
export const REMINDER_KINDS = [
  ...COMPLAINT_REMINDERS,
  'followUp',
  'agreementEnding',
  'agreementExpired',
  'arrears',
  'prepaid',
] as const;
export type ReminderKind = (typeof REMINDER_KINDS)[number];
/** Kinds that are a question to the index of customers. */
export type CustomerReminderKind = Exclude<ReminderKind, (typeof COMPLAINT_REMINDERS)[number]>;
const CUSTOMER_KINDS = REMINDER_KINDS.filter((kind): kind is CustomerReminderKind => !isOfComplaint(kind));

export function isOfComplaint(kind: ReminderKind): kind is (typeof COMPLAINT_REMINDERS)[number] {
  return (COMPLAINT_REMINDERS as readonly ReminderKind[]).includes(kind);
}

/** What a person finds worth a reminder. */
export interface ReminderSettings {
  /** An agreement is told so many days before it ends. */
  agreementDays: number;
  /** Arrears are told from so many months on. */
  arrearsFrom: number;
  /** A prepaid balance is told below this. */
  prepaidFloor: Fen;
}

export const DEFAULT_SETTINGS: ReminderSettings = { agreementDays: 30, arrearsFrom: 1, prepaidFloor: 10_00 };

export interface Reminder {
  /**
   * Names the occasion and not only the customer, so that what was done stays done and a new occasion is told anew.
   * Sample: `agreementEnding:KH0000000042:2026-12-05`.
   */
  id: string;
  kind: ReminderKind;
  customer: CustomerSummary;
  /** Of the kinds that are about a complaint. */
  complaint?: ComplaintLine['complaint'];
}

/** The customers that a kind of reminder is about, and the order in which they matter. */
export function reminderQuery(
  kind: CustomerReminderKind,
  settings: ReminderSettings,
  today: Day,
): { conditions: CustomerConditions; sort: Sort } {
  switch (kind) {
    case 'followUp':
      return { conditions: { nextOnTo: today }, sort: { key: 'nextOn', descending: false } };
    case 'agreementEnding':
      return {
        conditions: { agreementEndsWithinDays: settings.agreementDays },
        sort: { key: 'agreementEnd', descending: false },
      };
    case 'agreementExpired':
      return {
        conditions: { agreementExpired: true, status: 'LIVE' },
        sort: { key: 'agreementEnd', descending: true },
      };
    case 'arrears':
      return {
        conditions: { arrearsMonthsMin: settings.arrearsFrom },
        sort: { key: 'arrearsStage', descending: true },
      };
    case 'prepaid':
      return {
        conditions: { prepaidBelow: settings.prepaidFloor, status: 'LIVE' },
        sort: { key: 'name', descending: false },
      };
  }
}

/** Everything that the index tells to be reminded of, put off or not. */
export function findReminders(index: CustomerIndex, settings: ReminderSettings, today: Day): Reminder[] {
  return CUSTOMER_KINDS.flatMap((kind) => {
    const { conditions, sort } = reminderQuery(kind, settings, today);
    return Array.from(index.query(conditions, sort), (position): Reminder => {
      const customer = index.at(position);
      return { id: `${kind}:${customer.customerCode}:${occasionOf(kind, customer, today)}`, kind, customer };
    });
  });
}

/**
 * One's own from the day before they are due on; apart from them what has risen to one as a leader, told anew when it rises
 * further. Lines come in their order.
 */
export function complaintReminders(lines: readonly ComplaintLine[], today: Day): Reminder[] {
  const tomorrow = addDays(today, 1);
  return lines.flatMap(({ complaint, customer, escalation, isMine, isTold }): Reminder[] => {
    if (customer === null || !isUnsolved(complaint)) return [];
    const { complaintId, dueOn } = complaint;
    if (isMine && dueOn <= tomorrow)
      return [{ id: `complaint:${complaintId}:${dueOn}`, kind: 'complaint', customer, complaint }];
    return isTold && !isMine
      ? [
          {
            id: `complaintRisen:${complaintId}:${dueOn}:${escalation}`,
            kind: 'complaintRisen',
            customer,
            complaint,
          },
        ]
      : [];
  });
}

/** A prepaid balance goes up and down: what was done about it holds for the month. */
function occasionOf(kind: CustomerReminderKind, customer: CustomerSummary, today: Day): string {
  switch (kind) {
    case 'followUp':
      return customer.nextOn ?? '';
    case 'agreementEnding':
    case 'agreementExpired':
      return customer.agreementEnd ?? '';
    case 'arrears':
      return String(customer.arrearsStage);
    case 'prepaid':
      return monthOf(today);
  }
}

export const SNOOZES = ['tomorrow', 'threeDays', 'nextWeek'] as const;
export type Snooze = (typeof SNOOZES)[number];

/** The day on which it is told again; next week begins on Monday. */
export function snoozedUntil(snooze: Snooze, today: Day): Day {
  switch (snooze) {
    case 'tomorrow':
      return addDays(today, 1);
    case 'threeDays':
      return addDays(today, 3);
    case 'nextWeek':
      return addDays(today, 7 - weekdayOf(today));
  }
}

/** What was done with a reminder: put off until a day, or done. */
export type Mark = { kind: 'until'; day: Day } | { kind: 'done' };
export type Marks = ReadonlyMap<string, Mark>;

export const isActive = (mark: Mark | undefined, today: Day): boolean =>
  mark === undefined || (mark.kind === 'until' && mark.day <= today);

/** So many marks fit into what a machine keeps of a person's settings; the oldest go first. */
export const MOST_MARKS = 1000;

export function withMarks(marks: Marks, ids: readonly string[], mark: Mark | null): Marks {
  const next = new Map(marks);
  for (const id of ids) {
    // Set anew, it is the youngest.
    next.delete(id);
    if (mark !== null) next.set(id, mark);
  }
  return new Map([...next].slice(-MOST_MARKS));
}
