import type { Agreement, ArrearsItem, Interaction } from '../../../shared/domain/rows.ts';
import { dayOf, daysBetween } from '../../../shared/lib/dates.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import type { CustomerDetail } from '../../data/types.ts';

/** What is not known of a customer, and has to be asked. */
export const MISSING = ['persons', 'address', 'agreement', 'contact'] as const;
export type Missing = (typeof MISSING)[number];

export interface Promised {
  on: Day | null;
  text: string;
  /** Who promised it: a staff number. */
  staffNo: string;
  overdue: boolean;
}

/** What the new holder of a customer has to know first. */
export interface Handover {
  /** Next steps that no later record has caught up with, the earliest first; those without a day last. */
  promised: Promised[];
  arrears: readonly ArrearsItem[];
  /** Still running, the nearest end first. */
  expiries: { agreement: Agreement; daysLeft: number }[];
  /** The newest first. */
  contacts: Interaction[];
  missing: Missing[];
}

const LAST_CONTACTS = 5;

export function handoverOf({ customer, balance, interactions }: CustomerDetail, today: Day): Handover {
  const contacts = [...interactions].sort((a, b) => Date.parse(b.happenedAt) - Date.parse(a.happenedAt));
  const promised = openSteps(contacts, today);
  const expiries = customer.agreements
    .map((agreement) => ({ agreement, daysLeft: daysBetween(today, agreement.end) }))
    .filter(({ daysLeft }) => daysLeft >= 0)
    .sort((a, b) => a.daysLeft - b.daysLeft);
  const lacks: Record<Missing, boolean> = {
    persons: customer.contact.persons.length === 0,
    address: customer.contact.address === '',
    agreement: expiries.length === 0,
    contact: contacts.length === 0,
  };
  return {
    promised,
    arrears: balance?.arrears ?? [],
    expiries,
    contacts: contacts.slice(0, LAST_CONTACTS),
    missing: MISSING.filter((what) => lacks[what]),
  };
}

/** A step is done where a later visit or call took place on its day or after; the newest record's step is always open. */
function openSteps(contacts: readonly Interaction[], today: Day): Promised[] {
  const [newest] = contacts;
  const newestDay = newest === undefined ? '' : dayOf(new Date(newest.happenedAt));
  const isOpen = (one: Interaction): boolean =>
    one === newest
      ? one.nextOn !== undefined || one.nextStep !== undefined
      : one.nextOn !== undefined && one.nextOn > newestDay;
  return contacts
    .filter(isOpen)
    .map(({ nextOn, nextStep, staffNo }) => ({
      on: nextOn ?? null,
      text: nextStep ?? '',
      staffNo,
      overdue: nextOn !== undefined && nextOn < today,
    }))
    .sort((a, b) => ((a.on ?? '9999') < (b.on ?? '9999') ? -1 : 1));
}
