import type { FeedDefinition } from '../definition.ts';
import { mergeRows } from '../merge-rows.ts';
import { SUBSCRIPTION_JOIN, UNKNOWN_SUBSCRIPTION } from './subscription-check.ts';

/** All open orders at the 10000 hotline; one that the file does not carry is done. */
export const orders10000: FeedDefinition = {
  kind: 'orders10000',
  period: 'day',
  columns: [
    { header: '工单号', name: 'order_number', type: 'text', required: true },
    { header: '用户ID', name: 'subscription_id', type: 'text', required: true },
    { header: '业务类型', name: 'kind', type: 'text' },
    { header: '当前环节', name: 'stage', type: 'text' },
    { header: '受理时间', name: 'accepted_at', type: 'minute' },
  ],
  fills: { hotline_order: ['order_number', 'subscription_id'] },
  key: ['order_number'],
  joins: SUBSCRIPTION_JOIN,
  checks: () => [UNKNOWN_SUBSCRIPTION],
  apply: ({ client }) =>
    mergeRows(client, {
      table: 'hotline_order',
      key: ['order_number'],
      columns: ['subscription_id', 'kind', 'stage', 'accepted_at'],
    }),
};
