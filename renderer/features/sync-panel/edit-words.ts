import type { ContactPerson } from '../../../shared/domain/rows.ts';
import type { OutboxEntry } from '../../data/types.ts';
import type { Translate } from '../../i18n/index.ts';
import { maskAddress, maskPhone } from '../../ui/format/index.ts';

export const isInteractionAdd = (entry: OutboxEntry): entry is OutboxEntry<'interaction.add'> =>
  entry.type === 'interaction.add';
export const isInteractionUpdate = (entry: OutboxEntry): entry is OutboxEntry<'interaction.update'> =>
  entry.type === 'interaction.update';
export const isContactUpdate = (entry: OutboxEntry): entry is OutboxEntry<'customer.contact.update'> =>
  entry.type === 'customer.contact.update';

/** What kind of edit it is: `电话`, `拜访记录`, `联系资料`. */
export function editKind(entry: OutboxEntry, t: Translate): string {
  if (isInteractionAdd(entry)) return t(`domain.interaction.${entry.args.kind}`);
  return isInteractionUpdate(entry) ? t('sync.waiting.record') : t('sync.waiting.contact');
}

/** What was written, on one line: `有意续约；11-27 送续约资料上门`. */
export function editText(entry: OutboxEntry, t: Translate): string {
  if (isInteractionAdd(entry)) {
    const { purpose, outcome, note, nextOn, nextStep } = entry.args;
    const next = [nextOn, nextStep].filter(Boolean).join(' ');
    return [purpose, outcome, note, next].filter((part) => part !== '').join(t('sync.waiting.separator'));
  }
  if (isInteractionUpdate(entry) || isContactUpdate(entry)) {
    return entry.args.changes
      .map((change) =>
        t('sync.waiting.change', {
          field: fieldName(change.field, t),
          value: fieldText(change.field, change.to, t),
        }),
      )
      .join(t('sync.waiting.separator'));
  }
  return '';
}

const FIELDS = ['purpose', 'outcome', 'note', 'nextStep', 'nextOn', 'persons', 'address', 'remark'] as const;

/** The name of a field in words; a field of a newer server by its own name. */
export function fieldName(field: string, t: Translate): string {
  const known = FIELDS.find((name) => name === field);
  return known === undefined ? field : t(`sync.field.${known}`);
}

/** A field's value as a person may see it at a glance: phones and addresses masked. */
export function fieldText(field: string, value: unknown, t: Translate): string {
  if (value === null || value === undefined || value === '') return t('sync.attention.empty');
  if (Array.isArray(value)) {
    return value.length === 0 ? t('sync.attention.empty') : value.map((one) => personText(one)).join('、');
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return field === 'address' ? maskAddress(text) : text;
}

function personText(value: unknown): string {
  const person = value as Partial<ContactPerson> | null;
  const role = person?.role ? `（${person.role}）` : '';
  return `${person?.name ?? ''}${role} ${maskPhone(person?.phone ?? '')}`.trim();
}
