import { randomUUID } from 'node:crypto';
import {
  MUTATION_TYPES,
  type ContactEdit,
  type InteractionEdit,
  type Mutation,
  type MutationType,
  type ReassignmentAskArgs,
} from '../../../shared/sync/mutations.ts';

/** Mutations of one client as its outbox would make them: numbers go up from 1. */
export class MutationBuilder {
  nextN = 1;

  note(customerCode: string, more: Partial<Mutation> & { args?: Record<string, unknown> } = {}): Mutation {
    const id = `IX-${randomUUID()}`;
    return this.#make({
      type: 'interaction.add',
      entity: 'interaction',
      id,
      ...more,
      args: {
        interactionId: id,
        customerCode,
        kind: 'VISIT',
        purpose: '续约',
        outcome: '已联系',
        note: '约下周再谈',
        happenedAt: '2026-11-20T10:00:00+08:00',
        ...more.args,
      },
    });
  }

  editNote(interactionId: string, changes: InteractionEdit[], more: Partial<Mutation> = {}): Mutation {
    return this.#make({
      type: 'interaction.update',
      entity: 'interaction',
      id: interactionId,
      args: { changes },
      ...more,
    });
  }

  editContact(customerCode: string, changes: ContactEdit[], more: Partial<Mutation> = {}): Mutation {
    return this.#make({
      type: 'customer.contact.update',
      entity: 'customer',
      id: customerCode,
      args: { changes },
      ...more,
    });
  }

  ask(
    args: Omit<ReassignmentAskArgs, 'requestId' | 'reason'> & { requestId?: string; reason?: string },
    more: Partial<Mutation> = {},
  ): Mutation {
    const id = args.requestId ?? `RQ-${randomUUID()}`;
    return this.#make({
      type: 'reassignment.ask',
      entity: 'reassignment',
      id,
      ...more,
      args: { reason: '装机地址在那边', ...args, requestId: id },
    });
  }

  decide(requestId: string, decision: 'APPROVE' | 'REJECT', comment = ''): Mutation {
    return this.#make({
      type: 'reassignment.decide',
      entity: 'reassignment',
      id: requestId,
      args: { decision, comment },
    });
  }

  withdraw(requestId: string): Mutation {
    return this.#make({ type: 'reassignment.withdraw', entity: 'reassignment', id: requestId, args: {} });
  }

  /** A call that was made for a list. */
  call(
    customerCode: string,
    call: { listId: string; result: string },
    happenedAt = '2026-11-20T10:00:00+08:00',
  ): Mutation {
    return this.note(customerCode, { args: { kind: 'CALL', note: '', happenedAt, call } });
  }

  /** Any other type. */
  of(type: MutationType, id: string, args: Record<string, unknown>): Mutation {
    return this.#make({ type, entity: MUTATION_TYPES[type].entity, id, args });
  }

  #make(fields: Pick<Mutation, 'type' | 'entity' | 'id' | 'args'> & Partial<Mutation>): Mutation {
    const mutation = {
      uid: randomUUID(),
      n: this.nextN,
      base_seq: null,
      occurred_at: '2026-11-20T10:00:05+08:00',
      clock_offset: 0,
      ...fields,
    };
    this.nextN = mutation.n + 1;
    return mutation;
  }
}
