import { FEEDBACK_REASONS } from '../../../shared/domain/feedback.ts';
import type { ContactPerson } from '../../../shared/domain/rows.ts';
import type {
  GroupMembersArgs,
  MutationArgs,
  MutationType,
  ReassignmentAskArgs,
} from '../../../shared/sync/mutations.ts';
import type { OutboxEntry } from '../../data/types.ts';
import type { Translate } from '../../i18n/index.ts';
import { maskAddress, maskPhone } from '../../ui/format/index.ts';

export const isInteractionAdd = (entry: OutboxEntry): entry is OutboxEntry<'interaction.add'> =>
  entry.type === 'interaction.add';
export const isAsk = (entry: OutboxEntry): entry is OutboxEntry<'reassignment.ask'> =>
  entry.type === 'reassignment.ask';
export const isDecide = (entry: OutboxEntry): entry is OutboxEntry<'reassignment.decide'> =>
  entry.type === 'reassignment.decide';
export const isWithdraw = (entry: OutboxEntry): entry is OutboxEntry<'reassignment.withdraw'> =>
  entry.type === 'reassignment.withdraw';

export const isListMade = (entry: OutboxEntry): entry is OutboxEntry<'callList.create'> =>
  entry.type === 'callList.create';
export const isListHanded = (entry: OutboxEntry): entry is OutboxEntry<'callList.hand'> =>
  entry.type === 'callList.hand';
export const isOfComplaint = (entry: OutboxEntry): boolean => entry.type.startsWith('complaint.');
export const isOfCallList = (entry: OutboxEntry): boolean => entry.type.startsWith('callList.');

/** Types that carry edits of single fields, each with what was there before. */
export type FieldEditType = {
  [T in MutationType]: MutationArgs[T] extends { changes: unknown } ? T : never;
}[MutationType];
export type FieldEditOf = MutationArgs[FieldEditType]['changes'][number];
export const isFieldEdit = (entry: OutboxEntry): entry is OutboxEntry<FieldEditType> =>
  'changes' in entry.args;

/** How an edit is read to the person. */
export interface Reading {
  /** The name of an org unit; its code where the name is not here. */
  unitName?: (unitCode: string) => string;
  /** Phones and addresses as they were written, for a text that is taken elsewhere. */
  unmasked?: boolean;
}

interface Words<T extends MutationType> {
  /** What kind of edit it is: `电话`, `联络记录`, `联系资料`, `调整申请`. */
  kind: (args: MutationArgs[T], t: Translate) => string;
  /** What was written, in parts; empty ones are left out. */
  text: (args: MutationArgs[T], t: Translate, reading: Reading) => readonly string[];
}

