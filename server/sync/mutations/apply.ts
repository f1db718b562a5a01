import { type Mutation, MUTATION_TYPES, type MutationType } from '../../../shared/sync/mutations.ts';
import { removeCallList, updateCallList } from './call-list-change.ts';
import { createCallList } from './call-list-create.ts';
import { handCallList } from './call-list-hand.ts';
import { fileComplaint } from './complaint-file.ts';
import { stepComplaint } from './complaint-step.ts';
import { updateContact } from './contact-update.ts';
import { setFeedback } from './feedback-set.ts';
import { addInteraction } from './interaction-add.ts';
import { updateInteraction } from './interaction-update.ts';
import { withdrawInteraction } from './interaction-withdraw.ts';
import { type MutationContext, type Outcome, rejected } from './outcome.ts';
import { askReassignment } from './reassignment-ask.ts';
import { decideReassignment } from './reassignment-decide.ts';
import { withdrawReassignment } from './reassignment-withdraw.ts';
import { changeMembers } from './group-members.ts';
import { registerExport, registerReveal } from './disclosure.ts';
import { putGroupType } from './group-type.ts';
import { createGroup, removeGroup, updateGroup } from './group.ts';
import { publishNotice, readNotice, withdrawNotice } from './notice.ts';
import { putSavedView, removeSavedView } from './saved-view.ts';

const isMutationType = (type: string): type is MutationType => Object.hasOwn(MUTATION_TYPES, type);

/**
 * Applies one mutation in the transaction of `context`, or says why not. A rejection or a conflict has written
 * nothing. The sender's rights are checked against the store as it stands in this transaction (SPEC S11).
 */
export async function applyMutation(context: MutationContext, mutation: Mutation): Promise<Outcome> {
  const { type, entity, id } = mutation;
  if (!isMutationType(type)) return rejected('E_INVALID', 'this server knows no such type of mutation');
  if (entity !== MUTATION_TYPES[type].entity) return rejected('E_INVALID', `${type} is not of this entity`);
  switch (type) {
    case 'interaction.add': {
      const args = MUTATION_TYPES[type].args.safeParse(mutation.args);
      return args.success ? addInteraction(context, id, args.data) : invalid(args.error);
    }
    case 'interaction.update': {
      const args = MUTATION_TYPES[type].args.safeParse(mutation.args);
      return args.success ? updateInteraction(context, id, args.data) : invalid(args.error);
    }
    case 'interaction.withdraw':
      return withdrawInteraction(context, id);
    case 'customer.contact.update': {
      const args = MUTATION_TYPES[type].args.safeParse(mutation.args);
      return args.success ? updateContact(context, id, args.data) : invalid(args.error);
    }
    case 'customer.reveal': {
      const args = MUTATION_TYPES[type].args.safeParse(mutation.args);
      return args.success
        ? registerReveal(context, id, args.data.what, mutation.occurred_at)
        : invalid(args.error);
    }
    case 'customer.export': {
      const args = MUTATION_TYPES[type].args.safeParse(mutation.args);
      return args.success
        ? registerExport(context, id, args.data, mutation.occurred_at)
        : invalid(args.error);
    }
    case 'reassignment.ask': {
      const args = MUTATION_TYPES[type].args.safeParse(mutation.args);
      return args.success
        ? askReassignment(context, id, args.data, mutation.occurred_at)
        : invalid(args.error);
    }
    case 'reassignment.decide': {
      const args = MUTATION_TYPES[type].args.safeParse(mutation.args);
      return args.success ? decideReassignment(context, id, args.data) : invalid(args.error);
    }
    case 'reassignment.withdraw':
      return withdrawReassignment(context, id);
    case 'callList.create': {
      const args = MUTATION_TYPES[type].args.safeParse(mutation.args);
      return args.success
        ? createCallList(context, id, args.data, mutation.occurred_at)
        : invalid(args.error);
    }
    case 'callList.update': {
      const args = MUTATION_TYPES[type].args.safeParse(mutation.args);
      return args.success ? updateCallList(context, id, args.data) : invalid(args.error);
    }
    case 'callList.hand': {
      const args = MUTATION_TYPES[type].args.safeParse(mutation.args);
      return args.success ? handCallList(context, id, args.data.to) : invalid(args.error);
    }
    case 'callList.remove':
      return removeCallList(context, id);
    case 'savedView.put': {
      const args = MUTATION_TYPES[type].args.safeParse(mutation.args);
      return args.success ? putSavedView(context, id, args.data) : invalid(args.error);
    }
    case 'savedView.remove':
      return removeSavedView(context, id);
    case 'group.create': {
      const args = MUTATION_TYPES[type].args.safeParse(mutation.args);
      return args.success ? createGroup(context, id, args.data) : invalid(args.error);
    }
    case 'group.update': {
      const args = MUTATION_TYPES[type].args.safeParse(mutation.args);
      return args.success ? updateGroup(context, id, args.data) : invalid(args.error);
    }
    case 'group.remove':
      return removeGroup(context, id);
    case 'group.members': {
      const args = MUTATION_TYPES[type].args.safeParse(mutation.args);
      return args.success ? changeMembers(context, id, args.data) : invalid(args.error);
    }
    case 'groupType.put': {
      const args = MUTATION_TYPES[type].args.safeParse(mutation.args);
      return args.success ? putGroupType(context, id, args.data) : invalid(args.error);
    }
    case 'notice.publish': {
      const args = MUTATION_TYPES[type].args.safeParse(mutation.args);
      return args.success ? publishNotice(context, id, args.data) : invalid(args.error);
    }
    case 'notice.withdraw':
      return withdrawNotice(context, id);
    case 'notice.read':
      return readNotice(context, id);
    case 'feedback.set': {
      const args = MUTATION_TYPES[type].args.safeParse(mutation.args);
      return args.success ? setFeedback(context, id, args.data, mutation.occurred_at) : invalid(args.error);
    }
    case 'complaint.file': {
      const args = MUTATION_TYPES[type].args.safeParse(mutation.args);
      return args.success ? fileComplaint(context, id, args.data) : invalid(args.error);
    }
    case 'complaint.step': {
      const args = MUTATION_TYPES[type].args.safeParse(mutation.args);
      return args.success ? stepComplaint(context, id, args.data, mutation) : invalid(args.error);
    }
  }
}

/** Names the fields at fault, never what was in them. */
const invalid = (error: { issues: readonly { path: PropertyKey[]; message: string }[] }): Outcome =>
  rejected(
    'E_INVALID',
    error.issues
      .slice(0, 5)
      .map((issue) => `args.${issue.path.map(String).join('.')}: ${issue.message}`)
      .join('; '),
  );
