import { contactEdit, type ContactEdit } from '../../../../shared/sync/mutations.ts';
import { sameContent } from '../../../../shared/sync/merge.ts';
import type { ContactPerson, CustomerContact } from '../../../../shared/domain/rows.ts';

/** The parts that somebody may have in a decision. */
export const DECISION_ROLES = ['决策者', '影响者', '执行者'] as const;

export function cleanContact(draft: CustomerContact): CustomerContact {
  const persons = draft.persons
    .map((person) => ({ name: person.name.trim(), role: person.role.trim(), phone: person.phone.trim() }))
    .filter((person) => person.name !== '' || person.phone !== '');
  return { persons, address: draft.address.trim(), remark: draft.remark.trim() };
}

/**
 * What has been changed, field by field, each with what was seen before: only so can the server tell an edit of
 * somebody else from this one. Nothing changed is an empty list.
 */
export function contactChanges(seen: CustomerContact, draft: CustomerContact): ContactEdit[] {
  const wanted = cleanContact(draft);
  const changes: ContactEdit[] = [];
  if (!sameContent(seen.persons, wanted.persons))
    changes.push({ field: 'persons', from: seen.persons, to: wanted.persons });
  if (seen.address !== wanted.address)
    changes.push({ field: 'address', from: seen.address, to: wanted.address });
  if (seen.remark !== wanted.remark) changes.push({ field: 'remark', from: seen.remark, to: wanted.remark });
  return changes;
}

/** Whether the server would take the edit: lengths and the number of persons. */
export const isAcceptable = (changes: readonly ContactEdit[]): boolean =>
  changes.every((change) => contactEdit.safeParse(change).success);

export const emptyPerson = (): ContactPerson => ({ name: '', role: '', phone: '' });