/** A line for each type of edit. */
const WORDS: { [T in MutationType]: Words<T> } = {
  'interaction.add': {
    kind: ({ kind }, t) => t(`domain.interaction.${kind}`),
    text: ({ purpose, outcome, note, nextOn, nextStep }) => [
      purpose,
      outcome,
      note,
      [nextOn, nextStep].filter(Boolean).join(' '),
    ],
  },
  'interaction.update': { kind: (_, t) => t('sync.waiting.record'), text: fieldsText },
  'interaction.withdraw': {
    kind: (_, t) => t('sync.callList.takenBack'),
    text: (_, t) => [t('sync.callList.takenBackText')],
  },
  'customer.contact.update': { kind: (_, t) => t('sync.waiting.contact'), text: fieldsText },
  'customer.reveal': {
    kind: (_, t) => t('sync.disclosure.reveal'),
    text: ({ what }, t) => [t(`sync.disclosure.${what}`)],
  },
  'customer.export': {
    kind: (_, t) => t('sync.disclosure.export'),
    text: ({ rows }, t) => [rows === null ? '' : t('sync.disclosure.rows', { count: rows })],
  },
  'reassignment.ask': {
    kind: (_, t) => t('sync.request.ask'),
    text: (args, t, reading) => [namedText(args, t), wayText(args, t, reading), args.reason],
  },
  'reassignment.decide': {
    kind: (_, t) => t('sync.request.decide'),
    text: ({ decision, comment }, t) => [t(`sync.request.${decision}`), comment],
  },
  'reassignment.withdraw': {
    kind: (_, t) => t('sync.request.withdraw'),
    text: (_, t) => [t('sync.request.withdrawn')],
  },
  'callList.create': {
    kind: callListKind,
    text: ({ customers }, t) => [t('sync.callList.made', { count: customers.length })],
  },
  'callList.update': { kind: callListKind, text: fieldsText },
  'callList.hand': { kind: callListKind, text: ({ to }, t) => [t('sync.callList.handed', { to })] },
  'callList.remove': { kind: callListKind, text: (_, t) => [t('sync.callList.removed')] },
  'savedView.put': {
    kind: (_, t) => t('sync.savedView.kind'),
    text: ({ changes }, t) => changes.map(({ field }) => t(`sync.savedView.${field}`)),
  },
  'feedback.set': { kind: (_, t) => t('sync.feedback.kind'), text: fieldsText },
  'complaint.file': {
    kind: (_, t) => t('complaints.title'),
    text: ({ kind, text, dueOn }, t) => [
      t(`domain.complaintKind.${kind}`),
      text,
      t('sync.complaint.dueOn', { day: dueOn }),
    ],
  },
  'complaint.step': {
    kind: (_, t) => t('complaints.title'),
    text: (args, t) => [
      t(`sync.complaint.${args.act}`),
      'to' in args ? args.to : '',
      'text' in args ? (args.text ?? '') : '',
      'dueOn' in args ? t('sync.complaint.dueOn', { day: args.dueOn }) : '',
    ],
  },
  'savedView.remove': {
    kind: (_, t) => t('sync.savedView.kind'),
    text: (_, t) => [t('sync.savedView.removed')],
  },
  'group.create': { kind: groupKind, text: (_, t) => [t('sync.group.made')] },
  'group.update': { kind: groupKind, text: fieldsText },
  'group.remove': { kind: groupKind, text: (_, t) => [t('sync.group.removed')] },
  'group.members': { kind: (_, t) => t('sync.group.members'), text: membersText },
  'groupType.put': { kind: (_, t) => t('sync.group.type'), text: fieldsText },
  'notice.publish': {
    kind: ({ kind }, t) => t(`domain.noticeKind.${kind}`),
    text: ({ unitCode }, t, { unitName }) => [
      t('sync.notice.published', { unit: unitName?.(unitCode) ?? unitCode }),
    ],
  },
  'notice.withdraw': { kind: noticeKind, text: (_, t) => [t('sync.notice.withdrawn')] },
  'notice.read': { kind: noticeKind, text: (_, t) => [t('sync.notice.read')] },
};

/** The line of its own type, whose arguments it carries. */
const wordsOf = (entry: OutboxEntry): Words<MutationType> =>
  WORDS[entry.type] as unknown as Words<MutationType>;

export const editKind = (entry: OutboxEntry, t: Translate): string => wordsOf(entry).kind(entry.args, t);

/** What was written, on one line: `有意续约；11-27 送续约资料上门`. */
export const editText = (entry: OutboxEntry, t: Translate, reading: Reading = {}): string =>
  wordsOf(entry)
    .text(entry.args, t, reading)
    .filter((part) => part !== '')
    .join(t('sync.waiting.separator'));

function callListKind(_: unknown, t: Translate): string {
  return t('sync.callList.title');
}

function groupKind(_: unknown, t: Translate): string {
  return t('sync.group.kind');
}

function noticeKind(_: unknown, t: Translate): string {
  return t('domain.noticeKind.NOTICE');
}

/** In a text that is taken elsewhere the customers are named: they are not here any more. */
function membersText({ add, remove }: GroupMembersArgs, t: Translate, { unmasked }: Reading): string[] {
  const said = (key: 'added' | 'takenOut', codes: readonly string[]): string => {
    if (codes.length === 0) return '';
    const text = t(`sync.group.${key}`, { count: codes.length });
    return unmasked ? t('sync.waiting.change', { field: text, value: codes.join(' ') }) : text;
  };
  return [said('added', add), said('takenOut', remove)];
}

function fieldsText(
  { changes }: { changes: readonly { field: string; to: unknown }[] },
  t: Translate,
  reading: Reading,
): string[] {
  return changes.map(({ field, to }) =>
    t('sync.waiting.change', { field: fieldName(field, t), value: fieldText(field, to, t, reading) }),
  );
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
  'name',
  'script',
  'typeCode',
  'inCharge',
  'retired',
  'order',
  'promisedOn',
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
  const feedbackReason = FEEDBACK_REASONS.find((reason) => field === 'reason' && reason === value);
  if (feedbackReason !== undefined) return t(`lists.feedback.reason.${feedbackReason}`);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return field === 'address' && !unmasked ? maskAddress(text) : text;
}

function personText(value: unknown, unmasked: boolean): string {
  const person = value as Partial<ContactPerson> | null;
  const role = person?.role ? `（${person.role}）` : '';
  const phone = person?.phone ?? '';
  return `${person?.name ?? ''}${role} ${unmasked ? phone : maskPhone(phone)}`.trim();
}
