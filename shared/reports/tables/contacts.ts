import { isReached } from '../../domain/calls.ts';
import type { Month } from '../../lib/dates.ts';
import { addMonths } from '../../lib/dates.ts';
import type { CustomerFacts } from '../customer-facts.ts';
import {
  CONTACT_FIELDS,
  ContactField,
  ContactKind,
  dayNumber,
  monthNumber,
  NONE,
  revenueIn,
} from '../customer-facts.ts';
import { nextContact } from '../work-report.ts';
import { rowOf, WHOLE } from './cells.ts';
import { percent, share } from './table.ts';
import type { ReportTable } from './table.ts';

/** Stands for a record that says no outcome. */
export const UNSAID = 'UNSAID';

const { DAY, KIND, STAFF, OUTCOME, NEXT } = ContactField;

/** When somebody last spoke to the customer; `NONE`: never. */
export function lastContact({ contacts, contactsFrom, contactsTo }: CustomerFacts): number {
  for (let at = contactsTo - CONTACT_FIELDS; at >= contactsFrom; at -= CONTACT_FIELDS)
    if (contacts[at + KIND] !== ContactKind.PLANNED) return contacts[at + DAY]!;
  return NONE;
}

const RECENCY = [
  ['WITHIN_30', 30],
  ['WITHIN_60', 60],
  ['WITHIN_90', 90],
  ['WITHIN_180', 180],
  ['OLDER', Number.POSITIVE_INFINITY],
] as const;
const NEVER = 'NEVER';

/** 接触覆盖: how long ago somebody last spoke to a customer with a live subscription. */
export const coverage: ReportTable = {
  period: 'state',
  sources: ['billing_users', 'bi_fees', 'arrears'],
  measures: 3,
  columns: [
    { key: 'customers', kind: 'count', measure: 0 },
    share('share', 0),
    { key: 'revenue', kind: 'money', measure: 1 },
    share('revenueShare', 1),
    { key: 'inArrears', kind: 'count', measure: 2 },
  ],
  rows: () => [...RECENCY.map(([key]) => key), NEVER],
  rowNames: 'named',
  main: 0,
  count: ({ day, month }) => {
    const today = dayNumber(day);
    const number = month === null ? NONE : monthNumber(month);
    return (cells, facts) => {
      if (facts.liveFrom === NONE || facts.liveUntil !== NONE) return;
      const last = lastContact(facts);
      const key = last === NONE ? NEVER : RECENCY.find(([, days]) => today - last <= days)![0];
      const row = rowOf(cells, key, 3);
      row[0]!++;
      row[1]! += revenueIn(facts, number) ?? 0;
      if (facts.arrearsTo > facts.arrearsFrom) row[2]!++;
    };
  },
};

/** The first day of the month, and of the one after it. */
const daysOf = (month: Month | null): readonly [number, number] =>
  month === null ? [0, -1] : [dayNumber(`${month}-01`), dayNumber(`${addMonths(month, 1)}-01`)];

const PEOPLE = {
  customers: 0,
  contacts: 1,
  visits: 2,
  calls: 3,
  reached: 4,
  due: 5,
  done: 6,
  onTime: 7,
  delay: 8,
} as const;
const PEOPLE_MEASURES = Object.keys(PEOPLE).length;

/**
 * 营销管控分人员: what each person did in a month, and how soon he did what he had set himself. A step that is due in
 * the month is done by the next contact of the customer, whoever makes it.
 */
