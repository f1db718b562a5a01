import type { Pool } from 'pg';
import {
  type Finding,
  type FindingsQuery,
  type FindingsResponse,
  QUALITY_KINDS,
  type QualityKind,
} from '../../../shared/api/quality.ts';
import type { Caller } from '../../plugins/auth.ts';
import { lastChecked } from '../../quality/find.ts';
import { communitiesInReach, grantColumns } from '../territory/scope.ts';

/**
 * Findings with where they lie: at the customer whom they name or to whom their subscription belongs, in the community
 * of a tied rule, or, for a cabinet, in the public pool of its billing area. Only those in reach are seen.
 */
const IN_REACH = `
  with reach as materialized (${communitiesInReach('$1', '$2')}), pool as (
    select distinct on (billing_area) billing_area, unit_code from org_unit
    where kind = 'UNASSIGNED_POOL' and channel = 'MASS_MARKET' and retired_on is null
    order by billing_area, unit_code
  ), found as materialized (
    select q.kind, q.subject, q.found_on, q.detail, s.access_number, c.customer_code, c.name as customer_name,
      u.unit_code as community_code, u.name as community_name
    from quality_finding q
    left join subscription s on s.subscription_id = q.detail ->> 'subscriptionId'
    left join customer c on c.customer_code
      = coalesce(q.detail ->> 'customerCode', q.detail ->> 'firstCustomer', s.customer_code)
    left join pool on pool.billing_area = q.detail ->> 'billingArea'
    join org_unit u on u.unit_code = coalesce(q.detail ->> 'communityCode', c.community_code, pool.unit_code)
    where q.kind = any ($3) and u.unit_code in (select unit_code from reach)
  )`;

const MATCHING = `
  ($4::text is null or kind = $4) and ($5 = '' or strpos(lower(concat_ws(' ', subject, customer_code, customer_name,
    community_name, access_number, detail ->> 'cabinet', detail ->> 'accessNumber')), lower($5)) > 0)`;

export async function readFindings(
  pool: Pool,
  caller: Caller,
  query: FindingsQuery,
): Promise<FindingsResponse> {
  const { units, channels } = grantColumns(caller.grants, 'customer.read');
  const scope = [units, channels, QUALITY_KINDS];
  const { rows: counts } = await pool.query<{ kind: QualityKind; count: number }>(
    `${IN_REACH} select kind, count(*)::int as count from found group by kind`,
    scope,
  );
  const { rows } = await pool.query<Finding & { total: number }>(
    `${IN_REACH}
     select kind, subject, found_on, customer_code, customer_name, community_code, community_name,
       detail ->> 'cabinet' as cabinet, nullif(detail ->> 'rangeFrom', '') as range_from,
       nullif(detail ->> 'rangeTo', '') as range_to, coalesce(detail ->> 'accessNumber', access_number) as access_number,
       detail ->> 'billingArea' as billing_area, detail ->> 'billing' as account, detail ->> 'arrears' as other_account,
       case
         when detail ? 'communities' then array(
           select o.name from org_unit o
           where o.unit_code in (select jsonb_array_elements_text(detail -> 'communities')) order by o.unit_code)
         when detail ? 'customers' and jsonb_typeof(detail -> 'customers') = 'array' then array(
           select jsonb_array_elements_text(detail -> 'customers'))
         else '{}' end as others,
       coalesce(detail ->> 'count', case when kind = 'TIED_RULES' then detail ->> 'customers' end)::int as count,
       count(*) over ()::int as total
     from found where ${MATCHING}
     order by array_position($3, kind), found_on desc, subject offset $6 limit $7`,
    [...scope, query.kind ?? null, query.search, query.offset, query.limit],
  );
  const byKind = new Map(counts.map(({ kind, count }) => [kind, count]));
  return {
    checked_at: await lastChecked(pool),
    counts: Object.fromEntries(QUALITY_KINDS.map((kind) => [kind, byKind.get(kind) ?? 0])) as Record<
      QualityKind,
      number
    >,
    total: rows[0]?.total ?? 0,
    findings: rows.map(({ total: _total, ...row }) => row),
  };
}
