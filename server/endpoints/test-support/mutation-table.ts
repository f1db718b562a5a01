import { randomUUID } from 'node:crypto';
import type { Permission } from '../../../shared/domain/permissions.ts';
import type { MutationType } from '../../../shared/sync/mutations.ts';
import type { Target } from './stage.ts';

/** Every mutation that clients may send: what it takes, and one that is about `target`. */
export interface MutationLine {
  /** One of these at the target; `anyone`: what is one's own. */
  needs: readonly Permission[] | 'anyone';
  make: (target: Target) => { id: string; args: Record<string, unknown> };
  /** What a mutation about something outside comes to; `about nobody`: it is about the sender alone. */
  outside: readonly string[] | 'about nobody';
}

const fresh = (): string => randomUUID();
const MOMENT = '2026-11-20T10:00:00+08:00';
const UNREACHED = ['E_SCOPE', 'E_NOT_FOUND', 'E_PERMISSION'];

export const MUTATIONS: Readonly<Record<MutationType, MutationLine>> = {
  'interaction.add': {
    needs: ['customer.write'],
    make: ({ customer }) => {
      const id = fresh();
      return {
        id,
        args: {
          interactionId: id,
          customerCode: customer,
          kind: 'VISIT',
          purpose: '',
          outcome: '',
          note: 'x',
          happenedAt: MOMENT,
        },
      };
    },
    outside: ['E_SCOPE'],
  },
  'interaction.update': {
    needs: ['customer.write'],
    make: ({ interaction }) => ({
      id: interaction,
      args: { changes: [{ field: 'note', from: '', to: '' }] },
    }),
    outside: ['E_SCOPE'],
  },
  'interaction.withdraw': {
    needs: 'anyone',
    make: () => ({ id: fresh(), args: {} }),
    outside: 'about nobody',
  },
  'customer.contact.update': {
    needs: ['customer.write'],
    make: ({ customer }) => ({
      id: customer,
      args: { changes: [{ field: 'remark', from: '', to: '' }] },
    }),
    outside: ['E_SCOPE'],
  },
  // What has been seen or taken out is registered, and cannot be refused any more.
  'customer.reveal': {
    needs: 'anyone',
    make: ({ customer }) => ({ id: customer, args: { what: 'phone' } }),
    outside: 'about nobody',
  },
  'customer.export': {
    needs: 'anyone',
    make: () => ({ id: fresh(), args: { screen: 'customers', form: 'workbook', columns: [], rows: 1 } }),
    outside: 'about nobody',
  },
  'reassignment.ask': {
    needs: ['reassignment.ask'],
    make: ({ customer, neighbour }) => {
      const requestId = fresh();
      return {
        id: requestId,
        args: {
          requestId,
          direction: 'GIVE',
          customer: { customerCode: customer },
          community: neighbour,
          reason: 'x',
        },
      };
    },
    outside: UNREACHED,
  },
  'reassignment.decide': {
    needs: ['reassignment.approve', 'reassignment.approveBetweenNetworks'],
    make: () => ({ id: fresh(), args: { decision: 'APPROVE', comment: '' } }),
    outside: UNREACHED,
  },
  'reassignment.withdraw': {
    needs: 'anyone',
    make: () => ({ id: fresh(), args: {} }),
    outside: 'about nobody',
  },
  'callList.create': {
    needs: ['customer.read'],
    make: ({ customer }) => {
      const listId = fresh();
      return {
        id: listId,
        args: { listId, name: 'x', purpose: 'CUSTOM', script: '', order: 'DUE', customers: [customer] },
      };
    },
    outside: UNREACHED,
  },
  'callList.update': {
    needs: 'anyone',
    make: () => ({ id: fresh(), args: { changes: [{ field: 'name', from: 'a', to: 'b' }] } }),
    outside: 'about nobody',
  },
  'callList.hand': {
    needs: 'anyone',
    make: () => ({ id: fresh(), args: { to: 'nobody' } }),
    outside: 'about nobody',
  },
  'callList.remove': { needs: 'anyone', make: () => ({ id: fresh(), args: {} }), outside: 'about nobody' },
  'savedView.put': {
    needs: 'anyone',
    make: () => ({
      id: fresh(),
      args: { kind: 'customers', changes: [{ field: 'name', from: null, to: 'x' }] },
    }),
    outside: 'about nobody',
  },
  'savedView.remove': { needs: 'anyone', make: () => ({ id: fresh(), args: {} }), outside: 'about nobody' },
  'group.create': {
    needs: ['customer.write'],
    make: ({ community }) => {
      const groupId = fresh();
      return {
        id: groupId,
        args: {
          groupId,
          unitCode: community,
          typeCode: 'MARKET',
          name: 'x',
          address: '',
          inCharge: '',
          remark: '',
        },
      };
    },
    outside: UNREACHED,
  },
  'group.update': {
    needs: 'anyone',
    make: () => ({ id: fresh(), args: { changes: [{ field: 'name', from: 'a', to: 'b' }] } }),
    outside: 'about nobody',
  },
  'group.remove': { needs: 'anyone', make: () => ({ id: fresh(), args: {} }), outside: 'about nobody' },
  'group.members': {
    needs: ['customer.write'],
    make: ({ customer }) => ({ id: fresh(), args: { add: [customer], remove: [] } }),
    outside: 'about nobody',
  },
  'groupType.put': {
    needs: ['group.types'],
    make: () => ({ id: 'MARKET', args: { changes: [{ field: 'name', from: '市场', to: '市场' }] } }),
    outside: 'about nobody',
  },
  'notice.publish': {
    needs: ['notice.publish'],
    make: ({ community }) => {
      const noticeId = fresh();
      return {
        id: noticeId,
        args: {
          noticeId,
          unitCode: community,
          kind: 'NOTICE',
          title: 'x',
          text: 'x',
          validFrom: '2026-11-20',
        },
      };
    },
    outside: ['E_SCOPE'],
  },
  'notice.withdraw': { needs: 'anyone', make: () => ({ id: fresh(), args: {} }), outside: 'about nobody' },
  'notice.read': { needs: 'anyone', make: () => ({ id: fresh(), args: {} }), outside: 'about nobody' },
  'feedback.set': {
    needs: ['customer.write'],
    make: ({ customer, subscription }) => ({
      id: `ARREARS:${subscription}:2026-10`,
      args: {
        customerCode: customer,
        subscriptionId: subscription,
        topic: 'ARREARS',
        month: '2026-10',
        changes: [{ field: 'note', from: null, to: 'x' }],
      },
    }),
    outside: ['E_SCOPE'],
  },
  'complaint.file': {
    needs: ['customer.write'],
    make: ({ customer, colleague }) => {
      const complaintId = fresh();
      return {
        id: complaintId,
        args: {
          complaintId,
          customerCode: customer,
          kind: 'FAULT',
          text: 'x',
          complainant: { name: '', role: '', phone: '' },
          receivedOn: '2026-11-20',
          dueOn: '2026-11-22',
          owner: colleague,
        },
      };
    },
    outside: ['E_SCOPE'],
  },
  'complaint.step': {
    needs: ['customer.write'],
    make: ({ complaint }) => ({ id: complaint, args: { act: 'NOTE', stepId: fresh(), text: 'x' } }),
    outside: ['E_SCOPE'],
  },
};
