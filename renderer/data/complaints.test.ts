import { describe, expect, it } from 'vitest';
import type { Complaint } from '../../shared/domain/complaints.ts';
import type { MutationArgs } from '../../shared/sync/mutations.ts';
import { overlayComplaints } from './complaints.ts';
import type { OutboxEntry } from './types.ts';

const ID = 'K-1';
const filed: MutationArgs['complaint.file'] = {
  complaintId: ID,
  customerCode: 'KH1',
  kind: 'FAULT',
  text: '宽带每晚掉线',
  complainant: { name: '覃文静', role: '决策者', phone: '' },
  receivedOn: '2026-11-18',
  dueOn: '2026-11-20',
  owner: '20001',
};
const row: Complaint = { ...filed, state: 'OPEN', takenBy: '20001', steps: [] };

const entry = <T extends 'complaint.file' | 'complaint.step'>(
  type: T,
  args: MutationArgs[T],
  state: OutboxEntry['state'] = 'waiting',
): OutboxEntry<T> => ({
  uid: 'u1',
  n: 1,
  type,
  entity: 'complaint',
  id: ID,
  args,
  base_seq: null,
  occurred_at: '2026-11-20T09:00:00+08:00',
  clock_offset: 0,
  state,
  customerCode: 'KH1',
  customerName: '张三',
  attempts: 0,
});
const step = (
  args: MutationArgs['complaint.step'],
  state?: OutboxEntry['state'],
): OutboxEntry<'complaint.step'> => entry('complaint.step', args, state);
const SOLVED = step({ act: 'SOLVE', stepId: 's1', text: '换了光猫' });

describe('[C4] complaints with what waits laid over them', () => {
  it('shows what was written and done here before the server knows it', () => {
    expect(overlayComplaints([], [entry('complaint.file', filed), SOLVED], '20001')).toEqual([
      {
        ...row,
        state: 'SOLVED',
        solvedOn: '2026-11-20',
        solvedBy: '20001',
        steps: [
          { act: 'SOLVE', stepId: 's1', text: '换了光猫', at: '2026-11-20T09:00:00+08:00', staffNo: '20001' },
        ],
        waiting: true,
        attention: false,
      },
    ]);
  });

  it('shows a step once where the row has it already', () => {
    const there: Complaint = {
      ...row,
      state: 'SOLVED',
      solvedOn: '2026-11-20',
      solvedBy: '20001',
      steps: [
        { act: 'SOLVE', stepId: 's1', text: '换了光猫', at: '2026-11-20T09:00:00+08:00', staffNo: '20001' },
      ],
    };
    expect(overlayComplaints([there], [{ ...SOLVED, state: 'acknowledged' }], '20001')).toEqual([
      { ...there, waiting: false, attention: false },
    ]);
  });

  it('does not do what was refused, nor what cannot be done any more, and says that it was refused', () => {
    const [refused] = overlayComplaints([row], [{ ...SOLVED, state: 'attention' }], '20001');
    expect(refused).toMatchObject({ state: 'OPEN', steps: [], attention: true });
    const closing = step({ act: 'CLOSE', stepId: 's2' });
    expect(overlayComplaints([row], [closing], '20001')).toMatchObject([{ state: 'OPEN', steps: [] }]);
    const [lost] = overlayComplaints([], [entry('complaint.file', filed, 'attention')], '20001');
    expect(lost).toMatchObject({ text: '宽带每晚掉线', attention: true, waiting: false });
  });
});
