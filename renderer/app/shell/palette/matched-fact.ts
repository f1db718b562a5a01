import type { CustomerSummary } from '../../../data/types.ts';

export type MatchedField =
  'billingAccountNumber' | 'accessNumber' | 'customerCode' | 'contactPhone' | 'installationAddress';

const FIELDS: readonly MatchedField[] = [
  'contactPhone',
  'billingAccountNumber',
  'accessNumber',
  'customerCode',
  'installationAddress',
];

/**
 * Which fact of a customer the words typed were found in, to be shown beside the name; null where it was the name
 * (or its pinyin) itself.
 */
export function matchedField(customer: CustomerSummary, text: string): MatchedField | null {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.some((word) => customer.name.toLowerCase().includes(word))) return null;
  return FIELDS.find((field) => words.some((word) => customer[field].toLowerCase().includes(word))) ?? null;
}
