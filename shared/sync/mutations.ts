import { z } from 'zod';
import { CALL_ORDERS, CALL_PURPOSES, CALL_RESULTS, MOST_ON_A_LIST } from '../domain/calls.ts';
import { COMPLAINT_KINDS, isPossibleDue, LONGEST_COMPLAINT, LONGEST_STEP } from '../domain/complaints.ts';
import { MOST_MEMBERS_AN_EDIT } from '../domain/groups.ts';
import { LONGEST_TEXT, LONGEST_TITLE, NOTICE_KINDS } from '../domain/notices.ts';
import { FEEDBACK_REASONS, FEEDBACK_TOPICS } from '../domain/feedback.ts';
import { INTERACTION_KINDS } from '../domain/rows.ts';
import {
  LONGEST_DEFINITION,
  LONGEST_VIEW_NAME,
  SAVED_VIEW_KINDS,
  SAVED_VIEW_KIND_NAMES,
} from '../domain/saved-views.ts';
import { isDay, isMonth } from '../lib/dates.ts';

/** What a client may ask the server to write, by type; each in the style of SPEC.md. */
const day = z.string().refine(isDay, 'not a day');
const moment = z.iso.datetime({ offset: true });
const id = z.string().min(1).max(64);

export const interactionArgs = z.strictObject({
  interactionId: id,
  customerCode: id,
  kind: z.enum(INTERACTION_KINDS),
  purpose: z.string().max(200),
  outcome: z.string().max(200),
  note: z.string().max(4000),
  nextStep: z.string().max(500).optional(),
  nextOn: day.optional(),
  happenedAt: moment,
  call: z.strictObject({ listId: id, result: z.enum(CALL_RESULTS) }).optional(),
});
export type InteractionArgs = z.infer<typeof interactionArgs>;

const contactPersons = z
  .array(z.strictObject({ name: z.string().max(60), role: z.string().max(60), phone: z.string().max(40) }))
  .max(20);

/** A field edit says what the writer saw before (`from`), so that the server can tell a conflict. */
const edit = <F extends string, V extends z.ZodType>(field: F, value: V) =>
  z.strictObject({ field: z.literal(field), from: value.nullable(), to: value.nullable() });

export const interactionEdit = z.union([
  edit('purpose', z.string().max(200)),
  edit('outcome', z.string().max(200)),
  edit('note', z.string().max(4000)),
  edit('nextStep', z.string().max(500)),
  edit('nextOn', day),
]);
export type InteractionEdit = z.infer<typeof interactionEdit>;

export const contactEdit = z.union([
  edit('persons', contactPersons),
  edit('address', z.string().max(300)),
  edit('remark', z.string().max(2000)),
]);
export type ContactEdit = z.infer<typeof contactEdit>;

const changes = <E extends z.ZodType>(of: E) => z.strictObject({ changes: z.array(of).min(1).max(20) });

export const interactionUpdateArgs = changes(interactionEdit);
export const contactUpdateArgs = changes(contactEdit);

/** A customer is named by its code, or by a number that its taker knows: 合同号 or 业务接入号. */
const namedCustomer = z.union([
  z.strictObject({ customerCode: id }),
  z.strictObject({ billingAccountNumber: id }),
  z.strictObject({ accessNumber: id }),
]);

/** GIVE: one of mine goes to `community`. TAKE: somebody's comes to `community`, which is mine. */
export const reassignmentAskArgs = z.strictObject({
  requestId: id,
  direction: z.enum(['GIVE', 'TAKE']),
  customer: namedCustomer,
  community: id,
  reason: z.string().trim().min(1).max(500),
});
export type ReassignmentAskArgs = z.infer<typeof reassignmentAskArgs>;

export const reassignmentDecideArgs = z
  .strictObject({ decision: z.enum(['APPROVE', 'REJECT']), comment: z.string().trim().max(500) })
  .refine((args) => args.decision === 'APPROVE' || args.comment !== '', 'a rejection needs a comment');

export const reassignmentWithdrawArgs = z.strictObject({});

