import type { FeedDefinition } from '../definition.ts';
import { mergeRows } from '../merge-rows.ts';
import { SUBSCRIPTION_JOIN, UNKNOWN_SUBSCRIPTION } from './subscription-check.ts';

/** All agreements, by business accounts. One that the file does not carry has ended early. */
export const agreements: FeedDefinition = {
  kind: 'agreements',
  period: 'day',
  columns: [
    { header: '协议号', name: 'agreement_number', type: 'text', required: true },
    { header: '用户ID', name: 'subscription_id', type: 'text', required: true },
    { header: '套餐名称', name: 'plan', type: 'text' },
    { header: '开始日期', name: 'start_on', type: 'day' },
    { header: '到期日期', name: 'end_on', type: 'day' },
    { header: '月承诺消费', name: 'monthly_commitment', type: 'fen' },
    { header: '违约金', name: 'penalty', type: 'fen' },
  ],
  fills: { agreement: ['agreement_number', 'subscription_id'] },
  key: ['agreement_number'],
  guardsShrinking: true,
  joins: SUBSCRIPTION_JOIN,
  checks: () => [UNKNOWN_SUBSCRIPTION, { when: 's.end_on < s.start_on', reason: 'BAD_DATE' }],
  apply: ({ client }) =>
    mergeRows(client, {
      table: 'agreement',
      key: ['agreement_number'],
      columns: ['subscription_id', 'plan', 'start_on', 'end_on', 'monthly_commitment', 'penalty'],
    }),
};
