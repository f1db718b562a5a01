import { isReached } from '../domain/calls.ts';
import { addMonths } from '../lib/dates.ts';
import type { Day, Month } from '../lib/dates.ts';
import type { CustomerFacts } from './customer-facts.ts';
import { CONTACT_FIELDS, ContactField, ContactKind, dayNumber, NONE } from './customer-facts.ts';
import type { Fold } from './fold.ts';

/** What one person did in a calendar month. */
export interface WorkFigures {
  customers: number;
  visits: number;
  calls: number;
  /** Visits and calls in which somebody was reached. */
  reached: number;
  /** How they ended, by the word of the record; '' where it says none. */
  outcomes: Record<string, number>;
  /** Next steps of his that fell due in the month and by today. */
  due: number;
  /** Of these, those after which the customer was contacted again, and those where that was by the day. */
  kept: number;
  onTime: number;
}

/** By staff number: everybody with a record or a due step in the month. */
export type WorkReport = Record<string, WorkFigures>;

const nothing = (): WorkFigures => ({
  customers: 0,
  visits: 0,
  calls: 0,
  reached: 0,
  outcomes: {},
  due: 0,
  kept: 0,
  onTime: 0,
});

export const NO_WORK: WorkFigures = nothing();

const { DAY, KIND, STAFF, OUTCOME, NEXT } = ContactField;

/**
 * 工作月报: visits, calls, outcomes and follow-ups of each person in a month, of the customers as they stand now. What
 * was only arranged is no contact; a step is kept by the next contact of the customer, whoever makes it.
 */
export function workReport(month: Month, today: Day): Fold<WorkReport> {
  const from = dayNumber(`${month}-01`);
  const to = dayNumber(`${addMonths(month, 1)}-01`);
  const until = dayNumber(today);
  return {
    empty: () => ({}),
    add: (report, facts) => {
      const { contacts, contactsFrom, contactsTo, contactStaff, contactOutcomes } = facts;
      const seen = new Set<number>();
      for (let at = contactsFrom; at < contactsTo; at += CONTACT_FIELDS) {
        const staff = contacts[at + STAFF]!;
        const day = contacts[at + DAY]!;
        const isContact = contacts[at + KIND] !== ContactKind.PLANNED && day >= from && day < to;
        const due = contacts[at + NEXT]!;
        const isDue = due !== NONE && due >= from && due < to && due <= until;
        if (!isContact && !isDue) continue;
        const figures = (report[contactStaff[staff]!] ??= nothing());
        if (isContact) {
          if (!seen.has(staff)) figures.customers++;
          seen.add(staff);
          if (contacts[at + KIND] === ContactKind.VISIT) figures.visits++;
          else figures.calls++;
          const outcome = contactOutcomes[contacts[at + OUTCOME]!]!;
          if (isReached(outcome)) figures.reached++;
          figures.outcomes[outcome] = (figures.outcomes[outcome] ?? 0) + 1;
        }
        if (!isDue) continue;
        figures.due++;
        const done = nextContact(facts, at);
        if (done === NONE) continue;
        figures.kept++;
        if (done <= due) figures.onTime++;
      }
    },
    merge: (into, other) => {
      for (const [staff, figures] of Object.entries(other)) {
        const sum = (into[staff] ??= nothing());
        for (const key of ['customers', 'visits', 'calls', 'reached', 'due', 'kept', 'onTime'] as const)
          sum[key] += figures[key];
        for (const [outcome, n] of Object.entries(figures.outcomes))
          sum.outcomes[outcome] = (sum.outcomes[outcome] ?? 0) + n;
      }
    },
  };
}

/** The day of the next contact after a record; `NONE` where nobody has spoken to the customer since. */
export function nextContact({ contacts, contactsTo }: CustomerFacts, at: number): number {
  for (let next = at + CONTACT_FIELDS; next < contactsTo; next += CONTACT_FIELDS)
    if (contacts[next + KIND] !== ContactKind.PLANNED) return contacts[next + DAY]!;
  return NONE;
}
