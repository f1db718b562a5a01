import { expect, it } from 'vitest';
import type { Complaint } from '../domain/complaints.ts';
import type { Feedback } from '../domain/feedback.ts';
import { workOfPeople } from './work-of-people.ts';

const complaint = (more: Partial<Complaint>): Complaint => ({
  complaintId: 'K',
  customerCode: 'KH1',
  kind: 'FAULT',
  text: 'x',
  complainant: { name: '', role: '', phone: '' },
  receivedOn: '2026-11-10',
  dueOn: '2026-11-12',
  state: 'OPEN',
  takenBy: '30001',
  steps: [],
  ...more,
});
const solved = (solvedOn: string, solvedBy: string, more: Partial<Complaint> = {}): Complaint =>
  complaint({ state: 'SOLVED', owner: '30001', solvedOn, solvedBy, ...more });
const feedback = (more: Partial<Feedback>): Feedback => ({
  feedbackId: 'F',
  customerCode: 'KH1',
  subscriptionId: 'S',
  topic: 'ARREARS',
  month: '2026-10',
  note: '月底交',
  staffNo: '30001',
  writtenAt: '2026-11-05T09:00:00+08:00',
  ...more,
});

it('counts complaints for their owner, solutions for who solved, feedback for who wrote it, each in its month', () => {
  const work = workOfPeople(
    [
      complaint({ owner: '30002' }),
      complaint({}),
      solved('2026-11-12', '30003'),
      solved('2026-11-13', '30001'),
      solved('2026-12-01', '30003', { dueOn: '2026-12-05' }),
      solved('2026-11-01', '30003', { receivedOn: '2026-10-31', dueOn: '2026-11-02', state: 'CLOSED' }),
    ],
    [
      feedback({}),
      feedback({ note: ' ' }),
      // The last minute of October in Shanghai, and the first of November.
      feedback({ writtenAt: '2026-10-31T15:59:00Z' }),
      feedback({ writtenAt: '2026-10-31T16:00:00Z', staffNo: '30004', note: '', reason: 'WILL_PAY' }),
    ],
    '2026-11',
  );
  expect(work).toEqual({
    30001: { received: 4, solved: 1, inTime: 0, feedback: 1 },
    30002: { received: 1, solved: 0, inTime: 0, feedback: 0 },
    30003: { received: 0, solved: 2, inTime: 2, feedback: 0 },
    30004: { received: 0, solved: 0, inTime: 0, feedback: 1 },
  });
});
