import { expect, it } from 'vitest';
import type { FeedbackView } from '../../data/feedback.ts';
import type { CustomerSummary, SubscriptionSummary } from '../../data/types.ts';
import { orderRows } from '../../data/list-rows.ts';
import { listOf } from '../../../shared/reports/index.ts';
import { completionOf, managersOf } from './completion.ts';
import { feedbackEdits } from './feedback-edits.ts';

const view = (subscriptionId: string, staffNo: string, note: string): [string, FeedbackView] => {
  const feedbackId = `ZERO_CHARGE:${subscriptionId}:2026-10`;
  const about = { customerCode: '', subscriptionId, topic: 'ZERO_CHARGE' as const, month: '2026-10' };
  return [
    feedbackId,
    { feedbackId, ...about, note, staffNo, writtenAt: '', waiting: false, attention: false },
  ];
};

/** Four subscriptions of three customers; the last two are of another community. */
const rows = {
  keys: [0, 0, 1, 2],
  subscriptions: [0, 1, 0, 0],
  isNew: [0, 1, 0, 1],
  figures: [1, 24321, 500, 2, Number.NaN, 900, 1, 24321, 500, 3, 24319, Number.NaN],
};
const index = {
  at: (position: number) => ({ communityCode: position === 0 ? 'A1' : 'A2' }) as CustomerSummary,
  subscriptionAt: (position: number, at: number) =>
    ({ subscriptionId: `${position}-${at}` }) as SubscriptionSummary,
  size: 3,
  query: () => Uint32Array.from([2, 1, 0]),
};

it('counts what is written by community and by who wrote it, the most left first', () => {
  const views = new Map([
    view('0-0', '20001', '闲置'),
    view('0-1', '20002', '备用'),
    view('1-0', '20001', ''),
  ]);
  expect(completionOf(rows, { topic: 'ZERO_CHARGE', month: '2026-10' }, views, index)).toEqual([
    { communityCode: 'A2', written: 0, total: 2, writers: [] },
    {
      communityCode: 'A1',
      written: 2,
      total: 2,
      writers: [
        ['20001', 1],
        ['20002', 1],
      ],
    },
  ]);
  expect(completionOf(rows, { topic: 'ZERO_CHARGE', month: '2026-11' }, views, index)[0]).toMatchObject({
    written: 0,
  });
});

it('sorts by a figure with what is not known last, equal ones by customer, and keeps the new ones alone', () => {
  const list = listOf('zeroCharge');
  const by = (key: string, descending: boolean, onlyNew = false) => [
    ...orderRows(list, rows, { key, descending }, index, onlyNew),
  ];
  expect(by('yearBefore', true)).toEqual([1, 2, 0, 3]);
  expect(by('yearBefore', false)).toEqual([2, 0, 1, 3]);
  expect(by('name', false)).toEqual([3, 2, 0, 1]);
  expect(by('monthsInARow', true, true)).toEqual([3, 1]);
});

it('writes of a draft what differs, each with what was there before', () => {
  expect(feedbackEdits(undefined, { note: '', reason: 'FAULT' })).toEqual([
    { field: 'reason', from: null, to: 'FAULT' },
  ]);
  const known = { note: '月底', reason: 'FAULT' as const, promisedOn: '2026-11-30' };
  expect(feedbackEdits(known, known)).toEqual([]);
  expect(feedbackEdits(known, { note: '下月' })).toEqual([
    { field: 'reason', from: 'FAULT', to: null },
    { field: 'note', from: '月底', to: '下月' },
    { field: 'promisedOn', from: '2026-11-30', to: null },
  ]);
});

it('names the account managers of a community, not its other people', () => {
  const staff = [
    { staffNo: '1', name: '温诗', role: 'ACCOUNT_MANAGER' },
    { staffNo: '2', name: '别人', role: 'DATA_VIEWER' },
  ];
  expect(managersOf({ staff } as never)).toEqual(['温诗']);
  expect(managersOf(undefined)).toEqual([]);
});