/** Takes back a call that was recorded by mistake; only its author, and only while it is fresh. */
export const interactionWithdrawArgs = z.strictObject({});

const callScript = z.string().max(4000);
const callListName = z.string().trim().min(1).max(80);

export const callListCreateArgs = z.strictObject({
  listId: id,
  name: callListName,
  purpose: z.enum(CALL_PURPOSES),
  script: callScript,
  order: z.enum(CALL_ORDERS),
  customers: z
    .array(id)
    .min(1)
    .max(MOST_ON_A_LIST)
    .refine((codes) => new Set(codes).size === codes.length, 'a customer stands on a list once'),
});
export type CallListCreateArgs = z.infer<typeof callListCreateArgs>;

export const callListEdit = z.union([
  edit('name', callListName),
  edit('script', callScript),
  edit('order', z.enum(CALL_ORDERS)),
]);
export type CallListEdit = z.infer<typeof callListEdit>;
export const callListUpdateArgs = changes(callListEdit);

/** `to`: a staff number. */
export const callListHandArgs = z.strictObject({ to: id });

export const callListRemoveArgs = z.strictObject({});
const definition = z
  .record(z.string(), z.unknown())
  .refine((value) => JSON.stringify(value).length <= LONGEST_DEFINITION, 'too long');

export const savedViewEdit = z.union([
  edit('name', z.string().trim().min(1).max(LONGEST_VIEW_NAME)),
  edit('definition', definition),
]);
export type SavedViewEdit = z.infer<typeof savedViewEdit>;

/** A view that is not there yet is made by edits from nothing, of its name and its definition. */
export const savedViewPutArgs = z
  .strictObject({ kind: z.enum(SAVED_VIEW_KIND_NAMES), changes: z.array(savedViewEdit).min(1).max(2) })
  .refine(
    ({ kind, changes }) =>
      changes.every(
        ({ field, to }) => field !== 'definition' || SAVED_VIEW_KINDS[kind].safeParse(to).success,
      ),
    'not a definition of this kind',
  )
  .refine(({ changes }) => changes.every(({ to }) => to !== null), 'a view has a name and a definition');
export type SavedViewPutArgs = z.infer<typeof savedViewPutArgs>;

export const savedViewRemoveArgs = z.strictObject({});

/** An id that stands in the ids of other rows, before an `@`. */
const partId = z.string().regex(/^[\w-]{1,64}$/);
const groupName = z.string().trim().min(1).max(80);
const groupText = z.string().max(200);
const groupRemark = z.string().max(1000);

export const groupCreateArgs = z.strictObject({
  groupId: partId,
  unitCode: id,
  typeCode: id,
  name: groupName,
  address: groupText,
  inCharge: groupText,
  remark: groupRemark,
});
export type GroupCreateArgs = z.infer<typeof groupCreateArgs>;

export const groupEdit = z.union([
  edit('name', groupName),
  edit('typeCode', id),
  edit('address', groupText),
  edit('inCharge', groupText),
  edit('remark', groupRemark),
]);
export type GroupEdit = z.infer<typeof groupEdit>;
export const groupUpdateArgs = changes(groupEdit);

/** Takes the group away with its memberships; the customers stay. */
export const groupRemoveArgs = z.strictObject({});

const memberCodes = z
  .array(id)
  .max(MOST_MEMBERS_AN_EDIT)
  .refine((codes) => new Set(codes).size === codes.length, 'a customer stands here once');

/** All of it or nothing. Who is in already, or out, stays so. */
export const groupMembersArgs = z
  .strictObject({ add: memberCodes, remove: memberCodes })
  .refine(({ add, remove }) => add.length + remove.length > 0, 'nobody is named');
export type GroupMembersArgs = z.infer<typeof groupMembersArgs>;

const typeName = z.string().trim().min(1).max(20);

export const groupTypeEdit = z.union([edit('name', typeName), edit('retired', z.literal(true))]);
/** A type that is not there yet is made by the edit of its name from nothing. */
export const groupTypePutArgs = changes(groupTypeEdit);