export const people: ReportTable = {
  period: 'calendar',
  sources: [],
  measures: PEOPLE_MEASURES,
  columns: [
    { key: 'customers', kind: 'count', measure: PEOPLE.customers, distinct: true },
    { key: 'contacts', kind: 'count', measure: PEOPLE.contacts },
    { key: 'visits', kind: 'count', measure: PEOPLE.visits },
    { key: 'calls', kind: 'count', measure: PEOPLE.calls },
    ratio('reached', PEOPLE.reached, PEOPLE.contacts),
    { key: 'due', kind: 'count', measure: PEOPLE.due },
    ratio('done', PEOPLE.done, PEOPLE.due),
    ratio('onTime', PEOPLE.onTime, PEOPLE.due),
    {
      key: 'response',
      kind: 'days',
      derive: (row) => (row[PEOPLE.done] === 0 ? null : row[PEOPLE.delay]! / row[PEOPLE.done]!),
    },
  ],
  rows: 'occurring',
  rowNames: 'staff',
  main: PEOPLE.contacts,
  count: ({ day, month }) => {
    const [from, to] = daysOf(month);
    const today = dayNumber(day);
    return (cells, facts) => {
      const { contacts, contactsFrom, contactsTo, contactStaff } = facts;
      const seen: number[] = [];
      for (let at = contactsFrom; at < contactsTo; at += CONTACT_FIELDS) {
        const staff = contacts[at + STAFF]!;
        const key = contactStaff[staff]!;
        if (
          contacts[at + DAY]! >= from &&
          contacts[at + DAY]! < to &&
          contacts[at + KIND] !== ContactKind.PLANNED
        ) {
          const row = rowOf(cells, key, PEOPLE_MEASURES);
          if (seen.length === 0) rowOf(cells, WHOLE, PEOPLE_MEASURES)[PEOPLE.customers]!++;
          if (!seen.includes(staff)) {
            seen.push(staff);
            row[PEOPLE.customers]!++;
          }
          row[PEOPLE.contacts]!++;
          row[contacts[at + KIND] === ContactKind.VISIT ? PEOPLE.visits : PEOPLE.calls]!++;
          if (isReached(facts.contactOutcomes[contacts[at + OUTCOME]!]!)) row[PEOPLE.reached]!++;
        }
        const due = contacts[at + NEXT]!;
        if (due === NONE || due < from || due >= to || due > today) continue;
        const row = rowOf(cells, key, PEOPLE_MEASURES);
        row[PEOPLE.due]!++;
        const done = nextContact(facts, at);
        if (done === NONE) continue;
        row[PEOPLE.done]!++;
        row[PEOPLE.delay]! += Math.max(0, done - due);
        if (done <= due) row[PEOPLE.onTime]!++;
      }
    };
  },
};

/** 营销管控分结果: how the contacts of a month ended. */
export const outcomes: ReportTable = {
  period: 'calendar',
  sources: [],
  measures: 4,
  columns: [
    { key: 'contacts', kind: 'count', measure: 0 },
    share('share', 0),
    { key: 'customers', kind: 'count', measure: 1, distinct: true },
    { key: 'visits', kind: 'count', measure: 2 },
    { key: 'calls', kind: 'count', measure: 3 },
  ],
  rows: 'occurring',
  rowNames: 'outcome',
  main: 0,
  count: ({ month }) => {
    const [from, to] = daysOf(month);
    return (cells, { contacts, contactsFrom, contactsTo, contactOutcomes }) => {
      const seen: number[] = [];
      for (let at = contactsFrom; at < contactsTo; at += CONTACT_FIELDS) {
        const day = contacts[at + DAY]!;
        if (day < from || day >= to || contacts[at + KIND] === ContactKind.PLANNED) continue;
        const outcome = contacts[at + OUTCOME]!;
        const row = rowOf(cells, contactOutcomes[outcome]! || UNSAID, 4);
        row[0]!++;
        if (seen.length === 0) rowOf(cells, WHOLE, 4)[1]!++;
        if (!seen.includes(outcome)) {
          seen.push(outcome);
          row[1]!++;
        }
        row[contacts[at + KIND] === ContactKind.VISIT ? 2 : 3]!++;
      }
    };
  },
};

function ratio(key: string, part: number, whole: number): ReportTable['columns'][number] {
  return { key, kind: 'percent', derive: (row) => percent(row[part] ?? 0, row[whole] ?? 0) };
}
