import type { ContactPerson } from '../../../shared/domain/rows.ts';
import type { ReassignmentAskArgs } from '../../../shared/sync/mutations.ts';
import type { OutboxEntry } from '../../data/types.ts';
import type { Translate } from '../../i18n/index.ts';
import { maskAddress, maskPhone } from '../../ui/format/index.ts';

export const isInteractionAdd = (entry: OutboxEntry): entry is OutboxEntry<'interaction.add'> =>
  entry.type === 'interaction.add';
export const isInteractionUpdate = (entry: OutboxEntry): entry is OutboxEntry<'interaction.update'> =>
  entry.type === 'interaction.update';
export const isContactUpdate = (entry: OutboxEntry): entry is OutboxEntry<'customer.contact.update'> =>
  entry.type === 'customer.contact.update';
export const isAsk = (entry: OutboxEntry): entry is OutboxEntry<'reassignment.ask'> =>
  entry.type === 'reassignment.ask';
export const isDecide = (entry: OutboxEntry): entry is OutboxEntry<'reassignment.decide'> =>
  entry.type === 'reassignment.decide';
export const isWithdraw = (entry: OutboxEntry): entry is OutboxEntry<'reassignment.withdraw'> =>
  entry.type === 'reassignment.withdraw';

/** How an edit is read to the person. */
export interface Reading {
  /** The name of an org unit; its code where the name is not here. */
  unitName?: (unitCode: string) => string;
  /** Phones and addresses as they were written, for a text that is taken elsewhere. */
  unmasked?: boolean;
}

/** What kind of edit it is: `电话`, `联络记录`, `联系资料`, `调整申请`. */
export function editKind(entry: OutboxEntry, t: Translate): string {
  if (isInteractionAdd(entry)) return t(`domain.interaction.${entry.args.kind}`);
  if (isInteractionUpdate(entry)) return t('sync.waiting.record');
  if (isAsk(entry)) return t('sync.request.ask');
  if (isDecide(entry)) return t('sync.request.decide');
  return isWithdraw(entry) ? t('sync.request.withdraw') : t('sync.waiting.contact');
}

/** What was written, on one line: `有意续约；11-27 送续约资料上门`. */
export function editText(entry: OutboxEntry, t: Translate, reading: Reading = {}): string {
  const join = (parts: readonly string[]): string =>
    parts.filter((part) => part !== '').join(t('sync.waiting.separator'));
  if (isInteractionAdd(entry)) {
    const { purpose, outcome, note, nextOn, nextStep } = entry.args;
    return join([purpose, outcome, note, [nextOn, nextStep].filter(Boolean).join(' ')]);
  }
  if (isInteractionUpdate(entry) || isContactUpdate(entry)) {
    return join(
      entry.args.changes.map((change) =>
        t('sync.waiting.change', {
          field: fieldName(change.field, t),
          value: fieldText(change.field, change.to, t, reading),
        }),
      ),
    );
  }
  if (isAsk(entry))
    return join([namedText(entry.args, t), wayText(entry.args, t, reading), entry.args.reason]);
  if (isDecide(entry)) return join([t(`sync.request.${entry.args.decision}`), entry.args.comment]);
  return isWithdraw(entry) ? t('sync.request.withdrawn') : '';
}

const wayText = (args: ReassignmentAskArgs, t: Translate, { unitName }: Reading): string =>
  t(`sync.request.${args.direction}`, { community: unitName?.(args.community) ?? args.community });

/** A customer of somebody else is known by a number alone. */
function namedText({ customer }: ReassignmentAskArgs, t: Translate): string {
  if ('billingAccountNumber' in customer)
    return t('sync.request.byAccount', { number: customer.billingAccountNumber });
  return 'accessNumber' in customer ? t('sync.request.byAccess', { number: customer.accessNumber }) : '';
}

const FIELDS = [
  'purpose',
  'outcome',
  'note',
  'nextStep',
  'nextOn',
  'persons',
  'address',
  'remark',
  'reason',
  'comment',
] as const;

/** The name of a field in words; a field of a newer server by its own name. */
export function fieldName(field: string, t: Translate): string {
  const known = FIELDS.find((name) => name === field);
  return known === undefined ? field : t(`sync.field.${known}`);
}

/** A field's value as a person may see it at a glance: phones and addresses masked. */
export function fieldText(
  field: string,
  value: unknown,
  t: Translate,
  { unmasked = false }: Reading = {},
): string {
  if (value === null || value === undefined || value === '') return t('sync.attention.empty');
  if (Array.isArray(value)) {
    if (value.length === 0) return t('sync.attention.empty');
    return value.map((one) => personText(one, unmasked)).join('、');
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return field === 'address' && !unmasked ? maskAddress(text) : text;
}

function personText(value: unknown, unmasked: boolean): string {
  const person = value as Partial<ContactPerson> | null;
  const role = person?.role ? `（${person.role}）` : '';
  const phone = person?.phone ?? '';
  return `${person?.name ?? ''}${role} ${unmasked ? phone : maskPhone(phone)}`.trim();
}