export const noticePublishArgs = z
  .strictObject({
    noticeId: partId,
    unitCode: id,
    kind: z.enum(NOTICE_KINDS),
    title: z.string().trim().min(1).max(LONGEST_TITLE),
    text: z.string().trim().min(1).max(LONGEST_TEXT),
    validFrom: day,
    validTo: day.optional(),
  })
  .refine(
    ({ validFrom, validTo }) => validTo === undefined || validFrom <= validTo,
    'it ends before it begins',
  );
export type NoticePublishArgs = z.infer<typeof noticePublishArgs>;

export const noticeWithdrawArgs = z.strictObject({});
/** The sender has read it; by when, the server's clock says. */
export const noticeReadArgs = z.strictObject({});

export const feedbackEdit = z.union([
  edit('reason', z.enum(FEEDBACK_REASONS)),
  edit('note', z.string().max(1000)),
  edit('promisedOn', day),
]);
export type FeedbackEdit = z.infer<typeof feedbackEdit>;

/** About which subscription, topic and month it is; edits from nothing make one. */
export const feedbackSetArgs = z.strictObject({
  customerCode: id,
  subscriptionId: id,
  topic: z.enum(FEEDBACK_TOPICS),
  month: z.string().refine(isMonth, 'not a month'),
  changes: z.array(feedbackEdit).min(1).max(3),
});
export type FeedbackSetArgs = z.infer<typeof feedbackSetArgs>;

export const complaintFileArgs = z
  .strictObject({
    complaintId: id,
    customerCode: id,
    kind: z.enum(COMPLAINT_KINDS),
    text: z.string().trim().min(1).max(LONGEST_COMPLAINT),
    complainant: z.strictObject({
      name: z.string().max(60),
      role: z.string().max(60),
      phone: z.string().max(40),
    }),
    receivedOn: day,
    dueOn: day,
    /** A staff number. */
    owner: id,
  })
  .refine(({ receivedOn, dueOn }) => isPossibleDue(receivedOn, dueOn), 'not a day by which it can be solved');
export type ComplaintFileArgs = z.infer<typeof complaintFileArgs>;

const stepText = z.string().trim().min(1).max(LONGEST_STEP);

/** One thing that is done with a complaint; `to` is a staff number. */
export const complaintStepArgs = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('TAKE'), stepId: id }),
  z.strictObject({ act: z.literal('HAND'), stepId: id, to: id }),
  z.strictObject({ act: z.literal('NOTE'), stepId: id, text: stepText }),
  z.strictObject({ act: z.literal('SOLVE'), stepId: id, text: stepText }),
  z.strictObject({ act: z.literal('CLOSE'), stepId: id, text: stepText.optional() }),
  z.strictObject({ act: z.literal('REOPEN'), stepId: id, text: stepText, dueOn: day }),
]);
export type ComplaintStepArgs = z.infer<typeof complaintStepArgs>;

/** A masked value of the customer was shown in clear; when, `occurred_at` says. */
export const customerRevealArgs = z.strictObject({ what: z.enum(['phone', 'address']) });

/** Rows left the product in a file. */
export const customerExportArgs = z.strictObject({
  /** The screen that they were taken from. Sample: `customers`. */
  screen: z.string().max(64),
  form: z.enum(['workbook', 'image', 'text', 'other']),
  /** Headers of its columns: what of each row. */
  columns: z.array(z.string().max(60)).max(60),
  rows: z.number().int().min(0).nullable(),
});
export type CustomerExportArgs = z.infer<typeof customerExportArgs>;

/**
 * Arguments are checked when a mutation is applied, not when the request is read, so that one bad edit is
 * rejected by itself (`E_INVALID`) and the rest of the push flows.
 */
