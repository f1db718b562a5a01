import { CONTACT_FIELDS, ContactField, ContactKind, dayNumber } from '../../../shared/reports/index.ts';
import type { Fold } from '../../../shared/reports/index.ts';
import type { Day } from '../../../shared/lib/dates.ts';

/** Customers, by position, whom one's own records are about. */
export interface OwnContacts {
  /** The newest record is one's own, and with it what is arranged. */
  arranged: Set<number>;
  /** Spoken to today. */
  spoken: Set<number>;
}

const { DAY, KIND, STAFF } = ContactField;

/** Told from what the index has of records, so that nobody's details are read to find out whose they are. */
export function ownContacts(staffNo: string, today: Day): Fold<OwnContacts> {
  const day = dayNumber(today);
  return {
    empty: () => ({ arranged: new Set(), spoken: new Set() }),
    add: ({ arranged, spoken }, { key, contacts, contactsFrom, contactsTo, contactStaff }) => {
      const newest = contactsTo - CONTACT_FIELDS;
      const isOwn = (at: number): boolean => contactStaff[contacts[at + STAFF]!] === staffNo;
      if (newest >= contactsFrom && isOwn(newest)) arranged.add(key);
      for (let at = newest; at >= contactsFrom && contacts[at + DAY]! >= day; at -= CONTACT_FIELDS) {
        if (contacts[at + DAY] !== day || contacts[at + KIND] === ContactKind.PLANNED || !isOwn(at)) continue;
        spoken.add(key);
        break;
      }
    },
    merge: (into, other) => {
      for (const key of other.arranged) into.arranged.add(key);
      for (const key of other.spoken) into.spoken.add(key);
    },
  };
}
