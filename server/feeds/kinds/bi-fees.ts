import type { PoolClient } from 'pg';
import type { FeedDefinition, Intake } from '../definition.ts';
import { count, mergeRows } from '../merge-rows.ts';
import { SUBSCRIPTION_JOIN, UNKNOWN_SUBSCRIPTION } from './subscription-check.ts';

/** The columns of a month's fees that are neither subscription nor month, in fen, minutes and MB. */
export const FEE_FIGURES = [
  'rent',
  'local',
  'long_distance',
  'international',
  'internet',
  'value_added',
  'other',
  'total',
  'local_minutes',
  'long_distance_minutes',
  'international_minutes',
  'megabytes',
] as const;

/** One month's fees and traffic, by business analytics: a month that is delivered again replaces what it was. */
export const biFees: FeedDefinition = {
  kind: 'bi_fees',
  period: 'month',
  columns: [
    { header: '用户ID', name: 'subscription_id', type: 'text', required: true },
    { header: '账期', name: 'month', type: 'month' },
    { header: '月租费', name: 'rent', type: 'fen' },
    { header: '本地话费', name: 'local', type: 'fen' },
    { header: '长途话费', name: 'long_distance', type: 'fen' },
    { header: '国际话费', name: 'international', type: 'fen' },
    { header: '上网费', name: 'internet', type: 'fen' },
    { header: '增值业务费', name: 'value_added', type: 'fen' },
    { header: '其他费', name: 'other', type: 'fen' },
    { header: '应收合计', name: 'total', type: 'fen' },
    { header: '本地分钟', name: 'local_minutes', type: 'count' },
    { header: '长途分钟', name: 'long_distance_minutes', type: 'count' },
    { header: '国际分钟', name: 'international_minutes', type: 'count' },
    { header: '上网流量MB', name: 'megabytes', type: 'count' },
  ],
  fills: { fee: ['subscription_id', 'month'] },
  key: ['subscription_id', 'month'],
  joins: SUBSCRIPTION_JOIN,
  checks: (intake) => [
    { when: `s.month <> '${monthOfFile(intake)}'`, reason: 'BAD_DATE' },
    {
      when: `s.rent + s.local + s.long_distance + s.international + s.internet + s.value_added + s.other <> s.total`,
      reason: 'BAD_TOTAL',
    },
    UNKNOWN_SUBSCRIPTION,
  ],
  apply: async (intake) => {
    const { client, runId } = intake;
    const month = monthOfFile(intake);
    const applied = await mergeRows(client, {
      table: 'fee',
      key: ['subscription_id', 'month'],
      columns: FEE_FIGURES,
      scope: `t.month = '${month}'`,
    });
    await client.query('delete from fee_waiting where month = $1', [month]);
    const waiting = await client.query(
      `insert into fee_waiting (subscription_id, month, ${FEE_FIGURES.join(', ')}, run_id, line)
       select distinct on (subscription_id) subscription_id, month, ${FEE_FIGURES.join(', ')}, $1, line
       from stage where reason = 'UNKNOWN_SUBSCRIPTION' order by subscription_id, line`,
      [runId],
    );
    return { ...applied, facts: { waiting: count(waiting) } };
  },
};

/** `2026-10`. It comes from a file name that was checked, so it may stand in SQL. */
function monthOfFile({ period }: Intake): string {
  if (period === null) throw new Error('a file of fees has a month');
  return period;
}

/** Takes the fees that waited for subscriptions which billing has brought meanwhile. Returns how many. */
export async function takeWaitingFees(client: PoolClient): Promise<number> {
  const list = ['subscription_id', 'month', ...FEE_FIGURES].join(', ');
  const taken = await client.query(
    `with ready as (
       delete from fee_waiting w using subscription x where x.subscription_id = w.subscription_id returning w.*
     )
     insert into fee (${list}) select ${list} from ready on conflict (subscription_id, month) do nothing`,
  );
  return count(taken);
}