export const MUTATION_TYPES = {
  'interaction.add': { entity: 'interaction', args: interactionArgs },
  'interaction.update': { entity: 'interaction', args: interactionUpdateArgs },
  'interaction.withdraw': { entity: 'interaction', args: interactionWithdrawArgs },
  'customer.contact.update': { entity: 'customer', args: contactUpdateArgs },
  'customer.reveal': { entity: 'customer', args: customerRevealArgs },
  'customer.export': { entity: 'customer', args: customerExportArgs },
  'reassignment.ask': { entity: 'reassignment', args: reassignmentAskArgs },
  'reassignment.decide': { entity: 'reassignment', args: reassignmentDecideArgs },
  'reassignment.withdraw': { entity: 'reassignment', args: reassignmentWithdrawArgs },
  'callList.create': { entity: 'callList', args: callListCreateArgs },
  'callList.update': { entity: 'callList', args: callListUpdateArgs },
  'callList.hand': { entity: 'callList', args: callListHandArgs },
  'callList.remove': { entity: 'callList', args: callListRemoveArgs },
  'savedView.put': { entity: 'savedView', args: savedViewPutArgs },
  'savedView.remove': { entity: 'savedView', args: savedViewRemoveArgs },
  'group.create': { entity: 'customerGroup', args: groupCreateArgs },
  'group.update': { entity: 'customerGroup', args: groupUpdateArgs },
  'group.remove': { entity: 'customerGroup', args: groupRemoveArgs },
  'group.members': { entity: 'customerGroup', args: groupMembersArgs },
  'groupType.put': { entity: 'groupType', args: groupTypePutArgs },
  'notice.publish': { entity: 'notice', args: noticePublishArgs },
  'notice.withdraw': { entity: 'notice', args: noticeWithdrawArgs },
  'notice.read': { entity: 'notice', args: noticeReadArgs },
  'feedback.set': { entity: 'feedback', args: feedbackSetArgs },
  'complaint.file': { entity: 'complaint', args: complaintFileArgs },
  'complaint.step': { entity: 'complaint', args: complaintStepArgs },
} as const;
export type MutationType = keyof typeof MUTATION_TYPES;

export interface MutationArgs {
  'interaction.add': InteractionArgs;
  'interaction.update': z.infer<typeof interactionUpdateArgs>;
  'interaction.withdraw': z.infer<typeof interactionWithdrawArgs>;
  'customer.contact.update': z.infer<typeof contactUpdateArgs>;
  'customer.reveal': z.infer<typeof customerRevealArgs>;
  'customer.export': CustomerExportArgs;
  'reassignment.ask': ReassignmentAskArgs;
  'reassignment.decide': z.infer<typeof reassignmentDecideArgs>;
  'reassignment.withdraw': z.infer<typeof reassignmentWithdrawArgs>;
  'callList.create': CallListCreateArgs;
  'callList.update': z.infer<typeof callListUpdateArgs>;
  'callList.hand': z.infer<typeof callListHandArgs>;
  'callList.remove': z.infer<typeof callListRemoveArgs>;
  'savedView.put': SavedViewPutArgs;
  'savedView.remove': z.infer<typeof savedViewRemoveArgs>;
  'group.create': GroupCreateArgs;
  'group.update': z.infer<typeof groupUpdateArgs>;
  'group.remove': z.infer<typeof groupRemoveArgs>;
  'group.members': GroupMembersArgs;
  'groupType.put': z.infer<typeof groupTypePutArgs>;
  'notice.publish': NoticePublishArgs;
  'notice.withdraw': z.infer<typeof noticeWithdrawArgs>;
  'notice.read': z.infer<typeof noticeReadArgs>;
  'feedback.set': FeedbackSetArgs;
  'complaint.file': ComplaintFileArgs;
  'complaint.step': ComplaintStepArgs;
}

export const mutation = z.object({
  uid: z.uuid(),
  n: z.number().int().min(1),
  type: z.string().max(64),
  entity: z.string().max(64),
  id: z.string().min(1).max(64),
  /** The seq of the row that the writer saw; null for a row of his own making. */
  base_seq: z
    .string()
    .regex(/^\d{1,19}$/)
    .nullable(),
  occurred_at: moment,
  /** Device clock minus server clock, in ms, as the client last measured it. */
  clock_offset: z.number().int(),
  depends_on: z.array(z.uuid()).max(100).optional(),
  args: z.record(z.string(), z.unknown()),
});
export type Mutation = z.infer<typeof mutation>;
