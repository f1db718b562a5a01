import type { FeedDefinition } from '../definition.ts';
import { matchAgain } from '../division/match-again.ts';
import { mergeRows } from '../merge-rows.ts';

/** All lines, by the 97 system: which cabinet an access number is reached through. */
export const line97: FeedDefinition = {
  kind: 'line97',
  period: 'day',
  columns: [
    { header: '业务接入号', name: 'access_number', type: 'text', required: true },
    { header: '交接箱', name: 'cabinet', type: 'text' },
    { header: '端子', name: 'terminal', type: 'text' },
    { header: '局向', name: 'exchange', type: 'text' },
  ],
  fills: { line97: ['access_number', 'cabinet'] },
  key: ['access_number'],
  guardsShrinking: true,
  apply: async (intake) => {
    const applied = await mergeRows(intake.client, {
      table: 'line97',
      key: ['access_number'],
      columns: ['cabinet', 'terminal', 'exchange'],
    });
    return { ...applied, facts: { matchedAgain: await matchAgain(intake) } };
  },
};
