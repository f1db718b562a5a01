import type { Pool } from 'pg';
import {
  type Adjustment,
  type AdjustmentsQuery,
  adjustmentsQuery,
  type AdjustmentsResponse,
  adjustmentsResponse,
} from '../../../shared/api/adjustments.ts';
import { isoInShanghai } from '../../../shared/lib/dates.ts';
import type { Caller } from '../../plugins/auth.ts';
import type { App } from '../../plugins/zod-types.ts';
import { communitiesInReach, grantColumns } from '../territory/scope.ts';

/** The adjustment log is read here and written nowhere but in the transaction of the move that it tells of. */
export function registerAdjustmentRoutes(app: App, { pool }: { pool: Pool }): void {
  app.get(
    '/adjustments/v1',
    {
      config: { access: { kind: 'permission', permission: 'customer.read' } },
      schema: {
        summary: 'The adjustment log of my communities, the newest first',
        tags: ['division'],
        querystring: adjustmentsQuery,
        response: { 200: adjustmentsResponse },
      },
    },
    (request) => readAdjustments(pool, request.caller, request.query),
  );
}

type AdjustmentRecord = Omit<Adjustment, 'logged_at'> & { logged_at: Date };

async function readAdjustments(
  pool: Pool,
  caller: Caller,
  query: AdjustmentsQuery,
): Promise<AdjustmentsResponse> {
  const { units, channels } = grantColumns(caller.grants, 'customer.read');
  const { rows } = await pool.query<AdjustmentRecord>(
    `with reach as materialized (${communitiesInReach('$1', '$2')}), wanted as materialized (
       select unit_code from org_unit where $3::text is null or path @> array[$3::text]
     )
     select l.log_id, l.logged_at, l.customer_code, c.name as customer_name, l.kind, l.from_community,
       f.name as from_name, l.to_community, t.name as to_name, l.actor, coalesce(s.name, l.actor) as actor_name,
       l.reason, l.batch_id, l.request_id
     from reassignment_log l
     join customer c using (customer_code)
     left join org_unit f on f.unit_code = l.from_community
     left join org_unit t on t.unit_code = l.to_community
     left join staff s on s.staff_no = l.actor
     where (l.from_community in (select unit_code from reach) or l.to_community in (select unit_code from reach))
       and (l.from_community in (select unit_code from wanted) or l.to_community in (select unit_code from wanted))
       and ($4::text is null or l.customer_code = $4)
       and ($5::text is null or l.kind = $5)
       and ($6::text is null or l.actor = $6)
       and ($7::text is null or l.logged_at >= ($7 || 'T00:00:00+08:00')::timestamptz)
       and ($8::text is null or l.logged_at < ($8 || 'T00:00:00+08:00')::timestamptz + interval '1 day')
       and ($9::bigint is null or l.log_id < $9)
     order by l.log_id desc limit $10`,
    [
      units,
      channels,
      query.unit_code ?? null,
      query.customer_code ?? null,
      query.kind ?? null,
      query.actor ?? null,
      query.from_day ?? null,
      query.to_day ?? null,
      query.before ?? null,
      query.limit + 1,
    ],
  );
  const shown = rows.slice(0, query.limit);
  return {
    adjustments: shown.map((row) => ({ ...row, logged_at: isoInShanghai(row.logged_at) })),
    next: rows.length > query.limit ? (shown.at(-1)?.log_id ?? null) : null,
  };
}
