import { describe, expect, it } from 'vitest';
import { isAnswered } from '../../shared/domain/feedback.ts';
import type { Feedback } from '../../shared/domain/feedback.ts';
import type { FeedbackEdit } from '../../shared/sync/mutations.ts';
import { overlayFeedback } from './feedback.ts';
import type { OutboxEntry } from './types.ts';

const ID = 'ARREARS:1:2026-10';
const row: Feedback = {
  feedbackId: ID,
  customerCode: 'KH1',
  subscriptionId: '1',
  topic: 'ARREARS',
  month: '2026-10',
  reason: 'WILL_PAY',
  note: '',
  promisedOn: '2026-11-30',
  staffNo: '20001',
  writtenAt: '2026-11-20T09:00:00+08:00',
};
const entry = (
  changes: FeedbackEdit[],
  state: OutboxEntry['state'] = 'waiting',
): OutboxEntry<'feedback.set'> => ({
  uid: 'u1',
  n: 1,
  type: 'feedback.set',
  entity: 'feedback',
  id: ID,
  args: { customerCode: 'KH1', subscriptionId: '1', topic: 'ARREARS', month: '2026-10', changes },
  base_seq: null,
  occurred_at: '2026-11-21T09:00:00+08:00',
  clock_offset: 0,
  state,
  customerCode: 'KH1',
  customerName: '张三',
  attempts: 0,
});

describe('[C4] feedback with what waits laid over it', () => {
  it('shows what was written here before the server knows it', () => {
    const written = entry([{ field: 'note', from: '', to: '月底交' }]);
    expect(overlayFeedback([], [written], '20002').get(ID)).toMatchObject({
      note: '月底交',
      staffNo: '20002',
      writtenAt: '2026-11-21T09:00:00+08:00',
      waiting: true,
    });
  });

  it('lays single fields over the server’s row, and takes away what was emptied', () => {
    const changed = entry([
      { field: 'reason', from: 'WILL_PAY', to: null },
      { field: 'promisedOn', from: '2026-11-30', to: '2026-12-05' },
      { field: 'note', from: '', to: null },
    ]);
    const view = overlayFeedback([row], [changed], '20002').get(ID)!;
    expect(view).toMatchObject({ note: '', promisedOn: '2026-12-05' });
    expect(view).not.toHaveProperty('reason');
  });

  it('says when the server did not take it', () => {
    const refused = entry([{ field: 'note', from: '', to: 'x' }], 'attention');
    expect(overlayFeedback([row], [refused], '20002').get(ID)).toMatchObject({
      waiting: false,
      attention: true,
    });
  });
});

it('is answered by a reason or by words, not by a date alone', () => {
  const { reason: _, ...dated } = row;
  expect([
    isAnswered(undefined),
    isAnswered(dated),
    isAnswered({ note: ' ' }),
    isAnswered({ note: 'x' }),
    isAnswered(row),
  ]).toEqual([false, false, false, true, true]);
});
