import type { FeedDefinition } from '../definition.ts';
import { mergeRows } from '../merge-rows.ts';
import { SEGMENT_WORDS } from './words.ts';

/** Where the old system had put customers. It is kept for the opening billing file of each network to read. */
export const openingAssignments: FeedDefinition = {
  kind: 'opening_assignments',
  period: 'none',
  columns: [
    { header: '合同号', name: 'billing_account_number', type: 'text', required: true },
    { header: '社区编码', name: 'community_code', type: 'text' },
    {
      header: '统计属性',
      name: 'reporting_segment',
      type: 'word',
      words: { ...SEGMENT_WORDS, '': null },
      reason: 'UNKNOWN_SEGMENT',
    },
  ],
  fills: { opening_assignment: ['billing_account_number'] },
  key: ['billing_account_number'],
  joins: `left join org_unit u on u.unit_code = s.community_code and u.retired_on is null
    and u.kind in ('COMMUNITY', 'CONTRACT_AGENT_AREA', 'UNASSIGNED_POOL')`,
  checks: () => [{ when: 'u.unit_code is null', reason: 'UNKNOWN_UNIT' }],
  apply: ({ client }) =>
    mergeRows(client, {
      table: 'opening_assignment',
      key: ['billing_account_number'],
      columns: ['community_code', 'reporting_segment'],
    }),
};
