import type { FeedDefinition } from '../definition.ts';
import { mergeRows } from '../merge-rows.ts';
import { SUBSCRIPTION_JOIN, UNKNOWN_SUBSCRIPTION } from './subscription-check.ts';

/** All prepaid balances; one may be negative. */
export const prepaid: FeedDefinition = {
  kind: 'prepaid',
  period: 'day',
  columns: [
    { header: '用户ID', name: 'subscription_id', type: 'text', required: true },
    { header: '预付费余额', name: 'amount', type: 'fen', negative: true },
    { header: '更新日期', name: 'as_of', type: 'day' },
  ],
  fills: { prepaid: ['subscription_id'] },
  key: ['subscription_id'],
  joins: SUBSCRIPTION_JOIN,
  checks: () => [UNKNOWN_SUBSCRIPTION],
  apply: ({ client }) =>
    mergeRows(client, { table: 'prepaid', key: ['subscription_id'], columns: ['amount', 'as_of'] }),
};
