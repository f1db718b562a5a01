import type { FeedDefinition } from '../definition.ts';
import { ACCOUNT_DIFFERS } from '../../quality/kinds.ts';
import { replaceFindings } from '../../quality/replace-findings.ts';
import { mergeRows } from '../merge-rows.ts';
import { SUBSCRIPTION_JOIN, UNKNOWN_SUBSCRIPTION } from './subscription-check.ts';

/** What is owed, by business accounts. A subscription that the file does not carry has paid. */
export const arrears: FeedDefinition = {
  kind: 'arrears',
  period: 'day',
  columns: [
    { header: '合同号', name: 'billing_account_number', type: 'text' },
    { header: '用户ID', name: 'subscription_id', type: 'text', required: true },
    { header: '欠费账期起', name: 'since_month', type: 'month' },
    { header: '欠费月数', name: 'months', type: 'count' },
    { header: '欠费金额', name: 'amount', type: 'fen' },
  ],
  fills: { arrears: ['subscription_id'] },
  key: ['subscription_id'],
  joins: SUBSCRIPTION_JOIN,
  checks: () => [UNKNOWN_SUBSCRIPTION],
  apply: async ({ client, day }) => {
    const applied = await mergeRows(client, {
      table: 'arrears',
      key: ['subscription_id'],
      columns: ['billing_account_number', 'since_month', 'months', 'amount'],
    });
    const accountsDiffer = await replaceFindings(client, { ...ACCOUNT_DIFFERS, day });
    return { ...applied, facts: { accountsDiffer } };
  },
};
