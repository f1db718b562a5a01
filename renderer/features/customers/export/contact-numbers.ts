import type { Customer } from '../../../../shared/domain/rows.ts';

/**
 * Every number at which a customer can be reached, each once: those of contact persons first, because people wrote
 * them down, then those of its subscriptions.
 */
export function contactNumbers(customer: Customer): string[] {
  const numbers = [
    ...customer.contact.persons.map((person) => person.phone.trim()),
    ...customer.subscriptions.map((subscription) => subscription.contactPhone.trim()),
  ];
  return [...new Set(numbers.filter((number) => number !== ''))];
}

/** Texts that differ, joined so that one cell can carry them. */
export const joined = (texts: readonly string[]): string =>
  [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))].join('、');
